import { compare, exactText, isZero, minOf, negate, ZERO } from "../base/ratio.ts";
import type { InKind, Line } from "../model/statement.ts";
import { addCounts, type Counts, countsOf, type Issued, rightKey } from "./issued-lines.ts";
import { POINT_UNIT } from "./points.ts";

/** What is given beside money, less what was given; of rights those that were not given yet. */
export function giftDifference(
  now: Line | undefined,
  was: Issued,
): Pick<Line, "inKind" | "rights"> {
  const inKind = inKindOf(subtractCounts(countsOf(now ?? {}), was.inKind));
  const rights = (now?.rights ?? []).filter((right) => !was.rights.has(rightKey(right)));
  return {
    ...(inKind.length === 0 ? {} : { inKind }),
    ...(rights.length === 0 ? {} : { rights }),
  };
}

function subtractCounts(minuend: Counts, subtrahend: Counts): Counts {
  const negative = new Map([...subtrahend].map(([unit, count]) => [unit, negate(count)]));
  return addCounts(minuend, negative);
}

/** As a line lists them, by unit; what comes to nothing is left out. */
export function inKindOf(counts: Counts): readonly InKind[] {
  return [...counts]
    .filter(([, count]) => !isZero(count))
    .map(([unit, count]) => ({ unit, count: exactText(count) }));
}

/**
 * What may not be taken back beside money (38), unit by unit: a negative net is lifted to zero, and a
 * positive one first uses up what is held. Points are none of it: they become money in a line of
 * their own.
 */
export function closingInKind(deltas: readonly Line[], held: Counts): readonly InKind[] {
  const nets = deltas.map(countsOf).reduce<Counts>(addCounts, new Map());
  const closing = [...nets].flatMap(([unit, net]) => {
    if (unit === POINT_UNIT) return [];
    if (compare(net, ZERO) < 0) return [[unit, negate(net)] as const];
    return [[unit, negate(minOf(net, held.get(unit) ?? ZERO))] as const];
  });
  return inKindOf(new Map(closing));
}
