import type { RecordInput } from "../../src/schema/records.ts";
import { type Fraction, fraction, fractionOf, less, over, times } from "../support/fraction.ts";
import type { World } from "../support/generate.ts";
import { bounds, type ExclusionParts } from "../support/generate-contract.ts";

/**
 * Availability, second by second, from semantics 17 to 29 alone: each second of the period is asked
 * for its weight, its run, the rule that takes it, and whether the source covers it. Slow on
 * purpose, and without a line of the library.
 */
export interface AvailabilityAnswer {
  /** "down", "degraded|0.3", "excluded|planned|up" and so on, in ms. Classes of 0 are left out. */
  readonly classes: ReadonlyMap<string, number>;
  readonly bad: Fraction;
  readonly whole: Fraction;
  readonly figure: Fraction | null;
  readonly verdict: "met" | "breached" | "pending" | "not-measured";
}

type Row<Type extends RecordInput["type"]> = Extract<RecordInput, { type: Type }>;

/** One thing that may be down: an outage, or maintenance that says it was down itself. */
interface Fault {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly weight: number;
  readonly isMaintenance: boolean;
  /** The cause in force at a second, and whether evidence was given for it. */
  readonly causeAt: (second: number) => { cause: string; hasEvidence: boolean } | undefined;
}

/** One candidate of a rule: the seconds it covers. */
interface Candidate {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly covers: (second: number) => boolean;
}

const seconds = (text: string) => Date.parse(text) / 1000;
const beyond = 86_400;

export function availabilityOf(world: World, service: string): AvailabilityAnswer {
  const asOf = world.asOfMs / 1000;
  const from = world.place.from / 1000;
  const until = Math.min(world.place.until / 1000, asOf);
  const low = from - beyond;
  const high = Math.min(until + beyond, asOf);
  const faults = faultsOf(world, service, asOf);

  // Who is down at each second, one bit a fault; the largest weight decides.
  const down = new Int32Array(high - low);
  faults.forEach((fault, bit) => {
    const [a, b] = [Math.max(fault.from, low), Math.min(fault.until, high)];
    for (let second = a; second < b; second += 1)
      down[second - low] = at(down, second - low) | (1 << bit);
  });
  const weights = new Map<number, number>();
  const weightAt = (second: number): number => {
    const mask = at(down, second - low);
    if (mask === 0) return 0;
    const known = weights.get(mask);
    if (known !== undefined) return known;
    const weight = Math.max(...faults.filter((_, bit) => mask & (1 << bit)).map((f) => f.weight));
    weights.set(mask, weight);
    return weight;
  };

  // Runs of seconds with any weight; one that is shorter than the minimum does not count.
  const isShort = new Uint8Array(high - low);
  const minimum = world.parts.minimumSeconds ?? 0;
  for (let second = low; second < high; second += 1) {
    if (down[second - low] === 0 || weightAt(second) === 0) continue;
    let end = second;
    while (end < high && weightAt(end) > 0) end += 1;
    if (end - second < minimum) isShort.fill(1, second - low, end - low);
    second = end;
  }
  const countsAt = (second: number) => weightAt(second) > 0 && at(isShort, second - low) === 0;

  const windows = new Map(
    world.parts.exclusions.map((rule) => [rule.id, windowsOf(rule, world, service, asOf)] as const),
  );
  /** A fault that no rule of the commitment matches runs at this second (24). */
  const hasForeignFault = (second: number) =>
    faults.some((fault, bit) => {
      if ((at(down, second - low) & (1 << bit)) === 0 || fault.weight === 0) return false;
      return !world.parts.exclusions.some((rule) =>
        rule.id === "planned"
          ? windows.get(rule.id)?.some((w) => w.id === fault.id && w.covers(second))
          : hasCause(fault, rule, second),
      );
    });

  const covered = coverageOf(world, service, asOf);
  const isKnown = new Uint8Array(until - from);
  for (const [a, b] of covered) {
    isKnown.fill(1, Math.max(a - from, 0), Math.max(Math.min(b, until) - from, 0));
  }
  // An outage that counts is known wherever it lies (19).
  for (let second = from; second < until; second += 1)
    if (countsAt(second)) isKnown[second - from] = 1;

  // Which rule takes a second: 1 + its index in the order of the list.
  const taken = new Uint8Array(until - from);
  world.parts.exclusions.forEach((rule, index) => {
    let left = rule.quotaMinutes === undefined ? Infinity : rule.quotaMinutes * 60;
    for (const candidate of candidatesOf(rule, windows.get(rule.id), faults)) {
      const [a, b] = [Math.max(candidate.from, from), Math.min(candidate.until, until)];
      for (let second = a; second < b; second += 1) {
        if (at(taken, second - from) !== 0 || at(isKnown, second - from) === 0) continue;
        if (!candidate.covers(second)) continue;
        if (rule.removes === "downtime" && !countsAt(second)) continue;
        if (rule.concurrent === "counts" && hasForeignFault(second)) continue;
        if (left === 0) continue;
        left -= 1;
        taken[second - from] = index + 1;
      }
    }
  });

  const classes = new Map<string, number>();
  let [bad, whole] = [0, 0];
  for (let second = from; second < until; ) {
    // Seconds in a row that are alike in every respect are judged as one and counted one by one.
    const index = second - from;
    const [mask, rank, short, known] = [
      down[second - low],
      taken[index],
      isShort[second - low],
      isKnown[index],
    ];
    let count = 0;
    while (
      second + count < until &&
      down[second + count - low] === mask &&
      taken[index + count] === rank &&
      isShort[second + count - low] === short &&
      isKnown[index + count] === known
    )
      count += 1;
    const weight = countsAt(second) ? weightAt(second) : 0;
    const rule = world.parts.exclusions[(rank ?? 0) - 1];
    const state = weight === 0 ? "up" : weight === 100 ? "down" : "degraded";
    let name: string = state === "degraded" ? `degraded|${weight}` : state;
    if (known === 0) name = "unknown";
    else if (rule !== undefined) name = `excluded|${rule.id}|${state}`;
    else if (weightAt(second) > 0 && weight === 0) name = "too-short";
    classes.set(name, (classes.get(name) ?? 0) + count * 1000);
    second += count;
    if (name === "unknown" || rule?.removes === "window") continue;
    whole += count;
    if (rule === undefined) bad += weight * count;
  }

  const figure =
    whole === 0 ? null : times(fraction(100), fraction(100 * whole - bad, 100 * whole));
  return {
    classes,
    bad: over(fraction(bad * 1000), fraction(100)),
    whole: fraction(whole * 1000),
    figure,
    verdict: verdictOf(world, figure),
  };
}

