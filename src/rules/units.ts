import type { Unit } from "../model/verdict.ts";

/** What the axis of a credit is counted in. */
export interface Axis {
  readonly unit: Unit;
}

const percent: Axis = { unit: "percent" };
const ms: Axis = { unit: "ms" };
const count: Axis = { unit: "count" };

/** What counts misses is the same for all figures that have any. */
const ofMisses = { "each-miss": ms, "nth-miss": count, misses: count };
/** The figure and how far it misses its target are counted alike; what was bad in its own unit. */
const figureAxes = (of: Axis) => ({ measured: of, "below-target": of });
const badAxes = (of: Axis) => ({ bad: of, "bad-beyond-target": of });

/**
 * One table of units: for each figure of each kind of facts, the axes a credit may be counted on.
 * A combination that is not here is `credit.axis-mismatch`.
 */
const axes: Readonly<Record<string, Readonly<Record<string, Axis>>>> = {
  "outages/uptime-percent": { ...figureAxes(percent), ...badAxes(ms), ...ofMisses },
  "cycles/each": { ...ofMisses },
  "cycles/percent-within": { ...figureAxes(percent), ...badAxes(count), ...ofMisses },
  "cycles/mean": figureAxes(ms),
  "cycles/percentile": figureAxes(ms),
};

export function axisOf(facts: string, figure: string, on: string): Axis | undefined {
  return axes[`${facts}/${figure}`]?.[on];
}

/** A figure that is not built is refused as such, not for what a credit would count by it. */
export function isBuiltFigure(facts: string, figure: string): boolean {
  return Object.hasOwn(axes, `${facts}/${figure}`);
}
