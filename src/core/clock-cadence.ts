import type { Instant } from "../time/instant.ts";
import { type ClockRun, cycleOf } from "./clock-run.ts";
import type { Cadence } from "./clock-signals.ts";
import { advance, begin, end, reopen } from "./clock-walk.ts";
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
    else if (ahead.hadRow) run.missed.push({ walk: missedBy(walk, ahead, breachedAt), start });
    run.held = undefined;
    run.walk = nextWalk(ahead, onAgain(ahead, breachedAt));
    begin(run.walk);
  }
}

/** When the clock runs again after a due that passed: later, where it went off at the due. */
function onAgain({ offs = [] }: Walk, breachedAt: Instant): Instant {
  const until = offs.at(-1) ?? breachedAt;
  return breachedAt < until ? until : breachedAt;
}

/** The cycle as it was at its breach: what comes after belongs to the next one. */
function missedBy(walk: Walk, ahead: Walk, breachedAt: Instant): Walk {
  if (walk.now < breachedAt) advance(walk, breachedAt);
  const { row, target, allowedMs, due, hadRow } = ahead;
  return { ...walk, row, target, allowedMs, due, hadRow, breachedAt };
}

/** What was missed is late from its due to the update that came, or is awaited still. */
export function giveUp(run: ClockRun, stop: Instant | undefined, asOf: Instant): void {
  for (const { walk, start } of run.missed) {
    walk.now = asOf;
    if (stop !== undefined) end(walk, "stopped", true);
    run.done.push(cycleOf(run, walk, start));
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
  const cycle = cycleOf(run, walk, walk.start);
  if (grid === "fixed") {
    run.held = cycle;
    reopen(walk);
    return;
  }
  if (walk.hadRow) run.done.push(cycle);
  run.walk = nextWalk(walk, walk.now);
  begin(run.walk);
}
