import { printable } from "../base/shown.ts";
import { displayWidth, padEndTo, padStartTo } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly align?: "end";
}

/**
 * Rows as aligned lines, two spaces in and two between the columns, nothing behind the last.
 * Control characters of the cells are escaped. A table without rows is no lines at all.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const isTitled = columns.some(({ title }) => title !== "");
  const cells = [...(isTitled ? [columns.map(({ title }) => title)] : []), ...rows].map((row) =>
    columns.map((_, index) => printable(row[index] ?? "")),
  );
  const widths = columns.map((_, index) => widest(cells.map((row) => row[index] ?? "")));
  return cells.map((row) => {
    const padded = row.map((cell, index) => {
      const width = widths[index] ?? 0;
      return columns[index]?.align === "end" ? padStartTo(cell, width) : padEndTo(cell, width);
    });
    return `  ${padded.join("  ")}`.trimEnd();
  });
}

/** Not `Math.max(...)`, which fails on long lists. */
function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);
}
