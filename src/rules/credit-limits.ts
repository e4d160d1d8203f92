import { add, compare, exactText, type Ratio, subtract, ZERO } from "../base/ratio.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import type { PricedAward } from "./credits/index.ts";
import type { PartOf } from "./incident-bases.ts";

/** A limit in money, rounded down to minor units before use (32), or in days of service. */
export interface PartLimit {
  readonly amount: Ratio;
  /** Left out: money. */
  readonly unit?: "days";
  readonly clause: string;
  /** How the limit came about. */
  readonly steps: readonly Step[];
}

/** The most that one incident, and all incidents that began on one local date, may yield. */
export interface PartLimits {
  readonly incident: ((part: PartOf) => PartLimit) | undefined;
  readonly day: (PartLimit & { readonly dayOf: (at: Instant) => string }) | undefined;
}

interface LimitedPart {
  readonly record: string | undefined;
  readonly at: Instant | undefined;
  readonly exact: Ratio;
}

/**
 * Holds every incident under its limit, then the incidents of a day, first come first served. What
 * is lost is told in one step for each limit.
 */
export function withinLimits(
  awarded: readonly PricedAward[],
  { incident, day }: PartLimits,
): { readonly parts: readonly LimitedPart[]; readonly steps: readonly Step[] } {
  const whole = partsOf(awarded);
  const steps: Step[] = [];
  let parts = whole;
  if (incident !== undefined) {
    const held = whole.map((part) => ({ part, limit: incident(part) }));
    parts = held.map(({ part, limit }) => ({ ...part, exact: least(part.exact, limit.amount) }));
    const cut = held.find(({ part, limit }) => compare(part.exact, limit.amount) > 0);
    if (cut !== undefined) steps.push(...lostBy(cut.limit, "incident", whole, parts));
  }
  if (day !== undefined) {
    const before = parts;
    parts = withinDays(before, day);
    steps.push(...lostBy(day, "day", before, parts));
  }
  return { parts, steps };
}

/** The awards of one part are one sum: base and rate of a row belong together. */
function partsOf(awarded: readonly PricedAward[]): readonly LimitedPart[] {
  const parts: LimitedPart[] = [];
  let last: PricedAward["part"] | undefined;
  for (const { part, value } of awarded) {
    const { record, at } = part;
    // Those of one part stand together.
    const before = part === last ? parts.pop() : undefined;
    parts.push({ record, at, exact: before === undefined ? value : add(before.exact, value) });
    last = part;
  }
  return parts;
}

function withinDays(
  parts: readonly LimitedPart[],
  { amount, dayOf }: NonNullable<PartLimits["day"]>,
): readonly LimitedPart[] {
  const left = new Map<string, Ratio>();
  const order = parts
    .map((part, index) => ({ part, index, at: part.at ?? 0 }))
    .sort((a, b) => a.at - b.at);
  const held: LimitedPart[] = [...parts];
  for (const { part, index } of order) {
    const date = part.at === undefined ? "" : dayOf(part.at);
    const rest = left.get(date) ?? amount;
    const exact = least(part.exact, rest);
    left.set(date, subtract(rest, exact));
    held[index] = { ...part, exact };
  }
  return held;
}

function least(a: Ratio, b: Ratio): Ratio {
  return compare(a, b) <= 0 ? a : b;
}

function lostBy(
  { amount, unit, clause, steps }: PartLimit,
  of: "incident" | "day",
  before: readonly LimitedPart[],
  after: readonly LimitedPart[],
): readonly Step[] {
  const total = (parts: readonly LimitedPart[]) =>
    parts.reduce((all, { exact }) => add(all, exact), ZERO);
  const [whole, left] = [total(before), total(after)];
  if (compare(whole, left) === 0) return [];
  const most = `${exactText(amount)}${unit === undefined ? "" : ` ${unit}`}`;
  const text = `at most ${most} for one ${of}: ${exactText(whole)} becomes`;
  return [...steps, { op: "cap", clause, in: text, out: exactText(left) }];
}
