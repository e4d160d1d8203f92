import { add, compare, exactText, multiply, type Ratio, sum, ZERO } from "../../base/ratio.ts";
import type { InKind, LinePart } from "../../model/statement.ts";
import type { Step } from "../../model/step.ts";
import { DAYS } from "../caps-in-days.ts";
import type { Award } from "../credit-award.ts";
import type { OnFacts, Part } from "../credit-axis.ts";
import { type PartLimit, type PartLimits, withinLimits } from "../credit-limits.ts";
import { stepsOf } from "../credit-steps.ts";
import { unitOf, type WorthFacts, worthOf } from "../credit-worth.ts";
import type { CreditPlan, OnName, RightPlan } from "../plan.ts";
import * as flat from "./how/flat.ts";
import * as rate from "./how/rate.ts";
import * as tiers from "./how/tiers.ts";
import * as bad from "./on/bad.ts";
import * as badBeyondTarget from "./on/bad-beyond-target.ts";
import * as belowTarget from "./on/below-target.ts";
import * as eachMiss from "./on/each-miss.ts";
import * as measured from "./on/measured.ts";
import * as misses from "./on/misses.ts";
import * as nthFailedPeriod from "./on/nth-failed-period.ts";
import * as nthMiss from "./on/nth-miss.ts";

export { give } from "../credit-worth.ts";

export const on = {
  measured,
  "below-target": belowTarget,
  bad,
  "bad-beyond-target": badBeyondTarget,
  "each-miss": eachMiss,
  "nth-miss": nthMiss,
  misses,
  nthFailedPeriod,
} as const satisfies {
  readonly [On in OnName]: { readonly parts: (facts: OnFacts) => readonly Part[] };
};

type How = CreditPlan["how"];
export const how = { flat, tiers, rate } as const satisfies {
  readonly [Key in How["how"]]: {
    readonly find: (
      terms: Extract<How, { how: Key }>,
      part: Part,
      total: (awards: readonly Award[]) => Ratio,
    ) => readonly Award[];
  };
};

/** What a credit is computed from. */
export interface CreditFacts {
  readonly measured: OnFacts["measured"];
  /** The credit's base in money, of the part where parts differ in it; 0 where it has none. */
  readonly base: (part: Part) => Ratio;
  /** The ms that the base pays for (31). */
  readonly timeMs: Ratio;
  /** In money, and in days of service. */
  readonly limits: PartLimits;
  readonly dayLimits: PartLimits & { readonly line: PartLimit | undefined };
  readonly daily: WorthFacts["daily"];
  readonly nthFailed: number | undefined;
}

/** One award of one part, with what it is worth. */
export interface PricedAward {
  readonly part: Part;
  readonly award: Award;
  /** What its worth rests on. */
  readonly worth: WorthFacts;
  /** `count` times the worth; money, unless the gift has a unit of its own. */
  readonly value: Ratio;
}

/** The exact amount before any rounding or cap, and the steps that lead to it. */
export interface Computed {
  readonly exact: Ratio;
  readonly parts: readonly LinePart[];
  readonly steps: readonly Step[];
  /** What is given beside money (30). */
  readonly inKind: readonly InKind[];
  readonly rights: readonly RightPlan[];
}

/**
 * `on × how × give`: the axis yields parts, the schedule says what each part is given, and the gift
 * what that is worth; then the most that one incident and one day may yield (32). Nothing is rounded
 * here, but those limits.
 *
 * @returns Undefined when no part is given anything.
 */
export function computeCredit(credit: CreditPlan, facts: CreditFacts): Computed | undefined {
  const awarded: PricedAward[] = [];
  for (const part of on[credit.on].parts(onFacts(credit, facts)))
    for (const award of awardsOf(credit.how, part, facts))
      awarded.push(pricedAward(award, part, facts));
  if (awarded.length === 0) return undefined;
  const money = awarded.filter(({ award }) => unitOf(award.give) === undefined);
  const limited = withinLimits(money, facts.limits);
  const beside = money.length === awarded.length ? noneBeside : besideMoney(awarded, facts);
  return {
    exact: sum(limited.parts.map(({ exact }) => exact)),
    parts: lineParts(limited.parts),
    steps: [...stepsOf(credit, awarded), ...limited.steps, ...beside.steps],
    inKind: beside.inKind,
    rights: beside.rights,
  };
}

