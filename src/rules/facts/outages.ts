import { add, compare, type Ratio, signOf, wholeRatio, ZERO } from "../../base/ratio.ts";
import {
  type Availability,
  type AvailabilityFacts,
  availability,
  type DividedTime,
  dividedTime,
} from "../../core/availability.ts";
import { openIntervals } from "../../core/calendar.ts";
import { type Component, corrected, type Reclassified } from "../../core/corrections.ts";
import type { ExclusionRule } from "../../core/exclude.ts";
import type { FaultShare } from "../../core/fault-shares.ts";
import type { Fault } from "../../core/faults.ts";
import { inOrder } from "../../core/in-order.ts";
import { keptShare } from "../../core/kept-share.ts";
import { withGaps } from "../../core/merge-gaps.ts";
import type { Measured, Miss, Traits } from "../../model/measured.ts";
import type { Attribution, Maintenance, Outage } from "../../model/records.ts";
import type { WhyNot } from "../../model/verdict.ts";
import type { Instant } from "../../time/instant.ts";
import { interval } from "../../time/interval.ts";
import {
  EMPTY,
  type IntervalSet,
  intervalSetOf,
  isEmpty,
  single,
  subtract,
  union,
} from "../../time/interval-set.ts";
import { excludingRules, quotaReach, tagsOf } from "../excluding.ts";
import type { Refusal } from "../exclusions/index.ts";
import type { FigureFacts } from "../figure-facts.ts";
import { figures } from "../figures/index.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import type { ExclusionPlan } from "../plan.ts";
import { type Account, type Adjustment, accountOf, sizeOf } from "./outage-account.ts";
import { faultsOf, type LeftOut } from "./outage-faults.ts";
import type { Judged } from "./scope.ts";
import { type UserCount, uncountedMs, withUsers } from "./users.ts";

// Long because: from faults to a measured figure is one line of steps over the same facts.

/** The records of one component that were known at asOf. */
export interface OutageRecords {
  readonly outages: readonly Outage[];
  readonly maintenance: readonly Maintenance[];
  readonly attributions: ReadonlyMap<string, Attribution>;
  /** Where the sources are complete; undefined: nothing at all was delivered (19). */
  readonly known: IntervalSet | undefined;
  /** When it was in use; left out: always (5). */
  readonly active?: IntervalSet;
  /** Of the fact that counts users, where the denominator is users times minutes. */
  readonly users?: readonly UserCount[];
  /** What its states, samples and buckets say; left out: it has none (17). */
  readonly observed?: Component;
  /** The same without the buckets that this excluded time covers in part, where they are left out. */
  readonly observedWithout?: (excluded: IntervalSet) => Component;
  /** Corrections by people, the one that decides first (26). */
  readonly corrections?: readonly Reclassified[];
  /** "rule record": excluded whatever the rule says, to see what that would change. */
  readonly granted: ReadonlySet<string>;
}

export interface MeasuredOutages {
  readonly measured: Measured;
  readonly time: Availability;
  readonly adjustments: readonly Adjustment[];
  readonly facts: FigureFacts;
  readonly refusals: readonly (Refusal & { readonly rule: ExclusionPlan })[];
  readonly rules: readonly ExclusionRule[];
  /** Outages that are not in the population at all. */
  readonly left: readonly LeftOut[];
  /** The agreed time that is known, in percent; null where nothing is agreed. */
  readonly coverage: Ratio | null;
}

/** What one component was: its faults, where anything is known of it, and what may be excluded. */
export interface OutageFacts {
  readonly faults: readonly Fault[];
  readonly joins: IntervalSet;
  readonly left: readonly LeftOut[];
  /** Undefined: nothing at all was delivered (19). */
  readonly known: IntervalSet | undefined;
  readonly rules: readonly ExclusionRule[];
  readonly refusals: MeasuredOutages["refusals"];
  readonly active?: IntervalSet;
  readonly users?: readonly UserCount[];
}

/** Measures one component over one period (semantics 4, 5, 17 to 20, 22 to 25, 27). */
export function measure(
  plan: OutagesPlan,
  records: OutageRecords,
  judged: Judged,
): MeasuredOutages {
  return assess(plan, settledFacts(plan, records, judged), judged);
}

/**
 * The facts of a component; where a bucket that an exclusion covers in part is left out, what is
 * excluded must be known first (24).
 */
export function settledFacts(
  plan: OutagesPlan,
  records: OutageRecords,
  judged: Judged,
): OutageFacts {
  const facts = factsOf(plan, records, judged);
  if (records.observedWithout === undefined) return facts;
  const { all } = timeOfFacts(plan, facts, judged).excluded;
  return factsOf(plan, { ...records, observed: records.observedWithout(all) }, judged);
}

