import { compare, parseDecimal, type Ratio, wholeRatio } from "../base/ratio.ts";
import type { Commitment, Credit } from "../contract.ts";
import type { Tier } from "../core/tiers.ts";
import { parseDuration } from "../time/duration.ts";
import { checkTiers } from "./check-tiers.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { amountOf } from "./compile-money.ts";
import { hasMonths } from "./compile-period.ts";
import { whereOf } from "./compile-targets.ts";
import type { BasePlan, Bound, CreditPlan, GivePlan } from "./plan.ts";
import { type Axis, axisOf, isBuiltFigure } from "./units.ts";

export interface CreditContext {
  readonly commitment: Commitment;
  readonly index: number;
  readonly bounds: readonly Bound[];
  readonly services: readonly string[];
  readonly declared: Declared;
}

type GiveInput = Extract<Credit, { how: "flat" }>["give"];
type TierInput = Extract<Credit, { how: "tiers" }>["tiers"][number];

export function compileCredits(context: CreditContext): CreditPlan[] {
  return context.commitment.credits.flatMap((credit, at) =>
    compileCredit(credit, ["commitments", context.index, "credits", at], context),
  );
}

function compileCredit(credit: Credit, path: Path, context: CreditContext): CreditPlan[] {
  const { issues, bases } = context.declared;
  const { measure } = context.commitment;
  if (typeof credit.on !== "string" || (credit.on !== "measured" && credit.on !== "each-miss"))
    return [];
  const axis = axisOf(measure.facts, measure.figure, credit.on);
  if (axis === undefined && !isBuiltFigure(measure.facts, measure.figure)) return [];
  if (axis === undefined) {
    issues.refuse(
      "credit.axis-mismatch",
      [...path, "on"],
      `${measure.figure} of ${measure.facts} has nothing to count by "${credit.on}"`,
      "see the table of units in docs/contract.md",
      credit.on,
    );
    return [];
  }
  if (credit.where !== undefined && credit.on !== "each-miss") {
    issues.refuse(
      "credit.where-without-misses",
      [...path, "where"],
      "`where` selects misses; this credit is not counted by misses",
      "remove `where`, or use on: each-miss",
    );
  }
  if (credit.where !== undefined && measure.facts === "outages") {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "where"],
      "outages cannot be selected by attributes yet",
      "leave `where` out",
    );
  }
  const base =
    credit.base === undefined
      ? undefined
      : issues.find("base", credit.base, bases, [...path, "base"]);
  const how = howOf(credit, axis, path, context);
  if (how === undefined || typeof credit.when !== "string") return [];
  checkBase(credit, how, base, path, context);
  return [
    {
      id: credit.id,
      clause: credit.clause,
      on: credit.on,
      when: credit.when,
      where: whereOf(credit.where),
      base,
      how,
    },
  ];
}

function howOf(
  credit: Credit,
  axis: Axis,
  path: Path,
  context: CreditContext,
): CreditPlan["how"] | undefined {
  switch (credit.how) {
    case "flat": {
      const give = giveOf(credit.give, [...path, "give"], context);
      return give === undefined ? undefined : { how: "flat", give };
    }
    case "tiers": {
      const tiers = credit.tiers.flatMap((tier, index) =>
        tierOf(tier, axis, [...path, "tiers", index], context),
      );
      const whole = tiers.length === credit.tiers.length;
      if (whole) checkTiers(credit, tiers, axis, path, context);
      return whole
        ? {
            how: "tiers",
            tiers,
            onGap: credit.onGap,
            onOverlap: credit.onOverlap,
            isAboveAllMet: credit.when === "always",
          }
        : undefined;
    }
    case "rate":
      return undefined;
  }
}

function giveOf(
  give: GiveInput,
  path: Path,
  { declared: { issues } }: CreditContext,
): GivePlan | undefined {
  if (give.percent !== undefined) {
    const value = amountOf(give.percent, [...path, "percent"], issues);
    return value === undefined ? undefined : { kind: "percent", value, text: give.percent };
  }
  if (give.amount !== undefined) {
    const value = amountOf(give.amount, [...path, "amount"], issues);
    return value === undefined ? undefined : { kind: "amount", value, text: give.amount };
  }
  return undefined;
}

