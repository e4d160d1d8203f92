import type { Instant } from "../time/instant.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";

/** How much rules of one pool may take together in each period of the quota (semantics 23). */
export interface Quota {
  readonly pool: string;
  readonly most: { readonly ms: number } | { readonly records: number };
  /** Where its periods begin, in order; each ends where the next begins. Time before is one too. */
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

/** What a piece wants and gets, in the order of time. */
interface Share {
  readonly record: string;
  readonly granted: Stretch[];
  readonly denied: Stretch[];
  /** In which something was denied. */
  readonly periods: Set<Left>;
}

interface Stretch {
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
  const shares = pieces.map(({ record, set }) => ({
    set,
    share: { record, granted: [], denied: [], periods: new Set() } as Share,
  }));
  let left = whole(most);
  let next = 0;
  for (const { share, ...stretch } of wantedIn(shares, periods)) {
    while (next < periods.length && (periods[next] as number) <= stretch.start) {
      left = whole(most);
      next += 1;
    }
    grant(share, stretch, left);
  }
  return shares.map(({ share }) => ({
    granted: setOf(share.granted),
    denied: setOf(share.denied),
    usedBy: [...share.periods].flatMap(({ used }) =>
      Array.from(used, ([record, ms]) => ({ record, ms })),
    ),
  }));
}

function whole(most: Quota["most"]): Left {
  return "ms" in most
    ? { ms: most.ms, records: Infinity, used: new Map() }
    : { ms: Infinity, records: most.records, used: new Map() };
}

function grant(share: Share, { start, end }: Stretch, left: Left): void {
  const { record } = share;
  const usedMs = left.used.get(record);
  const mayUse = usedMs !== undefined || left.used.size < left.records;
  const middle = mayUse ? Math.min(end, start + left.ms) : start;
  if (start < middle) {
    left.ms -= middle - start;
    left.used.set(record, (usedMs ?? 0) + middle - start);
    share.granted.push({ start, end: middle });
  }
  if (middle < end) {
    share.denied.push({ start: middle, end });
    share.periods.add(left);
  }
}

/** All stretches by time, cut where a period of the quota begins. */
function wantedIn(
  shares: readonly { readonly set: IntervalSet; readonly share: Share }[],
  periods: readonly Instant[],
): readonly (Stretch & { readonly share: Share })[] {
  const wanted = shares.flatMap(({ set, share }) =>
    Array.from(set.starts, (start, at) => ({ share, start, end: set.ends[at] as number })),
  );
  const cut = wanted.flatMap(({ share, start, end }) => {
    const edges = [start, ...periods.filter((at) => start < at && at < end), end];
    return edges.slice(1).map((edge, at) => ({ share, start: edges[at] as number, end: edge }));
  });
  return cut.sort((a, b) => a.start - b.start);
}

function setOf(stretches: readonly Stretch[]): IntervalSet {
  return intervalSetOf(
    Float64Array.from(stretches, ({ start }) => start),
    Float64Array.from(stretches, ({ end }) => end),
  );
}
