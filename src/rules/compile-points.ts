import { ONE, ZERO } from "../base/ratio.ts";
import type { Contract, Credit } from "../contract.ts";
import { seamsOf, type Tier } from "../core/tiers.ts";
import { checkBaseUse } from "./check-base.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { tierOf } from "./compile-credits.ts";
import { amountOf } from "./compile-money.ts";
import { payoutOf } from "./compile-payout.ts";
import { givesOf } from "./gives.ts";
import type { BasePlan, CreditPlan, PointsPlan, TierGive } from "./plan.ts";

type PointsContext = Pick<Declared, "zone" | "calendars" | "services" | "bases" | "issues">;
type Points = NonNullable<Contract["points"]>;

/** How the points of a settlement period become money, all of them together (30). */
export function compilePoints(contract: Contract, declared: PointsContext): PointsPlan | undefined {
  const { points } = contract;
  if (points === undefined) return undefined;
  const { issues, bases } = declared;
  const base = issues.find("base", points.base, bases, ["points", "base"]);
  if (base !== undefined) checkBase(base, contract, declared);
  const how = howOf(points, declared);
  const { repeat } = points;
  const times =
    repeat === undefined ? ONE : amountOf(repeat.times, ["points", "repeat", "times"], issues);
  if (base === undefined || how === undefined || times === undefined) return undefined;
  checkGives(how, declared);
  return {
    repeat:
      repeat === undefined
        ? undefined
        : { consecutive: repeat.consecutive, times, text: repeat.times },
    credit: creditOf(points, base, how),
  };
}

function checkBase(base: BasePlan, { settlement }: Contract, declared: PointsContext): void {
  const path = ["points", "base"];
  checkBaseUse(
    base,
    { period: settlement, services: [], perIncident: false, isClaimed: false },
    path,
    declared,
  );
  if (base.of === "scope")
    declared.issues.refuse(
      "base.scope-outside-commitment",
      path,
      `base ${base.id} follows the scope of a commitment; points are of all of them`,
      "name a base that lists its charges",
      base.id,
    );
}

function howOf(points: Points, declared: PointsContext): CreditPlan["how"] | undefined {
  const { convert } = points;
  const path = ["points", "convert"];
  if ("percentPerPoint" in convert) {
    const text = convert.percentPerPoint;
    const value = amountOf(text, [...path, "percentPerPoint"], declared.issues);
    if (value === undefined) return undefined;
    const give = { kind: "percent", value, text } as const;
    return {
      how: "rate",
      rate: { per: ONE, perText: "point", round: "exact", from: ZERO, worse: "up", give },
    };
  }
  const credit: Extract<Credit, { how: "tiers" }> = {
    id: "points",
    clause: points.clause,
    when: "always",
    on: "measured",
    how: "tiers",
    base: points.base,
    tiers: convert.tiers,
    onGap: "refuse",
    onOverlap: "refuse",
  };
  const tiers = convert.tiers.flatMap((tier, index) =>
    tierOf(tier, { unit: "count" }, [...path, "tiers", index], credit, { bounds: [], declared }),
  );
  if (tiers.length < convert.tiers.length) return undefined;
  checkSeams(convert.tiers, tiers, [...path, "tiers"], declared);
  return { how: "tiers", tiers, onGap: "refuse", onOverlap: "refuse", isAboveAllMet: true };
}

/** Every number of points has one row, or none below and above them all. */
function checkSeams(
  rows: Extract<Points["convert"], { tiers: unknown }>["tiers"],
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { issues }: Pick<Declared, "issues">,
): void {
  for (const seam of seamsOf(tiers))
    issues.refuse(
      `tier.${seam.kind}`,
      [...path, seam.upper],
      seam.kind === "gap"
        ? `no row holds the points below ${rows[seam.upper]?.from}`
        : `two rows hold the points from ${rows[seam.upper]?.from ?? "the start"}`,
      "make the bounds meet: a row holds its `from`, and not its `below`",
    );
}

/** Points turn into money and into nothing else. */
function checkGives(how: CreditPlan["how"], { issues }: Pick<Declared, "issues">): void {
  const other = givesOf(how).find(({ kind }) => !money.has(kind));
  if (other === undefined) return;
  issues.refuse(
    "points.not-money",
    ["points", "convert", "tiers"],
    `points are turned into money, and a row gives ${other.kind}`,
    "give percent, fraction or amount",
    other.kind,
  );
}

const money: ReadonlySet<string> = new Set(["percent", "fraction", "amount"]);

/** The sum of points is a figure, and what it is worth is a credit like any other. */
function creditOf(points: Points, base: BasePlan, how: CreditPlan["how"]): CreditPlan {
  return {
    id: "",
    clause: points.clause,
    on: "measured",
    among: undefined,
    when: "always",
    where: undefined,
    base,
    bound: undefined,
    how,
    minimum: undefined,
    earnBack: undefined,
    payout: payoutOf(points.payout),
    limits: { incident: undefined, day: undefined, line: undefined },
  };
}
