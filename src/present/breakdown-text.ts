import { printable } from "../base/shown.ts";
import type { Breakdown, BreakdownRow, ResultBreakdown } from "../model/breakdown.ts";
import { wordOf } from "./ledger-text.ts";
import { msText } from "./ms-text.ts";
import { tableLines } from "./table.ts";

/**
 * A table for each result: a row for each slice, a column for each class of time that occurs, and one
 * for each adjustment.
 */
export function breakdownText({ results, by }: Breakdown): string {
  if (results.length === 0) return "no result is measured by outages\n";
  return results.map((one) => tableOf(one, by)).join("\n");
}

function tableOf({ result, member, rows }: ResultBreakdown, by: string): string {
  const classes = [...new Set(rows.flatMap(namesIn))];
  const found = [...new Set(rows.flatMap(adjustmentsIn))];
  const isOfBad = (name: string) => name.startsWith("bad: ");
  const adjustments = [...found.filter(isOfBad), ...found.filter((name) => !isOfBad(name))];
  const titles = [...classes, ...adjustments];
  const columns = [{ title: by }, ...titles.map((title) => ({ title, align: "end" }) as const)];
  const cells = rows.map((row) => [
    row.label,
    ...classes.map((name) => lengthOf(row, name)),
    ...adjustments.map((name) => adjustmentOf(row, name)),
  ]);
  const title = member === undefined ? result : `${result} (${member})`;
  return `${printable(title)}\n${tableLines(columns, cells).join("\n")}\n`;
}

function namesIn({ classes }: BreakdownRow): readonly string[] {
  return classes.map((one) => wordOf(one, classes));
}

function lengthOf({ classes }: BreakdownRow, name: string): string {
  const ms = classes
    .filter((one) => wordOf(one, classes) === name)
    .reduce((sum, one) => sum + Number(one.ms), 0);
  return ms === 0 ? "" : msText(String(ms));
}

/** "bad: weight 0.5" */
function adjustmentsIn({ adjustments = [] }: BreakdownRow): readonly string[] {
  return adjustments.map(({ of, why }) => `${of}: ${why}`);
}

function adjustmentOf(row: BreakdownRow, name: string): string {
  const at = adjustmentsIn(row).indexOf(name);
  const ms = row.adjustments?.[at]?.ms;
  return ms === undefined ? "" : signedText(ms);
}

/** "+20 s", "−30 min"; what no whole ms can say as it is, in ms. */
function signedText(ms: string): string {
  return ms.startsWith("-") ? `−${msText(ms.slice(1))}` : `+${msText(ms)}`;
}
