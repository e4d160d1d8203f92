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
      for (let start = 0; start < text.length; ) {
        const newline = text.indexOf("\n", start);
        const end = newline === -1 ? text.length : newline;
        const content = text.slice(start, end).trim();
        start = end + 1;
        line += 1;
        if (content === "") continue;
        const row = readLine(content, { file, line });
        if (!row.ok)
          for (const issue of row.issues)
            issues.add({ ...issue, path: [count, ...issue.path], file, line });
        rows.push(row.ok ? row.value : undefined);
        count += 1;
      }
      return rows;
    },
    issues: () => issues.all(),
  };
}

function readLine(
  content: string,
  source: { readonly file: string; readonly line: number },
): Result<unknown> {
  const quick = quickly(content);
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
 * The value of a line that reads back as the very text it was made of: then it has no duplicate
 * key, and no number that was changed. Any other line takes the exact, slower way.
 */
function quickly(content: string): unknown {
  if (content.includes("\\u") || content.includes("__proto__")) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return JSON.stringify(value) === content && !mayBeDeep(content) ? value : undefined;
  } catch {
    // Not JSON, or deeper than the engine writes: the scan says which, and where.
    return undefined;
  }
}

/** Whether the line has more opening brackets than levels are allowed; only then it can be deep. */
function mayBeDeep(content: string): boolean {
  return opensMoreThan(content, "[") || opensMoreThan(content, "{");
}

function opensMoreThan(content: string, bracket: string): boolean {
  let count = 0;
  for (let at = content.indexOf(bracket); at !== -1; at = content.indexOf(bracket, at + 1)) {
    count += 1;
    if (count > jsonDepthMax / 2) return true;
  }
  return false;
}
