/** Rows and cells of a CSV text (RFC 4180), read in pieces: only the row that is open is kept. */

/** Characters that one row may have: a quote that nobody closes costs no more memory than this. */
export const rowCharactersMax = 1_000_000;
/** Characters of a fault that are quoted. */
const foundMax = 40;

export type CsvFault =
  | "csv.quote-not-closed"
  | "csv.quote-inside"
  | "csv.text-after-quote"
  | "csv.lone-carriage-return"
  | "csv.row-too-long";

/** One row. A faulty one has the cells before the fault. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Where the row begins, counted from 1; cells in quotes may run over several lines. */
  readonly line: number;
  readonly fault?: { readonly code: CsvFault; readonly line: number; readonly found: string };
}

/** Takes a text in pieces of any size and gives its rows; the pieces' seams make no difference. */
export interface CsvRows {
  take(text: string): readonly CsvRow[];
  finish(): readonly CsvRow[];
}

/** @param delimiter One character, neither a quote nor a line end. */
export function csvRows(delimiter: string): CsvRows {
  let rest = "";
  let line = 1;
  let isOver = false;
  const read = (text: string, isLast: boolean): readonly CsvRow[] => {
    const rows: CsvRow[] = [];
    let start = 0;
    while (!isOver && start < text.length) {
      const found = rowAt(text, start, { delimiter, line, isLast });
      if (found === undefined) break;
      rows.push(found.row);
      isOver = found.isEnd === true;
      start = found.next;
      line += found.lines;
    }
    rest = isOver ? "" : text.slice(start);
    if (rest.length > rowCharactersMax) {
      rows.push(tooLong(rest, line));
      isOver = true;
      rest = "";
    }
    return rows;
  };
  return {
    take: (text) => (isOver ? [] : read(rest + text, false)),
    finish: () => read(rest, true),
  };
}

interface Found {
  readonly row: CsvRow;
  /** Offset after the row and its line end. */
  readonly next: number;
  /** Line ends in it, its own included. */
  readonly lines: number;
  /** Set where nothing behind the row can be read. */
  readonly isEnd?: true;
}

interface At {
  readonly delimiter: string;
  readonly line: number;
  /** No text follows: what is open ends here. */
  readonly isLast: boolean;
}

/** The row that begins at `start`; nothing while its end is not known. */
export function rowAt(text: string, start: number, at: At): Found | undefined {
  const newline = text.indexOf("\n", start);
  if (newline === -1 && !at.isLast) return undefined;
  const content = withoutReturn(text.slice(start, newline === -1 ? text.length : newline));
  if (content.includes('"')) return quotedRow(text, start, at);
  const next = newline === -1 ? text.length : newline + 1;
  const { delimiter, line } = at;
  if (!content.includes("\r"))
    return { row: { cells: content.split(delimiter), line }, next, lines: 1 };
  const found = content.slice(0, foundMax);
  const fault = { code: "csv.lone-carriage-return", line, found } as const;
  return { row: { cells: [], line, fault }, next, lines: 1 };
}

/** A row with at least one quote in its first line. */
function quotedRow(text: string, start: number, at: At): Found | undefined {
  const cells: string[] = [];
  let lines = 0;
  for (let from = start; ; ) {
    const cell = text[from] === '"' ? quotedCell(text, from) : plainCell(text, from, at);
    if (cell === undefined)
      return at.isLast ? unclosed(text, from, { cells, lines }, at) : undefined;
    const seam = seamAt(text, cell.next, at);
    if (seam === undefined) return undefined;
    const code = cell.fault ?? (seam.ends === "nothing" ? "csv.text-after-quote" : undefined);
    if (code !== undefined) return faulty(text, from, { cells, lines, code }, at);
    cells.push(cell.text);
    lines += newlinesIn(cell.text);
    from = cell.next + seam.length;
    if (seam.ends === "row") return { row: { cells, line: at.line }, next: from, lines: lines + 1 };
  }
}

interface Before {
  readonly cells: readonly string[];
  /** Line ends inside those cells. */
  readonly lines: number;
}

/** A quote that is open at the end of the text: all that follows it would be one cell. */
function unclosed(text: string, from: number, { cells, lines }: Before, { line }: At): Found {
  const code = "csv.quote-not-closed";
  const fault = { code, line: line + lines, found: text.slice(from, from + foundMax) } as const;
  return { row: { cells, line, fault }, next: text.length, lines: 0, isEnd: true };
}

/** A row that cannot be read. The next one begins at the next line, as far as anybody can tell. */
function faulty(
  text: string,
  from: number,
  { cells, lines, code }: Before & { readonly code: CsvFault },
  { line, isLast }: At,
): Found | undefined {
  const newline = text.indexOf("\n", from);
  if (newline === -1 && !isLast) return undefined;
  const end = newline === -1 ? text.length : newline;
  const found = text.slice(from, Math.min(end, from + foundMax));
  const fault = { code, line: line + lines, found };
  const next = Math.min(end + 1, text.length);
  return { row: { cells, line, fault }, next, lines: lines + 1 };
}

interface Cell {
  readonly text: string;
  /** Offset of what follows: a delimiter, a line end, or the end of the text. */
  readonly next: number;
  readonly fault?: CsvFault;
}

/** The cell whose quote opens at `start`; nothing while its closing quote is not known. */
function quotedCell(text: string, start: number): Cell | undefined {
  let value = "";
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') return { text: value + text.slice(from, quote), next: quote + 1 };
    value += text.slice(from, quote + 1);
    from = quote + 2;
  }
}

/** The cell without quotes that begins at `start`; nothing while its end is not known. */
function plainCell(text: string, start: number, { delimiter, isLast }: At): Cell | undefined {
  const newline = text.indexOf("\n", start);
  if (newline === -1 && !isLast) return undefined;
  const line = withoutReturn(text.slice(start, newline === -1 ? text.length : newline));
  const at = line.indexOf(delimiter);
  const cell = at === -1 ? line : line.slice(0, at);
  const next = start + cell.length;
  if (cell.includes('"')) return { text: cell, next, fault: "csv.quote-inside" };
  return cell.includes("\r")
    ? { text: cell, next, fault: "csv.lone-carriage-return" }
    : { text: cell, next };
}

interface Seam {
  readonly ends: "cell" | "row" | "nothing";
  readonly length: number;
}

/** What stands behind a cell; nothing while that is not known. */
function seamAt(text: string, at: number, { delimiter, isLast }: At): Seam | undefined {
  const [first, second] = [text[at], text[at + 1]];
  if (first === undefined) return isLast ? { ends: "row", length: 0 } : undefined;
  if (first === delimiter) return { ends: "cell", length: 1 };
  if (first === "\n") return { ends: "row", length: 1 };
  if (first !== "\r") return { ends: "nothing", length: 0 };
  if (second === undefined) return isLast ? { ends: "row", length: 1 } : undefined;
  return second === "\n" ? { ends: "row", length: 2 } : { ends: "nothing", length: 0 };
}

/** What is left of a text whose row grew too long: the end of what can be read. */
function tooLong(text: string, line: number): CsvRow {
  const code = text.includes('"') ? "csv.quote-not-closed" : "csv.row-too-long";
  return { cells: [], line, fault: { code, line, found: text.slice(0, foundMax) } };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
