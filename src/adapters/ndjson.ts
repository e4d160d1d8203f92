import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { jsonIssue, withoutBom } from "./json.ts";
import { jsonDepthMax, scanJson } from "./json-scan.ts";
import { issueList } from "./limit.ts";
import { sourcedRow } from "./row.ts";

/**
 * Reads records, one JSON object a line (also called JSON Lines). Empty lines are passed over; a
 * byte order mark and CRLF are accepted. Each row gets `source: { file, line }`; every bad line is
 * reported, with the row's index as its path.
 */
export function readNdjson(given: string, file: string): Result<readonly unknown[]> {
  const reader = ndjsonReader(file);
  const rows = reader.take(given);
  const found = reader.issues();
  return found.length > 0 ? refused(found) : accepted(rows);
}

/** Reads the lines of a file in pieces, each of which ends with a line or with the file. */
export interface NdjsonReader {
  /** @returns The rows of the piece. A bad line gives `undefined`, so that indexes stay right. */
  take(text: string): readonly unknown[];
  /**
   * A line was read elsewhere: it gave one row.
   *
   * @returns Its number, from 1.
   */
  skipLine(): number;
  /** Every problem so far, at most 1,000 and then a count. */
  issues(): readonly Issue[];
}

export function ndjsonReader(file: string): NdjsonReader {
  const issues = issueList();
  let line = 0;
  let count = 0;
  return {
    take(given) {
      const text = line === 0 ? withoutBom(given) : given;
      const rows: unknown[] = [];
      const isPlain = hasNoEscape(text);
      for (let start = 0; start < text.length; ) {
        const newline = text.indexOf("\n", start);
        const end = newline === -1 ? text.length : newline;
        const content = text.slice(start, end).trim();
        start = end + 1;
        line += 1;
        if (content === "") continue;
        const row = readLine(content, { file, line }, isPlain || hasNoEscape(content));
        if (!row.ok)
          for (const issue of row.issues)
            issues.add({ ...issue, path: [count, ...issue.path], file, line });
        rows.push(row.ok ? row.value : undefined);
        count += 1;
      }
      return rows;
    },
    skipLine() {
      line += 1;
      count += 1;
      return line;
    },
    issues: () => issues.all(),
  };
}

function readLine(
  content: string,
  source: { readonly file: string; readonly line: number },
  isPlain: boolean,
): Result<unknown> {
  const quick = isPlain ? quickly(content) : undefined;
  if (quick !== undefined) return sourcedRow(quick, source);
  const faults = scanJson(content);
  if (faults.length > 0)
    return refused(
      faults.map((fault): Issue => {
        return jsonIssue(fault, source.file, { line: source.line, column: fault.offset + 1 });
      }),
    );
  return sourcedRow(JSON.parse(content), source);
}

/**
 * The value of a line that is as short as its value can be written: then it has no duplicate key.
 * Any other line takes the exact, slower way.
 */
function quickly(content: string): unknown {
  try {
    const value: unknown = JSON.parse(content);
    return lengthOf(value, 0) === content.length ? value : undefined;
  } catch {
    // Not JSON: the scan says where.
    return undefined;
  }
}

/** Whether each character stands for itself, and no key is one that `JSON.parse` treats like no other. */
function hasNoEscape(text: string): boolean {
  return !text.includes("\\") && !text.includes("__proto__") && !surrogate.test(text);
}

const surrogate = /[\uD800-\uDFFF]/;

/**
 * How long the text of a value is at least: without white space, and without a character that needs
 * an escape. NaN where that is not plain: of numbers that have several forms, and deep inside.
 */
function lengthOf(value: unknown, depth: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value === "number") return lengthOfNumber(value);
  if (typeof value === "boolean" || value === null) return String(value).length;
  if (depth === jsonDepthMax) return Number.NaN;
  return Array.isArray(value)
    ? lengthOfList(value, depth + 1)
    : lengthOfObject(value as Record<string, unknown>, depth + 1);
}

/** 1000 is 1e3 as well, which is shorter. */
function lengthOfNumber(value: number): number {
  const isPlain = Number.isInteger(value) && 0 <= value && value < 1000;
  return isPlain ? String(value).length : Number.NaN;
}

function lengthOfList(list: readonly unknown[], depth: number): number {
  let length = 2 + Math.max(0, list.length - 1);
  for (const item of list) length += lengthOf(item, depth);
  return length;
}

function lengthOfObject(object: Readonly<Record<string, unknown>>, depth: number): number {
  let length = 1;
  // The comma, the colon and two quotes; the comma of the last one stands for the closing bracket.
  for (const key in object) length += key.length + 4 + lengthOf(object[key], depth);
  return length === 1 ? 2 : length;
}