function onFacts({ where, bound }: CreditPlan, { measured, nthFailed }: CreditFacts): OnFacts {
  return { measured, where, bound, nthFailed };
}

type Beside = Pick<Computed, "steps" | "inKind" | "rights">;

const noneBeside: Beside = { steps: [], inKind: [], rights: [] };

/** What is given beside money, and what limits in days take of it. */
function besideMoney(awarded: readonly PricedAward[], { dayLimits }: CreditFacts): Beside {
  const days = daysWithin(
    awarded.filter(({ award }) => unitOf(award.give) === DAYS),
    dayLimits,
  );
  return {
    steps: days.steps,
    inKind: inKindOf(awarded, days.count),
    rights: rightsOf(awarded),
  };
}

function lineParts(parts: ReturnType<typeof withinLimits>["parts"]): readonly LinePart[] {
  const own: LinePart[] = [];
  let last = { exact: ZERO, text: exactText(ZERO) };
  for (const { record, exact } of parts) {
    if (record === undefined) continue;
    // Of a thousand misses that give the same the amount is written once.
    if (exact !== last.exact) last = { exact, text: exactText(exact) };
    own.push({ record, exact: last.text });
  }
  return own;
}

function pricedAward(award: Award, part: Part, facts: CreditFacts): PricedAward {
  const worth = worthFacts(part, facts);
  return { part, award, worth, value: multiply(worthOf(award.give, worth), award.count) };
}

function worthFacts(part: Part, { base, timeMs, daily }: CreditFacts): WorthFacts {
  return { base: base(part), size: part.size, timeMs, daily };
}

/** The closed lists meet here: each value goes to the file of its name. */
function awardsOf(terms: How, part: Part, facts: CreditFacts): readonly Award[] {
  switch (terms.how) {
    case "flat":
      return how.flat.find(terms);
    case "tiers":
      return how.tiers.find(terms, part, (awards) =>
        awards.reduce((total, award) => add(total, pricedAward(award, part, facts).value), ZERO),
      );
    case "rate":
      return how.rate.find(terms, part);
  }
}

/** Days of service under the limits in days: of an incident, of a date, then of the line. */
function daysWithin(
  awarded: readonly PricedAward[],
  { line, ...limits }: CreditFacts["dayLimits"],
): { readonly count: Ratio; readonly steps: readonly Step[] } {
  const { parts, steps } = withinLimits(awarded, limits);
  const count = sum(parts.map(({ exact }) => exact));
  if (line === undefined || compare(count, line.amount) <= 0) return { count, steps };
  const text = `${exactText(count)} days, at most ${exactText(line.amount)} for one line`;
  const cut: Step = { op: "cap", clause: line.clause, in: text, out: exactText(line.amount) };
  return { count: line.amount, steps: [...steps, cut] };
}

/** Everything that is no money, by its unit, in the order in which units appear. */
function inKindOf(awarded: readonly PricedAward[], days: Ratio): readonly InKind[] {
  const counts = new Map<string, Ratio>();
  for (const { award, value } of awarded) {
    const unit = unitOf(award.give);
    if (unit === undefined || award.give.kind === "right") continue;
    counts.set(unit, add(counts.get(unit) ?? ZERO, value));
  }
  return [...counts].map(([unit, count]) => ({
    unit,
    count: exactText(unit === DAYS ? days : count),
  }));
}

/** A right arises once, however many parts give it. */
function rightsOf(awarded: readonly PricedAward[]): readonly RightPlan[] {
  return [
    ...new Set(
      awarded.flatMap(({ award: { give } }) => (give.kind === "right" ? [give.right] : [])),
    ),
  ];
}

/** Whether it is worth a line. */
export function isSomething({ exact, inKind, rights }: Computed): boolean {
  return compare(exact, ZERO) > 0 || inKind.length > 0 || rights.length > 0;
}
