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
  "other-length": (of) => `the period of ${of} is as long as another rule says`,
  "rounded-percentage": (of) => `the percentage of ${of} is calculated to two decimals`,
  "exact-percentage": (of) => `the percentage of ${of} is exact`,
  "rejected-granted": (of) => {
    const [rule = "", ...record] = of.split(" ");
    return `${record.join(" ")} is excluded by ${rule}, whatever was missing`;
  },
};

/** What each other reading of the terms would change, and which change nothing. */
export function readingsText({ key, asOf, lines, readings, left }: Readings): string {
  const changing = readings.filter(
    ({ comparison }) => comparison !== undefined && !isEqual(comparison),
  );
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

function readingLines(reading: Reading): readonly string[] {
  const { comparison } = reading;
  if (comparison === undefined) return [];
  return [
    `  ${titleOf(reading)}: ${amountsText(comparison.totals)}`,
    ...differenceLines(comparison).map((line) => `  ${line}`),
  ];
}

function titleOf({ kind, of, changes }: Reading): string {
  const values = changes.map(({ value }) => JSON.stringify(value).replaceAll('"', ""));
  const shown = kind === "other-length" ? ` (${values.join(", ")})` : "";
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
