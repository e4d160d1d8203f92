import type { FactRow } from "../model/records.ts";
import { addDays, type CivilDate, civilDateAt } from "../time/civil.ts";
import { type Instant, MINUTE_MS } from "../time/instant.ts";
import { type CyclicPeriod, nextPeriod, type Period, periodAt } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Cycle } from "./clock-run.ts";
import type { DutyFacts, DutyTerms } from "./duty.ts";
import { bySubject, heldCycle, startOf } from "./duty-cycle.ts";

/** What is asked for is owed, up to a quota in each period. */
export interface Entitlement {
  readonly kind: "entitlement";
  /** The asking, and what is given for it: of one subject. */
  readonly event: string;
  readonly fact: string;
  readonly quota: number;
  /** Askings; local dates that they touch, each once; or the time that they last. */
  readonly unit: "occurrences" | "local-days" | "minutes";
  readonly per: CyclicPeriod;
  readonly zone: Zone;
}

/** What one asking took of the quota of one period: askings, dates, or ms. */
export interface Taken {
  readonly label: string;
  readonly amount: number;
}

/** Of an entitlement: whether anything was left when it was asked for, and what it took. */
export interface Share {
  readonly isOwed: boolean;
  readonly taken: readonly Taken[];
  /** The period of the asking. */
  readonly label: string;
}

/**
 * One cycle for each asking, like `within-after`, and its share of the quota: first come, first
 * served, in each period that it lasts into as much as is left there. One that finds nothing left is
 * not owed. What was asked for before the contract uses up nothing.
 */
export function entitlementCycles(
  duty: Entitlement,
  terms: Pick<DutyTerms, "rows" | "versions">,
  { facts, termStart, asOf }: DutyFacts,
): readonly Cycle[] {
  const answers = bySubject(facts, [duty.fact]);
  const left = new Map<Instant, Left>();
  return facts.flatMap((asked) => {
    if (asked.fact !== duty.event) return [];
    const stop = answers.get(asked.subject)?.find(({ at }) => asked.at <= at);
    const cycle = heldCycle(terms, duty.kind, { ...startOf(asked), n: 1 }, stop, asOf);
    if (asked.at < termStart) return [cycle];
    return [{ ...cycle, share: shareOf(duty, asked, left) }];
  });
}

/** What is left of one period; the dates that are taken already. */
interface Left {
  amount: number;
  readonly dates: Set<CivilDate>;
}

function shareOf(duty: Entitlement, asked: FactRow, lefts: Map<Instant, Left>): Share {
  const first = periodAt(duty.per, duty.zone, asked.at);
  const taken: Taken[] = [];
  let isOwed = false;
  for (const period of periodsOf(duty, asked, first)) {
    const left = lefts.get(period.start) ?? { amount: quotaOf(duty), dates: new Set() };
    lefts.set(period.start, left);
    const { amount, isServed } = take(duty, asked, period, left);
    left.amount -= amount;
    isOwed ||= isServed;
    if (amount > 0) taken.push({ label: period.label, amount });
  }
  return { isOwed, taken, label: first.label };
}

/** In the unit that is counted: ms for minutes. */
export function quotaOf({ quota, unit }: Entitlement): number {
  return unit === "minutes" ? quota * MINUTE_MS : quota;
}

/** The period of the asking; of what lasts, those that it lasts into. */
function periodsOf({ per, unit }: Entitlement, { until }: FactRow, first: Period): Period[] {
  const found = [first];
  if (unit === "occurrences" || until === undefined) return found;
  for (let last = first; last.end < until; found.push(last)) last = nextPeriod(per, last);
  return found;
}

function take(
  { unit, zone }: Entitlement,
  { at, until = at }: FactRow,
  { start, end, firstDate, beyondDate }: Period,
  left: Left,
): { readonly amount: number; readonly isServed: boolean } {
  switch (unit) {
    case "occurrences":
      return { amount: Math.min(1, left.amount), isServed: left.amount > 0 };
    case "minutes": {
      const ms = Math.min(until, end) - Math.max(at, start);
      return { amount: Math.min(ms, left.amount), isServed: left.amount > 0 };
    }
    case "local-days": {
      const last = civilDateAt(zone, Math.max(at, until - 1) as Instant);
      const from = Math.max(civilDateAt(zone, at), firstDate) as CivilDate;
      const beyond = Math.min(addDays(last, 1), beyondDate);
      return takeDates(from, beyond, left);
    }
  }
}

/** A date that another asking took already takes nothing more. */
function takeDates(from: CivilDate, beyond: number, { amount, dates }: Left) {
  const before = dates.size;
  let isServed = false;
  for (let date = from; date < beyond; date = addDays(date, 1)) {
    if (dates.has(date)) isServed = true;
    else if (dates.size - before < amount) {
      dates.add(date);
      isServed = true;
    }
  }
  return { amount: dates.size - before, isServed };
}
