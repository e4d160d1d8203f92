import type { Instant } from "../time/instant.ts";
import { EMPTY, type IntervalSet, intervalSetOf } from "../time/interval-set.ts";

/** How much rules of one pool may take together in each period of the quota (semantics 23). */
export interface Quota {
  readonly pool: string;
  readonly most: { readonly ms: number } | { readonly records: number };
  /** Where its periods begin, in order; each ends where the next begins. */
  readonly periods: readonly Instant[];
}

/** A record that a quota went to, and how much of it. */
export interface Used {
  readonly record: string;
  readonly ms: number;
}

/** What one of the pieces got. */
export interface Ration {
  readonly granted: IntervalSet;
  readonly denied: IntervalSet;
  /** Of the periods in which something was denied. */
  readonly usedBy: readonly Used[];
}

interface Wanted {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** What is left in one period. */
interface Left {
  ms: number;
  readonly records: number;
  readonly used: Map<string, number>;
}

/**
 * First come, first excluded: time is granted in its order, in each period of the quota as much as
 * there is. A record counts in each period in which it takes time.
 *
 * @param pieces Disjoint sets.
 */
export function ration(
  pieces: readonly { readonly record: string; readonly set: IntervalSet }[],
  { most, periods }: Quota,
): readonly Ration[] {
  const granted: Wanted[] = [];
  const denied: Wanted[] = [];
  const periodsOfDenied = pieces.map(() => new Set<Left>());
  let left = whole(most);
  let next = 1;
  for (const { index, start, end } of wantedIn(pieces, periods)) {
    while (next < periods.length && (periods[next] as number) <= start) {
      left = whole(most);
      next += 1;
    }
    const { record } = pieces[index] as { readonly record: string };
    const isCounted = left.used.has(record) || left.used.size < left.records;
    const middle = isCounted ? Math.min(end, start + left.ms) : start;
    if (start < middle) {
      left.ms -= middle - start;
      left.used.set(record, (left.used.get(record) ?? 0) + middle - start);
      granted.push({ index, start, end: middle });
    }
    if (middle < end) {
      denied.push({ index, start: middle, end });
      periodsOfDenied[index]?.add(left);
    }
  }
  const [grantedSets, deniedSets] = [setsOf(granted, pieces), setsOf(denied, pieces)];
  return pieces.map((_, index) => ({
    granted: grantedSets[index] ?? EMPTY,
    denied: deniedSets[index] ?? EMPTY,
    usedBy: [...(periodsOfDenied[index] ?? [])].flatMap(({ used }) =>
      Array.from(used, ([record, ms]) => ({ record, ms })),
    ),
  }));
}

function whole(most: Quota["most"]): Left {
  return "ms" in most
    ? { ms: most.ms, records: Infinity, used: new Map() }
    : { ms: Infinity, records: most.records, used: new Map() };
}

/** All spans by time, cut where a period of the quota begins. */
function wantedIn(
  pieces: readonly { readonly set: IntervalSet }[],
  periods: readonly Instant[],
): readonly Wanted[] {
  const wanted = pieces.flatMap(({ set }, index) =>
    Array.from(set.starts, (start, at): Wanted => ({ index, start, end: set.ends[at] as number })),
  );
  const cut = wanted.flatMap(({ index, start, end }) => {
    const edges = [start, ...periods.filter((at) => start < at && at < end), end];
    return edges
      .slice(1)
      .map((edge, at): Wanted => ({ index, start: edges[at] as number, end: edge }));
  });
  return cut.sort((a, b) => a.start - b.start);
}

/** By piece, the spans that fell to it. */
function setsOf(spans: readonly Wanted[], pieces: readonly unknown[]): readonly IntervalSet[] {
  const own = pieces.map((): Wanted[] => []);
  for (const span of spans) own[span.index]?.push(span);
  return own.map((list) =>
    intervalSetOf(
      Float64Array.from(list, ({ start }) => start),
      Float64Array.from(list, ({ end }) => end),
    ),
  );
}
