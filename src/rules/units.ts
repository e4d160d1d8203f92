import type { Unit } from "../model/verdict.ts";
import { outageFigures } from "../schema/measures.ts";
import { figures } from "./figures/index.ts";
import type { OutageFigure } from "./outages-plan.ts";

/** What the axis of a credit is counted in. */
export interface Axis {
  readonly unit: Unit;
  /** What is counted is one stretch of time from the miss on, so that it lies on local dates. */
  readonly hasDates?: true;
}

const percent: Axis = { unit: "percent" };
const ms: Axis = { unit: "ms" };
const count: Axis = { unit: "count" };
const value: Axis = { unit: "value" };

/** What counts misses is the same for all figures that have any. */
const ofMisses = { "each-miss": ms, "nth-miss": count, misses: count };
/** How late a cycle was runs from its due to its stop. */
const ofLate = { ...ofMisses, "each-miss": { ...ms, hasDates: true as const } };
/** The figure and how far it misses its target are counted alike; what was bad in its own unit. */
const figureAxes = (of: Axis) => ({ measured: of, "below-target": of });
const badAxes = (of: Axis) => ({ bad: of, "bad-beyond-target": of });

/** The figure in its unit; what was bad of outages is time, and each is a miss. */
function axesOfOutages(name: OutageFigure) {
  return { ...figureAxes({ unit: figures[name].unit }), ...badAxes(ms), ...ofMisses };
}

/**
 * One table of units: for each figure of each kind of facts, the axes a credit may be counted on.
 * A combination that is not here is `credit.axis-mismatch`.
 */
const axes: Readonly<Record<string, Readonly<Record<string, Axis>>>> = {
  ...Object.fromEntries(outageFigures.map((name) => [`outages/${name}`, axesOfOutages(name)])),
  "tally/ratio": { ...figureAxes(percent), ...badAxes(count) },
  "tally/mean-of-ratios": { ...figureAxes(percent), ...badAxes(count) },
  "tally/mean-score": { ...figureAxes(percent), ...badAxes(count) },
  "values/mean": figureAxes(value),
  "values/percentile": figureAxes(value),
  "cycles/each": ofLate,
  "cycles/percent-within": { ...figureAxes(percent), ...badAxes(count), ...ofLate },
  "cycles/mean": figureAxes(ms),
  "cycles/percentile": figureAxes(ms),
};

export function axisOf(facts: string, figure: string, on: string): Axis | undefined {
  const own = axes[`${facts}/${figure}`];
  return on === "nthFailedPeriod" && own !== undefined ? count : own?.[on];
}
