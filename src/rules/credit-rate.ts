import { present } from "../base/invariant.ts";
import {
  ceilTo,
  divide,
  exactText,
  floorTo,
  type Ratio,
  signOf,
  subtract,
  toSafeInteger,
  wholeRatio,
} from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import { localDates } from "../time/local-dates.ts";
import type { Zone } from "../time/zone.ts";
import type { Award } from "./credit-award.ts";
import type { Part } from "./credit-axis.ts";
import type { RatePlan } from "./plan.ts";

/**
 * What a rate gives one part: so many units of its distance from the reference (30).
 * @param rowBound What a rate `from: tier` is counted from: the bound of the row on its better side.
 * @returns Nothing where the distance is none, or holds no whole unit.
 */
export function rateAwards(
  rate: RatePlan,
  part: Part,
  rowBound: Ratio | undefined,
): readonly Award[] {
  const { per } = rate;
  if ("datesOf" in per) return dateAwards(rate, per.datesOf, part);
  const { size } = part;
  const reference =
    rate.from === "tier"
      ? present(rowBound, "a row that is counted from has its bound")
      : rate.from;
  const [more, less] = rate.worse === "down" ? [reference, size] : [size, reference];
  const distance = subtract(more, less);
  if (signOf(distance) <= 0) return [];
  const exact = divide(distance, per);
  const count = counted(exact, rate.round);
  if (signOf(count) === 0) return [];
  const blocks = {
    distance: `${exactText(more)} − ${exactText(less)}`,
    exact: `(${exactText(more)} − ${exactText(less)}) ÷ ${exactText(per)}`,
    value: exact,
    round: rate.round,
  };
  return [{ give: rate.give, row: `for each ${rate.perText}`, count, blocks }];
}

/** Local dates from the due to the stop: those begun, or those that are whole. */
function dateAwards(
  { give, perText, round }: RatePlan,
  zone: Zone,
  { at, size }: Part,
): readonly Award[] {
  const start = present(at, "dates are counted of misses, which begin");
  const dates = localDates(zone, start, (start + toSafeInteger(size)) as Instant);
  const count = round === "up" ? dates.begun : dates.whole;
  return count === 0 ? [] : [{ give, row: `for each ${perText}`, count: wholeRatio(count) }];
}

function counted(exact: Ratio, round: RatePlan["round"]): Ratio {
  switch (round) {
    case "up":
      return ceilTo(exact, 0);
    case "down":
      return floorTo(exact, 0);
    case "exact":
      return exact;
  }
}
