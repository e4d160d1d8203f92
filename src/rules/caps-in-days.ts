import { present } from "../base/invariant.ts";
import {
  add,
  compare,
  exactText,
  minorUnits,
  multiply,
  parseExact,
  type Ratio,
  ratio,
  signOf,
  subtract,
  sum,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import { apportion, type Share } from "../core/apportion.ts";
import type { CapUse, InKind, Line } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { CapPlan } from "./plan.ts";

/** The unit of what is given in days of service. */
export const DAYS = "days";

interface DaysLine {
  readonly id: string;
  readonly inKind: readonly InKind[];
  readonly steps: readonly Step[];
}

type DaysCap = Pick<CapPlan, "id" | "clause" | "per"> & {
  readonly limit: { readonly serviceDays: Ratio; readonly text: string };
};

/**
 * A cap in days of service (32): what exceeds it is shared out by largest remainder like money, in the
 * largest unit in which all that it covers is whole: days, or halves of days where half days are given.
 *
 * @param issued Days that earlier statements gave in the cap's period; asked for where any are owed.
 */
export function capDays<Draft extends DaysLine>(
  { id, clause, per, limit: { serviceDays, text } }: DaysCap,
  lines: readonly Draft[],
  isCovered: (line: Draft) => boolean,
  issued: () => Ratio,
): { readonly lines: readonly Draft[]; readonly use: CapUse } {
  const given = lines.filter(isCovered).flatMap((line) => {
    const days = daysOf(line);
    return days === undefined ? [] : [{ id: line.id, weight: days }];
  });
  const own = sum(given.map(({ weight }) => weight));
  const before = signOf(own) === 0 ? ZERO : issued();
  const left = compare(serviceDays, before) > 0 ? subtract(serviceDays, before) : ZERO;
  const isReached = compare(own, left) > 0;
  const total = add(before, own);
  const use: CapUse = {
    id,
    clause,
    unit: "days",
    limit: exactText(serviceDays),
    before: exactText(total),
    after: exactText(isReached ? serviceDays : total),
    reached: isReached ? "yes" : "no",
    steps: [
      { op: "cap", clause, in: `${text} days`, out: exactText(serviceDays) },
      ...(per === undefined
        ? []
        : [{ op: "issued", clause, in: "earlier statements", out: exactText(before) } as const]),
    ],
  };
  if (!isReached) return { lines, use };
  const kept = sharesOf(left, given);
  return {
    use,
    lines: lines.map((line) => {
      const share = kept.get(line.id);
      if (share === undefined) return line;
      const step: Step = {
        op: "cap",
        clause,
        in: `${exactText(share.of)} days, their share of ${exactText(left)} for ${exactText(own)}`,
        out: exactText(share.days),
      };
      // What it covers gives days of service and nothing else.
      const inKind = [{ unit: DAYS, count: exactText(share.days) }];
      return { ...line, inKind, steps: [...line.steps, step] };
    }),
  };
}

/** Of each line what it keeps of what it gave. */
function sharesOf(
  left: Ratio,
  given: readonly Share[],
): ReadonlyMap<string, { readonly of: Ratio; readonly days: Ratio }> {
  const unit = [left, ...given.map(({ weight }) => weight)].reduce(
    (finest, { denominator }) => lowestMultiple(finest, denominator),
    1n,
  );
  const units = apportion(minorUnits(multiply(left, wholeRatio(unit)), 0), given);
  return new Map(
    given.map(({ id, weight }, index) => {
      const count = present(units[index], "each line has its share", id);
      return [id, { of: weight, days: ratio(count, unit) }];
    }),
  );
}

function lowestMultiple(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return (a / large) * b;
}

/** Days of service that issued lines gave: revisions hold differences, so all of them add up. */
export function issuedDays(lines: readonly Line[]): Ratio {
  return sum(lines.map((line) => daysOf(line) ?? ZERO));
}

function daysOf({ inKind = [] }: Pick<Line, "inKind">): Ratio | undefined {
  const found = inKind.find(({ unit }) => unit === DAYS);
  return found && present(parseExact(found.count), "what is given is exact", found.count);
}
