import type { ClaimWindow } from "../core/claim-window.ts";
import type { Outage } from "../model/records.ts";
import { civilDateAt } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { ClaimAnchor, StagePlan } from "./claim-plan.ts";
import { type WaitPlan, waitEnd } from "./wait.ts";

/** One miss that a line rests on: an outage, or a late ticket from its breach on. */
export interface ClaimEvent {
  readonly id: string;
  readonly start: Instant;
  /** Of what still goes on: asOf. */
  readonly end: Instant;
  /** The records that it is made of, the first one first; none of a ticket. */
  readonly outages: readonly Outage[];
}

export interface StageFacts {
  /** The contract's: of hours and periods, and of days but business days. */
  readonly zone: Zone;
  readonly settlement: Period;
  /** Of the result that the line comes from. */
  readonly period: Period;
}

/**
 * The window of one stage for one event. What is counted from events, where a line has none, is
 * counted from the end of its period.
 */
export function stageWindow(
  { within, after, opens }: StagePlan,
  event: ClaimEvent | undefined,
  facts: StageFacts,
): ClaimWindow {
  const anchor = anchorOf(after, event, facts);
  const until = waitFrom(within, anchor);
  return {
    opensAt: opensAt(opens, anchor, event, facts),
    until,
    lastDate: isInsideDate(within)
      ? undefined
      : civilDateAt(zoneOf(within, facts), (until - 1) as Instant),
  };
}

interface Anchor {
  readonly at: Instant;
  /** Its date is day 0: of what ends, the last ms, since an end is not in it. */
  readonly on: Instant;
}

function anchorOf(after: ClaimAnchor, event: ClaimEvent | undefined, facts: StageFacts): Anchor {
  const { settlement, period, zone } = facts;
  if (typeof after === "object") {
    const began = event?.start ?? lastOf(period);
    return ended(waitEnd({ by: "end-of", zone, ...after }, began));
  }
  if (after === "settlement-end") return ended(settlement.end);
  if (after === "period-end" || event === undefined) return ended(period.end);
  const { start, outages } = event;
  switch (after) {
    case "event-start":
      return begun(start);
    case "event-end":
      return over(event);
    case "correction":
      return corrected(event);
    case "awareness":
      return begun(outages[0]?.detectedAt ?? start);
    case "report":
      return begun(outages[0]?.reportedAt ?? start);
  }
}

/** An end is not in what ends: day 0 is the date of its last ms, or of its start where it had no length. */
function over({ start, end }: Pick<ClaimEvent, "start" | "end">): Anchor {
  return { at: end, on: Math.max(start, end - 1) as Instant };
}

function corrected(event: ClaimEvent): Anchor {
  const [first = over(event), ...others] = event.outages.map(
    ({ from, until = event.end, correctedAt }) =>
      correctedAt === undefined ? over({ start: from, end: until }) : begun(correctedAt),
  );
  return others.reduce((last, one) => (last.at < one.at ? one : last), first);
}

function begun(at: Instant): Anchor {
  return { at, on: at };
}

function ended(at: Instant): Anchor {
  return { at, on: (at - 1) as Instant };
}

function lastOf({ end }: Period): Instant {
  return (end - 1) as Instant;
}

/** Hours run from the instant itself, all else from its date. */
function waitFrom(wait: WaitPlan, { at, on }: Anchor): Instant {
  return waitEnd(wait, wait.by === "hours" ? at : on);
}

function opensAt(
  opens: StagePlan["opens"],
  anchor: Anchor,
  event: ClaimEvent | undefined,
  { settlement, period }: StageFacts,
): Instant {
  if (opens === undefined) return anchor.at;
  if (opens === "settlement-end") return settlement.end;
  if (opens === "event-end") return event?.end ?? period.end;
  // Open from the hour on: the deadline's one ms beyond it is not waited for.
  return opens.by === "hours"
    ? ((waitFrom(opens, anchor) - 1) as Instant)
    : waitFrom(opens, anchor);
}

function isInsideDate(wait: WaitPlan): boolean {
  return wait.by === "hours" || (wait.by === "end-of" && wait.period === "clock-hour");
}

/** The end of a business day is that of its calendar's zone. */
function zoneOf(wait: WaitPlan, { zone }: StageFacts): Zone {
  return wait.by === "business-days" ? wait.calendar.zone : zone;
}
