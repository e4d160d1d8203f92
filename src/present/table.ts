import { printable } from "../base/shown.ts";
import { displayWidth, padEndTo, padStartTo } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly align?: "end";
}

type Cells = readonly string[];

/**
 * Rows as aligned lines, two spaces in and two between the columns, nothing behind the last.
 * Control characters of the cells are escaped. A table without rows is no lines at all.
 */
export function tableLines(columns: readonly Column[], rows: readonly Cells[]): readonly string[] {
  return [...tableRows(columns, rows)];
}

/** The same line by line. The rows are gone through twice: for their widths, and for their lines. */
export function* tableRows(
  columns: readonly Column[],
  rows: Iterable<Cells>,
): Generator<string, void, undefined> {
  const widths = columns.map(({ title }) => displayWidth(printable(title)));
  let isEmpty = true;
  for (const row of rows) {
    isEmpty = false;
    columns.forEach((_, index) => {
      const width = displayWidth(printable(row[index] ?? ""));
      widths[index] = Math.max(widths[index] ?? 0, width);
    });
  }
  if (isEmpty) return;
  const titles = columns.map(({ title }) => title);
  if (titles.some((title) => title !== "")) yield lineOf(columns, titles, widths);
  for (const row of rows) yield lineOf(columns, row, widths);
}

function lineOf(columns: readonly Column[], row: Cells, widths: readonly number[]): string {
  const padded = columns.map(({ align }, index) => {
    const cell = printable(row[index] ?? "");
    const width = widths[index] ?? 0;
    return align === "end" ? padStartTo(cell, width) : padEndTo(cell, width);
  });
  return `  ${padded.join("  ")}`.trimEnd();
}
