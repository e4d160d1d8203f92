import { present } from "../base/invariant.ts";
import { add, parseExact, type Ratio, ZERO } from "../base/ratio.ts";
import type {
  Allocation,
  InKind,
  Line,
  LineRight,
  Statement,
  WaitingAmount,
} from "../model/statement.ts";
import type { WaitKind } from "./waiting.ts";

/** All that was issued for one line id, over all revisions. */
export interface IssuedLine {
  readonly last: Line;
  readonly revision: number;
  /** What may have been paid, and what was forfeited and never was. */
  readonly payable: Issued;
  readonly forfeited: Issued;
}

export interface Issued {
  readonly minor: bigint;
  readonly charges: ReadonlyMap<string, bigint>;
  /** Owed, and left to later statements. */
  readonly waits: Readonly<Record<WaitKind, Booking>>;
  /** What was given beside money: exact counts by unit. */
  readonly inKind: Counts;
  /** Rights that arose, by `rightKey`. */
  readonly rights: ReadonlySet<string>;
}

export type Counts = ReadonlyMap<string, Ratio>;

export interface Booking {
  readonly minor: bigint;
  readonly charges: ReadonlyMap<string, bigint>;
}

const zero: Booking = { minor: 0n, charges: new Map() };
export const nothing: Issued = {
  ...zero,
  waits: { carried: zero, deferred: zero },
  inKind: new Map(),
  rights: new Set(),
};

/** Marks the line that takes a forfeited amount back because it is owed after all. */
export const OWED_AFTER_ALL = "#owed-after-all";

export function issuedLines(issued: readonly Statement[]): ReadonlyMap<string, IssuedLine> {
  const lines = new Map<string, IssuedLine>();
  for (const { revision, lines: own } of issued) {
    for (const line of own) {
      const isReversal = line.id.endsWith(OWED_AFTER_ALL);
      const id = isReversal ? line.id.slice(0, -OWED_AFTER_ALL.length) : line.id;
      const held = lines.get(id) ?? { payable: nothing, forfeited: nothing, last: line };
      const isForfeited = line.status === "forfeited";
      const payable = isForfeited ? held.payable : plus(held.payable, line);
      lines.set(id, {
        last: isReversal ? held.last : line,
        revision,
        // What was forfeited leaves nothing to later statements: it takes back what the rest left to them.
        payable: { ...payable, waits: plusWaits(held.payable.waits, line) },
        forfeited: isForfeited ? plus(held.forfeited, line) : held.forfeited,
      });
    }
  }
  return lines;
}

function plus({ minor, charges, waits, inKind, rights }: Issued, line: Line): Issued {
  return {
    inKind: addCounts(inKind, countsOf(line)),
    rights: new Set([...rights, ...(line.rights ?? []).map(rightKey)]),
    minor: minor + BigInt(line.minor),
    charges: addCharges(charges, line.allocations),
    waits,
  };
}

function plusWaits(waits: Issued["waits"], line: Line): Issued["waits"] {
  return {
    carried: plusWaiting(waits.carried, line.carried),
    deferred: plusWaiting(waits.deferred, line.deferred),
  };
}

function plusWaiting({ minor, charges }: Booking, more: WaitingAmount | undefined): Booking {
  if (more === undefined) return { minor, charges };
  return { minor: minor + BigInt(more.minor), charges: addCharges(charges, more.shares) };
}

export function both(a: Issued, b: Issued): Issued {
  const charges = new Map(a.charges);
  for (const [charge, minor] of b.charges) charges.set(charge, (charges.get(charge) ?? 0n) + minor);
  return {
    minor: a.minor + b.minor,
    charges,
    waits: a.waits,
    inKind: addCounts(a.inKind, b.inKind),
    rights: new Set([...a.rights, ...b.rights]),
  };
}

/** What a line gives beside money, by unit. */
export function countsOf({ inKind = [] }: { readonly inKind?: readonly InKind[] }): Counts {
  return new Map(
    inKind.map(({ unit, count }) => [
      unit,
      present(parseExact(count), "what is given is exact", count),
    ]),
  );
}

export function addCounts(a: Counts, b: Counts): Counts {
  const sums = new Map(a);
  for (const [unit, count] of b) sums.set(unit, add(sums.get(unit) ?? ZERO, count));
  return sums;
}

/** Two rights are the same where they allow the same to the same party; how long may have changed. */
export function rightKey({ what, holder, text = "" }: LineRight): string {
  return JSON.stringify([what, holder, text]);
}

export function addCharges(
  held: ReadonlyMap<string, bigint> | undefined,
  allocations: readonly (Omit<Allocation, "key"> & { readonly key?: string })[],
): ReadonlyMap<string, bigint> {
  const sums = new Map(held);
  for (const { minor, key: _, ...booked } of allocations) {
    const on = bookedOn(booked);
    sums.set(on, (sums.get(on) ?? 0n) + BigInt(minor));
  }
  return sums;
}

export type Booked = Omit<Allocation, "minor" | "key">;

/** One text for each thing that is booked on: a charge, or a line of an invoice. */
function bookedOn({ charge, invoice, line }: Booked): string {
  return JSON.stringify([charge, invoice, line].filter((part) => part !== undefined));
}

export function bookedIn(text: string): Booked {
  const [charge = "", invoice, line]: string[] = JSON.parse(text);
  return {
    charge,
    ...(invoice === undefined ? {} : { invoice }),
    ...(line === undefined ? {} : { line }),
  };
}
