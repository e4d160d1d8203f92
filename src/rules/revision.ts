import { byText } from "../base/by-text.ts";
import { present } from "../base/invariant.ts";
import { wholeRatio } from "../base/ratio.ts";
import { apportion } from "../core/apportion.ts";
import { eitherIds } from "../core/either-ids.ts";
import type { Allocation, Correction, Line, Statement } from "../model/statement.ts";
import type { Period } from "../time/period.ts";
import { textOf } from "./caps.ts";
import { bookingKey, shareKey } from "./charge-shares.ts";
import { closingInKind, giftDifference, inKindOf } from "./gift-difference.ts";
import {
  addCharges,
  type Booking,
  bookedIn,
  both,
  type Issued,
  type IssuedLine,
  issuedLines,
  nothing,
  OWED_AFTER_ALL,
} from "./issued-lines.ts";
import type { Plan } from "./plan.ts";
import { type WaitKind, waitKinds } from "./waiting.ts";

/** Money that was paid too much and may not be taken back stands in a line of this name (38). */
export const NOT_CLAWED_BACK = "not-clawed-back";

export interface RevisionFacts {
  readonly plan: Plan;
  readonly period: Period;
  readonly revision: number;
  readonly because: Correction["because"];
}

/**
 * The differences between what was issued and what is right now, line by line; none when all agree.
 * Without a claw-back term the net of a revision is never negative: what may not flow back is held
 * in one closing line, and used up first by later positive nets (semantics 38).
 */
export function revisionLines(
  issued: readonly Statement[],
  fresh: Statement,
  facts: RevisionFacts,
): readonly Line[] {
  const before = issuedLines(issued);
  const now = new Map(fresh.lines.map((line) => [line.id, line]));
  const ids = eitherIds(before, now).filter((id) => id !== NOT_CLAWED_BACK);
  const deltas = ids.flatMap((id) => deltaLine(before.get(id), now.get(id), facts));
  if (deltas.length === 0) return [];
  const held = before.get(NOT_CLAWED_BACK)?.payable ?? nothing;
  // What was forfeited was never paid: no money flows back with it, and none is held for it.
  const moving = deltas.filter(({ status }) => status !== "forfeited");
  const closing = facts.plan.clawBack === "allowed" ? undefined : closingLine(moving, held, facts);
  return closing === undefined ? deltas : [...deltas, closing];
}

/**
 * The difference of one line. Where a forfeited amount is owed after all, it is taken back in a line
 * of its own, so that what is payable is the whole of what is owed.
 */
function deltaLine(
  before: IssuedLine | undefined,
  now: Line | undefined,
  facts: RevisionFacts,
): Line[] {
  const shape = present(now ?? before?.last, "a line was issued or is owed");
  const { payable = nothing, forfeited = nothing } = before ?? {};
  const isForfeited = forfeited.minor !== 0n || inKindOf(forfeited.inKind).length > 0;
  const isOwedAfterAll = isForfeited && now !== undefined && now.status !== "forfeited";
  if (!isOwedAfterAll) return difference(shape, now, both(payable, forfeited), before, facts);
  const reversed: Line = { ...shape, id: `${shape.id}${OWED_AFTER_ALL}`, status: "forfeited" };
  return [
    ...difference(shape, now, payable, before, facts),
    ...difference(reversed, undefined, forfeited, before, facts),
  ];
}

function difference(
  shape: Line,
  now: Line | undefined,
  was: Issued,
  before: IssuedLine | undefined,
  facts: RevisionFacts,
): Line[] {
  const { places } = facts.plan.currency;
  const is = BigInt(now?.minor ?? 0);
  const delta = is - was.minor;
  const beside = { ...waitingDifference(now, was, places), ...giftDifference(now, was) };
  if (delta === 0n && Object.keys(beside).length === 0) return [];
  const texts = {
    was: textOf(was.minor, places),
    now: textOf(is, places),
    delta: textOf(delta, places),
  };
  const units = unitsBetween(was, now?.allocations ?? []);
  const { carried: _, deferred: __, inKind: ___, rights: ____, status, ...rest } = shape;
  return [
    {
      ...rest,
      // The status says what becomes of the difference, which moves now.
      status: status === "carried" && delta !== 0n ? paidAs(rest) : status,
      exact: now?.exact ?? "0",
      amount: texts.delta,
      minor: Number(delta),
      parts: now?.parts ?? [],
      steps: [
        ...(now?.steps ?? []),
        { op: "issued", clause: shape.clause, out: texts.was },
        {
          op: "difference",
          clause: shape.clause,
          in: `${texts.now} − ${texts.was}`,
          out: texts.delta,
        },
      ],
      allocations: allocationsOf(shape.id, units, facts),
      corrects: {
        revision: before?.revision ?? facts.revision - 1,
        was: texts.was,
        now: texts.now,
        because: facts.because,
      },
      ...beside,
    },
  ];
}

function paidAs({ claim }: Pick<Line, "claim">): Line["status"] {
  return claim === undefined ? "automatic" : "claimable";
}

