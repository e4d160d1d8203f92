import type { JsonValue } from "../base/canonical-json.ts";
import { money } from "./money.ts";

type JsonObject = { readonly [key: string]: JsonValue };

/** What a credit gives, in words: "10 % of monthly", "CNY 500.00"; other forms as JSON. */
export function giveText(give: JsonValue, base: string | undefined, currency: string): string {
  if (!isObject(give)) return String(give);
  const of = base === undefined ? "" : ` of ${base}`;
  const { percent, fraction, amount, times, days } = give;
  if (typeof percent === "string") return `${percent} %${of}`;
  if (typeof fraction === "string") return `${fraction}${of}`;
  if (typeof amount === "string") return money(currency, amount);
  if (typeof times === "string") return `${times} times the fee of the lost time`;
  if (typeof days === "string") return `${days} days`;
  return JSON.stringify(give);
}

/** "below 99.95 from 99.0": the bounds of one tier, in the order in which they are met. */
export function boundsText(tier: JsonObject): string {
  const { from, below, fromExclusive, belowInclusive } = tier;
  const upper =
    typeof below === "string" ? [`${belowInclusive === "yes" ? "≤" : "<"} ${below}`] : [];
  const lower = typeof from === "string" ? [`${fromExclusive === "yes" ? ">" : "≥"} ${from}`] : [];
  return [...lower, ...upper].join(" and ");
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
