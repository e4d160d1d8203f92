import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { type Cycle, cycleOf } from "./clock-run.ts";
import { advance, begin, end } from "./clock-walk.ts";
import type { DutyTerms, Subject } from "./duty.ts";
import { inTicketZones } from "./ticket-zones.ts";
import { walkOf } from "./walk-state.ts";

/** What begins a cycle: a fact, or nothing but time. */
export interface Start {
  readonly ticket: string;
  readonly n: number;
  readonly start: Instant;
  readonly attributes: Readonly<Record<string, string>>;
  readonly begunBy?: string;
}

export function startOf({
  id,
  at,
  subject,
  attributes,
}: FactRow): Omit<Start, "n"> & { readonly begunBy: string } {
  return { ticket: id, start: at, attributes: withSubject(attributes, subject), begunBy: id };
}

export function withSubject(attributes: Readonly<Record<string, string>>, subject: Subject) {
  return subject === undefined ? attributes : { ...attributes, subject };
}

/** Counted like a clock of a ticket that is never paused (semantics 8, 9). */
export function heldCycle(
  terms: Pick<DutyTerms, "rows" | "versions">,
  kind: NonNullable<Cycle["duty"]>["kind"],
  { ticket, n, start, attributes, begunBy }: Start,
  stop: FactRow | undefined,
  asOf: Instant,
): Cycle {
  const { rows, versions = [] } = inTicketZones(terms, { id: ticket, attributes });
  const walk = { ...walkOf(rows, "carry", { openedAt: start, attributes }), n };
  const until = stop?.at ?? asOf;
  begin(walk);
  for (const { at, termsAt } of versions) {
    if (at <= start || until <= at || termsAt === "start") continue;
    advance(walk, at);
    walk.termsOf = at;
  }
  advance(walk, until);
  if (stop !== undefined) end(walk, "stopped", true);
  return {
    ...cycleOf({ ticket, countedUnder: "at-stop" }, walk, start),
    duty: { kind, begunBy, stoppedBy: stop?.id },
  };
}

/** The facts of these names by subject, each list in the order of the facts. */
export function bySubject(
  facts: readonly FactRow[],
  names: readonly string[],
): Map<Subject, FactRow[]> {
  const groups = new Map<Subject, FactRow[]>();
  for (const one of facts) {
    if (!names.includes(one.fact)) continue;
    const group = groups.get(one.subject);
    if (group === undefined) groups.set(one.subject, [one]);
    else group.push(one);
  }
  return groups;
}

/**
 * The facts of a name that are judged as one: of each subject, or all together. One empty group
 * where there is no fact yet: what is owed is owed of nobody's saying.
 */
export function chainsOf(
  facts: readonly FactRow[],
  fact: string,
  subjects: "apart" | "together",
): ReadonlyMap<Subject, readonly FactRow[]> {
  if (subjects === "together")
    return new Map([[undefined, facts.filter((one) => one.fact === fact)]]);
  const chains = bySubject(facts, [fact]);
  if (chains.size === 0) chains.set(undefined, []);
  return chains;
}
