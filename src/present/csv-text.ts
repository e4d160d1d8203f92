/** A column of a table for a spreadsheet. Text may come from anywhere; numbers and stamps are ours. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly kind: "text" | "number" | "stamp";
  readonly cell: (row: Row) => string;
}

/** Rows as CSV (RFC 4180): a line of titles, lines that end in CRLF, quotes where they are needed. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ title }) => quoted(title)),
    ...rows.map((row) =>
      columns.map(({ kind, cell }) => quoted(kind === "text" ? guarded(cell(row)) : cell(row))),
    ),
  ];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe instead. */
function guarded(text: string): string {
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
