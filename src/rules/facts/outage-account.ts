import {
  add,
  ceilTo,
  divide,
  exactText,
  floorTo,
  multiply,
  ONE,
  type Ratio,
  subtract,
  sum,
  wholeRatio,
  ZERO,
} from "../../base/ratio.ts";
import { type Availability, type DividedTime, isFull, levelled } from "../../core/availability.ts";
import { type Counting, countedByGroup } from "../../core/counting.ts";
import type { FaultShare } from "../../core/fault-shares.ts";
import { setMeasure } from "../../core/set-measure.ts";
import { single, subtract as subtractSet, totalMs, union } from "../../time/interval-set.ts";
import { knownZone } from "../../time/zone.ts";
import { deemedLength } from "../denominator.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import type { Judged } from "./scope.ts";
import { type UserCount, userMs } from "./users.ts";

/** From real time to what a figure is made of: numerator, denominator, and what led there (27). */

export interface Adjustment {
  readonly of: "bad" | "whole";
  readonly why: string;
  /** Signed. */
  readonly ms: Ratio;
  /** What a weight forgives. */
  readonly isWeight?: true;
}

export interface Account {
  readonly bad: Ratio;
  readonly whole: Ratio;
  /** Downtime of each merged outage, by its place in time; undefined: as its faults add up. */
  readonly sizes: readonly Ratio[] | undefined;
  readonly adjustments: readonly Adjustment[];
}

export function accountOf(
  plan: OutagesPlan,
  time: Availability,
  judged: Judged,
  users: readonly UserCount[],
): Account {
  const down = downtimeOf(plan, time, judged);
  const whole = wholeOf(plan, time, judged, users);
  const unknown =
    plan.unknown !== "down" || time.unknownMs === 0
      ? []
      : [
          {
            of: "bad" as const,
            why: "unknown time is down",
            ms:
              plan.denominator.by === "users"
                ? userMs(users, time.unknown)
                : wholeRatio(time.unknownMs),
          },
        ];
  const bad = [...down.adjustments, ...unknown];
  return {
    bad: add(down.bad, sum(unknown.map(({ ms }) => ms))),
    whole: add(wholeRatio(time.wholeMs), sum(whole.map(({ ms }) => ms))),
    sizes: down.sizes,
    adjustments: [...bad, ...whole],
  };
}

/** What a weight below 1 forgives, what an overlap and the users add, what whole units add or take. */
function downtimeOf(plan: OutagesPlan, time: Availability, judged: Judged) {
  const weights = time.counted
    .filter(({ weight, ms }) => !isFull(weight) && ms > 0)
    .map(({ weight, ms }) => ({
      why: `weight ${exactText(weight)}`,
      isWeight: true as const,
      ms: subtract(ZERO, multiply(subtract(ONE, weight), wholeRatio(ms))),
    }));
  const merged = levelled(time.counted);
  const overlaps = { why: "overlapping outages, each by itself", ms: subtract(time.bad, merged) };
  const hit = plan.denominator.by === "users" ? sum(time.shares.map(sizeOf)) : time.bad;
  const units = { why: "users that were hit", ms: subtract(hit, time.bad) };
  const { bad, sizes } =
    plan.counting === undefined
      ? { bad: hit, sizes: undefined }
      : countedIn(plan.counting, plan, hit, time, judged);
  const counting = { why: countingText(plan.counting), ms: subtract(bad, hit) };
  return {
    bad,
    sizes,
    adjustments: [...weights, overlaps, units, counting]
      .filter(({ ms }) => ms.numerator !== 0n)
      .map((one) => ({ of: "bad" as const, ...one })),
  };
}

/** Downtime of one fault, in ms, or in ms of users. */
export function sizeOf({ fault, countedMs }: FaultShare): Ratio {
  const size = multiply(wholeRatio(countedMs), fault.weight);
  return fault.units === undefined ? size : multiply(size, fault.units);
}

function countedIn(
  counting: Counting,
  { overlap }: OutagesPlan,
  exact: Ratio,
  time: Availability,
  judged: Judged,
): { readonly bad: Ratio; readonly sizes: readonly Ratio[] | undefined } {
  if (overlap === "sum") return summed(counting, exact, time);
  const counted = countedGroups(counting, time, judged);
  return { bad: sum(counted), sizes: counting.per === "fault" ? counted : undefined };
}

/** Whole units of each merged outage by its place in time, or of all downtime of the period. */
export function countedGroups(
  counting: Counting,
  time: DividedTime,
  judged: Judged,
): readonly Ratio[] {
  const span = single(judged.start, judged.end);
  const groups = counting.per === "fault" ? time.outages : span;
  return countedByGroup(
    {
      levels: time.counted,
      groups,
      countable: setMeasure(subtractSet(time.measured, time.excluded.all)),
      start: judged.start,
      end: judged.end,
      zone: knownZone(judged.period.zone),
    },
    counting,
  );
}

/** Outages that are added up unmerged: lengths alone are counted, slots of a time line are not. */
function summed(counting: Counting, exact: Ratio, { shares, outages }: Availability) {
  if (counting.per === "total") return { bad: inUnits(exact, counting), sizes: undefined };
  const sizes: Ratio[] = Array.from(outages.starts, () => ZERO);
  for (const share of shares.filter(({ countedMs }) => countedMs > 0)) {
    const countedMs = Number(inUnits(wholeRatio(share.countedMs), counting).numerator);
    sizes[share.run] = add(sizes[share.run] as Ratio, sizeOf({ ...share, countedMs }));
  }
  return { bad: sum(sizes), sizes };
}

/** A length in whole units. */
export function inUnits(ms: Ratio, { unitMs, count }: Counting): Ratio {
  const units = divide(ms, wholeRatio(unitMs));
  return multiply(count === "ceil" ? ceilTo(units, 0) : floorTo(units, 0), wholeRatio(unitMs));
}

const unitNames: Readonly<Record<number, string>> = {
  60000: "whole minutes",
  300000: "whole five minutes",
  3600000: "whole hours",
};

export function countingText(counting: Counting | undefined): string {
  if (counting === undefined) return "exact";
  return `${unitNames[counting.unitMs]}, ${counting.count}, per ${counting.per}`;
}

/** What leads from the known and agreed time to the denominator. */
function wholeOf(
  plan: OutagesPlan,
  time: Availability,
  judged: Judged,
  users: readonly UserCount[],
): readonly Adjustment[] {
  const adjustments: Adjustment[] = [];
  const adjust = (why: string, ms: Ratio) => {
    if (ms.numerator !== 0n) adjustments.push({ of: "whole", why, ms });
  };
  const takesUnknown = plan.unknown === "up" || plan.unknown === "down";
  if (takesUnknown) adjust(`unknown time is ${String(plan.unknown)}`, wholeRatio(time.unknownMs));
  if (isAvailableUnused(plan)) adjust("time without use is available", wholeRatio(time.inactiveMs));
  const deemed = deemedLength(plan.denominator, plan.partialPeriod, judged);
  if (deemed !== undefined) adjust(deemed.why, subtract(deemed.ms, wholeRatio(time.elapsedMs)));
  if (plan.denominator.by !== "users") return adjustments;
  const known = subtractSet(time.measured, time.excluded.windows);
  const counted = takesUnknown ? union(known, time.unknown) : known;
  adjust("users", subtract(userMs(users, counted), wholeRatio(totalMs(counted))));
  return adjustments;
}

export function isAvailableUnused({ partialPeriod }: OutagesPlan): boolean {
  return partialPeriod === "undeployed-is-available" || partialPeriod === "outages-while-active";
}
