import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import type { ClaimedRow } from "../model/reconciliation.ts";
import { type CsvRow, csvRows } from "./csv-cells.ts";
import { withoutBom } from "./json.ts";

/** What a row of the other party can say. */
export const claimedFields = [
  "id",
  "line",
  "commitment",
  "period",
  "invoice",
  "amount",
  "currency",
  "reason",
] as const;
export type ClaimedField = (typeof claimedFields)[number];

export interface ClaimedOptions {
  /** Named in issues. */
  readonly file: string;
  /** Titles of columns by field, where they are not the names of the fields. */
  readonly columns?: Readonly<Partial<Record<ClaimedField, string>>>;
}

/** The rows that could be read, the line of each, and every problem with the table. */
export interface ClaimedTable {
  readonly rows: readonly ClaimedRow[];
  readonly lines: readonly number[];
  readonly issues: readonly Issue[];
}

/**
 * A table of what the other party claims or has credited: a line of titles, then a row each. The
 * delimiter is the one of comma, semicolon and tab that the titles hold most of; columns that mean
 * nothing here are left alone, since the table was made for somebody else. What the cells say is
 * looked at where the rows are held against a statement.
 */
export function readClaimed(text: string, options: ClaimedOptions): ClaimedTable {
  const { file } = options;
  const plain = withoutBom(text);
  const reader = csvRows(delimiterOf(plain));
  const [titles, ...rows] = [...reader.take(plain), ...reader.finish()];
  const issue = (code: string, line: number, message: string, hint: string): Issue => ({
    code,
    path: [],
    file,
    line,
    message,
    hint,
  });
  const none = "give a line of titles, such as: commitment,amount";
  if (titles === undefined)
    return unread([issue("claimed.no-titles", 1, "the file is empty", none)]);
  const faulty = ({ code, line, found: what }: NonNullable<CsvRow["fault"]>): Issue =>
    issue(code, line, `found ${shown(what)}`, "mend the quotes of this row");
  // Behind a quote of the titles that nobody closes no row would be found.
  if (titles.fault !== undefined) return unread([faulty(titles.fault)]);
  const found = columnsOf(titles.cells, options);
  if (!found.ok) return unread(found.issues.map((one) => ({ ...one, file, line: titles.line })));
  const issues: Issue[] = [];
  const claimed: ClaimedRow[] = [];
  const lines: number[] = [];
  for (const { cells, line, fault } of [titles, ...rows].slice(1)) {
    if (fault !== undefined) {
      issues.push(faulty(fault));
      continue;
    }
    if (cells.length === 1 && cells[0] === "") continue;
    if (cells.length !== titles.cells.length) {
      const counts = `${cells.length} cells under ${titles.cells.length} titles`;
      issues.push(issue("csv.ragged-row", line, counts, "give each row a cell for each title"));
      continue;
    }
    claimed.push(rowOf(cells, found.value) as ClaimedRow);
    lines.push(line);
  }
  return { rows: claimed, lines, issues };
}

function unread(issues: readonly Issue[]): ClaimedTable {
  return { rows: [], lines: [], issues };
}

function delimiterOf(text: string): string {
  const end = text.indexOf("\n");
  const titles = end === -1 ? text : text.slice(0, end);
  const counts = [",", ";", "\t"].map((one) => ({ one, count: titles.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

type Columns = ReadonlyMap<ClaimedField, number>;

function columnsOf(titles: readonly string[], { columns = {} }: ClaimedOptions): Result<Columns> {
  const found = new Map<ClaimedField, number>();
  const issues: Issue[] = [];
  for (const field of claimedFields) {
    const title = columns[field] ?? field;
    const at = titles.indexOf(title);
    if (at !== titles.lastIndexOf(title)) {
      const message = `the column ${shown(title)} for ${field} stands twice`;
      const hint = "rename one of them, or name another column";
      issues.push({ code: "csv.column-twice", path: [], message, hint, value: title });
    } else if (at !== -1) found.set(field, at);
    else if (columns[field] !== undefined || field === "amount") {
      const near = suggest(title, titles);
      issues.push({
        code: "claimed.no-column",
        path: [],
        message: `there is no column ${shown(title)} for ${field}`,
        hint:
          near === undefined
            ? `the titles are: ${titles.join(", ")}`
            : `did you mean ${shown(near)}?`,
        value: title,
      });
    }
  }
  return issues.length > 0 ? refused(issues) : accepted(found);
}

function rowOf(cells: readonly string[], columns: Columns): Partial<ClaimedRow> {
  return Object.fromEntries(
    [...columns].flatMap(([field, at]) => {
      const text = (cells[at] ?? "").trim();
      return text === "" ? [] : [[field, text]];
    }),
  );
}
