import { DEGRADED, DOWN, stateTimeline, UP } from "../../src/core/state-timeline.ts";
import { instant } from "../../src/time/instant.ts";
import { medianMs } from "./measure.ts";
import type { Row } from "./report.ts";

const events = 1_000_000;

/** A monitor that flaps: a change every 40 seconds or so, over a year and more. */
function changes() {
  const at = new Float64Array(events);
  const state = new Uint8Array(events);
  let [seed, now] = [12_345, 0];
  const next = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  for (let row = 0; row < events; row += 1) {
    now += 1 + Math.floor(next() * 80_000);
    at[row] = now;
    state[row] = row % 2 === 0 ? UP : next() < 0.2 ? DEGRADED : DOWN;
  }
  return { at, state, until: instant(now + 1) };
}

/** One million changes of state to the stretches that were down and the time that is known. */
export function stateRows(): readonly Row[] {
  const { at, state, until } = changes();
  const terms = { initial: UP, since: instant(0), until };
  const works = {
    changes: () => stateTimeline({ at, state }, terms),
    samples: () => stateTimeline({ at, state }, { ...terms, standsMs: 60_000 }),
  };
  const times = medianMs(works, 7);
  return (["changes", "samples"] as const).map((name) => ({
    what: `1 M ${name} of state to a timeline`,
    method: `typed columns, one walk: ${times[name].toFixed(0)} ms, at most 0.3 µs each`,
    value: events / 1_000 / times[name],
    unit: "M/s",
    least: 3.3,
  }));
}
