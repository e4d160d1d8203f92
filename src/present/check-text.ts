import type { JsonValue } from "../base/canonical-json.ts";
import { formatIssue, type Issue } from "../base/result.ts";
import { printable } from "../base/shown.ts";
import type { Assumption, Warning } from "../model/statement.ts";
import { boundsText, giveText, isObject } from "./give-text.ts";
import { hashText } from "./hash-text.ts";
import { tableLines } from "./table.ts";
import { targetText, whereText } from "./target-text.ts";

/** What is shown of a check: the same shape as the library's, seen from here. */
export interface CheckView {
  readonly contract: string;
  readonly hash: string;
  readonly currency: string;
  readonly targets: readonly TargetView[];
  readonly credits: readonly CreditView[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}

interface TargetView {
  readonly commitment: string;
  readonly clause: string;
  readonly period: JsonValue;
  readonly unit: "percent" | "other";
  readonly target: JsonValue;
  readonly sense?: "before" | "absent";
  readonly clock?: JsonValue;
  readonly attainment?: JsonValue;
  readonly allowed: readonly AllowanceView[];
  readonly hours?: string;
}

interface AllowanceView {
  readonly per: string;
  readonly days: number;
  readonly length?: string;
  readonly shown: string;
  readonly own: "yes" | "no";
}

interface CreditView {
  readonly commitment: string;
  readonly credit: string;
  readonly clause: string;
  readonly on: JsonValue;
  readonly where?: JsonValue;
  readonly base?: string;
  readonly gives: JsonValue;
}

/** The commonest lengths; the others are in the JSON. */
const shownDays: Readonly<Record<string, readonly number[]>> = { month: [30, 31], quarter: [92] };

/**
 * A check as a person reads it: targets, allowed downtime, credits, assumptions, warnings. `found` are
 * the warnings of the contract as they were made: those have a place in a file, and a hint.
 */
export function checkText(check: CheckView, found: readonly Issue[] = []): string {
  const lines = [
    `${check.contract}: the contract can be used`,
    "",
    ...targetLines(check.targets),
    ...section("allowed downtime, in days of 24 h", allowanceLines(check.targets)),
    ...section("credits", creditLines(check)),
    ...section("assumptions", assumptionLines(check.assumptions)),
    ...section("warnings", warningLines(check.warnings, found)),
    "",
    `  contract ${hashText(check.hash)}`,
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `  ${title}`, ...lines.map((line) => `  ${line}`)];
}

function targetLines(targets: readonly TargetView[]): readonly string[] {
  const columns = [
    { title: "commitment" },
    { title: "target" },
    { title: "measured over" },
    { title: "clause" },
  ];
  return tableLines(
    columns,
    targets.map(({ commitment, target, sense, clock, attainment, unit, period, clause }) => [
      clock === undefined ? commitment : `${commitment}, ${wordOf(clock)}`,
      targetText(wholeTarget(sensed(target, sense), attainment), unit === "percent" ? " %" : ""),
      wordOf(period),
      clause,
    ]),
  );
}

/** The least before an event, or the longest that nobody is there, where a row is no most after one. */
function sensed(row: JsonValue, sense: TargetView["sense"]): JsonValue {
  return sense === undefined || !isObject(row) ? row : { ...row, sense };
}

/** A row with the share of tickets that must keep it: "≥ 95 % of P1 ≤ 15 min". */
function wholeTarget(row: JsonValue, attainment: JsonValue | undefined): JsonValue {
  return isObject(attainment) ? { ...attainment, rows: [row] } : row;
}

function allowanceLines(targets: readonly TargetView[]): readonly string[] {
  const rows = targets.flatMap(({ commitment, target, unit, allowed, hours }) =>
    allowed
      .filter(isShown)
      .map(({ per, days, length, shown, own }, index) => [
        index === 0 ? commitment : "",
        index === 0 ? targetText(target, unit === "percent" ? " %" : "") : "",
        lengthText(per, days, length),
        shown,
        own === "yes"
          ? "(its own period)"
          : hours === undefined
            ? ""
            : `(around the clock, not in ${hours})`,
      ]),
  );
  return tableLines(plain(5), rows);
}

function lengthText(per: string, days: number, length: string | undefined): string {
  if (length !== undefined) return `${per} of ${length}`;
  return days === 1 && per !== "fixed" ? per : `${per} of ${days} ${days === 1 ? "day" : "days"}`;
}

function isShown({ per, days }: AllowanceView): boolean {
  return shownDays[per]?.includes(days) ?? true;
}

function creditLines({ credits, currency }: CheckView): readonly string[] {
  const rows = credits.flatMap(({ commitment, credit, clause, on, where, base, gives }) =>
    formsOf(gives, base, currency).map((form, index) =>
      index === 0
        ? [
            `${commitment}/${credit}`,
            [wordOf(on), ...(isObject(where) ? [whereText(where)] : [])].join(" "),
            form,
            `(${clause})`,
          ]
        : ["", "", form, ""],
    ),
  );
  return tableLines(plain(4), rows);
}

function formsOf(gives: JsonValue, base: string | undefined, currency: string): readonly string[] {
  if (!isObject(gives)) return [wordOf(gives)];
  const { give, tiers, rate } = gives;
  if (give !== undefined) return [giveText(give, base, currency)];
  if (Array.isArray(tiers)) {
    return (tiers as readonly JsonValue[]).map((tier) =>
      isObject(tier)
        ? `${boundsText(tier)}: ${giveText(tier.give ?? "nothing", base, currency)}`
        : wordOf(tier),
    );
  }
  if (!isObject(rate)) return [wordOf(gives)];
  return [`${giveText(rate.give ?? "nothing", base, currency)} for each ${wordOf(rate.per ?? "")}`];
}

function assumptionLines(assumptions: readonly Assumption[]): readonly string[] {
  return tableLines(
    plain(3),
    assumptions.map(({ path, used, semantics }) => [
      path,
      wordOf(used),
      `(semantics ${semantics})`,
    ]),
  );
}

function warningLines(warnings: readonly Warning[], found: readonly Issue[]): readonly string[] {
  const placed = new Set(found.map(({ code, path }) => `${code} ${path.join(".")}`));
  const others = warnings.filter(({ code, path }) => !placed.has(`${code} ${path}`));
  return [
    ...found.flatMap((issue) => formatIssue(issue).split("\n")).map((line) => `  ${line}`),
    ...tableLines(
      plain(2),
      others.map(({ code, path, message }) => [path, `${message} [${code}]`]),
    ),
  ];
}

function wordOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function plain(count: number): readonly { readonly title: string }[] {
  return Array.from({ length: count }, () => ({ title: "" }));
}
