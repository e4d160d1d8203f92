import type { FactRow } from "../model/records.ts";
import { FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { dueAfterBusinessDays, dueAfterWindows } from "./business-days.ts";
import { before } from "./calendar.ts";
import type { Cycle } from "./clock-run.ts";
import { civilDue, countedMs } from "./due.ts";
import {
  type AgreedTarget,
  type ClockTarget,
  lengthOf,
  rowUnder,
  type TargetRow,
  type TermsVersions,
} from "./target-rows.ts";

/** What a duty may take: nobody agrees a due for it with the customer. */
export type DutyTarget = Exclude<ClockTarget, AgreedTarget>;

export interface Notice {
  readonly rows: readonly (TargetRow & { readonly target: DutyTarget })[];
  readonly versions?: TermsVersions | undefined;
  readonly ticket: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What is to be announced; it may lie after asOf. */
  readonly event: FactRow;
  readonly notice: FactRow | undefined;
  readonly asOf: Instant;
}

/**
 * The cycle of one notice: it starts at the event, and its due lies the length of the row before it
 * (semantics 8: all lengths go backwards). Its elapsed time is the notice that was given. The row is of
 * the terms in force at the event; or, where the stop decides, of those when notice was given.
 */
export function noticeCycle(terms: Notice): Cycle {
  const { rows, ticket, attributes, event, notice, asOf } = terms;
  const row = rowUnder(rows, attributes, undefined, termsAt(terms));
  const target = rows[row]?.target;
  const stop = notice?.at;
  const dueAt = target === undefined ? undefined : latestNotice(target, event.at);
  const givenMs =
    target === undefined || stop === undefined || event.at < stop
      ? 0
      : countedMs(target, stop, event.at);
  const breachedAt =
    target === undefined || dueAt === undefined
      ? undefined
      : breachOf(target, dueAt, stop, givenMs, asOf);
  const isLate = breachedAt !== undefined;
  return {
    ticket,
    n: 1,
    start: event.at,
    stop,
    state: stop === undefined ? (isLate ? "open-late" : "running") : isLate ? "late" : "met",
    row,
    dueAt,
    originalDueAt: dueAt,
    breachedAt,
    elapsedMs: givenMs,
    targetMs: target === undefined ? undefined : lengthOf(target),
    lateMs: isLate ? (stop ?? asOf) - breachedAt : 0,
    pausedMs: 0,
    attributes,
    duty: { kind: "notice-before", begunBy: event.id, stoppedBy: notice?.id },
  };
}

/** A notice is given before its event: back from there, over each boundary at which the stop decides. */
function termsAt({ versions = [], event, notice }: Notice): Instant {
  let found = event.at;
  for (const { at, termsAt: by } of versions.toReversed()) {
    if (event.at < at) continue;
    if (by === "start" || notice === undefined || at < notice.at) break;
    found = (at - 1) as Instant;
  }
  return found;
}

/** The last instant at which a notice of the event is in time; undefined where that is before 1970. */
export function latestNotice(target: DutyTarget, event: Instant): Instant | undefined {
  switch (target.kind) {
    case "elapsed": {
      const due = event - target.ms;
      return due < FIRST_INSTANT ? undefined : (due as Instant);
    }
    case "business":
      return before(target.calendar, event, target.ms);
    case "business-days":
      return dueAfterBusinessDays(target.calendar, event, -target.n, target);
    case "business-windows":
      return dueAfterWindows(target.calendar, event, -target.n);
    case "days":
    case "months":
      return civilDue(target, event, -target.n);
  }
}

/** The mirror of semantics 9: a notice given is held against lengths of time, its instant against dates. */
function breachOf(
  target: DutyTarget,
  dueAt: Instant,
  stop: Instant | undefined,
  givenMs: number,
  asOf: Instant,
): Instant | undefined {
  const { strict } = target;
  if (stop === undefined) return dueAt < asOf || (strict && dueAt === asOf) ? dueAt : undefined;
  const lengthMs = lengthOf(target);
  const isLate =
    lengthMs === undefined
      ? dueAt < stop || (strict && dueAt === stop)
      : givenMs < lengthMs || (strict && givenMs === lengthMs);
  if (!isLate) return undefined;
  // Of closed time before the due no notice is any longer: a strict one breaks as it is given.
  return stop < dueAt ? stop : dueAt;
}
