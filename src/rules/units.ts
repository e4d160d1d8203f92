import type { Unit } from "../model/verdict.ts";

/** What the axis of a credit is counted in. */
export interface Axis {
  readonly unit: Unit;
}

const percent: Axis = { unit: "percent" };
const ms: Axis = { unit: "ms" };

/**
 * One table of units: for each figure of each kind of facts, the axes a credit may be counted on.
 * A combination that is not here is `credit.axis-mismatch`.
 */
const axes: Readonly<Record<string, Readonly<Record<string, Axis>>>> = {
  "outages/uptime-percent": { measured: percent, "each-miss": ms },
  "cycles/each": { "each-miss": ms },
  "cycles/percent-within": { measured: percent, "each-miss": ms },
  "cycles/mean": { measured: ms },
  "cycles/percentile": { measured: ms },
};

export function axisOf(facts: string, figure: string, on: string): Axis | undefined {
  return axes[`${facts}/${figure}`]?.[on];
}

/** A figure that is not built is refused as such, not for what a credit would count by it. */
export function isBuiltFigure(facts: string, figure: string): boolean {
  return Object.hasOwn(axes, `${facts}/${figure}`);
}
