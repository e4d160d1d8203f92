import {
  compare,
  divide,
  exactText,
  HUNDRED,
  isZero,
  multiply,
  type Ratio,
  sum,
} from "../base/ratio.ts";
import { monthsIn } from "../time/period.ts";
import type { Collector, Path } from "./collector.ts";
import type {
  BasePlan,
  CapPlan,
  CommitmentPlan,
  CreditPlan,
  GivePlan,
  LimitPlan,
  Plan,
  RatePlan,
} from "./plan.ts";

/** An amount in the contract's currency; or a part of a base whose charges only records know. */
interface Size {
  readonly unit: string;
  readonly value: Ratio;
}

interface Covered {
  readonly commitment: CommitmentPlan;
  readonly credit: CreditPlan;
}

/**
 * Warns of each cap, and of each limit of a line, below the smallest credit that it covers: every one
 * of them would be cut. Silent where the smallest is not known beforehand: multiples of lost time,
 * exact rates, shares of different bases, and bases of another period than the cap's.
 */
export function lintCaps(plan: Plan, issues: Collector): void {
  const all = plan.commitments.flatMap((commitment) =>
    commitment.credits.map((credit, index) => ({ commitment, credit, index })),
  );
  plan.caps.forEach((cap, index) => {
    const covered = all.filter((one) => isCovered(cap, one));
    const isOwnPeriod = cap.per === undefined || "amount" in cap.limit;
    if (isOwnPeriod) warnBelow(cap.limit, covered, ["caps", index, "limit"], { plan, issues });
  });
  for (const { commitment, credit, index } of all) {
    const path = ["commitments", commitment.index, "credits", index, "limits", "line"];
    warnBelow(credit.limits.line, [{ commitment, credit }], path, { plan, issues });
  }
}

function isCovered({ covers }: CapPlan, { commitment, credit }: Covered): boolean {
  return covers === "all" || covers.has(commitment.id) || covers.has(credit.id);
}

function warnBelow(
  limit: LimitPlan | undefined,
  covered: readonly Covered[],
  path: Path,
  { plan, issues }: { readonly plan: Plan; readonly issues: Collector },
): void {
  const most = limit === undefined ? undefined : sizeOfLimit(limit, plan);
  const least = most === undefined ? undefined : leastOf(covered, plan);
  if (most === undefined || least === undefined || most.unit !== least.unit) return;
  if (compare(most.value, least.value) >= 0) return;
  const [cap, credit] = [most, least].map(({ value, unit }) => `${exactText(value)} ${unit}`);
  issues.warn(
    "cap.below-credits",
    path,
    `the limit of ${cap} is below the smallest credit that it covers, ${credit}: all of them are cut`,
    "check both, and what they are taken of",
    cap,
  );
}

function sizeOfLimit(limit: LimitPlan, plan: Plan): Size | undefined {
  if ("amount" in limit) return { unit: plan.currency.code, value: limit.amount };
  return "percent" in limit ? partOf(limit.base, divide(limit.percent, HUNDRED), plan) : undefined;
}

/** The smallest credit of several; undefined where one is not known, or they cannot be compared. */
function leastOf(covered: readonly Covered[], plan: Plan): Size | undefined {
  const sizes = covered.flatMap(({ commitment, credit }) =>
    givesOf(credit)
      .filter((give) => give === "unknown" || isSome(give))
      .map((give) => (give === "unknown" ? undefined : sizeOf(give, { commitment, credit }, plan))),
  );
  const [first] = sizes;
  if (first === undefined) return undefined;
  let least: Size = first;
  for (const size of sizes) {
    if (size?.unit !== first.unit) return undefined;
    if (compare(size.value, least.value) < 0) least = size;
  }
  return least;
}

/** What a credit gives at least, row by row. A begun or a whole unit of a rate gives its part once. */
function givesOf({ how }: CreditPlan): readonly (GivePlan | "unknown")[] {
  switch (how.how) {
    case "flat":
      return [how.give];
    case "rate":
      return [onceOf(how.rate)];
    case "tiers":
      return how.tiers.flatMap(({ give: { give, plus } }) => {
        if (give !== "nothing") return [give];
        return plus === undefined ? [] : [onceOf(plus)];
      });
  }
}

function onceOf({ round, give }: RatePlan): GivePlan | "unknown" {
  return round === "exact" ? "unknown" : give;
}

/** No cap on money holds for what is none, and nothing is no credit. */
function isSome({ kind, value }: GivePlan): boolean {
  const isNoMoney = kind === "points" || kind === "units" || kind === "right";
  return !isNoMoney && !isZero(value);
}

function sizeOf(
  { kind, value }: GivePlan,
  { commitment, credit: { base } }: Covered,
  plan: Plan,
): Size | undefined {
  if (kind === "amount") return { unit: plan.currency.code, value };
  const isOwnPeriod = JSON.stringify(commitment.period) === JSON.stringify(plan.settlement);
  if (base === undefined || !isOwnPeriod) return undefined;
  if (kind === "percent") return partOf(base, divide(value, HUNDRED), plan);
  return kind === "fraction" ? partOf(base, value, plan) : undefined;
}

/** In money where the contract states the charges of the period, else by the base. */
function partOf(base: BasePlan, part: Ratio, plan: Plan): Size {
  const { of, taken, percent, without, id } = base;
  const months = monthsIn(plan.settlement);
  const charges = of === "scope" ? [] : of.map((name) => plan.charges.get(name));
  const amounts = charges.flatMap((charge) =>
    charge?.amount === undefined || charge.per !== months ? [] : [charge.amount],
  );
  const isStated = taken === "this-period" && without.size === 0 && amounts.length > 0;
  if (!isStated || amounts.length < charges.length) return { unit: `of ${id}`, value: part };
  const whole =
    percent === undefined ? sum(amounts) : divide(multiply(sum(amounts), percent), HUNDRED);
  return { unit: plan.currency.code, value: multiply(whole, part) };
}
