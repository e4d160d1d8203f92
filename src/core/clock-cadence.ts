import type { Instant } from "../time/instant.ts";
import { type ClockRun, type Cycle, cycleOf, type Missed } from "./clock-run.ts";
import type { Cadence } from "./clock-signals.ts";
import { advance, begin, end } from "./clock-walk.ts";
import { countedMs, dueAfter } from "./due.ts";
import { nextWalk, type Walk } from "./walk-state.ts";

/**
 * Update clocks (semantics 11): one cycle for each due. A due that passes without an update begins
 * the next cycle, so that a gap misses ceil(gap ÷ cadence) − 1 of them; the update meets the last.
 */

/** Counts the time up to `at`; every due that has passed by then is missed. */
export function awaitUpdates(run: ClockRun, at: Instant): void {
  for (;;) {
    const { walk } = run;
    const ahead: Walk = { ...walk, offs: walk.offs?.slice() };
    advance(ahead, at);
    const { breachedAt, start, isAgreed } = ahead;
    // A due in days may lie before its start: such a cadence gives no further one. After an agreed
    // due, the next one is a cadence away.
    if (breachedAt === undefined || start === undefined || (breachedAt <= start && !isAgreed)) {
      run.walk = ahead;
      return;
    }
    if (run.held !== undefined) run.done.push(run.held);
    else if (ahead.hadRow) miss(run, walk, ahead, start, breachedAt);
    else run.unruled ??= updateOf(run, { walk: ahead, start, before: 0 });
    run.held = undefined;
    run.walk = nextWalk(ahead, onAgain(ahead, breachedAt));
    begin(run.walk);
    skip(run, at);
  }
}

function miss(run: ClockRun, walk: Walk, ahead: Walk, start: Instant, breachedAt: Instant): void {
  const before = run.missedCount;
  run.missed.push({ walk: missedBy(walk, ahead, breachedAt), start, before });
  if (run.missed.length > run.missedMax) run.missed.shift();
  run.missedCount += 1;
}

/**
 * Counts the cycles up to `at` that would be missed and not kept, without walking them: from one due
 * to the next it takes the same time. The last two are walked, the dues of which may not have passed.
 */
function skip(run: ClockRun, at: Instant): void {
  const { walk } = run;
  const { target, now } = walk;
  if (walk.isPaused || (target?.kind !== "elapsed" && target?.kind !== "business")) return;
  const missed = Math.floor(countedMs(target, now, at) / target.ms) - 2 - run.missedMax;
  const from = missed > 0 ? dueAfter(target, now, missed * target.ms) : undefined;
  if (from === undefined) return;
  run.missedCount += missed;
  run.walk = nextWalk({ ...walk, n: walk.n + missed - 1 }, from);
  begin(run.walk);
}

/**
 * Where the next cycle begins after a due that passed: later, where the clock went off at the due, or
 * the ticket was over then. Of a gap nothing is time of that cycle, also where a wait outlasts it.
 */
function onAgain({ offs = [], reopenedAt }: Walk, breachedAt: Instant): Instant {
  return Math.max(breachedAt, offs.at(-1) ?? breachedAt, reopenedAt ?? breachedAt) as Instant;
}

/** The cycle as it was at its breach: what comes after belongs to the next one. */
function missedBy(walk: Walk, ahead: Walk, breachedAt: Instant): Walk {
  if (walk.now < breachedAt) advance(walk, breachedAt);
  const { row, target, allowedMs, due, hadRow } = ahead;
  return { ...walk, row, target, allowedMs, due, hadRow, breachedAt };
}

/** A cycle of a cadence, with how many were missed before it. */
export function updateOf(
  run: Pick<ClockRun, "ticket" | "countedUnder">,
  { walk, start, before }: Missed,
): Cycle {
  return { ...cycleOf(run, walk, start), missed: before };
}

/** What was missed is late from its due to the update that came, or is awaited still. */
export function giveUp(run: ClockRun, stop: Instant | undefined, asOf: Instant): void {
  if (run.missed.length === 0) return;
  for (const missed of run.missed) {
    const { walk } = missed;
    walk.now = asOf;
    if (stop !== undefined) end(walk, "stopped", true);
    run.done.push(updateOf(run, missed));
  }
  run.missed.length = 0;
}

/** An update. Rolling, the next one is due a cadence later; on a grid, at the end of the next slot. */
export function update(run: ClockRun, { grid }: Cadence): void {
  const { walk } = run;
  if (walk.start === undefined || walk.ending !== undefined) return;
  giveUp(run, walk.now, walk.now);
  if (run.held !== undefined) return;
  end(walk, "stopped", true);
  const cycle = updateOf(run, { walk, start: walk.start, before: run.missedCount });
  if (grid === "fixed") {
    run.held = cycle;
    // The slot goes on to its end; the ticket was not over.
    walk.ending = undefined;
    return;
  }
  if (walk.hadRow) run.done.push(cycle);
  else run.unruled ??= cycle;
  run.walk = nextWalk(walk, walk.now);
  begin(run.walk);
}
