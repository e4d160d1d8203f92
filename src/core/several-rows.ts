import type { Instant } from "../time/instant.ts";
import { type Attributes, isTaken, type TargetRow } from "./target-rows.ts";

/** Rows that select one cycle at one time, where the contract lets none of them stand beside another (13). */
export interface SeveralRows {
  /** Indices in the table, in its order: two or more. */
  readonly rows: readonly number[];
  /** The change of priority, or of the terms, that brought it about; undefined of the start of the cycle. */
  readonly since: Instant | undefined;
}

/**
 * Undefined where one row alone is matched, or the contract says which of several counts.
 *
 * @param found What `rowUnder` found for the same.
 */
export function severalRows(
  rows: readonly TargetRow[],
  found: number,
  attributes: Attributes,
  severity: string | undefined,
  at: Instant,
): readonly number[] | undefined {
  if (found === -1 || (rows[found] as TargetRow).alone !== true) return undefined;
  const all = rows.flatMap((row, index) => (isTaken(row, attributes, severity, at) ? [index] : []));
  return all.length > 1 ? all : undefined;
}
