import { safeParseMap } from "../adapters/map.ts";
import { fileIssues, isGroup, misused } from "../adapters/misused.ts";
import { RefusedError } from "../index.ts";
import type { ReadRecordsOptions } from "./read-records.ts";

/**
 * What a program that is not compiled may get wrong in a call of `readRecords`.
 *
 * @throws {RefusedError} With every problem, at once and not while the rows are read.
 */
export function recordsOptions(source: unknown, options: unknown): ReadRecordsOptions {
  const isSource =
    typeof source === "string" || (isGroup(source) && (source instanceof URL || isChunks(source)));
  const hint = "give the path of a file, its file: URL or a stream of bytes";
  const sources = isSource ? [] : [misused("source", source, hint)];
  if (!isGroup(options))
    throw new RefusedError([...sources, misused("options", options, "give { map, file }")]);
  const { map, file } = options;
  const parsed = map === undefined ? undefined : safeParseMap(map);
  const maps =
    parsed === undefined || parsed.ok
      ? []
      : parsed.issues.map((issue) => ({ ...issue, path: ["map", ...issue.path] }));
  const issues = [...sources, ...maps, ...fileIssues(options)];
  if (issues.length > 0) throw new RefusedError(issues);
  return {
    ...(parsed?.ok === true && { map: parsed.value }),
    ...(typeof file === "string" && { file }),
  };
}

function isChunks(value: object): boolean {
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/** @throws {RefusedError} For a piece of a stream that is not made of bytes. */
export function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new RefusedError([misused("source", chunk, "give a stream of bytes, without an encoding")]);
}
