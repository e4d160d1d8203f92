import { compare } from "../base/ratio.ts";
import type { Commitment, Credit } from "../contract.ts";
import type { Tier } from "../core/tiers.ts";
import type { Unit } from "../model/verdict.ts";
import { checkBaseUse } from "./check-base.ts";
import { checkTiers } from "./check-tiers.ts";
import { checkWhere } from "./check-where.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { earnBackOf } from "./compile-earn-back.ts";
import { compileGive } from "./compile-give.ts";
import { compileLimit } from "./compile-limits.ts";
import { minimumOf, payoutOf } from "./compile-payout.ts";
import { boundary, compileRate } from "./compile-rate.ts";
import { whereOf } from "./compile-targets.ts";
import { checkCyclic, compileWhen } from "./compile-when.ts";
import { givesOf } from "./gives.ts";
import type { BasePlan, Bound, CreditPlan, GivePlan, TierGive } from "./plan.ts";
import { type Axis, axisOf } from "./units.ts";

// Long because: every part of a credit is checked against the others.

export interface CreditContext {
  readonly commitment: Commitment;
  readonly index: number;
  readonly bounds: readonly Bound[];
  readonly services: readonly string[];
  /** Of the commitment's figure. */
  readonly unit: Unit;
  readonly declared: Declared;
}

/** What a row is read with, whoever it is of. */
export interface GiveContext {
  readonly bounds: readonly Bound[];
  readonly declared: Pick<Declared, "zone" | "calendars" | "issues">;
}

type TierInput = Extract<Credit, { how: "tiers" }>["tiers"][number];

export function compileCredits(context: CreditContext): CreditPlan[] {
  return context.commitment.credits.flatMap((credit, at) =>
    compileCredit(credit, ["commitments", context.index, "credits", at], context),
  );
}

function compileCredit(credit: Credit, path: Path, context: CreditContext): CreditPlan[] {
  const { issues, bases } = context.declared;
  const { measure } = context.commitment;
  const on = typeof credit.on === "string" ? credit.on : "nthFailedPeriod";
  const axis = datedAxis(axisOf(measure.facts, measure.figure, on), measure);
  if (axis === undefined) {
    issues.refuse(
      "credit.axis-mismatch",
      [...path, "on"],
      `${measure.figure} of ${measure.facts} has nothing to count by "${on}"`,
      "see the table of units in docs/contract.md",
      on,
    );
    return [];
  }
  const [bound] = context.bounds;
  if (bound === undefined && (credit.on === "below-target" || credit.on === "bad-beyond-target")) {
    issues.refuse(
      "credit.target-missing",
      [...path, "on"],
      `"${credit.on}" is counted from a bound on the figure, and the commitment has none`,
      'give it one, such as targets: [{ atLeast: "99.9" }], or count by something else',
      credit.on,
    );
    return [];
  }
  checkWhere(credit, path, context);
  const base =
    credit.base === undefined
      ? undefined
      : issues.find("base", credit.base, bases, [...path, "base"]);
  const how = howOf(credit, axis, path, context);
  const when = compileWhen(credit.when, [...path, "when"], context);
  if (typeof credit.on === "object") checkCyclic([...path, "on"], context);
  if (how === undefined || when === undefined) return [];
  checkBase(credit, how, base, path, context);
  return [
    {
      id: credit.id,
      clause: credit.clause,
      on,
      among: typeof credit.on === "string" ? undefined : credit.on.nthFailedPeriod.of,
      when,
      where: whereOf(credit.where),
      base,
      bound,
      how,
      minimum: minimumOf(credit, path, context),
      earnBack: earnBackOf(credit, path, context),
      payout: payoutOf(credit.payout),
      limits: limitsOf(credit, path, context),
    },
  ];
}

/** How long nobody was there is added up from several absences. */
function datedAxis(axis: Axis | undefined, measure: Commitment["measure"]): Axis | undefined {
  if (axis === undefined || measure.facts !== "cycles") return axis;
  const clocks = [measure, ...(measure.pooledWith ?? [])].map(({ clock }) => clock);
  const isAdded = clocks.some(
    (clock) => typeof clock === "object" && "duty" in clock && "presence" in clock.duty,
  );
  return isAdded ? { unit: axis.unit } : axis;
}

