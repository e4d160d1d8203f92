import { compare, HUNDRED, signOf } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { decimalOf } from "./compile-money.ts";
import type { Bound, Where } from "./plan.ts";

/** Targets: rows of times for a clock (8, 9, 13), bounds for a figure (28). */

/** A row after one without `where` can never be reached. */
export function checkRows(
  { targets }: { readonly targets: readonly { readonly where?: unknown }[] },
  path: Path,
  issues: Collector,
): void {
  const all = targets.findIndex((row) => row.where === undefined);
  if (all !== -1 && all < targets.length - 1) {
    issues.refuse(
      "target.unreachable-row",
      [...path, "targets", all + 1],
      "this row is never reached: the row above it takes every ticket",
      "move the row without `where` to the end",
    );
  }
  if (all === -1) {
    issues.warn(
      "target.no-last-row",
      [...path, "targets"],
      "no row takes the tickets that fit none of the rows; they have no clock",
      "add a last row without `where`, if they have a target",
    );
  }
}

/** Bounds on a figure that is no share of cycles. */
export function boundsOf(commitment: Commitment, path: Path, issues: Collector): Bound[] {
  if (commitment.attainment !== undefined) {
    issues.refuse(
      "attainment.not-cycles",
      [...path, "attainment"],
      "`attainment` is a share of cycles",
      "give the bound in `targets`",
    );
  }
  if (commitment.targets.length > 1) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "targets", 1],
      "several bounds on one figure cannot be computed yet",
      "give one target, or a commitment for each",
    );
  }
  return commitment.targets.flatMap((target, index) => {
    const at = [...path, "targets", index];
    if (target.within !== undefined)
      issues.refuse(
        "target.not-a-bound",
        [...at, "within"],
        "this measure yields a percentage, not a time",
        'give atLeast: "99.95"',
      );
    if (target.where !== undefined)
      issues.refuse(
        "target.where-on-figure",
        [...at, "where"],
        "`where` selects tickets; this measure has none",
        "remove `where`",
      );
    return boundOf(target, at, issues);
  });
}

export function boundOf(
  target: {
    readonly atLeast?: string | undefined;
    readonly moreThan?: string | undefined;
    readonly clause?: string | undefined;
  },
  path: Path,
  issues: Collector,
): Bound[] {
  const kind = target.atLeast !== undefined ? "atLeast" : "moreThan";
  const text = target[kind];
  if (text === undefined) return [];
  if (!/^-?[0-9]/.test(text)) {
    issues.refuse(
      "target.axis-mismatch",
      [...path, kind],
      `"${text}" is a length of time, the figure is a percentage`,
      'give a percentage: "99.95"',
      text,
    );
    return [];
  }
  const value = decimalOf(text, [...path, kind], issues);
  if (value === undefined) return [];
  if (signOf(value) < 0 || compare(value, HUNDRED) > 0)
    issues.refuse(
      "target.not-a-percentage",
      [...path, kind],
      `${text} is no percentage`,
      "give 0 to 100",
      text,
    );
  const { clause } = target;
  return [{ kind, value, text, ...(clause === undefined ? {} : { clause }) }];
}

/** Attributes with the values of which one must hold; nothing when every record applies. */
export function whereOf(
  where: Readonly<Record<string, readonly string[]>> | undefined,
): Where | undefined {
  return where === undefined
    ? undefined
    : new Map(Object.entries(where).map(([key, values]) => [key, new Set(values)]));
}