/** What is owed on each charge now, less what was issued on it. */
function unitsBetween(
  { charges: issued }: Booking,
  now: Parameters<typeof addCharges>[1],
): { readonly charge: string; readonly minor: bigint }[] {
  const owed = addCharges(undefined, now);
  const charges = [...new Set([...issued.keys(), ...owed.keys()])].sort();
  return charges.map((charge) => ({
    charge,
    minor: (owed.get(charge) ?? 0n) - (issued.get(charge) ?? 0n),
  }));
}

/** What is left to later statements changes too, and may change alone. */
function waitingDifference(
  now: Line | undefined,
  { waits }: Issued,
  places: number,
): Pick<Line, WaitKind> {
  return Object.fromEntries(
    waitKinds.flatMap((kind) => {
      const { minor = 0, shares = [] } = now?.[kind] ?? {};
      const delta = BigInt(minor) - waits[kind].minor;
      const units = unitsBetween(waits[kind], shares).filter((unit) => unit.minor !== 0n);
      if (units.length === 0) return [];
      const own = units.map((unit) => ({ ...bookedIn(unit.charge), minor: Number(unit.minor) }));
      return [[kind, { amount: textOf(delta, places), minor: Number(delta), shares: own }]];
    }),
  );
}

function allocationsOf(
  line: string,
  units: readonly { readonly charge: string; readonly minor: bigint }[],
  facts: RevisionFacts,
): Allocation[] {
  return units
    .filter(({ minor }) => minor !== 0n)
    .map(({ charge: on, minor }) => {
      const booked = bookedIn(on);
      const key = bookingKey(facts, line, shareKey(booked));
      return { ...booked, minor: Number(minor), key };
    });
}

/**
 * Lifts a negative net to zero, and lets a positive net first use up what is held; of what is given
 * beside money unit by unit. Points are none of it: they become money in a line of their own.
 */
function closingLine(
  deltas: readonly Line[],
  held: Issued,
  facts: RevisionFacts,
): Line | undefined {
  const net = deltas.reduce((sum, { minor }) => sum + BigInt(minor), 0n);
  const closing = net < 0n ? -net : -smaller(net, held.minor);
  const inKind = closingInKind(deltas, held.inKind);
  // A line that only waits moves no money: its status is not that of the money which is held.
  const moved = deltas.filter(({ minor }) => minor !== 0);
  const [least] = (moved.length === 0 ? [...deltas] : moved).sort((a, b) => a.minor - b.minor);
  if (least === undefined || (closing === 0n && inKind.length === 0)) return undefined;
  const { places } = facts.plan.currency;
  const text = textOf(closing, places);
  const clause = "(no claw-back term)";
  return {
    id: NOT_CLAWED_BACK,
    result: "",
    clause,
    exact: text,
    amount: text,
    minor: Number(closing),
    status: least.status,
    ...(inKind.length === 0 ? {} : { inKind }),
    parts: [],
    steps: [
      {
        op: "sum",
        clause,
        in: deltas.map(({ amount }) => amount).join(" + "),
        out: textOf(net, places),
      },
      {
        op: "difference",
        clause,
        in: `${textOf(net + closing, places)} − (${textOf(net, places)})`,
        out: text,
      },
    ],
    allocations: allocationsOf(NOT_CLAWED_BACK, closingUnits(deltas, closing, held.charges), facts),
    corrects: {
      revision: facts.revision - 1,
      was: textOf(held.minor, places),
      now: textOf(held.minor + closing, places),
      because: facts.because,
    },
  };
}

/**
 * The closing amount stands against the charges whose bookings it offsets: first where the same was
 * held back on the same charge, so that each charge ends with what it bears.
 */
function closingUnits(
  deltas: readonly Line[],
  closing: bigint,
  held: Booking["charges"],
): { readonly charge: string; readonly minor: bigint }[] {
  const sign = closing < 0n ? -1n : 1n;
  const nets = addCharges(
    undefined,
    deltas.flatMap(({ allocations }) => allocations),
  );
  const offset = [...nets]
    .filter(([, net]) => net * sign < 0n)
    .sort(([a], [b]) => byText(a, b))
    .map(([id, net]) => {
      const room = -net * sign;
      const kept = -(held.get(id) ?? 0n) * sign;
      return { id, room, own: kept > 0n ? smaller(kept, room) : 0n };
    });
  const own = offset.reduce((sum, one) => sum + one.own, 0n);
  const first = smaller(closing * sign, own);
  const fromOwn = apportion(
    first,
    offset.map((one) => ({ id: one.id, weight: wholeRatio(one.own) })),
  );
  const others = apportion(
    closing * sign - first,
    offset.map((one) => ({ id: one.id, weight: wholeRatio(one.room - one.own) })),
  );
  return offset.map(({ id }, index) => ({
    charge: id,
    minor:
      (present(fromOwn[index], "each charge has its share", id) +
        present(others[index], "each charge has its share", id)) *
      sign,
  }));
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
