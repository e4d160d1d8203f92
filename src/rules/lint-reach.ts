import { present } from "../base/invariant.ts";
import type { Commitment, Contract } from "../contract.ts";
import {
  type Calendar,
  calendarIn,
  isBusinessDay,
  nextOpening,
  openIntervals,
} from "../core/calendar.ts";
import type { Within } from "../schema/targets.ts";
import { addDays, civilDateAt } from "../time/civil.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";
import { BEYOND_INSTANT, DAY_MS, type DurationMs, type Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { totalMs } from "../time/interval-set.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { DAYS_MAX } from "./compile-within.ts";

/** Most targets are reached in so many days: then no more of the calendar is looked at. */
const SOON_DAYS = 70;

/** How much a calendar opens in a span. */
interface Opening {
  readonly ms: DurationMs;
  readonly windows: number;
  readonly days: number;
}

/**
 * Warns of each row whose calendar does not open for so long in ten years, counted from its first
 * opening in the contract: its clocks are hardly ever due (semantics 9), or their unit is wrong.
 *
 * @param start The first instant of the contract.
 */
export function lintReach(
  contract: Contract,
  calendars: ReadonlyMap<string, Calendar>,
  place: Zone,
  start: Instant,
  issues: Collector,
): void {
  const reaches = new Map<string, Reach>();
  for (const { within, path } of openRows(contract)) {
    const calendar = calendars.get(present(within.calendar, "open time is that of a calendar"));
    const need = needOf(within, path);
    if (calendar === undefined || need === undefined) continue;
    const reach = reaches.get(calendar.id) ?? new Reach(calendar, place, start);
    reaches.set(calendar.id, reach);
    const opens = reach.shortOf(need);
    if (opens === undefined) continue;
    issues.warn(
      "within.out-of-reach",
      [...path, need.field],
      `calendar ${calendar.id} opens for ${textOf(need.of, opens)} in ten years, less than this target of ${within.business ?? textOf(need.of, need.n)}`,
      "check the unit, and the hours of the calendar",
      String(within[need.field]),
    );
  }
}

interface Need {
  readonly field: "business" | "businessDays" | "businessWindows";
  readonly of: keyof Opening;
  readonly n: number;
}

/** Undefined of a length that was refused. */
function needOf({ business, businessDays, businessWindows }: Within, path: Path): Need | undefined {
  if (businessDays !== undefined) return { field: "businessDays", of: "days", n: businessDays };
  if (businessWindows !== undefined)
    return { field: "businessWindows", of: "windows", n: businessWindows };
  const ms = parseDuration(present(business, "open time is counted in one of three"), path);
  return ms.ok ? { field: "business", of: "ms", n: ms.value } : undefined;
}

/** One calendar from its first opening in the contract on. */
class Reach {
  private readonly calendar: Calendar;
  private readonly from: Instant | undefined;
  private soon: Opening | undefined;
  private late: Opening | undefined;

  constructor(calendar: Calendar, place: Zone, start: Instant) {
    // Any zone will do to see how long it opens.
    this.calendar = calendarIn(calendar, () => place);
    this.from = nextOpening(this.calendar, start);
  }

  /** How much there is in ten years, where that is not enough; a calendar that never opens is refused. */
  shortOf({ of, n }: Need): number | undefined {
    const { from } = this;
    if (from === undefined) return undefined;
    this.soon ??= this.openingIn(from, SOON_DAYS);
    if (n <= this.soon[of]) return undefined;
    this.late ??= this.openingIn(from, DAYS_MAX);
    return n <= this.late[of] ? undefined : this.late[of];
  }

  private openingIn(from: Instant, count: number): Opening {
    const { calendar } = this;
    const end = Math.min(from + count * DAY_MS, BEYOND_INSTANT) as Instant;
    const open = openIntervals(calendar, interval(from, end));
    const first = civilDateAt(calendar.zone, from);
    let days = 0;
    for (let n = 0; n < count; n += 1) if (isBusinessDay(calendar, addDays(first, n))) days += 1;
    return { ms: totalMs(open), windows: open.starts.length, days };
  }
}

/** Rows of open time that come after something; a notice looks back, to before the contract too. */
function openRows({ commitments }: Contract) {
  return commitments.flatMap(({ targets, measure }, index) => {
    if (measure.facts !== "cycles") return [];
    const path: Path = ["commitments", index];
    const pooled = (measure.pooledWith ?? []).map((one, at) => ({
      ...one,
      path: [...path, "measure", "pooledWith", at],
    }));
    return [{ clock: measure.clock, targets, path }, ...pooled]
      .filter(({ clock }) => !isNotice(clock))
      .flatMap((one) => withinOf(one.targets, [...one.path, "targets"]));
  });
}

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;

function isNotice(clock: CyclesMeasure["clock"]): boolean {
  return typeof clock === "object" && "duty" in clock && clock.duty.noticeBefore !== undefined;
}

function withinOf(targets: Commitment["targets"], path: Path) {
  return targets.flatMap(({ within }, index) =>
    within?.calendar === undefined ? [] : [{ within, path: [...path, index, "within"] }],
  );
}

function textOf(of: keyof Opening, n: number): string {
  if (of === "ms") return readableDuration(n as DurationMs);
  const one = of === "days" ? "business day" : "whole window";
  return `${n} ${one}${n === 1 ? "" : "s"}`;
}
