import type { LookedRows } from "./judged-result.ts";

/**
 * How many rows in bulk some result looked at; a row counts once, with the equal rows that were
 * merged into it (39, 40).
 *
 * @param twins Further rows of one id that were equal, by `type:id`.
 */
export function countRows(
  looked: readonly LookedRows[],
  twins: ReadonlyMap<string, number>,
): number {
  const bySeries = new Map<LookedRows["series"], LookedRows[]>();
  for (const one of looked) bySeries.set(one.series, [...(bySeries.get(one.series) ?? []), one]);
  let rows = 0;
  for (const [series, ranges] of bySeries) {
    let reached = 0;
    for (const { first, beyond } of ranges.sort((a, b) => a.first - b.first)) {
      const from = Math.max(first, reached);
      rows += Math.max(0, beyond - from) + copiesIn(series, from, beyond, twins);
      reached = Math.max(reached, beyond);
    }
  }
  return rows;
}

function copiesIn(
  series: LookedRows["series"],
  from: number,
  beyond: number,
  twins: ReadonlyMap<string, number>,
): number {
  const type = typeOf(series);
  let copies = 0;
  for (let place = from; place < beyond; place += 1) copies += series.copies?.[place] ?? 0;
  for (const [place, id] of series.ids ?? [])
    if (from <= place && place < beyond) copies += twins.get(`${type}:${id}`) ?? 0;
  return copies;
}

function typeOf(series: LookedRows["series"]): "bucket" | "sample" | "state" {
  if ("good" in series) return "bucket";
  return "isChange" in series ? "state" : "sample";
}
