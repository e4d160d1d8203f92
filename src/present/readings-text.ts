import type { Comparison } from "../model/comparison.ts";
import type { Reading, ReadingKind, Readings } from "../model/readings.ts";
import { amountsText, differenceLines, isEqual } from "./comparison-text.ts";
import { periodText } from "./dates.ts";
import { money } from "./money.ts";
import { printable } from "./printable.ts";

const words: { readonly [Kind in ReadingKind]: (of: string) => string } = {
  "exclusion-counts": (of) => `${of} excludes nothing: what it took counts`,
  "exclusion-removes": (of) => `${of} removes downtime, where the contract says nothing`,
  "kept-in-denominator": (of) => `what ${of} took stays in the denominator`,
  "out-of-denominator": (of) => `what ${of} took leaves the denominator too`,
  "overlap-only": (of) => `${of} takes its own time alone, not the whole incident`,
  "other-length": (of) => `the period of ${of} has another length`,
  "rounded-percentage": (of) => `the percentage of ${of} is calculated to two decimals`,
  "exact-percentage": (of) => `the percentage of ${of} is exact`,
  "first-row": (of) => `of several rows of targets of ${of} the first counts`,
  "days-of-24-hours": (of) => `${of} counts days of 24 hours, not dates`,
  "rejected-granted": (of) => {
    const [rule = "", ...record] = of.split(" ");
    return `${record.join(" ")} is excluded by ${rule}, whatever was missing`;
  },
};

/** What each other reading of the terms would change, and which change nothing. */
export function readingsText({ key, asOf, lines, readings, left }: Readings): string {
  const differing = readings.filter(
    ({ comparison }) => comparison !== undefined && !isEqual(comparison),
  );
  const changing = [...differing].sort((a, b) => rank(a) - rank(b));
  const equal = readings.filter(
    ({ comparison }) => comparison !== undefined && isEqual(comparison),
  );
  const failed = readings.filter(({ comparison }) => comparison === undefined);
  const text = [
    `${key.contract}  ${periodText(key.period.label)} (${key.period.zone})  other readings of the same facts`,
    "",
    `  as agreed, as of ${asOf}: ${money(key.currency, lines)}`,
    ...changing.flatMap((reading) => ["", ...readingLines(reading)]),
    ...listed("no difference", equal, (reading) => titleOf(reading)),
    ...listed("cannot be computed", failed, (reading) => {
      const [issue] = reading.issues ?? [];
      return `${titleOf(reading)}${issue === undefined ? "" : ` [${issue.code}]`}`;
    }),
    ...(left === undefined ? [] : ["", `  ${left} more rejected exclusions are not looked at`]),
  ];
  return `${text.map(printable).join("\n")}\n`;
}

/** What changes an amount stands first. */
function rank({ comparison }: Reading): number {
  return comparison?.totals.minor === 0 ? 1 : 0;
}

function readingLines(reading: Reading): readonly string[] {
  const { comparison } = reading;
  if (comparison === undefined) return [];
  return [
    `  ${titleOf(reading)}: ${totalText(comparison)}`,
    ...differenceLines(comparison).map((line) => `  ${line}`),
  ];
}

function totalText({ totals }: Comparison): string {
  return totals.minor === 0 ? "the same amount" : amountsText(totals);
}

function titleOf({ kind, of, changes }: Reading): string {
  const values = changes.map(({ value }) => JSON.stringify(value).replaceAll(/["{}]/g, ""));
  const shown = kind === "other-length" ? ` (${values.join(", ").replace(":", ": ")})` : "";
  return `${words[kind](of)}${shown}`;
}

function listed(
  title: string,
  readings: readonly Reading[],
  textOf: (reading: Reading) => string,
): readonly string[] {
  if (readings.length === 0) return [];
  return ["", `  ${title}:`, ...readings.map((reading) => `    ${textOf(reading)}`)];
}
