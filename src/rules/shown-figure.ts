import { ceilTo, displayPercent, fixedText, floorTo, type Ratio } from "../base/ratio.ts";
import type { Unit } from "../model/verdict.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";
import type { Bound } from "./plan.ts";

/** A figure as people read it, cut off towards the side that hurts (28). */
export function shownFigure(figure: Ratio, unit: Unit, bounds: readonly Bound[]): string {
  switch (unit) {
    case "percent":
      return shownPercent(figure, bounds);
    case "ms":
      return shownLength(figure, bounds);
    case "count":
    case "value":
      return shownCount(figure, bounds);
  }
}

/** Six places, cut off towards the unfavourable side; more where it would read as the target (28). */
export function shownPercent(figure: Ratio, bounds: readonly Bound[]): string {
  const [bound] = bounds;
  return bound === undefined
    ? displayPercent(figure, 6)
    : displayPercent(figure, 6, { target: bound.value, unfavourable: unfavourable(bound) });
}

/** To whole ms: up where less is promised, down where more is. */
function shownLength(figure: Ratio, bounds: readonly Bound[]): string {
  const whole = cut(figure, bounds, 0);
  const ms = Number(fixedText(whole, 0));
  return readableDuration(durationMs(ms));
}

/** To six places. */
function shownCount(figure: Ratio, bounds: readonly Bound[]): string {
  return fixedText(cut(figure, bounds, 6), 6).replace(/\.?0+$/, "");
}

function cut(figure: Ratio, [bound]: readonly Bound[], places: number): Ratio {
  return bound !== undefined && unfavourable(bound) === "down"
    ? floorTo(figure, places)
    : ceilTo(figure, places);
}

function unfavourable({ kind }: Bound): "down" | "up" {
  return kind === "atLeast" || kind === "moreThan" ? "down" : "up";
}
