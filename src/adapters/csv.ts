import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import {
  type CsvFault,
  type CsvRow,
  type CsvRows,
  csvRows,
  rowAt,
  rowCharactersMax,
} from "./csv-cells.ts";
import { withoutBom } from "./json.ts";
import { type IssueList, issueList } from "./limit.ts";
import { delimiters, type RecordMap, safeParseMap } from "./map.ts";
import { isGroup, misused } from "./misused.ts";
import {
  columnsNamed,
  type Oddities,
  type TableReader,
  type TableRow,
  tableReader,
} from "./table-row.ts";

// Long because: one reading of a table keeps one state, from the first bytes to the last warning.

/** Reads a CSV file in pieces; rows come out as soon as they are whole. */
export interface CsvReader {
  /** @returns The records of the rows that end in this piece. Bad rows give none. */
  take(text: string): readonly Record<string, unknown>[];
  /** Ends the text. */
  finish(): CsvEnd;
}

export interface CsvEnd {
  readonly rows: readonly Record<string, unknown>[];
  /** Every problem of the file, at most 1,000 and then a count. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

export interface CsvOptions {
  readonly map: RecordMap;
  /** Named in issues and in the `source` of each record. */
  readonly file: string;
}

/**
 * Reads records from a CSV text by a map. Empty rows are passed over; a byte order mark and CRLF are
 * accepted. Each record gets `source: { file, line }`; every bad row is reported.
 *
 * @returns All records with warnings, or every problem.
 */
export function readCsv(text: string, options: CsvOptions): Result<readonly unknown[]> {
  const known = readOptions(text, options);
  if (!known.ok) return known;
  const reader = csvReader(known.value);
  const rows: unknown[] = [];
  for (let start = 0; start < text.length; start += pieceMax)
    for (const row of reader.take(text.slice(start, start + pieceMax))) rows.push(row);
  const end = reader.finish();
  for (const row of end.rows) rows.push(row);
  return end.issues.length > 0 ? refused(end.issues) : accepted(rows, end.warnings);
}

/** What a program that is not compiled may get wrong. */
function readOptions(text: unknown, options: unknown): Result<CsvOptions> {
  const texts =
    typeof text === "string" ? [] : [misused("text", text, "give the text of the file")];
  if (!isGroup(options))
    return refused([...texts, misused("options", options, "give { map, file }")]);
  const { map, file } = options;
  const files =
    typeof file === "string" ? [] : [misused("file", file, "give the name of the file")];
  const parsed = safeParseMap(map);
  const maps = parsed.ok
    ? []
    : parsed.issues.map((issue) => ({ ...issue, path: ["map", ...issue.path] }));
  const issues = [...texts, ...files, ...maps];
  if (!parsed.ok || issues.length > 0) return refused(issues);
  return accepted({ map: parsed.value, file: String(file) });
}

/** Characters that are looked at together: what is left of one is copied into the next. */
const pieceMax = 1 << 16;

export function csvReader(options: CsvOptions): CsvReader {
  const reading = new Reading(options);
  return { take: (text) => reading.take(text), finish: () => reading.finish() };
}

type Fields = Record<string, unknown>;

class Reading {
  private readonly map: RecordMap;
  private readonly file: string;
  private readonly issues: IssueList = issueList();
  private readonly warnings: Issue[] = [];
  private readonly odd: Oddities = { gap: 0, twice: 0 };
  /** The line of the first row with each. */
  private readonly oddFrom: { gap?: number; twice?: number } = {};
  /** The text until the delimiter is known. */
  private start = "";
  private rows: CsvRows | undefined;
  private header: readonly string[] | undefined;
  private table: TableReader | undefined;
  /** Records so far, the refused ones included: the index that issues begin with. */
  private count = 0;
  private skipped = 0;
  private unmatched = 0;

  constructor({ map, file }: CsvOptions) {
    this.map = map;
    this.file = file;
  }

  take(text: string): readonly Fields[] {
    if (this.rows !== undefined) return this.records(this.rows.take(text));
    this.start += text;
    return this.begin(false);
  }

