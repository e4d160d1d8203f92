import type { Instant } from "../time/instant.ts";
import { type Attributes, isTaken, type TargetRow } from "./target-rows.ts";

/** Rows that select one cycle at one time, where the contract lets none of them stand beside another (13). */
export interface SeveralRows {
  /** Indices in the table, in its order: two or more. */
  readonly rows: readonly number[];
  /** The change of priority, or of the terms, that brought it about; undefined of the start of the cycle. */
  readonly since: Instant | undefined;
}

/** Those that select it and may not stand beside another; undefined where that is one at most. */
export function severalRows(
  rows: readonly TargetRow[],
  attributes: Attributes,
  severity: string | undefined,
  at: Instant,
): readonly number[] | undefined {
  const found = rows.flatMap((row, index) =>
    row.alone === true && isTaken(row, attributes, severity, at) ? [index] : [],
  );
  return found.length > 1 ? found : undefined;
}
