import { isRecordType } from "../adapters/map.ts";
import type { RecordType } from "../index.ts";
import { UsageError } from "./status.ts";

/** A file of records as it was named: `tickets.csv` or, where there are several maps, `ticket=tickets.csv`. */
export interface RecordFile {
  readonly path: string;
  /** What its rows are; only where it was said. */
  readonly type?: RecordType;
  readonly isCsv: boolean;
}

/** @throws {UsageError} For a type before a file whose rows have types of their own. */
export function recordFile(given: string): RecordFile {
  const at = given.indexOf("=");
  const type = given.slice(0, Math.max(at, 0));
  if (!isRecordType(type)) return { path: given, isCsv: hasCsvEnding(given) };
  const path = given.slice(at + 1);
  if (path === "-" || hasCsvEnding(path)) return { path, type, isCsv: true };
  throw new UsageError(`${given}: only CSV files take a type; in other files each row has its own`);
}

function hasCsvEnding(path: string): boolean {
  return /\.(?:csv|tsv)$/i.test(path);
}
