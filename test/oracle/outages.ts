import { type Fraction, fraction, over, plus, times } from "../support/fraction.ts";

/**
 * Outages of one week, minute by minute, from semantics 4, 5, 18, 19, 20 and 22 alone, without a line
 * of the library. Every minute of the week and of two days around it is asked what it was. Minutes
 * count from the beginning of the week in the contract's zone.
 */
export interface OutageCase {
  readonly offsetMinutes: 0 | 330;
  readonly outages: readonly RecordedOutage[];
  readonly windows: readonly (readonly [number, number])[];
  readonly coverage: readonly (readonly [number, number])[] | undefined;
  readonly asOf: number;
  /** First minute of the term: 0, or two days into the week. */
  readonly term: number;
  readonly active: readonly [number, number] | undefined;
  readonly options: Options;
}

export interface RecordedOutage {
  readonly from: number;
  readonly until: number | undefined;
  readonly impact: "full" | "half" | "none";
  readonly share: 1 | 2 | 4;
  readonly tag: boolean;
  readonly detected: number | undefined;
  readonly reported: number | undefined;
  readonly notified: number | undefined;
  readonly seemed: readonly (readonly [number, number])[];
}

export interface Options {
  readonly figure: string;
  readonly tagged: boolean;
  readonly minimum:
    | { length: number; reached: string; counts: string; bridge: number | undefined }
    | undefined;
  readonly mergeGap: number;
  readonly weighs: boolean;
  readonly overlap: "largest" | "sum";
  readonly counting: { unit: number; count: string; per: string; aligned: string } | undefined;
  readonly starts: "impact" | "detection" | "report" | "earlier" | "later";
  readonly ends: "restored" | "notified";
  readonly reportHours: number | undefined;
  readonly falseRestoration: "left-out" | "counted";
  readonly hours: readonly [number, number] | undefined;
  readonly denominator: "elapsed" | "days-x-1440" | number;
  readonly partialPeriod: string;
  readonly unknown: "left-out" | "up" | "down" | number;
}

export interface OutageAnswer {
  readonly bad: Fraction;
  readonly whole: Fraction;
  /** Null: not measured. */
  readonly figure: Fraction | null;
  /** Minutes by class; of degraded time all weights together. */
  readonly classes: Readonly<Record<string, number>>;
}

export const WEEK = 7 * 1440;
const MARGIN = 4 * 1440;
/** Weights are eighths: full, half and nothing, times a share of one, a half or a quarter. */
const EIGHTHS = { full: 8, half: 4, none: 0 } as const;
const PERIOD = 1000;

interface Piece {
  readonly owner: number;
  readonly from: number;
  readonly until: number;
  readonly weight: number;
}

export function answerTo(given: OutageCase): OutageAnswer {
  const { options, term, asOf } = given;
  const end = Math.min(WEEK, asOf);
  const pieces = piecesOf(given);
  const joined = new Set<number>();
  for (const list of grouped(pieces, ({ owner }) => owner).values())
    if (list.length > 1 && list.some(({ weight }) => weight > 0))
      for (
        let m = Math.min(...list.map((p) => p.from));
        m < Math.max(...list.map((p) => p.until));
        m += 1
      )
        joined.add(m);
  const all = [...pieces, ...gapsOf(pieces, options.mergeGap)];
  const down = heaviest(all);
  const group = groupsOf(down, joined, options.minimum?.bridge ?? 0);
  const counted = countedOf(down, group, options.minimum);

  const isCovered = coveredBy(given);
  const isActive = (m: number) =>
    given.active === undefined || (given.active[0] <= m && m < given.active[1]);
  const isOpen = (m: number) => {
    const minute = ((m % 1440) + 1440) % 1440;
    return options.hours === undefined || (options.hours[0] <= minute && minute < options.hours[1]);
  };
  const isWindow = (m: number) => given.windows.some(([a, b]) => a <= m && m < Math.min(b, asOf));

  const classes: Record<string, number> = {};
  const good: number[] = [];
  const bad: number[] = [];
  for (let m = term; m < end; m += 1) {
    const name = !isActive(m)
      ? "inactive"
      : !isOpen(m)
        ? "out-of-hours"
        : !isCovered(m) && !counted.has(m)
          ? "unknown"
          : isWindow(m)
            ? "excluded"
            : counted.has(m)
              ? down(m) === 8
                ? "down"
                : "degraded"
              : down(m) > 0
                ? "too-short"
                : "up";
    classes[name] = (classes[name] ?? 0) + 1;
    if (["down", "degraded", "up", "too-short"].includes(name)) good.push(m);
    if (name === "down" || name === "degraded") bad.push(m);
  }
  const sizes = sizesOf({ given, all, down, group, bad, good: new Set(good), end });
  const unknown = classes.unknown ?? 0;
  const takes = options.unknown === "up" || options.unknown === "down";
  const exactBad = plus(sizes.total, fraction(options.unknown === "down" ? unknown * 8 : 0, 8));
  const lengthGap = times(
    over(fraction(1), fraction(1)),
    plus(deemed(given, end), fraction(-(end - term))),
  );
  const idle =
    options.partialPeriod === "undeployed-is-available" ||
    options.partialPeriod === "outages-while-active"
      ? (classes.inactive ?? 0)
      : 0;
  const whole = plus(fraction(good.length + (takes ? unknown : 0) + idle), lengthGap);
  const agreed = end - term - (classes.inactive ?? 0) - (classes["out-of-hours"] ?? 0);
  const isLost = agreed === 0 || (unknown === agreed && !takes);
  const answer = { bad: exactBad, whole, classes };
  if (isPartial(given) || isLost || whole.n <= 0n) return { ...answer, figure: null };
  return { ...answer, figure: figureOf(given, exactBad, whole, sizes, group) };
}

