import { readCsv } from "../adapters/csv.ts";
import { readJsonRecords } from "../adapters/json.ts";
import type { RecordMap } from "../adapters/map.ts";
import { readNdjson } from "../adapters/ndjson.ts";
import {
  type ParsedContract,
  type Records,
  RefusedError,
  type Result,
  refused,
  safeParseRecords,
} from "../index.ts";
import type { Input } from "./input.ts";
import type { Io } from "./io.ts";
import { readInputs } from "./load.ts";
import { mapFor, mapOf } from "./load-map.ts";
import { recordFile } from "./record-file.ts";

/** The rows of one file, and what the manifest says about it. */
export interface RowsOf {
  readonly rows: readonly unknown[];
  readonly source: { readonly name: string; readonly sha256: string; readonly rows: number };
}

/** Files of records as the user named them, and the maps of those that are tables. */
export interface RecordPaths {
  readonly records: readonly string[];
  readonly map?: readonly string[];
}

export function pathsOfRecords({ records, map = [] }: RecordPaths): readonly string[] {
  return [...records.map((given) => recordFile(given).path), ...map];
}

/** A path, and the map by which the file is read. */
export interface MappedPath {
  readonly path: string;
  readonly map?: RecordMap;
}

/**
 * Reads the maps and gives each file of records its own.
 *
 * @throws {RefusedError} When a map is refused, or a CSV file has none.
 */
export async function mappedPaths(
  { records, map: paths = [] }: RecordPaths,
  io: Io,
): Promise<readonly MappedPath[]> {
  const read = (
    await readInputs(
      paths.map((path) => ({ path })),
      io,
    )
  ).map(mapOf);
  throwIssuesOf(read);
  const maps = read.flatMap((result) => (result.ok ? [result.value] : []));
  const files = records.map(recordFile);
  const chosen = files.map((file) => mapFor(file, maps));
  throwIssuesOf(chosen);
  return files.map(({ path }, index) => {
    const found = chosen[index];
    return found?.ok === true && found.value !== undefined ? { path, map: found.value } : { path };
  });
}

/** @throws {RefusedError} With the issues of all results that are refused. */
export function throwIssuesOf(results: readonly Result<unknown>[]): void {
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  if (issues.length > 0) throw new RefusedError(issues);
}

/** By its map; else by the ending of the name: .ndjson and .jsonl, or .json. */
export function rowsOf({ path, name, text, sha256, map }: Input): Result<RowsOf> {
  const file = path === "-" ? "standard input" : path;
  const read =
    map === undefined ? readerOf(path, text)?.(text, file) : readCsv(text, { map, file });
  if (read === undefined) {
    const message = "the ending of the name does not tell how to read it";
    const hint =
      "name it .ndjson or .jsonl (one record a line), .json (a list of records) or .csv (with a map)";
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