/** From records to faults: those of the list, those that were observed, and corrections over both. */
function factsOf(plan: OutagesPlan, records: OutageRecords, judged: Judged): OutageFacts {
  const { asOf, end } = judged;
  const { maintenance, attributions, outages, observed, corrections = [], granted } = records;
  const listed = faultsOf(plan, outages, maintenance, asOf);
  const component = corrected(
    {
      faults: observed === undefined ? listed.faults : [...listed.faults, ...observed.faults],
      known: union(knownTime(plan, records, judged), observed?.known ?? EMPTY),
    },
    corrections,
  );
  const faults = withGaps(
    inOrder(component.faults, ({ start }) => start),
    plan.mergeGapMs,
  );
  const excluding = excludingRules(
    plan.excludes,
    { faults, maintenance, attributions, tags: tagsOf(outages), asOf, granted },
    { start: quotaReach(plan.excludes, judged), end },
  );
  const isKnown =
    records.known !== undefined || observed !== undefined || !isEmpty(component.known);
  const { active, users } = records;
  return {
    joins: listed.joins,
    left: listed.left,
    faults: users === undefined ? faults : withUsers(faults, users),
    known: isKnown ? component.known : undefined,
    rules: excluding.rules,
    refusals: excluding.refusals,
    ...(active === undefined ? {} : { active }),
    ...(users === undefined ? {} : { users }),
  };
}

/** What the facts of a component, or of several as one, come to (18 to 20, 27). */
export function assess(plan: OutagesPlan, given: OutageFacts, judged: Judged): MeasuredOutages {
  const { left, rules, refusals, users = [] } = given;
  const time = availability(availabilityFacts(plan, given, judged));
  const account = accountOf(plan, time, judged, users);
  const coverage = coverageOf(time);
  const misses = missesOf(time.shares, account.sizes);
  const facts = figureFacts(account, misses, time, judged);
  const why = notMeasured(plan, given, judged, { time, account, coverage, users });
  const figure = why === undefined ? figures[plan.figure].compute(facts) : null;
  const measured: Measured = {
    figure,
    unit: figures[plan.figure].unit,
    bad: account.bad,
    whole: account.whole,
    misses: [...misses.values()],
    ...(figure === null ? { whyNot: why ?? "empty-population" } : {}),
  };
  const { adjustments } = account;
  return { measured, time, adjustments, facts, refusals, rules, left, coverage };
}

/** Where the time of a component went, or of several as one; nothing is told of single faults. */
export function timeOfFacts(plan: OutagesPlan, given: OutageFacts, judged: Judged): DividedTime {
  return dividedTime(availabilityFacts(plan, given, judged));
}

/**
 * Of a part of the judged stretch which fault had which share of it: what was decided over the whole
 * of the stretch stands.
 */
export function sharesWithin(
  plan: OutagesPlan,
  given: OutageFacts,
  judged: Judged,
  part: IntervalSet,
): Availability {
  const facts = availabilityFacts(plan, given, judged);
  return availability({ ...facts, reach: facts.reach ?? facts.span, span: part });
}

function availabilityFacts(
  { excludes, hours, minimum, overlap }: OutagesPlan,
  { known = EMPTY, active, faults, joins, rules }: OutageFacts,
  judged: Judged,
): AvailabilityFacts {
  const { start, end } = judged;
  const since = quotaReach(excludes, judged);
  return {
    span: single(start, end),
    known,
    faults,
    minimum,
    joins,
    overlap,
    rules,
    ...(active === undefined ? {} : { active }),
    ...(hours === undefined ? {} : { hours: openIntervals(hours, interval(since, end)) }),
    // What is left of a quota that began earlier is decided by all that came before (23).
    ...(since === start ? {} : { reach: single(since, end) }),
  };
}

/** Where the sources are complete, and as long after that as what was known is carried on (19). */
function knownTime({ unknown }: OutagesPlan, { known = EMPTY }: OutageRecords, { asOf }: Judged) {
  if (typeof unknown !== "object") return known;
  const ends = known.ends.map((end) => Math.max(end, Math.min(end + unknown.carryMs, asOf)));
  return intervalSetOf(known.starts, ends);
}

/** The known part of the agreed time, in percent (19). */
function coverageOf({ elapsedMs, inactiveMs, outOfHoursMs, unknownMs }: Availability) {
  const agreedMs = elapsedMs - inactiveMs - outOfHoursMs;
  return keptShare({ bad: wholeRatio(unknownMs), whole: wholeRatio(agreedMs) });
}

