/** A column of a table for a spreadsheet. Text may come from anywhere; numbers and stamps are ours. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly kind: "text" | "number" | "stamp";
  readonly cell: (row: Row) => string;
}

/** Rows as CSV (RFC 4180): a line of titles, lines that end in CRLF, quotes where they are needed. */
export function csvText<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  return [...csvLines(columns, rows)].join("");
}

/** The same line by line, for what is too long for one text. */
export function* csvLines<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: Iterable<Row>,
): Generator<string, void, undefined> {
  yield lineOf(columns.map(({ title }) => quoted(title)));
  for (const row of rows)
    yield lineOf(
      columns.map(({ kind, cell }) => quoted(kind === "text" ? guarded(cell(row)) : cell(row))),
    );
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe instead. */
function guarded(text: string): string {
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
