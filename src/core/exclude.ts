import type { Instant } from "../time/instant.ts";
import { type Interval, interval } from "../time/interval.ts";
import {
  clip,
  EMPTY,
  type IntervalSet,
  intersect,
  isEmpty,
  subtract,
  union,
  unionAll,
} from "../time/interval-set.ts";
import { type Quota, type Ration, ration, type Used } from "./quota.ts";

/** One record for which a rule of exclusion may take time, with the span that it may take. */
export interface Candidate {
  readonly record: string;
  readonly start: Instant;
  readonly end: Instant;
  /** The record that names the cause of this one, where a rule goes by that. */
  readonly attribution?: string;
}

/**
 * What a rule takes out (semantics 23): downtime from the numerator alone, downtime and the same
 * time of the denominator, the matched window from both, or whole outages that it touches from the
 * numerator.
 */
export type Effect = "downtime" | "downtime-and-its-time" | "window" | "incident";

/** `nothing`: it is listed, and changes no figure. */
export type Removes = Effect | "nothing";

/** A rule as this stage sees it: where it may act, and how much it may take. */
export interface ExclusionRule {
  readonly rule: string;
  readonly removes: Removes;
  readonly candidates: readonly Candidate[];
  /** Most that the rule may take, by itself or with others; undefined: no limit. */
  readonly quota: Quota | undefined;
  /** Time in which a fault that no rule excuses runs; empty where it is excluded all the same (24). */
  readonly counts: IntervalSet;
  /** Records that take their time whatever quota is left and whatever else runs, for what-if. */
  readonly unconditional?: ReadonlySet<string>;
}

/** Where a rule was applied to one record. */
export interface Noted {
  readonly rule: string;
  readonly record: string;
  readonly set: IntervalSet;
}

/** What one rule took for one record. */
export interface Taken extends Noted {
  readonly removes: Effect;
}

/** What a rule would have taken, had it not been for this. */
export type Withheld = Noted & (Barred | Denied);

interface Barred {
  readonly reason: "concurrent-fault";
}

interface Denied {
  readonly reason: "quota-used-up";
  readonly most: Quota["most"];
  /** The records that the quota went to, in the order in which they came. */
  readonly usedBy: readonly Used[];
}

export interface Excluded {
  readonly taken: readonly Taken[];
  /** What rules that remove nothing were applied to. */
  readonly noted: readonly Noted[];
  readonly withheld: readonly Withheld[];
  /** All time that a rule took, and the part that left the denominator too. */
  readonly all: IntervalSet;
  readonly windows: IntervalSet;
}

export interface Excludable {
  /** Where time can be taken at all: the known time. */
  readonly measured: IntervalSet;
  /** Where downtime counts; a rule that removes no window takes nothing outside it. */
  readonly down: IntervalSet;
  /** Merged outages that count, from their start to their end, also outside what is measured. */
  readonly runs: IntervalSet;
}

/** Whether what a rule takes leaves the denominator too. */
export function leavesWhole(removes: Removes): boolean {
  return removes === "window" || removes === "downtime-and-its-time";
}

/**
 * Takes time out, rule by rule in the order of the contract's list: each ms is attributed to the
 * first rule that takes it, and never taken twice (24). Rules that share a quota act together, in
 * the place of the first of them.
 */
export function exclude(rules: readonly ExclusionRule[], time: Excludable): Excluded {
  const taken: Taken[] = [];
  const noted: Noted[] = [];
  const withheld: Withheld[] = [];
  let all = EMPTY;
  let windows = EMPTY;
  for (const turn of turnsOf(rules)) {
    const pieces: Piece[] = [];
    let offered = all;
    for (const rule of turn) {
      const own = piecesOf(rule, time, offered);
      pieces.push(...own);
      if (rule.removes !== "nothing") offered = union(offered, timeIn(own));
    }
    const ours: Taken[] = [];
    for (const { rule: by, record, set, ...one } of rationed(pieces, turn[0]?.quota)) {
      const { rule, removes } = by;
      withheld.push(...one.withheld);
      if (isEmpty(set)) continue;
      if (removes === "nothing") noted.push({ rule, record, set });
      else ours.push({ rule, record, removes, set });
    }
    taken.push(...ours);
    all = union(all, timeIn(ours));
    windows = union(windows, timeIn(ours.filter(({ removes }) => leavesWhole(removes))));
  }
  return { taken, noted, withheld, all, windows };
}