function tierOf(
  tier: TierInput,
  axis: Axis,
  path: Path,
  context: CreditContext,
): Tier<GivePlan | "nothing">[] {
  const { issues } = context.declared;
  const give = tier.give === "nothing" ? "nothing" : giveOf(tier.give, [...path, "give"], context);
  const from = boundary(tier.from, axis, [...path, "from"], context);
  const below = boundary(tier.below, axis, [...path, "below"], context);
  if (
    from === undefined &&
    below === undefined &&
    tier.from === undefined &&
    tier.below === undefined
  ) {
    issues.refuse(
      "tier.no-bounds",
      path,
      "the row has no bounds",
      "give from, below, or both; use how: flat for one amount",
    );
  }
  if (
    give === undefined ||
    (tier.from !== undefined && from === undefined) ||
    (tier.below !== undefined && below === undefined)
  )
    return [];
  if (from !== undefined && below !== undefined) {
    const order = compare(from, below);
    const isPoint =
      order === 0 && tier.fromExclusive === undefined && tier.belowInclusive === "yes";
    if (order > 0 || (order === 0 && !isPoint)) {
      issues.refuse(
        "tier.reversed",
        path,
        `the row runs from ${tier.from} to ${tier.below}`,
        "`from` is the lower bound, `below` the upper one",
      );
      return [];
    }
  }
  return [
    {
      ...(from === undefined ? {} : { from }),
      ...(below === undefined ? {} : { below }),
      fromExclusive: tier.fromExclusive === "yes",
      belowInclusive: tier.belowInclusive === "yes",
      give,
    },
  ];
}

/** A bound on the credit's axis: a percentage or count as a decimal, a length as a duration. */
function boundary(
  text: string | undefined,
  axis: Axis,
  path: Path,
  { declared: { issues } }: CreditContext,
): Ratio | undefined {
  if (text === undefined) return undefined;
  const isDuration = text.startsWith("P");
  if (isDuration !== (axis.unit === "ms")) {
    issues.refuse(
      "credit.axis-mismatch",
      path,
      `"${text}" is ${isDuration ? "a length of time" : "a plain number"}, the credit is counted in ${axis.unit}`,
      axis.unit === "ms"
        ? "give a duration such as PT30M"
        : 'give a decimal in quotes, like "99.0"',
      text,
    );
    return undefined;
  }
  if (!isDuration) {
    const value = parseDecimal(text);
    if (value === undefined)
      issues.refuse(
        "decimal.too-long",
        path,
        `"${text}" has too many digits`,
        "use at most 18 digits, 12 of them decimals (semantics 34)",
        text,
      );
    return value;
  }
  const ms = issues.take(parseDuration(text, path));
  return ms === undefined ? undefined : wholeRatio(ms);
}

function checkBase(
  credit: Credit,
  how: CreditPlan["how"],
  base: BasePlan | undefined,
  path: Path,
  context: CreditContext,
): void {
  const { services, declared } = context;
  const gives = how.how === "flat" ? [how.give] : how.tiers.map((tier) => tier.give);
  const needsBase = gives.some((give) => give !== "nothing" && give.kind === "percent");
  const { issues } = declared;
  if (needsBase && credit.base === undefined)
    issues.refuse(
      "credit.base-missing",
      [...path, "base"],
      "a percentage of nothing",
      "name the base: base: monthly",
    );
  if (!needsBase && credit.base !== undefined)
    issues.refuse(
      "credit.base-unused",
      [...path, "base"],
      "the credit gives amounts; a base has no effect",
      "remove `base`, or give a percentage",
    );
  if (needsBase && !hasMonths(context.commitment.period)) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "base"],
      "charges are by month or longer; their share in a week or day cannot be computed yet",
      "give an amount, or judge by month or longer",
    );
  }
  const priced = services.every((name) => (declared.services.get(name)?.charges.length ?? 0) > 0);
  if (base?.of === "scope" && !priced) {
    issues.refuse(
      "base.scope-without-charges",
      [...path, "base"],
      `base ${base.id} takes the charges of each service, and one of them has none`,
      "give every service of the scope its charges",
      base.id,
    );
  }
}
