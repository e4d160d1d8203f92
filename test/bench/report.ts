/** One measured thing. Without a bar it only informs. */
export interface Row {
  readonly what: string;
  readonly method: string;
  readonly value: number;
  readonly unit: "kB" | "MB" | "×" | "ms" | "M/s";
  /** The most that `value` may be. */
  readonly bar?: number;
  /** The least that it must be. */
  readonly least?: number;
}

export function isOver({ value, bar = Infinity, least = 0 }: Row): boolean {
  return !(least <= value && value <= bar);
}

function barText({ bar, least, unit }: Row): string {
  if (bar !== undefined) return `≤ ${bar} ${unit}`;
  return least === undefined ? "–" : `≥ ${least} ${unit}`;
}

/** A table for people: what, how much, how much is allowed, how it was measured. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    `${row.value.toFixed(2)} ${row.unit}`,
    barText(row),
    row.bar === undefined && row.least === undefined ? "" : isOver(row) ? "MISSED" : "ok",
    row.method,
  ]);
  const head = ["work", "value", "bar", "", "method"];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map((line) => line[column]?.length ?? 0)),
  );
  const lineOf = (line: readonly string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [head, ...cells].map(lineOf).join("\n");
}
