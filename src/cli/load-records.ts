import { readJsonRecords } from "../adapters/json.ts";
import { readNdjson } from "../adapters/ndjson.ts";
import {
  type ParsedContract,
  type Records,
  type Result,
  refused,
  safeParseRecords,
} from "../index.ts";
import type { Input } from "./input.ts";

/** The rows of one file, and what the manifest says about it. */
export interface RowsOf {
  readonly rows: readonly unknown[];
  readonly source: { readonly name: string; readonly sha256: string; readonly rows: number };
}

/** Reads by the ending of the name: .ndjson and .jsonl, or .json. */
export function rowsOf({ path, name, text, sha256 }: Input): Result<RowsOf> {
  const file = path === "-" ? "standard input" : path;
  const read = readerOf(path, text)?.(text, file);
  if (read === undefined) {
    const message = "the ending of the name does not tell how to read it";
    const hint = "name it .ndjson or .jsonl (one record a line) or .json (a list of records)";
    return refused([{ code: "records.unknown-format", path: [], message, hint, file }]);
  }
  if (!read.ok) return read;
  const rows = read.value;
  return { ...read, value: { rows, source: { name, sha256, rows: rows.length } } };
}

/** Standard input is one record a line, unless it begins with a bracket. */
function readerOf(path: string, text: string): typeof readNdjson | undefined {
  if (/\.(?:ndjson|jsonl)$/i.test(path)) return readNdjson;
  if (/\.json$/i.test(path)) return readJsonRecords;
  if (path !== "-") return undefined;
  return text.trimStart().startsWith("[") ? readJsonRecords : readNdjson;
}

/** All rows together, checked against the contract. */
export function recordsOf(files: readonly RowsOf[], contract: ParsedContract): Result<Records> {
  const sources = files.map(({ source }) => source);
  return safeParseRecords(rowsIn(files), contract, { sources });
}

function* rowsIn(files: readonly RowsOf[]): Generator<unknown> {
  for (const { rows } of files) yield* rows;
}
