import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import type { FactRow, Outage, Ticket, TicketEvent } from "../model/records.ts";
import { rowsOf, ticketClocks } from "./clock-parts.ts";
import { LeastRow } from "./least-row.ts";
import { traitsOf } from "./outage-traits.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import type { RowIndex } from "./row-index.ts";

/** So many different values are told at most; the rest is counted. */
const TOLD_MAX = 100;
/** So many different values of one attribute are remembered, and compared letter by letter. */
const COMPARED_MAX = 1000;
/** With so many of the contract's values: a warning may not cost minutes. */
const SUGGESTED_FROM_MAX = 100;

/** From so many characters on two edits may be a slip. */
const LONG_WORD = 8;

/** The waiting reasons stand beside the attributes; no attribute can have this name. */
const REASON = "waiting reason ";

/** The values that a contract names for one attribute, or the reasons that pause a clock. */
interface Named {
  readonly values: ReadonlySet<string>;
  /** By the form in which a slip of the shift key, a space or a full-width letter does not show. */
  readonly folded: ReadonlyMap<string, string>;
}

interface NearMiss {
  readonly what: string;
  readonly value: string;
  readonly near: string;
  readonly least: LeastRow;
}

type Known = ReadonlyMap<string, Named>;

const namedKnown = new WeakMap<Plan, Known>();

/** Collected once for each contract: a record is held against it in a few look-ups. */
function namedIn(plan: Plan): Known {
  const known = namedKnown.get(plan);
  if (known !== undefined) return known;
  const values = new Map<string, Set<string>>();
  for (const [name, more] of plan.commitments.flatMap(wheresOf)) {
    const all = values.get(name) ?? new Set();
    for (const value of more) all.add(value);
    values.set(name, all);
  }
  const named = new Map(
    [...values].map(([name, all]) => {
      const folded = new Map([...all].map((value) => [fold(value), value]));
      return [name, { values: all, folded }];
    }),
  );
  namedKnown.set(plan, named);
  return named;
}

function wheresOf({
  measure,
  credits,
}: CommitmentPlan): readonly (readonly [string, ReadonlySet<string>])[] {
  if (measure.facts === "outages") return credits.flatMap(({ where }) => [...(where ?? [])]);
  if (measure.facts !== "cycles") return [];
  const rows = measure.parts.flatMap(rowsOf);
  const reasons = ticketClocks(measure).flatMap(({ clock: { pausedBy } }) =>
    pausedBy === "all" ? [] : [[REASON, pausedBy] as const],
  );
  const wheres = [...rows, measure, ...credits].flatMap(({ where }) => [...(where ?? [])]);
  return [...wheres, ...reasons];
}

/**
 * Values of tickets and outages that nearly are what the contract names: "p1" falls to the row for the rest,
 * reason "Customer" pauses nothing, and nobody notices. Each different value is told once, so that
 * the order of the rows changes nothing.
 */
export class NearValues {
  private readonly misses = new Map<string, NearMiss>();
  private readonly compared = new Map<string, Map<string, string | undefined>>();
  private untold = 0;
  private readonly index: RowIndex;

  /** @param index Of the rows that are looked at: each is the last one noted there. */
  constructor(index: RowIndex) {
    this.index = index;
  }

  fact({ id, attributes }: FactRow, plan: Plan): void {
    const known = namedIn(plan);
    for (const [name, value] of Object.entries(attributes))
      this.look(known, name, value, "fact", id);
  }

  outage(outage: Outage, plan: Plan): void {
    const isAsked = plan.commitments.some(
      ({ measure }) => measure.facts === "outages" && measure.selects,
    );
    if (!isAsked) return;
    const known = namedIn(plan);
    for (const [name, values] of traitsOf(outage))
      for (const value of values) this.look(known, name, value, "outage", outage.id);
  }

  ticket({ id, severity, waiting, attributes, events }: Ticket, plan: Plan): void {
    const known = namedIn(plan);
    if (known.size === 0) return;
    for (const name of known.keys()) {
      const own = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      const value = name === "severity" ? (severity ?? own) : own;
      if (value !== undefined) this.look(known, name, value, "ticket", id);
    }
    if (waiting !== undefined) this.look(known, REASON, waiting, "ticket", id);
    for (const event of events) this.lookAt(known, event, id);
  }

  event(event: TicketEvent, ticket: string, plan: Plan): void {
    this.lookAt(namedIn(plan), event, ticket);
  }

  private lookAt(known: Known, event: TicketEvent, ticket: string): void {
    if (event.event === "priority-changed")
      this.look(known, "severity", event.severity, "ticket", ticket);
    if (event.event === "waiting-started") this.look(known, REASON, event.reason, "ticket", ticket);
  }

  private look(known: Known, what: string, value: string, kind: string, id: string): void {
    const named = known.get(what);
    if (named === undefined || named.values.has(value)) return;
    const near = this.nearest(what, value, named);
    if (near === undefined) return;
    const record = `${kind} ${shown(id)}`;
    const key = `${what}:${value}`;
    const found = this.misses.get(key);
    if (found !== undefined) {
      found.least.add(record);
    } else if (this.misses.size < COMPARED_MAX) {
      this.misses.set(key, { what, value, near, least: new LeastRow(this.index, record) });
    } else {
      this.untold += 1;
    }
  }

  private nearest(what: string, value: string, named: Named): string | undefined {
    let compared = this.compared.get(what);
    if (compared === undefined) {
      compared = new Map();
      this.compared.set(what, compared);
    }
    if (compared.has(value)) return compared.get(value);
    const isFull = compared.size >= COMPARED_MAX;
    const near = named.folded.get(fold(value)) ?? (isFull ? undefined : nearTo(value, named));
    if (!isFull) compared.set(value, near);
    return near;
  }

  /** One warning for each different value, in the order of the values. */
  warnings(): readonly Issue[] {
    const misses = [...this.misses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, miss]) => miss);
    const rest = misses.slice(TOLD_MAX).reduce((sum, { least }) => sum + least.rows, this.untold);
    const told = misses.slice(0, TOLD_MAX).map(warningOf);
    if (rest === 0) return told;
    const more = {
      code: "record.near-misses",
      path: [],
      message: `${rest} more values of records are nearly those that the contract names`,
      hint: "mend the listed ones first",
    };
    return [...told, more];
  }
}

function warningOf({ what, value, near, least }: NearMiss): Issue {
  return {
    code: "record.near-miss",
    path: [],
    message: `${what.trim()} ${shown(value)} is not named in the contract, ${shown(near)} is: ${least.text()}`,
    hint: `did you mean ${shown(near)}?`,
    value: shown(value),
    ...least.place(),
  };
}

function fold(value: string): string {
  return value.trim().normalize("NFKC").toLowerCase();
}

/**
 * Another number is another value, not a slip: "sev3" is not meant to be "sev1". In a short word
 * two letters are no slip either: "minor" is not meant to be "major".
 */
function nearTo(value: string, { folded }: Named): string | undefined {
  const found = fold(value);
  const digits = digitsOf(found);
  const known = [...folded.keys()].slice(0, SUGGESTED_FROM_MAX);
  const near = suggest(
    found,
    known.filter((name) => digitsOf(name) === digits),
    found.length < LONG_WORD ? 1 : 2,
  );
  return near === undefined ? undefined : folded.get(near);
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, "");
}
