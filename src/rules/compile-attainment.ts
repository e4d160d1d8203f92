import { wholeRatio } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import { lengthOf } from "../core/target-rows.ts";
import { rowsOf } from "./clock-parts.ts";
import type { Collector, Path } from "./collector.ts";
import { boundOf } from "./compile-targets.ts";
import type { AttainmentPlan, Bound, CyclesPlan } from "./plan.ts";

/** What a commitment on cycles promises of them together (16). */

export function attainmentBounds(
  commitment: Commitment,
  plan: CyclesPlan,
  path: Path,
  issues: Collector,
): Bound[] {
  const { attainment } = commitment;
  const at = [...path, "attainment"];
  switch (plan.figure) {
    case "each":
      if (attainment !== undefined)
        issues.refuse(
          "attainment.beside-each",
          at,
          "`each` promises every single ticket",
          "remove `attainment`, or measure percent-within",
        );
      return [];
    case "percent-within":
      if (attainment !== undefined)
        return boundOf(attainment.bySize?.above ?? attainment, "percent", at, issues);
      issues.refuse(
        "attainment.missing",
        at,
        "a share of the tickets is measured, but none is promised",
        'give attainment: { atLeast: "95" }',
      );
      return [];
    case "mean":
    case "percentile":
      if (attainment !== undefined)
        issues.refuse(
          "attainment.beside-time",
          at,
          `the ${plan.figure} of the time taken is measured, no share of the tickets`,
          "remove `attainment`; the figure is held against `within`",
        );
      return timeBound(commitment, plan, path, issues);
  }
}

/** One length for all tickets that `where` of the measure selects; the figure may not exceed it. */
function timeBound(
  { targets }: Commitment,
  { parts: [part] }: CyclesPlan,
  path: Path,
  issues: Collector,
): Bound[] {
  const [row, other] = rowsOf(part);
  const within = targets[0]?.within;
  const ms = row === undefined ? undefined : lengthOf(row.target);
  const text = within?.elapsed ?? within?.business;
  if (other === undefined && row?.where === undefined && ms !== undefined && text !== undefined) {
    const kind = row?.target.strict === true ? "lessThan" : "atMost";
    return [{ kind, value: wholeRatio(ms), text }];
  }
  if (row !== undefined)
    issues.refuse(
      "target.not-one-time",
      [...path, "targets"],
      "a mean or a percentile is held against one length of time",
      "give one row without `where`, within elapsed or business time; `where` of the measure selects",
    );
  return [];
}

/** How many may be late where that is said as a number; the bounds hold for all other sizes. */
export function attainmentOf({ attainment }: Commitment): AttainmentPlan | undefined {
  if (attainment?.atMostMisses !== undefined)
    return { upTo: undefined, atMostMisses: attainment.atMostMisses };
  if (attainment?.bySize === undefined) return undefined;
  const { upTo, atMostMisses } = attainment.bySize;
  return { upTo, atMostMisses };
}
