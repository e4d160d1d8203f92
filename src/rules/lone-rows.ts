import type { TargetRow } from "../core/target-rows.ts";
import type { Collector, Path } from "./collector.ts";
import { covers } from "./strictest-rows.ts";

/**
 * Rows of which no two may take one ticket or fact (semantics 13): whatever two of them take is refused
 * when it is settled, or its clock is shown.
 *
 * @param path Of what holds the list `targets`. Refused: a row whose every ticket another one takes too,
 *   since nothing could ever be held against it; of two that take the same the lower one is told.
 */
export function loneRows(
  rows: readonly TargetRow[],
  path: Path,
  issues: Collector,
): readonly TargetRow[] {
  rows.forEach(({ where }, index) => {
    const outer = rows.findIndex(
      (other, place) =>
        place !== index &&
        covers(other.where, where) &&
        (place < index || !covers(where, other.where)),
    );
    if (outer === -1) return;
    issues.refuse(
      "target.unreachable-row",
      [...path, "targets", index],
      `this row never counts: row ${outer} takes each of its tickets too, and what several rows take is refused`,
      `let the \`where\` of row ${outer} leave them out, or choose: \`severalMatch: first\` or \`strictest\``,
    );
  });
  return rows.map((row) => ({ ...row, alone: true }));
}
