import type { JsonValue } from "../base/canonical-json.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";

type JsonObject = { readonly [key: string]: JsonValue };

const signs = [
  ["atLeast", "≥"],
  ["moreThan", ">"],
  ["atMost", "≤"],
  ["lessThan", "<"],
] as const;

/**
 * A target of a contract or statement in one line: "≥ 99.95 %", "P1 ≤ 15 min", and for a table of
 * rows the first of them with `…`. What has another form is shown as JSON.
 *
 * @param suffix What follows a plain number: " %" for percentages, nothing for counts.
 */
export function targetText(target: JsonValue, suffix: string): string {
  if (Array.isArray(target)) {
    const [first, ...others] = target as readonly JsonValue[];
    if (first === undefined) return "–";
    return `${targetText(first, suffix)}${others.length > 0 ? " …" : ""}`;
  }
  return isObject(target) ? rowText(target, suffix) : String(target);
}

function rowText(row: JsonObject, suffix: string): string {
  const { rows, within, where } = row;
  const bound = boundText(row, suffix);
  if (rows !== undefined) {
    return bound === undefined ? targetText(rows, suffix) : `${bound} of ${targetText(rows, "")}`;
  }
  // A row that is told in words already: only its durations are ISO 8601.
  if (typeof row.row === "string") {
    return row.row.replace(/\bPT[\dHMS.]+/g, (duration) => quantityText(duration, ""));
  }
  const condition = isObject(where) ? `${whereText(where)} ` : "";
  if (isObject(within)) {
    const text = withinText(within);
    if (row.sense === "absent") return `${condition}absent ${text}`;
    if (row.sense !== "before") return `${condition}${text}`;
    return `${condition}${text.replace("≤", "≥").replace("<", ">")} before`;
  }
  return bound === undefined ? JSON.stringify(row) : `${condition}${bound}`;
}

function boundText(row: JsonObject, suffix: string): string | undefined {
  for (const [key, sign] of signs) {
    const value = row[key];
    if (typeof value === "string") return `${sign} ${quantityText(value, suffix)}`;
  }
  const { atMostMisses } = row;
  if (atMostMisses !== undefined) return `at most ${String(atMostMisses)} late`;
  return isObject(row.bySize) ? sizeText(row.bySize, suffix) : undefined;
}

/** "≥ 95 %, up to 39 at most 2 late" of a contract's words. */
function sizeText({ above, upTo, atMostMisses }: JsonObject, suffix: string): string {
  const few = `up to ${String(upTo)} at most ${String(atMostMisses)} late`;
  const bound = isObject(above) ? boundText(above, suffix) : undefined;
  return bound === undefined ? few : `${bound}, ${few}`;
}

/** The values alone: `{ severity: ["P1", "P2"] }` is "P1, P2". */
export function whereText(where: JsonObject): string {
  return Object.values(where).flat().map(String).join(", ");
}

/** "≤ 15 min", "< 4 h office", "≤ 1 business day office by 18:00". */
export function withinText(within: JsonObject): string {
  const sign = within.met === "less-than" ? "<" : "≤";
  const { elapsed, business, businessDays, businessWindows, days, calendar, by, agreed } = within;
  const months = isObject(within.months) ? within.months.n : within.months;
  const tail = [calendar, by === undefined ? undefined : `by ${String(by)}`]
    .filter((part) => part !== undefined)
    .map((part) => ` ${String(part)}`)
    .join("");
  if (typeof elapsed === "string") return `${sign} ${quantityText(elapsed, "")}${tail}`;
  if (typeof business === "string") return `${sign} ${quantityText(business, "")}${tail}`;
  if (businessDays !== undefined) return `${sign} ${counted(businessDays, "business day")}${tail}`;
  if (businessWindows !== undefined)
    return `${sign} ${counted(businessWindows, "whole window")}${tail}`;
  if (days !== undefined) return `${sign} ${counted(days, "day")}${tail}`;
  if (months !== undefined) return `${sign} ${counted(months, "month")}${tail}`;
  return agreed === undefined ? JSON.stringify(within) : "as agreed";
}

function counted(count: JsonValue, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? "" : "s"}`;
}

/** A duration as people read it; a plain number with the suffix. */
function quantityText(text: string, suffix: string): string {
  if (!text.startsWith("P")) return `${text}${suffix}`;
  const duration = parseDuration(text, []);
  return duration.ok ? readableDuration(duration.value) : text;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
