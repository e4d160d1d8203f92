import { type Ratio, signOf, wholeRatio, ZERO } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import type { GiveContext } from "./compile-credits.ts";
import { compileGive } from "./compile-give.ts";
import { decimalOf } from "./compile-money.ts";
import type { RatePlan } from "./plan.ts";
import type { Axis } from "./units.ts";

type RateInput = Extract<Credit, { how: "rate" }>["rate"];

/** So much for each unit of the distance from a reference (30); the unit is one of the axis. */
export function compileRate(
  rate: RateInput,
  axis: Axis,
  path: Path,
  credit: Credit,
  { bounds: [bound], declared }: GiveContext,
): RatePlan | undefined {
  const { issues } = declared;
  if (rate.per === "calendar-day") return ratePerDate(rate, axis, path, credit, declared);
  const per = boundary(rate.per, axis, [...path, "per"], issues);
  if (per !== undefined && signOf(per) <= 0) {
    issues.refuse("rate.per-zero", [...path, "per"], `a unit of ${rate.per}`, "give more than 0");
    return undefined;
  }
  const give = compileGive(rate.give, [...path, "give"], credit.base, declared);
  const from = referenceOf();
  if (per === undefined || give === undefined || from === undefined) return undefined;
  const worse = isFalling() ? "down" : "up";
  return { per, perText: rate.per, round: rate.round, from, worse, give };

  /** A figure that must be at least something is worse the smaller it is; all other axes grow. */
  function isFalling(): boolean {
    return credit.on === "measured" && (bound?.kind === "atLeast" || bound?.kind === "moreThan");
  }

  function referenceOf(): Ratio | "tier" | undefined {
    if (typeof rate.from === "object")
      return boundary(rate.from.value, axis, [...path, "from", "value"], issues);
    switch (rate.from) {
      case "zero":
        return ZERO;
      case "tier":
        if (credit.how === "tiers") return "tier";
        issues.refuse(
          "rate.tier-missing",
          [...path, "from"],
          "counted from a row, and the credit has no rows",
          "use from: target or from: zero",
          rate.from,
        );
        return undefined;
      case "target":
        if (credit.on === "measured" && bound !== undefined) return bound.value;
        // What is counted from the target already begins at it.
        if (credit.on === "below-target" || credit.on === "bad-beyond-target") return ZERO;
        issues.refuse(
          "rate.target-missing",
          [...path, "from"],
          "counted from the target, which only the measured figure has",
          "use on: measured with a bound on the figure, or from: zero with on: below-target",
          rate.from,
        );
        return undefined;
    }
  }
}

/** So much for each local date on which something was late: dates have no length to divide by. */
function ratePerDate(
  { per, round, from, give: given }: RateInput,
  axis: Axis,
  path: Path,
  credit: Credit,
  declared: GiveContext["declared"],
): RatePlan | undefined {
  const give = compileGive(given, [...path, "give"], credit.base, declared);
  const refuse = (key: string, message: string, hint: string, value: string) =>
    declared.issues.refuse("rate.calendar-days", [...path, key], message, hint, value);
  if (axis.hasDates !== true)
    refuse(
      "per",
      "calendar days are counted from the due of a ticket or duty to its stop, and of nothing else",
      "use on: each-miss of facts: cycles, or give a unit of what is counted",
      per,
    );
  if (round === "exact")
    refuse(
      "round",
      "a calendar day is no length of which a part could be taken",
      "round up (each day begun counts) or down (whole days count)",
      round,
    );
  if (from !== "zero")
    refuse(
      "from",
      "calendar days are counted from the due on",
      "use from: zero",
      typeof from === "string" ? from : from.value,
    );
  if (give === undefined || axis.hasDates !== true || round === "exact" || from !== "zero")
    return undefined;
  const zone = declared.zone;
  return { per: { datesOf: zone }, perText: per, round, from: ZERO, worse: "up", give };
}

/** A bound on the credit's axis: a percentage or count as a decimal, a length as a duration. */
export function boundary(
  text: string | undefined,
  axis: Axis,
  path: Path,
  issues: Collector,
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
  if (!isDuration) return decimalOf(text, path, issues);
  const ms = issues.take(parseDuration(text, path));
  return ms === undefined ? undefined : wholeRatio(ms);
}
