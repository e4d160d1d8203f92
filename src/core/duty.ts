import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { type Cycle, cycleOf } from "./clock-run.ts";
import { advance, begin, end } from "./clock-walk.ts";
import { type DutyTarget, noticeCycle } from "./notice.ts";
import { inTicketZones } from "./ticket-zones.ts";
import { walkOf } from "./walk-state.ts";

/** An event by name, or the earliest or latest of several with one subject. */
export interface Moment {
  readonly which: "earliest" | "latest";
  readonly names: readonly string[];
}

/** What is owed: something after an event, a notice ahead of one, or never too long a gap. */
export type Duty =
  | {
      readonly kind: "within-after" | "notice-before";
      readonly event: Moment;
      readonly fact: string;
    }
  | { readonly kind: "max-gap"; readonly fact: string };

export interface DutyRow {
  readonly where: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly target: DutyTarget;
}

export interface DutyTerms {
  readonly duty: Duty;
  /** First match wins; held against the attributes of what begins the cycle. */
  readonly rows: readonly DutyRow[];
}

export interface DutyFacts {
  /** What has happened before asOf, by instant. */
  readonly facts: readonly FactRow[];
  /** What is planned for later: a notice may be due before its event. */
  readonly planned: readonly FactRow[];
  /** First instant of the contract: where the first gap begins. */
  readonly termStart: Instant;
  readonly asOf: Instant;
}

type Subject = string | undefined;

/**
 * The cycles of one duty: each event that asks for something, or each gap, with its due and with
 * what kept it. Events and facts belong together by their subject; those without one are of one
 * subject. The reader of records refuses what could not be told apart.
 *
 * A cycle is named by the record that begins it; the first gap, which none begins, by its subject
 * or fact and the number 0.
 */
export function runDuty(terms: DutyTerms, known: DutyFacts): readonly Cycle[] {
  const { duty } = terms;
  switch (duty.kind) {
    case "within-after": {
      const answers = bySubject(known.facts, [duty.fact]);
      return [...moments(duty.event, known.facts)].map(([subject, event]) => {
        const stop = answers.get(subject)?.find(({ at }) => event.at <= at);
        return cycle(terms, { ...from(event), n: 1 }, stop, known.asOf);
      });
    }
    case "notice-before": {
      const answers = bySubject(known.facts, [duty.fact]);
      return [...moments(duty.event, [...known.facts, ...known.planned])].map(
        ([subject, event]) => {
          const { ticket, attributes } = from(event);
          const { rows } = inTicketZones(terms, { id: ticket, attributes });
          const notice = answers.get(subject)?.[0];
          return noticeCycle({ rows, ticket, attributes, event, notice, asOf: known.asOf });
        },
      );
    }
    case "max-gap":
      return known.asOf <= known.termStart ? [] : gaps(terms, duty.fact, known);
  }
}

/** The gaps of each subject, from the start of the contract on; of none, where there is no fact yet. */
function gaps(terms: DutyTerms, fact: string, { facts, termStart, asOf }: DutyFacts): Cycle[] {
  const chains = bySubject(facts, [fact]);
  if (chains.size === 0) chains.set(undefined, []);
  return [...chains].flatMap(([subject, all]) => {
    const own = all.filter(({ at }) => termStart <= at);
    const first = {
      ticket: subject ?? fact,
      n: 0,
      start: termStart,
      attributes: withSubject({}, subject),
    };
    const starts: readonly Start[] = [first, ...own.map((one) => ({ ...from(one), n: 1 }))];
    return starts.map((start, index) => cycle(terms, start, own[index], asOf));
  });
}

interface Start {
  readonly ticket: string;
  readonly n: number;
  readonly start: Instant;
  readonly attributes: Readonly<Record<string, string>>;
  readonly begunBy?: string;
}

function from({ id, at, subject, attributes }: FactRow): Omit<Start, "n"> & { begunBy: string } {
  return { ticket: id, start: at, attributes: withSubject(attributes, subject), begunBy: id };
}

function withSubject(attributes: Readonly<Record<string, string>>, subject: Subject) {
  return subject === undefined ? attributes : { ...attributes, subject };
}

/** Counted like a clock of a ticket that is never paused (semantics 8, 9). */
function cycle(
  terms: DutyTerms,
  { ticket, n, start, attributes, begunBy }: Start,
  stop: FactRow | undefined,
  asOf: Instant,
): Cycle {
  const { rows } = inTicketZones(terms, { id: ticket, attributes });
  const walk = { ...walkOf(rows, "carry", { openedAt: start, attributes }), n };
  begin(walk);
  advance(walk, stop?.at ?? asOf);
  if (stop !== undefined) end(walk, "stopped", true);
  return {
    ...cycleOf({ ticket, countedUnder: "at-stop" }, walk, start),
    duty: { kind: terms.duty.kind, begunBy, stoppedBy: stop?.id },
  };
}

/** The instant of the event for each subject; of the latest of several only when all have come. */
function moments(
  { which, names }: Moment,
  facts: readonly FactRow[],
): ReadonlyMap<Subject, FactRow> {
  const found = new Map<Subject, FactRow>();
  for (const [subject, own] of bySubject(facts, names)) {
    const event = which === "earliest" ? own[0] : own.at(-1);
    const isKnown =
      which === "earliest" || new Set(own.map(({ fact }) => fact)).size === names.length;
    if (event !== undefined && isKnown) found.set(subject, event);
  }
  return found;
}

/** The facts of these names by subject, each list in the order of the facts. */
function bySubject(facts: readonly FactRow[], names: readonly string[]): Map<Subject, FactRow[]> {
  const groups = new Map<Subject, FactRow[]>();
  for (const one of facts) {
    if (!names.includes(one.fact)) continue;
    const group = groups.get(one.subject);
    if (group === undefined) groups.set(one.subject, [one]);
    else group.push(one);
  }
  return groups;
}
