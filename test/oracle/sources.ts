/**
 * Availability of small worlds second by second, from semantics 17 to 21, 24 and 26 alone: what each
 * member was at each second, then what several of them were together. Without a line of the library.
 */

export type State = "up" | "degraded" | "down" | "unknown";

/** Everything in whole seconds; the world runs from 0 to `asOf`. */
export interface MemberFacts {
  readonly outages: readonly {
    readonly from: number;
    readonly until: number;
    readonly half: boolean;
  }[];
  readonly works: readonly { readonly from: number; readonly until: number }[];
  readonly coverage: readonly { readonly from: number; readonly until: number }[];
  readonly states: readonly { readonly at: number; readonly state: State; readonly left?: State }[];
  readonly samples: readonly {
    readonly at: number;
    readonly state: State;
    readonly stands: number;
  }[];
  /** Good of `total` attempts in the bucket [5 × place, 5 × place + 5). */
  readonly buckets: readonly {
    readonly place: number;
    readonly good: number;
    readonly total: number;
  }[];
  /** In the order in which they were entered. */
  readonly corrections: readonly {
    readonly from: number;
    readonly until: number;
    readonly as: State;
  }[];
  readonly initial?: State;
}

export interface Terms {
  readonly period: { readonly from: number; readonly until: number };
  readonly asOf: number;
  readonly minimum: number;
  readonly runOf: number;
  readonly partialRuns: "kept" | "dropped";
  readonly readsBuckets: boolean;
  readonly removes: "window" | "downtime" | undefined;
  readonly combine:
    | { readonly by: "itself" }
    | { readonly by: "pooled" }
    | { readonly by: "timeline"; readonly n: number | "all"; readonly strict: boolean };
}

export const BUCKET = 5;

interface Second {
  /** In halves: 0, 1 or 2. */
  readonly weight: number;
  readonly isKnown: boolean;
  readonly hasFault: boolean;
  readonly isWorkedOn: boolean;
}

/** Bad time in half seconds, and the whole in seconds. */
export interface Answer {
  readonly bad: number;
  readonly whole: number;
}

export function answerOf(members: readonly MemberFacts[], terms: Terms): Answer {
  const lines = members.map((facts) =>
    Array.from({ length: terms.asOf }, (_, second) => secondOf(facts, terms, second)),
  );
  if (terms.combine.by !== "timeline") {
    const own = lines.map((line) => {
      const isExcusable = (at: number) => line[at]?.isWorkedOn === true;
      return assess(
        line.map(({ weight, isKnown }) => ({ weight, isKnown })),
        isExcusable,
        terms,
      );
    });
    return {
      bad: own.reduce((sum, { bad }) => sum + bad, 0),
      whole: own.reduce((sum, { whole }) => sum + whole, 0),
    };
  }
  const { combine } = terms;
  const together = Array.from({ length: terms.asOf }, (_, at) => {
    const seconds = lines.map((line) => line[at] as Second);
    const known = seconds.filter(({ isKnown, hasFault }) => isKnown || hasFault);
    const isKnown = known.length > 0 && (!combine.strict || known.length === seconds.length);
    const nth = (weights: readonly number[]) =>
      isKnown
        ? (weights.slice().sort((a, b) => b - a)[
            (combine.n === "all" ? known.length : combine.n) - 1
          ] ?? 0)
        : 0;
    const isExcused = ({ isWorkedOn, weight }: Second) =>
      isWorkedOn && (terms.removes === "window" || weight > 0);
    const as = (weight: number) => nth(known.map((one) => (isExcused(one) ? weight : one.weight)));
    return {
      weight: nth(known.map(({ weight }) => weight)),
      isKnown,
      isUndecided: isKnown && as(0) !== as(2),
    };
  });
  return assess(together, (at) => together[at]?.isUndecided === true, terms);
}

/** Merge, minimum, exclusions, clip. */
function assess(
  line: readonly { readonly weight: number; readonly isKnown: boolean }[],
  isExcusable: (at: number) => boolean,
  { period, minimum, removes, asOf }: Terms,
): Answer {
  let [bad, whole] = [0, 0];
  for (let at = period.from; at < Math.min(period.until, asOf); at += 1) {
    const weight = line[at]?.weight ?? 0;
    let [first, last] = [at, at];
    while (weight > 0 && (line[first - 1]?.weight ?? 0) > 0) first -= 1;
    while (weight > 0 && (line[last + 1]?.weight ?? 0) > 0) last += 1;
    const counts = weight > 0 && last - first + 1 >= minimum;
    if (line[at]?.isKnown !== true && !counts) continue;
    if (removes === "window" && isExcusable(at)) continue;
    whole += 1;
    if (counts && !(removes === "downtime" && isExcusable(at))) bad += weight;
  }
  return { bad, whole };
}

function secondOf(facts: MemberFacts, terms: Terms, at: number): Second {
  const isIn = ({ from, until }: { readonly from: number; readonly until: number }) =>
    from <= at && at < until;
  const isWorkedOn = facts.works.some(isIn);
  const correction = facts.corrections.findLast(isIn);
  if (correction !== undefined) {
    const isKnown = correction.as !== "unknown";
    return { weight: weightOf(correction.as), isKnown, hasFault: isKnown, isWorkedOn };
  }
  const listed = facts.outages.filter(isIn).map(({ half }) => (half ? 1 : 2));
  const isPast = (row: { readonly at: number }) => row.at < terms.asOf;
  const states = facts.states.filter(isPast);
  const samples = facts.samples.filter(isPast);
  const seen = [
    stateAt({ ...facts, states }, at),
    sampleAt({ ...facts, samples }, at),
    bucketAt(facts, terms, at),
  ];
  const weights = [...listed, ...seen.map(weightOf)];
  return {
    weight: Math.max(0, ...weights),
    isKnown: facts.coverage.some(isIn) || seen.some((state) => state !== "unknown"),
    hasFault: weights.some((weight) => weight > 0),
    isWorkedOn,
  };
}

function weightOf(state: State): number {
  return state === "down" ? 2 : state === "degraded" ? 1 : 0;
}

function stateAt({ states, initial = "unknown" }: MemberFacts, at: number): State {
  if (states.length === 0) return "unknown";
  const before = states.findLast((row) => row.at <= at);
  const after = states.find((row) => row.at > at);
  if (after?.left === "unknown") return "unknown";
  return before?.state ?? after?.left ?? initial;
}

function sampleAt({ samples }: MemberFacts, at: number): State {
  const before = samples.findLast((row) => row.at <= at);
  return before !== undefined && at < before.at + before.stands ? before.state : "unknown";
}

/** More than half of the attempts failed, in so many buckets in a row. */
function bucketAt({ buckets }: MemberFacts, terms: Terms, at: number): State {
  if (!terms.readsBuckets) return "unknown";
  const place = Math.floor(at / BUCKET);
  // A bucket that is not over is not counted yet.
  const find = (wanted: number) =>
    buckets.find((one) => one.place === wanted && (wanted + 1) * BUCKET <= terms.asOf);
  const isBad = (wanted: number) => {
    const found = find(wanted);
    return found !== undefined && (found.total - found.good) * 2 > found.total;
  };
  if (find(place) === undefined) return "unknown";
  if (!isBad(place)) return "up";
  let [first, last] = [place, place];
  while (isBad(first - 1)) first -= 1;
  while (isBad(last + 1)) last += 1;
  const length = last - first + 1;
  const blocks = Math.floor(length / terms.runOf) * terms.runOf;
  const counted = terms.partialRuns === "dropped" ? blocks : blocks > 0 ? length : 0;
  return place < first + counted ? "down" : "up";
}
