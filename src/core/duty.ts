import { present } from "../base/invariant.ts";
import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { CyclicPeriod } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Cycle } from "./clock-run.ts";
import { countCycles } from "./count-in-period.ts";
import { bySubject, chainsOf, heldCycle, startOf, withSubject } from "./duty-cycle.ts";
import { type Entitlement, entitlementCycles } from "./entitlement.ts";
import { type DutyTarget, noticeCycle } from "./notice.ts";
import { presenceCycles } from "./presence.ts";
import { type Support, supportCycles } from "./support.ts";
import type { TargetRow, TermsVersions } from "./target-rows.ts";
import { inTicketZones } from "./ticket-zones.ts";

/** An event by name, or the earliest or latest of several with one subject. */
export interface Moment {
  readonly which: "earliest" | "latest";
  readonly names: readonly string[];
}

/** Something that is owed anew in each period of a zone. */
export interface Recurring {
  readonly fact: string;
  readonly per: CyclicPeriod;
  readonly zone: Zone;
  /** Whether each subject has what is owed for itself, or all have it together. */
  readonly subjects: "apart" | "together";
}

/**
 * What is owed: something after an event, a notice ahead of one, never too long a gap, so many in a
 * period, somebody there in each period, support until a date, or what is asked for up to a quota.
 */
export type Duty =
  | {
      readonly kind: "within-after" | "notice-before";
      readonly event: Moment;
      readonly fact: string;
    }
  | { readonly kind: "max-gap"; readonly fact: string }
  | ({
      readonly kind: "count-in-period";
      readonly atLeast: number;
      /** Whether a period that the term cuts off owes the whole number, or nothing (5). */
      readonly partialPeriod: "clip" | "not-a-period";
    } & Recurring)
  | ({ readonly kind: "presence" } & Recurring)
  | Support
  | Entitlement;

export interface DutyRow extends Pick<TargetRow, "where" | "inForce" | "turn"> {
  readonly target: DutyTarget;
}

export interface DutyTerms {
  readonly duty: Duty;
  /** As those of a clock; held against the attributes of what begins the cycle. None where the duty says all. */
  readonly rows: readonly DutyRow[];
  /** Where the next version of the terms begins, in order (37): see `versions` of a clock. */
  readonly versions?: TermsVersions;
}

export interface DutyFacts {
  /** What has happened before asOf, by instant. */
  readonly facts: readonly FactRow[];
  /** What is planned for later: a notice may be due before its event. */
  readonly planned: readonly FactRow[];
  /** First instant of the contract: where the first gap begins. */
  readonly termStart: Instant;
  /** Where the contract is over: nothing is owed from then on. */
  readonly termEnd: Instant;
  /** First instant that anybody asks about: periods that are over before it are not looked at. */
  readonly judgedFrom: Instant;
  readonly asOf: Instant;
}

export type Subject = string | undefined;

/**
 * The cycles of one duty: each event that asks for something, each gap, each period, with its due
 * and with what kept it. Events and facts belong together by their subject; those without one are of
 * one subject. The reader of records refuses what could not be told apart.
 *
 * A cycle is named by the record that begins it; where none does, by its subject or fact with the
 * period ("backup/2026-10"), or the number 0 (a first gap, support).
 */
export function runDuty(terms: DutyTerms, known: DutyFacts): readonly Cycle[] {
  const { duty } = terms;
  switch (duty.kind) {
    case "within-after": {
      const answers = bySubject(known.facts, [duty.fact]);
      return [...moments(duty.event, known.facts)].map(([subject, event]) => {
        const stop = answers.get(subject)?.find(({ at }) => event.at <= at);
        return heldCycle(terms, duty.kind, { ...startOf(event), n: 1 }, stop, known.asOf);
      });
    }
    case "notice-before": {
      const answers = bySubject(known.facts, [duty.fact]);
      return [...moments(duty.event, [...known.facts, ...known.planned])].map(
        ([subject, event]) => {
          const { ticket, attributes } = startOf(event);
          const { rows, versions } = inTicketZones(terms, { id: ticket, attributes });
          const notice = answers.get(subject)?.[0];
          const { asOf } = known;
          return noticeCycle({ rows, versions, ticket, attributes, event, notice, asOf });
        },
      );
    }
    case "max-gap":
      return known.asOf <= known.termStart ? [] : gaps(terms, duty.fact, known);
    case "count-in-period":
      return countCycles(duty, known);
    case "presence":
      return presenceCycles(duty, terms, known);
    case "supported-until":
      return supportCycles(duty, known);
    case "entitlement":
      return entitlementCycles(duty, terms, known);
  }
}

/** The gaps of each subject, from the start of the contract on; of none, where there is no fact yet. */
function gaps(terms: DutyTerms, fact: string, { facts, termStart, asOf }: DutyFacts): Cycle[] {
  return [...chainsOf(facts, fact, "apart")].flatMap(([subject, all]) => {
    const own = all.filter(({ at }) => termStart <= at);
    const first = {
      ticket: subject ?? fact,
      n: 0,
      start: termStart,
      attributes: withSubject({}, subject),
    };
    const starts = [first, ...own.map((one) => ({ ...startOf(one), n: 1 }))];
    return starts.map((start, index) => heldCycle(terms, "max-gap", start, own[index], asOf));
  });
}

/** The instant of the event for each subject; of the latest of several only when all have come. */
function moments(
  { which, names }: Moment,
  facts: readonly FactRow[],
): ReadonlyMap<Subject, FactRow> {
  const found = new Map<Subject, FactRow>();
  for (const [subject, own] of bySubject(facts, names)) {
    const event = present(which === "earliest" ? own[0] : own.at(-1), "a subject has an event");
    const isKnown =
      which === "earliest" || new Set(own.map(({ fact }) => fact)).size === names.length;
    if (isKnown) found.set(subject, event);
  }
  return found;
}
