import { accepted, type Issue, printable, type Result, refused, shown } from "../base/result.ts";
import { type JsonFault, type JsonFaultCode, jsonDepthMax, scanJson } from "./json-scan.ts";
import { issueList, limited } from "./limit.ts";
import { type Locate, lineCounter, type Position } from "./position.ts";
import { sourcedRow } from "./row.ts";

const hints: Readonly<Record<JsonFaultCode, string>> = {
  "json.malformed": "write strict JSON: double quotes, no comments, no comma after the last entry",
  "json.duplicate-key": "keep one of them; which one counts is not guessed",
  "json.reserved-key": "`__proto__` cannot be the name of a field; as an id in a text it can",
  "json.number-too-large": 'write amounts and other decimals as text, such as "500.00"',
  "json.lone-surrogate": "write the text in well-formed Unicode",
  "json.too-deep": `nest at most ${jsonDepthMax} lists and objects`,
};

/** The text without a byte order mark at its start. */
export function withoutBom(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** One fault of the scan as an issue, at its place in the file. */
export function jsonIssue(
  { code, path, found }: JsonFault,
  file: string,
  { line, column }: Position,
): Issue {
  return {
    code,
    path,
    message: messageOf(code, found),
    hint: hints[code],
    value: shown(found),
    file,
    line,
    column,
  };
}

function messageOf(code: JsonFaultCode, found: string): string {
  switch (code) {
    case "json.malformed":
      return found === "" ? "the JSON text ends too early" : `not JSON from ${shown(found)} on`;
    case "json.duplicate-key":
      return `the key ${shown(found)} stands twice in one object`;
    case "json.reserved-key":
      return `the key ${shown(found)} is not allowed`;
    case "json.number-too-large":
      return `the number ${printable(found)} is beyond what JSON numbers hold`;
    case "json.lone-surrogate":
      return `half a character in ${shown(found)}`;
    case "json.too-deep":
      return `more than ${jsonDepthMax} lists and objects inside each other`;
  }
}

/** A value read from strict JSON, and where its parts stand in the text. */
export interface Located {
  readonly raw: unknown;
  readonly locate: Locate;
}

/**
 * Reads one strict JSON text. Duplicate keys, the key `__proto__`, numbers beyond doubles, half
 * characters and more than 100 levels are refused with their places.
 */
export function readJson(given: string, file: string): Result<Located> {
  const text = withoutBom(given);
  const positionOf = lineCounter(text);
  const faults = scanJson(text);
  if (faults.length > 0)
    return refused(
      limited(faults.map((fault) => jsonIssue(fault, file, positionOf(fault.offset)))),
    );
  const raw: unknown = JSON.parse(text);
  return accepted({ raw, locate: jsonLocator(text, positionOf) });
}

/** Places are looked up only when an issue needs one: the text is walked again for the first. */
function jsonLocator(text: string, positionOf: (offset: number) => Position): Locate {
  let offsets: Map<string, number> | undefined;
  const load = () => {
    const found = new Map<string, number>();
    scanJson(text, (path, offset) => found.set(JSON.stringify(path), offset));
    return found;
  };
  return (path) => {
    offsets ??= load();
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsets.get(JSON.stringify(path.slice(0, length)));
      if (offset !== undefined) return positionOf(offset);
    }
    return positionOf(offsets.get("[]") ?? 0);
  };
}

/**
 * Reads records from one JSON text: a list of rows, or `{ records: [...] }`. Each row gets
 * `source: { file, line }`.
 */
export function readJsonRecords(given: string, file: string): Result<readonly unknown[]> {
  const text = withoutBom(given);
  const positionOf = lineCounter(text);
  const offsets: number[] = [];
  const faults = scanJson(text, (path, offset) => {
    const isRow = path.length === 1 ? typeof path[0] === "number" : isRowUnderRecords(path);
    if (isRow) offsets.push(offset);
  });
  if (faults.length > 0)
    return refused(
      limited(faults.map((fault) => jsonIssue(fault, file, positionOf(fault.offset)))),
    );
  const list = rowsIn(JSON.parse(text));
  if (list === undefined) return refused([notRows(file)]);
  const issues = issueList();
  const rows = list.map((row, index) => {
    const { line, column } = positionOf(offsets[index] ?? 0);
    const sourced = sourcedRow(row, { file, line });
    if (!sourced.ok)
      for (const issue of sourced.issues)
        issues.add({ ...issue, path: [index, ...issue.path], file, line, column });
    return sourced.ok ? sourced.value : row;
  });
  const found = issues.all();
  return found.length > 0 ? refused(found) : accepted(rows);
}

function isRowUnderRecords(path: readonly (string | number)[]): boolean {
  return path.length === 2 && path[0] === "records" && typeof path[1] === "number";
}

/** Nothing else may stand beside `records`: what is not read must not look as if it were. */
function rowsIn(parsed: unknown): readonly unknown[] | undefined {
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const { records, ...others } = parsed as { readonly records?: unknown };
  return Array.isArray(records) && Object.keys(others).length === 0 ? records : undefined;
}

function notRows(file: string): Issue {
  return {
    code: "records.not-a-list",
    path: [],
    message: "the file holds no list of records",
    hint: 'write [ {…}, {…} ] or { "records": [ {…}, {…} ] }, or one record a line in a .ndjson file',
    file,
    line: 1,
    column: 1,
  };
}