/** What the records come to: the parts of each outage that count, at their weights. */
function piecesOf({ outages, options, asOf }: OutageCase): Piece[] {
  return outages.flatMap((one, owner) => {
    if (one.from >= asOf) return [];
    if (options.tagged && !one.tag) return [];
    const { reportHours: hours } = options;
    if (hours !== undefined && (one.reported ?? asOf) >= one.from + hours * 60) return [];
    const start = startOf(one, options.starts);
    if (start === undefined || start >= asOf) return [];
    const stop = (options.ends === "notified" ? one.notified : one.until) ?? asOf;
    const until = Math.max(start, Math.min(stop, asOf));
    const weight = (EIGHTHS[one.impact] * (options.weighs ? 4 / one.share : 4)) / 4;
    const seemed = options.falseRestoration === "counted" ? [] : one.seemed;
    const pieces: Piece[] = [];
    for (let m = start; m < until; m += 1) {
      if (seemed.some(([a, b]) => a <= m && m < b)) continue;
      const last = pieces.at(-1);
      if (last !== undefined && last.until === m)
        pieces[pieces.length - 1] = { ...last, until: m + 1 };
      else pieces.push({ owner, from: m, until: m + 1, weight });
    }
    return pieces;
  });
}

function startOf(one: RecordedOutage, starts: Options["starts"]): number | undefined {
  const { from, detected, reported } = one;
  const later = (at: number | undefined) => (at === undefined ? undefined : Math.max(at, from));
  if (starts === "impact") return from;
  if (starts === "detection") return later(detected);
  if (starts === "report") return later(reported);
  const both = [detected, reported].filter((at) => at !== undefined);
  if (both.length === 0 || (starts === "later" && both.length === 1)) return undefined;
  return later(starts === "later" ? Math.max(...both) : Math.min(...both));
}

/** The heaviest weight at each minute. */
function heaviest(pieces: readonly Piece[]): (m: number) => number {
  const held = new Float64Array(WEEK + 2 * MARGIN);
  for (const { from, until, weight } of pieces)
    for (let m = Math.max(from, -MARGIN); m < Math.min(until, WEEK + MARGIN); m += 1)
      held[m + MARGIN] = Math.max(held[m + MARGIN] ?? 0, weight);
  return (m) => held[m + MARGIN] ?? 0;
}

