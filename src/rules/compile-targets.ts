import { compare, HUNDRED, type Ratio, signOf, wholeRatio } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import type { Unit } from "../model/verdict.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import { decimalOf } from "./compile-money.ts";
import type { Bound, Where } from "./plan.ts";

/** Targets: rows of times for a clock (8, 9, 13), bounds for a figure (28). */

/** A row after one without `where` can never be reached, where the first that matches counts. */
export function checkRows(
  {
    targets,
    severalMatch,
  }: Pick<Commitment, "severalMatch"> & {
    readonly targets: readonly { readonly where?: unknown }[];
  },
  path: Path,
  issues: Collector,
): void {
  if (refuseNone(targets, path, issues)) return;
  const all = targets.findIndex((row) => row.where === undefined);
  if (severalMatch === "first" && all !== -1 && all < targets.length - 1) {
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
      "no row takes the tickets that fit none of the rows; they are promised nothing, and counted nowhere",
      "add a last row without `where`, if they have a target",
    );
  }
}

/** Only some duties say what is owed without a target. */
function refuseNone(targets: readonly unknown[], path: Path, issues: Collector): boolean {
  if (targets.length > 0) return false;
  issues.refuse(
    "target.none",
    [...path, "targets"],
    "nothing is promised",
    "give what the figure or the clock is held against",
  );
  return true;
}

/** Bounds on a figure that is no share of cycles; it must keep all of them. */
export function boundsOf(
  commitment: Commitment,
  unit: Unit,
  path: Path,
  issues: Collector,
): Bound[] {
  if (commitment.attainment !== undefined) {
    issues.refuse(
      "attainment.not-cycles",
      [...path, "attainment"],
      "`attainment` is a share of cycles",
      "give the bound in `targets`",
    );
  }
  refuseNone(commitment.targets, path, issues);
  const bounds = commitment.targets.map((target, index) => {
    const at = [...path, "targets", index];
    if (target.within !== undefined)
      issues.refuse(
        "target.not-a-bound",
        [...at, "within"],
        `this measure yields ${unitNames[unit]}, no clock of a ticket`,
        `give ${unitExamples[unit]}`,
      );
    if (target.where !== undefined)
      issues.refuse(
        "target.where-on-figure",
        [...at, "where"],
        "`where` selects tickets; this measure has none",
        "remove `where`",
      );
    return boundOf(target, unit, at, issues);
  });
  bounds.forEach(([bound], index) => {
    const earlier = bounds.findIndex(([other]) => other?.kind === bound?.kind);
    if (bound === undefined || earlier === index) return;
    issues.refuse(
      "target.twice",
      [...path, "targets", index, bound.kind],
      `the figure is held against two bounds of the kind ${bound.kind}`,
      "keep the stricter one; the other decides nothing",
      bound.text,
    );
  });
  return bounds.flat();
}

const unitNames: Readonly<Record<Unit, string>> = {
  percent: "a percentage",
  ms: "a length of time",
  count: "a number",
  value: "a value",
};

const unitExamples: Readonly<Record<Unit, string>> = {
  percent: 'atLeast: "99.95"',
  ms: "atMost: PT4H",
  count: 'atMost: "3"',
  value: 'atMost: "250"',
};

const boundKinds = ["atLeast", "moreThan", "atMost", "lessThan"] as const;

export function boundOf(
  target: {
    readonly [Kind in Bound["kind"]]?: string | undefined;
  } & { readonly clause?: string | undefined },
  unit: Unit,
  path: Path,
  issues: Collector,
): Bound[] {
  const kind = boundKinds.find((name) => target[name] !== undefined);
  const text = kind === undefined ? undefined : target[kind];
  if (kind === undefined || text === undefined) return [];
  const value = boundValue(text, unit, [...path, kind], issues);
  const { clause } = target;
  return value === undefined
    ? []
    : [{ kind, value, text, ...(clause === undefined ? {} : { clause }) }];
}

function boundValue(text: string, unit: Unit, path: Path, issues: Collector): Ratio | undefined {
  const isLength = text.startsWith("P");
  if (isLength !== (unit === "ms")) {
    issues.refuse(
      "target.axis-mismatch",
      path,
      `"${text}" is ${isLength ? "a length of time" : "a plain number"}, the figure is ${unitNames[unit]}`,
      `give ${unitExamples[unit]}`,
      text,
    );
    return undefined;
  }
  if (isLength) {
    const ms = issues.take(parseDuration(text, path));
    return ms === undefined ? undefined : wholeRatio(ms);
  }
  const value = decimalOf(text, path, issues);
  if (unit === "percent" && value !== undefined && isNoPercentage(value))
    issues.refuse(
      "target.not-a-percentage",
      path,
      `${text} is no percentage`,
      "give 0 to 100",
      text,
    );
  return value;
}

function isNoPercentage(value: Ratio): boolean {
  return signOf(value) < 0 || compare(value, HUNDRED) > 0;
}

/** Attributes with the values of which one must hold; nothing when every record applies. */
export function whereOf(
  where: Readonly<Record<string, readonly string[]>> | undefined,
): Where | undefined {
  return where === undefined
    ? undefined
    : new Map(Object.entries(where).map(([key, values]) => [key, new Set(values)]));
}