function limitsOf(
  { limits, on }: Credit,
  path: Path,
  context: CreditContext,
): CreditPlan["limits"] {
  const { services, declared } = context;
  const { period } = context.commitment;
  const isClaimed = hasClaim(context);
  const limit = (name: "incident" | "day" | "line") =>
    compileLimit(
      limits?.[name],
      [...path, "limits", name],
      { period, services, perIncident: name === "incident" && countsIncidents(on), isClaimed },
      declared,
    );
  return { incident: limit("incident"), day: limit("day"), line: limit("line") };
}

/** Whether there is a stage `claim`, whose record says when. */
function hasClaim({ commitment, declared }: CreditContext): boolean {
  const terms = commitment.claim ?? declared.contract.claim;
  return terms.on === "request" && terms.stages.some(({ what }) => what === "claim");
}

/** Whether each part is a miss, which began at some time. */
function countsIncidents(on: Credit["on"]): boolean {
  return on === "each-miss" || on === "nth-miss";
}

function howOf(
  credit: Credit,
  axis: Axis,
  path: Path,
  context: CreditContext,
): CreditPlan["how"] | undefined {
  switch (credit.how) {
    case "flat": {
      const give = compileGive(credit.give, [...path, "give"], credit.base, context.declared);
      return give === undefined ? undefined : { how: "flat", give };
    }
    case "tiers": {
      const tiers = credit.tiers.flatMap((tier, index) =>
        tierOf(tier, axis, [...path, "tiers", index], credit, context),
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
    case "rate": {
      const rate = compileRate(credit.rate, axis, [...path, "rate"], credit, context);
      return rate === undefined ? undefined : { how: "rate", rate };
    }
  }
}

export function tierOf(
  tier: TierInput,
  axis: Axis,
  path: Path,
  credit: Credit,
  context: GiveContext,
): Tier<TierGive>[] {
  const { issues } = context.declared;
  const give =
    tier.give === "nothing"
      ? "nothing"
      : compileGive(tier.give, [...path, "give"], credit.base, context.declared);
  const plus =
    tier.plus === undefined
      ? undefined
      : compileRate(tier.plus, axis, [...path, "plus"], credit, context);
  const from = boundary(tier.from, axis, [...path, "from"], issues);
  const below = boundary(tier.below, axis, [...path, "below"], issues);
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
    (tier.plus !== undefined && plus === undefined) ||
    (tier.from !== undefined && from === undefined) ||
    (tier.below !== undefined && below === undefined)
  )
    return [];
  if (plus?.from === "tier" && (plus.worse === "down" ? below : from) === undefined)
    issues.refuse(
      "rate.tier-missing",
      [...path, "plus", "from"],
      "counted from the row, and the row has no bound on its better side",
      "give the row that bound, or use from: target",
      "tier",
    );
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
      give: { give, plus },
    },
  ];
}

function checkBase(
  credit: Credit,
  how: CreditPlan["how"],
  base: BasePlan | undefined,
  path: Path,
  context: CreditContext,
): void {
  const { services, declared } = context;
  const gives = givesOf(how);
  const needsBase = gives.some(({ kind }) => baseKinds.has(kind));
  const mayHaveBase = needsBase || gives.some(({ kind }) => kind === "days");
  const { issues } = declared;
  if (needsBase && credit.base === undefined)
    issues.refuse(
      "credit.base-missing",
      [...path, "base"],
      "a percentage of nothing",
      "name the base: base: monthly",
    );
  if (!mayHaveBase && credit.base !== undefined)
    issues.refuse(
      "credit.base-unused",
      [...path, "base"],
      "nothing that the credit gives is a share of a base; it has no effect",
      "remove `base`, or give a percentage",
    );
  if (base !== undefined)
    checkBaseUse(
      base,
      {
        period: context.commitment.period,
        services,
        perIncident: countsIncidents(credit.on),
        isClaimed: hasClaim(context),
      },
      [...path, "base"],
      declared,
    );
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

/** What is a share of a base, or of the fee of a time. */
const baseKinds: ReadonlySet<GivePlan["kind"]> = new Set(["percent", "fraction", "times"]);
