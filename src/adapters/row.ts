import { accepted, type Result, refused, shown } from "../base/result.ts";

/** Where a row was read. */
export interface RowSource {
  readonly file: string;
  readonly line: number;
}

/**
 * Gives a row that was just parsed its `source: { file, line }`; a `source.system` of its own is
 * kept. The row is written to: nobody else holds it yet, and a copy would cost as much as parsing.
 */
export function sourcedRow(row: unknown, { file, line }: RowSource): Result<unknown> {
  if (!isObject(row)) {
    const message = `a record is an object, found ${shown(row)}`;
    const hint = 'write each record like {"type": "outage", "id": "INC-1", …}';
    return refused([{ code: "record.not-an-object", path: [], message, hint, value: shown(row) }]);
  }
  const { source } = row;
  if (source !== undefined && !isObject(source)) {
    const message = `a source is an object, found ${shown(source)}`;
    const hint = 'leave `source` out, or write {"system": "…"}';
    const value = shown(source);
    return refused([{ code: "record.source", path: ["source"], message, hint, value }]);
  }
  row.source = source === undefined ? { file, line } : { ...source, file, line };
  return accepted(row);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