  finish(): CsvEnd {
    const rows = this.rows === undefined ? this.begin(true) : [];
    const last = this.rows === undefined ? [] : this.records(this.rows.finish());
    if (this.header === undefined)
      this.note("csv.no-header", [], 1, {
        message: "the file has no row of column names",
        hint: "its first row names the columns that the map refers to",
      });
    else if (this.table !== undefined && this.count + this.skipped + this.unmatched === 0)
      this.warnEmpty();
    this.warnOddities();
    return { rows: [...rows, ...last], issues: this.issues.all(), warnings: this.warnings };
  }

  /** Finds the delimiter once the first row is whole. */
  private begin(isLast: boolean): readonly Fields[] {
    const text = withoutBom(this.start);
    if (text === "" || (!isLast && !hasFirstRow(text))) return [];
    this.rows = csvRows(this.delimiterIn(text));
    this.start = "";
    return this.records(this.rows.take(text));
  }

  /** What the map says; else what splits the first row into most columns that the map names. */
  private delimiterIn(text: string): string {
    const { delimiter } = this.map;
    if (delimiter !== undefined) return delimiters[delimiter];
    const wanted = new Set(columnsNamed(this.map).map(({ name }) => name));
    let best = { word: ",", known: -1, cells: -1 };
    for (const [word, character] of Object.entries(delimiters)) {
      const cells = firstRow(text, character);
      const known = cells.filter((name) => wanted.has(name.trim())).length;
      const isBetter = known === best.known ? cells.length > best.cells : known > best.known;
      if (isBetter) best = { word, known, cells: cells.length };
    }
    if (best.word !== ",") this.warnDelimiter(best.word);
    return delimiters[best.word as keyof typeof delimiters];
  }

  private records(rows: readonly CsvRow[]): readonly Fields[] {
    const records: Fields[] = [];
    for (const row of rows) {
      const record = this.record(row);
      if (record !== undefined) records.push(record);
    }
    return records;
  }

  private record(row: CsvRow): Fields | undefined {
    const { cells, line, fault } = row;
    if (fault !== undefined) return this.faulty(fault);
    if (cells.length === 1 && cells[0]?.trim() === "") return undefined;
    if (this.header === undefined) return this.readHeader(cells, line);
    // Behind a first row that cannot be read nobody knows how many cells there should be.
    if (this.header.length === 0) return undefined;
    if (cells.length !== this.header.length) return this.ragged(cells.length, line);
    if (this.table === undefined) return this.unread();
    const read: TableRow = { cells, issues: [] };
    if (this.table.isSkipped(read)) {
      this.skipped += 1;
      return undefined;
    }
    const record = this.table.record(read);
    if (this.odd.gap > 0) this.oddFrom.gap ??= line;
    if (this.odd.twice > 0) this.oddFrom.twice ??= line;
    if (record === undefined) return this.matchless(line, this.table.chosenBy(read));
    const index = this.count;
    this.count += 1;
    for (const issue of read.issues)
      this.issues.add({ ...issue, path: [index, ...issue.path], file: this.file, line });
    if (read.issues.length > 0) return undefined;
    record.source = { file: this.file, line };
    return record;
  }

  private readHeader(cells: readonly string[], line: number): undefined {
    this.header = cells.map((name) => name.trim());
    const table = tableReader(this.map, this.header, this.odd);
    if (table.ok) this.table = table.value;
    else for (const issue of table.issues) this.issues.add({ ...issue, file: this.file, line });
  }

  /** A row of a file without the columns of its map: only its form could be looked at. */
  private unread(): undefined {
    this.count += 1;
  }

  private ragged(found: number, line: number): undefined {
    const wanted = this.header?.length ?? 0;
    this.note("csv.ragged-row", [this.count], line, {
      message: `the row has ${found} ${found === 1 ? "cell" : "cells"}, the first row names ${wanted}`,
      hint: "put cells that hold the delimiter or a line end in quotes, and add the missing ones",
    });
    this.count += 1;
  }