function verdictOf(world: World, figure: Fraction | null): AvailabilityAnswer["verdict"] {
  if (world.asOfMs < world.place.until) return "pending";
  if (figure === null) return "not-measured";
  const [target] = bounds[world.parts.target] ?? bounds[0];
  return less(figure, fractionOf(target)) ? "breached" : "met";
}

const rowsOf = <Type extends RecordInput["type"]>(world: World, type: Type) =>
  world.rows.filter((row): row is Row<Type> => row.type === type);

function faultsOf(world: World, service: string, asOf: number): Fault[] {
  const { weights } = world.parts;
  const weightOf = (impact: string | undefined) => {
    if (impact === "major") return weights?.major ?? 100;
    return impact === "degraded" ? (weights?.degraded ?? 100) : 100;
  };
  const outages = rowsOf(world, "outage")
    .filter((row) => row.service === service && seconds(row.from) < asOf)
    .map((row): Fault => {
      const claims = rowsOf(world, "attribution")
        .filter((claim) => claim.outage === row.id && seconds(claim.at) < asOf)
        .sort((a, b) => seconds(a.at) - seconds(b.at) || (a.id < b.id ? -1 : 1));
      const last = claims.at(-1);
      const partFrom = last?.from === undefined ? -Infinity : seconds(last.from);
      const partUntil = last?.until === undefined ? Infinity : seconds(last.until);
      const hasEvidence = (last?.evidence ?? []).length > 0;
      return {
        id: row.id,
        from: seconds(row.from),
        until: Math.min(row.until === undefined ? asOf : seconds(row.until), asOf),
        weight: weightOf(row.impact),
        isMaintenance: false,
        causeAt: (second) => {
          // The latest attribution speaks for the whole outage; outside its part there is no cause.
          if (last !== undefined)
            return partFrom <= second && second < partUntil
              ? { cause: last.cause, hasEvidence }
              : undefined;
          return row.cause === undefined ? undefined : { cause: row.cause, hasEvidence: false };
        },
      };
    });
  const works = rowsOf(world, "maintenance")
    .filter((row) => row.service === service && seconds(row.from) < asOf && row.impact !== "none")
    .map(
      (row): Fault => ({
        id: row.id,
        from: seconds(row.from),
        until: Math.min(row.until === undefined ? asOf : seconds(row.until), asOf),
        weight: row.impact === "down" ? 100 : weightOf("degraded"),
        isMaintenance: true,
        causeAt: () => ({ cause: "maintenance", hasEvidence: true }),
      }),
    );
  return [...outages, ...works];
}

function candidatesOf(
  rule: ExclusionParts,
  windows: readonly Candidate[] = [],
  faults: readonly Fault[],
): Candidate[] {
  const list =
    rule.id === "planned"
      ? [...windows]
      : faults
          .filter((fault) => !fault.isMaintenance)
          .map((fault) => ({
            ...fault,
            covers: (second: number) => hasCause(fault, rule, second),
          }));
  return list.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

function hasCause(fault: Fault, rule: ExclusionParts, second: number): boolean {
  if (second < fault.from || fault.until <= second) return false;
  const found = fault.causeAt(second);
  return found?.cause === rule.id && (rule.evidence === "not-required" || found.hasEvidence);
}

/** Actual time inside announced time, for work that was announced early enough. */
function windowsOf(rule: ExclusionParts, world: World, service: string, asOf: number): Candidate[] {
  return rowsOf(world, "maintenance")
    .filter((row) => row.service === service && seconds(row.from) < asOf)
    .flatMap((row) => {
      const actual = [
        seconds(row.from),
        Math.min(row.until === undefined ? asOf : seconds(row.until), asOf),
      ] as const;
      const announced =
        row.announced === undefined
          ? actual
          : ([seconds(row.announced.from), seconds(row.announced.until)] as const);
      if (rule.noticeHours !== undefined) {
        if (row.announcedAt === undefined) return [];
        if (seconds(row.announcedAt) + rule.noticeHours * 3600 > announced[0]) return [];
      }
      const from = Math.max(actual[0], announced[0]);
      const until = Math.min(actual[1], announced[1]);
      const covers = (second: number) => from <= second && second < until;
      return from < until ? [{ id: row.id, from, until, covers }] : [];
    });
}

function coverageOf(world: World, service: string, asOf: number): (readonly [number, number])[] {
  const rows = rowsOf(world, "coverage").filter(
    (row) => row.of === "outages" && (row.service === undefined || row.service === service),
  );
  const known = rows.filter((row) => seconds(row.from) < asOf);
  if (known.length === 0) return [[-Infinity, asOf]];
  return known.map((row) => [seconds(row.from), Math.min(seconds(row.until), asOf)] as const);
}

/** A column's entry; the index is always inside. */
function at(column: Int32Array | Uint8Array, index: number): number {
  return column[index] ?? 0;
}