/** Up time of at most so many minutes between two downs goes to the heaviest that ends there. */
function gapsOf(pieces: readonly Piece[], mergeGap: number): Piece[] {
  const weighted = pieces.filter(({ weight }) => weight > 0);
  const isDown = heaviest(weighted);
  const gaps: Piece[] = [];
  for (let m = -MARGIN + 1; m < WEEK + MARGIN; m += 1) {
    if (isDown(m) > 0 || isDown(m - 1) === 0) continue;
    let until = m;
    while (until < WEEK + MARGIN && isDown(until) === 0) until += 1;
    if (until === WEEK + MARGIN || until - m > mergeGap) continue;
    const ending = weighted.filter((piece) => piece.until === m);
    gaps.push({
      owner: PERIOD + m,
      from: m,
      until,
      weight: Math.max(...ending.map((p) => p.weight)),
    });
  }
  return gaps;
}

/** The number of the outage that a minute belongs to; minutes up inside a bridge or join too. */
function groupsOf(
  down: (m: number) => number,
  joined: ReadonlySet<number>,
  bridge: number,
): (m: number) => number {
  const held = new Map<number, number>();
  let [current, last] = [0, -Infinity];
  for (let m = -MARGIN; m < WEEK + MARGIN; m += 1) {
    if (down(m) === 0 && !joined.has(m)) continue;
    if (m - last - 1 > bridge || last === -Infinity) current += 1;
    else for (let gap = last + 1; gap < m; gap += 1) held.set(gap, current);
    held.set(m, current);
    last = m;
  }
  return (m) => held.get(m) ?? 0;
}

/** The minutes that count: of outages that are long enough, whole or beyond that length. */
function countedOf(
  down: (m: number) => number,
  group: (m: number) => number,
  minimum: Options["minimum"],
): ReadonlySet<number> {
  const every = Array.from({ length: WEEK + 2 * MARGIN }, (_, i) => i - MARGIN);
  const minutes = grouped(
    every.filter((m) => down(m) > 0),
    group,
  );
  const counted = new Set<number>();
  for (const own of minutes.values()) {
    const length = minimum?.length ?? 0;
    const isLong = minimum?.reached === "more-than" ? own.length > length : own.length >= length;
    if (!isLong) continue;
    for (const m of minimum?.counts === "excess" ? own.slice(length) : own) counted.add(m);
  }
  return counted;
}

function coveredBy({ coverage, options, asOf, term }: OutageCase): (m: number) => boolean {
  if (coverage === undefined) return (m) => term <= m && m < asOf;
  const carry = typeof options.unknown === "number" ? options.unknown : 0;
  return (m) =>
    coverage.some(([a, b]) => a <= m && (m < b || (m < b + carry && m < asOf && a < b)));
}

interface Counted {
  readonly given: OutageCase;
  readonly all: readonly Piece[];
  readonly down: (m: number) => number;
  readonly group: (m: number) => number;
  readonly bad: readonly number[];
  readonly good: ReadonlySet<number>;
  readonly end: number;
}

interface Sizes {
  readonly total: Fraction;
  readonly byGroup: ReadonlyMap<number, Fraction>;
}

/** Downtime of each outage and of all: exact, or in whole units. */
function sizesOf(counted: Counted): Sizes {
  const { given, all, down, group, bad } = counted;
  const { counting, overlap } = given.options;
  const groups = grouped(bad, (m) => group(m));
  if (overlap === "sum") {
    const isBad = new Set(bad);
    const byGroup = new Map<number, Fraction>();
    let total = fraction(0);
    for (const piece of all.filter(({ weight }) => weight > 0)) {
      let minutes = 0;
      let at = 0;
      for (let m = piece.from; m < piece.until; m += 1)
        if (isBad.has(m)) [minutes, at] = [minutes + 1, group(m)];
      const units =
        counting?.per === "fault" ? rounded(minutes, counting.unit, counting.count) : minutes;
      const size = fraction(units * piece.weight, 8);
      total = plus(total, size);
      if (minutes > 0) byGroup.set(at, plus(byGroup.get(at) ?? fraction(0), size));
    }
    if (counting?.per !== "total") return { total, byGroup };
    const units = over(total, fraction(counting.unit));
    const floor = units.n / units.d;
    const whole = counting.count === "ceil" && units.n % units.d > 0n ? floor + 1n : floor;
    return { total: fraction(whole * BigInt(counting.unit)), byGroup };
  }
  const sum = (minutes: readonly number[]) =>
    fraction(
      minutes.reduce((all8, m) => all8 + down(m), 0),
      8,
    );
  const byGroup = new Map([...groups].map(([key, own]) => [key, sum(own)]));
  if (counting === undefined) return { total: sum(bad), byGroup };
  if (counting.per === "total") return { total: inUnits(bad, bad[0] ?? 0, counted), byGroup };
  const counts = new Map(
    [...groups].map(([key, own]) => [key, inUnits(own, firstOf(group, key), counted)]),
  );
  const positive = new Map([...counts].filter(([, size]) => size.n > 0n));
  return { total: [...counts.values()].reduce(plus, fraction(0)), byGroup: positive };
}