  private faulty({ code, line, found }: NonNullable<CsvRow["fault"]>): undefined {
    const [message, hint] = faultTexts[code];
    this.note(code, [this.count], line, { message, hint, value: shown(found) });
    // Without its first row nothing below it can be read.
    if (this.header === undefined) this.header = [];
    else this.count += 1;
  }

  /** A row of a long table that no template fits. */
  private matchless(line: number, found: string): undefined {
    if (this.map.otherwise === "skip") {
      this.unmatched += 1;
      return;
    }
    this.note("csv.no-event", [this.count], line, {
      message: `no event of the map fits this row: ${found}`,
      hint: "add an event whose `when` fits it, or write `otherwise: skip`",
    });
    this.count += 1;
  }

  private note(
    code: string,
    path: Issue["path"],
    line: number,
    text: { readonly message: string; readonly hint: string; readonly value?: string },
  ): void {
    this.issues.add({ code, path, ...text, file: this.file, line });
  }

  private warn(code: string, message: string, hint: string, line?: number): void {
    const place = { file: this.file, ...(line !== undefined && { line }) };
    this.warnings.push({ code, path: [], message, hint, ...place });
  }

  private warnDelimiter(word: string): void {
    const name = word === "tab" ? "tabs" : shown(word);
    const message = `the cells are separated by ${name}, judged by the first row`;
    this.warn("csv.delimiter-found", message, `write \`delimiter: "${word}"\` in the map`);
  }

  private warnEmpty(): void {
    const hint = "check that the export has finished";
    this.warn("csv.no-rows", "the file has column names and no rows", hint);
  }

  private warnOddities(): void {
    const { skipped, unmatched, odd, oddFrom } = this;
    if (skipped > 0) {
      const message = `${rowsText(skipped)} passed over, as \`skip\` in the map says`;
      this.warn("csv.rows-skipped", message, "nothing to do if that is what you want");
    }
    if (unmatched > 0) {
      const message = `${rowsText(unmatched)} passed over: no event of the map fits`;
      this.warn("csv.rows-without-event", message, "nothing to do if that is what you want");
    }
    if (odd.gap > 0) {
      const message = `${odd.gap} local times never were: the clock was turned forward over them`;
      const hint = "they are moved forward by the gap (semantics 3)";
      this.warn("csv.time-in-gap", message, hint, oddFrom.gap);
    }
    if (odd.twice > 0) {
      const message = `${odd.twice} local times came twice: the clock was turned back`;
      this.warn("csv.time-twice", message, "the first is taken (semantics 3)", oddFrom.twice);
    }
  }
}

function rowsText(count: number): string {
  return count === 1 ? "1 row is" : `${count} rows are`;
}

const faultTexts: Readonly<Record<CsvFault, readonly [message: string, hint: string]>> = {
  "csv.quote-not-closed": [
    "a quote opens here and is never closed",
    'close it; a quote inside a cell in quotes is written twice: "5"" pipe"',
  ],
  "csv.quote-inside": [
    "a quote stands inside a cell that does not begin with one",
    'put the cell in quotes and write the quote twice: "5"" pipe"',
  ],
  "csv.text-after-quote": [
    "text follows a closing quote",
    "end the cell behind its closing quote, or write a quote inside it twice",
  ],
  "csv.lone-carriage-return": [
    "a carriage return stands alone",
    "end lines with LF or CRLF, and put cells with line ends in quotes",
  ],
  "csv.row-too-long": [
    `a row has more than ${rowCharactersMax} characters`,
    "check that lines end where rows do",
  ],
};

/** Whether the first row is whole, whatever the delimiter. */
function hasFirstRow(text: string): boolean {
  const isWhole = Object.values(delimiters).every(
    (delimiter) => rowAt(text, 0, { delimiter, line: 1, isLast: false }) !== undefined,
  );
  return isWhole || text.length > rowCharactersMax;
}

function firstRow(text: string, delimiter: string): readonly string[] {
  const found = rowAt(text, 0, { delimiter, line: 1, isLast: true });
  return found === undefined || found.row.fault !== undefined ? [] : found.row.cells;
}