/** What of it lies in the span: for quotas, rules are asked over more time than is judged. */
export function excludedWithin(excluded: Excluded, span: IntervalSet): Excluded {
  const inside = <Row extends { readonly set: IntervalSet }>(rows: readonly Row[]): Row[] =>
    rows
      .map((row) => ({ ...row, set: intersect(row.set, span) }))
      .filter(({ set }) => !isEmpty(set));
  return {
    taken: inside(excluded.taken),
    noted: inside(excluded.noted),
    withheld: inside(excluded.withheld),
    all: intersect(excluded.all, span),
    windows: intersect(excluded.windows, span),
  };
}

/** What a rule would take for one record if it had no quota, and what a concurrent fault bars. */
interface Piece {
  readonly rule: ExclusionRule;
  readonly record: string;
  readonly set: IntervalSet;
  readonly barred: IntervalSet;
}

function timeIn(pieces: readonly { readonly set: IntervalSet }[]): IntervalSet {
  return unionAll(pieces.map(({ set }) => set));
}

function turnsOf(rules: readonly ExclusionRule[]): readonly (readonly ExclusionRule[])[] {
  const turns = new Map<string, ExclusionRule[]>();
  for (const rule of rules) {
    const key = rule.quota === undefined ? `rule ${rule.rule}` : `pool ${rule.quota.pool}`;
    const turn = turns.get(key);
    if (turn === undefined) turns.set(key, [rule]);
    else turn.push(rule);
  }
  return [...turns.values()];
}

/** Each instant is offered to one candidate of a rule: the one that began first. */
function piecesOf(rule: ExclusionRule, time: Excludable, offered: IntervalSet): Piece[] {
  const free = freeFor(rule.removes, time, offered);
  const pieces: Piece[] = [];
  let reached = -Infinity;
  let nextRun = 0;
  for (const { record, start, end } of rule.candidates.slice().sort(firstCome)) {
    const from = Math.max(start, reached) as Instant;
    reached = Math.max(reached, end);
    if (end <= from) continue;
    let span: Interval = interval(from, end);
    if (rule.removes === "incident") {
      const { first, beyond } = runsTouching(time.runs, span, nextRun);
      nextRun = beyond;
      if (first === beyond) continue;
      span = hull(time.runs, first, beyond);
    }
    const wanted = clip(free, span);
    if (isEmpty(wanted)) continue;
    const isFree = isEmpty(rule.counts) || isUnconditional(rule, record);
    const set = isFree ? wanted : subtract(wanted, rule.counts);
    pieces.push({ rule, record, set, barred: isFree ? EMPTY : subtract(wanted, set) });
  }
  return pieces;
}

function freeFor(removes: Removes, { measured, down }: Excludable, offered: IntervalSet) {
  if (removes === "nothing") return measured;
  return subtract(removes === "window" ? measured : down, offered);
}

/** The merged outages that the span touches, of those from index `from` on: [first, beyond). */
function runsTouching(
  { starts, ends }: IntervalSet,
  { start, end }: Interval,
  from: number,
): { readonly first: number; readonly beyond: number } {
  let first = from;
  while (first < starts.length && (ends[first] as number) <= start) first += 1;
  let beyond = first;
  while (beyond < starts.length && (starts[beyond] as number) < end) beyond += 1;
  return { first, beyond };
}

function hull({ starts, ends }: IntervalSet, first: number, beyond: number): Interval {
  return interval(starts[first] as Instant, ends[beyond - 1] as Instant);
}

function isUnconditional({ unconditional }: ExclusionRule, record: string): boolean {
  return unconditional?.has(record) === true;
}

function sharesOf(pieces: readonly Piece[], quota: Quota | undefined) {
  if (quota === undefined) return new Map<Piece, never>();
  const shares = ration(pieces, quota);
  const { most } = quota;
  return new Map(pieces.map((piece, index) => [piece, { ...(shares[index] as Ration), most }]));
}

function rationed(pieces: readonly Piece[], quota: Quota | undefined) {
  const limited = pieces.filter(({ rule, record }) => !isUnconditional(rule, record));
  const shareOf = sharesOf(limited, quota);
  return pieces.map((piece) => {
    const { rule, record, set, barred } = piece;
    const share = shareOf.get(piece);
    const withheld: Withheld[] = [];
    if (!isEmpty(barred))
      withheld.push({ rule: rule.rule, record, reason: "concurrent-fault", set: barred });
    if (share !== undefined && !isEmpty(share.denied)) {
      const { denied, usedBy, most } = share;
      withheld.push({
        rule: rule.rule,
        record,
        reason: "quota-used-up",
        set: denied,
        most,
        usedBy,
      });
    }
    return { rule, record, set: share?.granted ?? set, barred, withheld };
  });
}

function firstCome(a: Candidate, b: Candidate): number {
  return a.start - b.start || (a.record < b.record ? -1 : a.record > b.record ? 1 : a.end - b.end);
}
