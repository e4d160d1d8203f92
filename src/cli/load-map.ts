import { readJson } from "../adapters/json.ts";
import { type RecordMap, safeParseMap } from "../adapters/map.ts";
import { withPlaces } from "../adapters/position.ts";
import { readYaml } from "../adapters/yaml.ts";
import { accepted, type Result, refused } from "../index.ts";
import type { Input } from "./input.ts";
import type { RecordFile } from "./record-file.ts";

/** A parsed map; its issues have file, line and column. */
export function mapOf({ path, text }: Input): Result<RecordMap> {
  const file = path === "-" ? "standard input" : path;
  const isJson = /\.json$/i.test(path) || (path === "-" && text.trimStart().startsWith("{"));
  const read = isJson ? readJson(text, file) : readYaml(text, file);
  if (!read.ok) return read;
  const { raw, locate } = read.value;
  const map = safeParseMap(raw);
  return map.ok ? map : refused(withPlaces(map.issues, file, locate));
}

/** The map that a CSV file is read by; nothing for files that say themselves what their rows are. */
export function mapFor(
  { path, type, isCsv }: RecordFile,
  maps: readonly RecordMap[],
): Result<RecordMap | undefined> {
  if (!isCsv) return accepted(undefined);
  const fitting = maps.filter(({ record }) => type === undefined || record === type);
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return accepted(only);
  const file = path === "-" ? "standard input" : path;
  if (second !== undefined) {
    const message = "several maps fit this file";
    const hint = `write the type of its records before its name (${only?.record}=${path}), and give one map a type`;
    return refused([{ code: "records.several-maps", path: [], message, hint, file }]);
  }
  const message =
    type === undefined
      ? "a CSV file needs a map of its columns"
      : `no map makes a ${type} of its rows`;
  const hint = "name the map with --map; docs/map.md shows how to write it";
  return refused([{ code: "records.no-map", path: [], message, hint, file }]);
}
