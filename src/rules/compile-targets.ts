import { compare, HUNDRED, signOf } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import { parseDayRange } from "../core/day-range.ts";
import type { ClockTarget } from "../core/ticket-clock.ts";
import type { Within } from "../schema/targets.ts";
import { parseDuration } from "../time/duration.ts";
import type { DurationMs } from "../time/instant.ts";
import type { Collector, Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { decimalOf } from "./compile-money.ts";
import type { Bound, Where } from "./plan.ts";

/** Targets: rows of times for a clock (8, 9, 13), bounds for a figure (28). */

/** A row after one without `where` can never be reached. */
export function checkRows(commitment: Commitment, path: Path, issues: Collector): void {
  const all = commitment.targets.findIndex((row) => row.where === undefined);
  if (all !== -1 && all < commitment.targets.length - 1) {
    issues.refuse(
      "target.unreachable-row",
      [...path, "targets", all + 1],
      "this row is never reached: the row above it takes every ticket",
      "move the row without `where` to the end",
    );
  }
  if (all === -1) {
    issues.warn(
      "target.no-last-row",
      [...path, "targets"],
      "no row takes the tickets that fit none of the rows; they have no clock",
      "add a last row without `where`, if they have a target",
    );
  }
}

export function clockTarget(
  within: Within,
  path: Path,
  { calendars, issues }: Declared,
): ClockTarget | undefined {
  const strict = within.met === "less-than";
  const length = (text: string, key: string): DurationMs | undefined =>
    issues.take(parseDuration(text, [...path, key]));
  if (within.elapsed !== undefined) {
    const ms = length(within.elapsed, "elapsed");
    return ms === undefined ? undefined : { kind: "elapsed", ms, strict };
  }
  const calendar =
    within.calendar === undefined
      ? undefined
      : issues.find("calendar", within.calendar, calendars, [...path, "calendar"]);
  if (within.business !== undefined) {
    const ms = length(within.business, "business");
    return ms === undefined || calendar === undefined
      ? undefined
      : { kind: "business", ms, calendar, strict };
  }
  if (within.businessDays === undefined) return undefined;
  const by = cutOffOf(within.by, [...path, "by"], issues);
  if (calendar === undefined || by === undefined) return undefined;
  const outsideHours = within.outsideHours === "keep" ? "keep" : "move";
  return {
    kind: "business-days",
    n: within.businessDays,
    calendar,
    by,
    outsideHours,
    countStartDay: within.countStartDay === "yes",
    strict,
  };
}

function cutOffOf(
  by: string | undefined,
  path: Path,
  issues: Collector,
): "same-time" | "end-of-day" | { readonly cutOffMs: number } | undefined {
  if (by === undefined || by === "same-time") return "same-time";
  if (by === "end-of-day" || by === "24:00") return "end-of-day";
  const range = parseDayRange(`00:00-${by}`, path);
  if (range.ok && range.value.startMs === 0 && by !== "00:00")
    return { cutOffMs: range.value.endMs };
  issues.refuse(
    "within.cut-off",
    path,
    `"${by}" is no time of day`,
    'write "18:00", "end-of-day" or "same-time"',
    by,
  );
  return undefined;
}

export function shownRow(
  where: Readonly<Record<string, readonly string[]>> | undefined,
  within: Within,
): string {
  const selects = Object.values(where ?? {})
    .map((values) => values.join("/"))
    .join(" ");
  const length =
    within.elapsed ??
    within.business ??
    `${within.businessDays ?? 0} business day${within.businessDays === 1 ? "" : "s"}${within.by === undefined ? "" : ` by ${within.by}`}`;
  const sign = within.met === "less-than" ? "<" : "≤";
  return `${selects === "" ? "" : `${selects} `}${sign} ${length}${within.business === undefined ? "" : " business time"}`;
}

export function boundsOf(commitment: Commitment, path: Path, issues: Collector): Bound[] {
  const { measure } = commitment;
  if (measure.facts === "cycles") {
    const { attainment } = commitment;
    if (measure.figure === "percent-within" && attainment === undefined) {
      issues.refuse(
        "attainment.missing",
        [...path, "attainment"],
        "a share of the tickets is measured, but none is promised",
        'give attainment: { atLeast: "95" }',
      );
    }
    if (measure.figure === "each" && attainment !== undefined) {
      issues.refuse(
        "attainment.beside-each",
        [...path, "attainment"],
        "`each` promises every single ticket",
        "remove `attainment`, or measure percent-within",
      );
    }
    return attainment === undefined ? [] : boundOf(attainment, [...path, "attainment"], issues);
  }
  if (commitment.attainment !== undefined) {
    issues.refuse(
      "attainment.not-cycles",
      [...path, "attainment"],
      "`attainment` is a share of cycles",
      "give the bound in `targets`",
    );
  }
  if (commitment.targets.length > 1) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "targets", 1],
      "several bounds on one figure cannot be computed yet",
      "give one target, or a commitment for each",
    );
  }
  return commitment.targets.flatMap((target, index) => {
    const at = [...path, "targets", index];
    if (target.within !== undefined)
      issues.refuse(
        "target.not-a-bound",
        [...at, "within"],
        "this measure yields a percentage, not a time",
        'give atLeast: "99.95"',
      );
    if (target.where !== undefined)
      issues.refuse(
        "target.where-on-figure",
        [...at, "where"],
        "`where` selects tickets; this measure has none",
        "remove `where`",
      );
    return boundOf(target, at, issues);
  });
}

function boundOf(
  target: { readonly atLeast?: string | undefined; readonly moreThan?: string | undefined },
  path: Path,
  issues: Collector,
): Bound[] {
  const kind = target.atLeast !== undefined ? "atLeast" : "moreThan";
  const text = target[kind];
  if (text === undefined) return [];
  if (!/^-?[0-9]/.test(text)) {
    issues.refuse(
      "target.axis-mismatch",
      [...path, kind],
      `"${text}" is a length of time, the figure is a percentage`,
      'give a percentage: "99.95"',
      text,
    );
    return [];
  }
  const value = decimalOf(text, [...path, kind], issues);
  if (value === undefined) return [];
  if (signOf(value) < 0 || compare(value, HUNDRED) > 0)
    issues.refuse(
      "target.not-a-percentage",
      [...path, kind],
      `${text} is no percentage`,
      "give 0 to 100",
      text,
    );
  return [{ kind, value, text }];
}

/** Attributes with the values of which one must hold; nothing when every record applies. */
export function whereOf(
  where: Readonly<Record<string, readonly string[]>> | undefined,
): Where | undefined {
  return where === undefined
    ? undefined
    : new Map(Object.entries(where).map(([key, values]) => [key, new Set(values)]));
}