const rounded = (minutes: number, unit: number, count: string) =>
  (count === "ceil" ? Math.ceil(minutes / unit) : Math.floor(minutes / unit)) * unit;

function firstOf(group: (m: number) => number, key: number): number {
  for (let m = -MARGIN; ; m += 1) if (group(m) === key) return m;
}

/** Minutes that are down, in whole units of length or in slots of the week. */
function inUnits(minutes: readonly number[], origin: number, counted: Counted): Fraction {
  const { given, down, good, end } = counted;
  const { counting } = given.options;
  if (counting === undefined) return fraction(0);
  const { unit, count, aligned } = counting;
  if (count === "ceil" || count === "floor") {
    // Each weight counts what is at least as heavy.
    let eighths = 0;
    for (let weight = 1; weight <= 8; weight += 1)
      eighths += rounded(minutes.filter((m) => down(m) >= weight).length, unit, count);
    return fraction(eighths, 8);
  }
  const shift = aligned === "zone" ? 0 : aligned === "utc" ? -given.offsetMinutes : origin;
  const slotOf = (m: number) => Math.floor((m - shift) / unit);
  let eighths = 0;
  for (const [slot, own] of grouped(minutes, slotOf)) {
    const inSlot = Array.from({ length: unit }, (_, i) => slot * unit + shift + i).filter(
      (m) => given.term <= m && m < end,
    );
    if (count === "any-touched") {
      const held = inSlot.filter((m) => good.has(m)).length;
      eighths += held * Math.max(...own.map(down));
    } else if (own.length === inSlot.length) eighths += own.length * Math.min(...own.map(down));
  }
  return fraction(eighths, 8);
}

/** The length that the judged part of the week is taken to have. */
function deemed({ options, term }: OutageCase, end: number): Fraction {
  const isWhole = ["whole-denominator", "outages-while-active"].includes(options.partialPeriod);
  const from = isWhole ? 0 : term;
  const { denominator } = options;
  if (typeof denominator === "number") return fraction(denominator * (end - from), WEEK);
  return fraction(end - from);
}

function isPartial({ options, term, active }: OutageCase): boolean {
  if (options.partialPeriod === "from-first-full")
    return term > 0 || (active !== undefined && active[0] > 0);
  if (options.partialPeriod !== "not-a-period") return false;
  return term > 0 || (active !== undefined && (active[0] > 0 || active[1] < WEEK));
}

function figureOf(
  { options, term }: OutageCase,
  bad: Fraction,
  whole: Fraction,
  { byGroup }: Sizes,
  group: (m: number) => number,
): Fraction | null {
  const good = plus(whole, times(bad, fraction(-1)));
  const count = byGroup.size;
  const per = (value: Fraction) => (count === 0 ? null : over(value, fraction(count)));
  switch (options.figure) {
    case "uptime-percent":
      return over(times(good, fraction(100)), whole);
    case "downtime-percent":
      return over(times(bad, fraction(100)), whole);
    case "downtime":
      return bad;
    case "count":
      return fraction(count);
    case "longest":
      return [...byGroup.values()].reduce(
        (most, one) => (one.n * most.d > most.n * one.d ? one : most),
        fraction(0),
      );
    case "mean-to-restore":
      return per(bad);
    case "mean-operating-between":
      return per(good);
  }
  const starts = [...byGroup.keys()]
    .map((key) => firstOf(group, key))
    .filter((m) => m >= term)
    .sort((a, b) => a - b);
  if (starts.length < 2) return null;
  return fraction((starts.at(-1) ?? 0) - (starts[0] ?? 0), starts.length - 1);
}

function grouped<T, Key>(list: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const one of list) {
    const own = groups.get(keyOf(one));
    if (own === undefined) groups.set(keyOf(one), [one]);
    else own.push(one);
  }
  return groups;
}