function notMeasured(
  plan: OutagesPlan,
  given: OutageFacts,
  judged: Judged,
  {
    time,
    account,
    coverage,
    users,
  }: Pick<MeasuredOutages, "time" | "coverage"> & {
    readonly account: Account;
    readonly users: readonly UserCount[];
  },
): WhyNot | undefined {
  if (isNotJudged(plan.partialPeriod, given.active, judged)) return "partial-period";
  if (coverage === null) return "nothing-scheduled";
  const { unknown, minCoverage, denominator } = plan;
  const isLost = signOf(coverage) === 0 && unknown !== "up" && unknown !== "down";
  if (given.known === undefined || isLost) return "no-data";
  if (minCoverage !== undefined && compare(coverage, minCoverage.value) < 0)
    return "below-coverage";
  const { measured, excluded } = time;
  const counted = subtract(measured, excluded.windows);
  if (denominator.by === "users" && uncountedMs(users, counted) > 0) return "no-data";
  return signOf(account.whole) > 0 ? undefined : "nothing-scheduled";
}

/** A period that the term or the use of the service covers in part, where the contract leaves it out. */
function isNotJudged(
  partialPeriod: OutagesPlan["partialPeriod"],
  active: IntervalSet | undefined,
  { period, start, beyond }: Judged,
): boolean {
  if (partialPeriod === "from-first-full")
    return period.start < Math.max(start, active?.starts[0] ?? start);
  if (partialPeriod !== "not-a-period") return false;
  const isCut = period.start < start || beyond < period.end;
  return isCut || (active !== undefined && !isEmpty(subtract(single(start, beyond), active)));
}

/** What the figures are made of; an outage that began before the period has no start in it. */
function figureFacts(
  { bad, whole }: Account,
  misses: ReadonlyMap<number, Miss>,
  { outages }: Availability,
  { start }: Judged,
): FigureFacts {
  let longest = ZERO;
  for (const { size } of misses.values()) if (compare(size, longest) > 0) longest = size;
  const starts = [...misses.keys()]
    .map((run) => outages.starts[run] as number)
    .filter((at) => at >= start)
    .sort((a, b) => a - b);
  const betweenMs = (starts.at(-1) ?? 0) - (starts[0] ?? 0);
  return { bad, whole, count: misses.size, longest, starts: starts.length, betweenMs };
}

/**
 * One miss for each merged outage, whoever recorded it in how many rows (18), by its place in time.
 * It bears the id of its first record that counts.
 *
 * @param sizes Of each merged outage, where they are not what its faults add up to. One that comes
 *   to no whole unit is no miss.
 */
function missesOf(
  shares: readonly FaultShare[],
  sizes: readonly Ratio[] | undefined,
): ReadonlyMap<number, Miss> {
  const misses = new Map<number, Found>();
  const merged = mergedIn(shares);
  for (const share of shares) {
    const { fault, start, end, countedMs, run } = share;
    const size = sizes?.[run] ?? sizeOf(share);
    if (countedMs === 0 || signOf(size) === 0) continue;
    let found = misses.get(run);
    if (found === undefined) {
      found = { id: fault.id, at: start as Instant, until: end as Instant, size, attributes: {} };
      const ids = merged.get(run);
      if (ids !== undefined) found.merged = [...ids];
      misses.set(run, found);
    } else {
      found.until = Math.max(end, found.until) as Instant;
      if (sizes === undefined) found.size = add(found.size, size);
    }
    if (fault.traits === undefined) continue;
    found.records ??= [];
    found.records.push(fault.traits);
  }
  return misses;
}

/** A miss, while records are added to it. */
interface Found extends Omit<Miss, "merged" | "records"> {
  until: Instant;
  size: Ratio;
  merged?: readonly string[];
  records?: Traits[];
}

/**
 * The ids of each outage that several records are merged in. One that lies under another counts
 * nothing by itself, and which of two at the same time counts is decided by their ids: both are told.
 */
function mergedIn(shares: readonly FaultShare[]): ReadonlyMap<number, ReadonlySet<string>> {
  const first = new Map<number, string>();
  const merged = new Map<number, Set<string>>();
  for (const { fault, run, countedMs, coveredMs } of shares) {
    if (run === -1 || (countedMs === 0 && coveredMs === 0)) continue;
    const held = first.get(run);
    if (held === undefined) first.set(run, fault.id);
    else if (held !== fault.id) merged.set(run, (merged.get(run) ?? new Set([held])).add(fault.id));
  }
  return merged;
}

/** Time of a refused record inside the measured span. */
export function refusedMs({ start, end }: Refusal, { start: from, end: until }: Judged): number {
  return Math.max(0, Math.min(end, until) - Math.max(start, from));
}
