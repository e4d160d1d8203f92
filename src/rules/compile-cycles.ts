import type { Commitment } from "../contract.ts";
import type { ClockTerms, TargetRow } from "../core/ticket-clock.ts";
import type { Path } from "./collector.ts";
import { risksOf } from "./compile-at-risk.ts";
import { attainmentOf } from "./compile-attainment.ts";
import { checkClock, clockOf } from "./compile-clock.ts";
import type { Declared } from "./compile-commitments.ts";
import { decimalOf } from "./compile-money.ts";
import { checkRows, whereOf } from "./compile-targets.ts";
import { clockTarget, shownRow } from "./compile-within.ts";
import type { CyclesPlan } from "./plan.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;

/** Undefined when the clock is refused, or waits for what is not built. */
export function cyclesPlan(
  commitment: Commitment,
  measure: CyclesMeasure,
  path: Path,
  declared: Declared,
): CyclesPlan | undefined {
  const { contract, issues } = declared;
  const rows = rowsOf(commitment, path, declared);
  checkRows(commitment, path, issues);
  if (commitment.excludes.length > 0) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "excludes"],
      "exclusions of ticket time cannot be computed yet",
      "leave the list empty; pauses are `pausedBy`",
    );
  }
  const clock = clockOf(commitment, measure, contract, path, issues);
  if (clock === undefined) return undefined;
  checkClock(measure, clock, rows, path, issues);
  const terms: ClockTerms = {
    clock,
    agreedAs: clock.name === "custom" ? commitment.id : clock.name,
    rows: rows.map(({ where, target }) => ({ where, target })),
    pausedBy: measure.pausedBy === "all" ? "all" : new Set(measure.pausedBy ?? []),
    replies: new Set(measure.replies),
    onPriorityChange: measure.onPriorityChange,
    onReopen: measure.onReopen,
    countedUnder: measure.countedUnder,
  };
  return {
    facts: "cycles",
    figure: measure.figure,
    percentile: percentileOf(measure, path, declared),
    clock: terms,
    where: whereOf(measure.where),
    countedIn: measure.countedIn,
    onEmpty: measure.onEmpty,
    attainment: attainmentOf(commitment),
    atRisk: risksOf(measure, path, issues),
    rows: rows.map(({ clause, shown }) => ({ clause, shown })),
  };
}

type Row = TargetRow & CyclesPlan["rows"][number];

function rowsOf(commitment: Commitment, path: Path, declared: Declared): readonly Row[] {
  return commitment.targets.flatMap((row, index): readonly Row[] => {
    if (row.within === undefined) {
      declared.issues.refuse(
        "target.not-a-time",
        [...path, "targets", index],
        "a clock is held against times",
        "give `within`; a share of the tickets goes in `attainment`",
      );
      return [];
    }
    const target = clockTarget(row.within, [...path, "targets", index, "within"], declared);
    if (target === undefined) return [];
    const clause = row.clause ?? commitment.clause;
    return [{ where: whereOf(row.where), target, clause, shown: shownRow(row.where, row.within) }];
  });
}

function percentileOf(
  { percentile }: CyclesMeasure,
  path: Path,
  { issues }: Declared,
): CyclesPlan["percentile"] {
  if (percentile === undefined) return undefined;
  const at = [...path, "measure", "percentile", "at"];
  const value = decimalOf(percentile.at, at, issues);
  if (value === undefined) return undefined;
  if (isPercentile(percentile.at)) return { at: value, method: percentile.method };
  issues.refuse(
    "percentile.out-of-range",
    at,
    `there is no percentile ${percentile.at}`,
    "give more than 0 and at most 100",
    percentile.at,
  );
  return undefined;
}

function isPercentile(text: string): boolean {
  return !text.startsWith("-") && Number(text) > 0 && Number(text) <= 100;
}
