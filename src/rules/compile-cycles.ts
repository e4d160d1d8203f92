import type { Commitment } from "../contract.ts";
import type { Clock, ClockTerms, TargetRow } from "../core/ticket-clock.ts";
import type { Collector, Path } from "./collector.ts";
import { risksOf } from "./compile-at-risk.ts";
import { attainmentOf } from "./compile-attainment.ts";
import { calculatedToOf } from "./compile-calculated.ts";
import { checkClock, clockOf } from "./compile-clock.ts";
import type { Declared } from "./compile-commitments.ts";
import {
  checkFigure,
  checkNoRows,
  checkPopulation,
  checkTicketOptions,
  dutyOf,
  dutyRows,
} from "./compile-duty.ts";
import { compilePercentile } from "./compile-percentile.ts";
import { checkRows, whereOf } from "./compile-targets.ts";
import { clockTarget, type RowSense, shownRow, warnZero } from "./compile-within.ts";
import { owedWords } from "./duty-words.ts";
import { figures } from "./figures/index.ts";
import type { ClockPart, CyclesPlan } from "./plan.ts";
import { strictestRows } from "./strictest-rows.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;

/** Undefined when the clock is refused, or waits for what is not built. */
export function cyclesPlan(
  commitment: Commitment,
  measure: CyclesMeasure,
  path: Path,
  declared: Declared,
): CyclesPlan | undefined {
  const { issues } = declared;
  if (commitment.excludes.length > 0) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "excludes"],
      "exclusions of ticket time cannot be computed yet",
      "leave the list empty; pauses are `pausedBy`",
    );
  }
  const { clock, pausedBy, pooledWith = [] } = measure;
  const main = { clock, pausedBy, targets: commitment.targets };
  const at = [...path, "measure"];
  const terms = { commitment, measure, declared, path };
  const first = partOf(main, { clock: [...at, "clock"], targets: path }, terms);
  const others = pooledWith.map((one, index) => {
    const place = [...at, "pooledWith", index];
    return partOf(one, { clock: [...place, "clock"], targets: place }, terms);
  });
  checkPool(measure, [first, ...others], path, issues);
  const parts = others.flatMap((part) => part ?? []);
  if (first === undefined) return undefined;
  if (parts.every((part) => part.of === "facts") && first.of === "facts")
    checkTicketOptions(measure, path, issues);
  return {
    facts: "cycles",
    figure: measure.figure,
    percentile: compilePercentile(measure.percentile, [...path, "measure"], issues),
    parts: pooledWith.length === 0 ? [{ ...first, pooledAs: undefined }] : [first, ...parts],
    where: whereOf(measure.where),
    countedIn: measure.countedIn,
    onEmpty: measure.onEmpty,
    calculatedTo: calculatedToOf(
      measure.calculatedTo,
      figures[measure.figure].unit,
      [...path, "measure"],
      issues,
    ),
    attainment: attainmentOf(commitment),
    atRisk: risksOf(measure, path, issues),
  };
}

type PartInput = Pick<NonNullable<CyclesMeasure["pooledWith"]>[number], "clock"> & {
  readonly pausedBy?: CyclesMeasure["pausedBy"];
  readonly targets: Commitment["targets"];
};

interface PartTerms {
  readonly commitment: Commitment;
  readonly measure: CyclesMeasure;
  readonly declared: Declared;
  /** Of the commitment. */
  readonly path: Path;
}

/** One clock with its rows; `targets` in `at` is the path of what holds the list. */
function partOf(
  input: PartInput,
  at: { readonly clock: Path; readonly targets: Path },
  terms: PartTerms,
): ClockPart | undefined {
  const { commitment, declared } = terms;
  const { contract, issues } = declared;
  const { clock } = input;
  const { targets, shown } = heldRows(input, at.targets, terms);
  if (typeof clock === "object" && "duty" in clock) {
    const duty = dutyOf(clock.duty, [...at.clock, "duty"], declared);
    if (duty === undefined) return undefined;
    checkFigure(terms.measure, duty, at.clock, issues);
    checkPopulation(terms.measure, duty, terms.path, issues);
    const held = dutyRows(targets, duty, [...at.targets, "targets"], issues);
    return { of: "facts", pooledAs: duty.fact, duty: { duty, rows: held }, rows: shown };
  }
  const own = clockOf(clock, commitment, contract, at.clock, issues);
  if (own === undefined) return undefined;
  checkClock(terms.measure, own, targets, at.targets, issues);
  const ticketTerms = clockTerms(own, input, targets, terms);
  return { of: "tickets", pooledAs: nameOf(own), clock: ticketTerms, rows: shown };
}

/** The rows with their words; one in words alone where a duty says by itself what is owed. */
function heldRows(
  input: PartInput,
  path: Path,
  { commitment: { clause, severalMatch }, declared }: PartTerms,
): { readonly targets: readonly TargetRow[]; readonly shown: ClockPart["rows"] } {
  const { issues } = declared;
  const words = owedWords(input.clock);
  if (words !== undefined) {
    checkNoRows(input, path, issues);
    return { targets: [], shown: [{ clause, shown: words }] };
  }
  const sense = senseOf(input.clock);
  const rows = rowsOf(input.targets, clause, path, { ...declared, sense });
  checkRows({ targets: input.targets, severalMatch }, path, issues);
  const targets = rows.map(({ where, target }) => ({ where, target }));
  // With a row that was refused their places are not those of the contract.
  const isOrdered = severalMatch === "strictest" && rows.length === input.targets.length;
  return {
    targets: isOrdered ? strictestRows(targets, sense, path, issues) : targets,
    shown: rows.map((row) => ({ clause: row.clause, shown: row.shown })),
  };
}

function senseOf(clock: CyclesMeasure["clock"]): RowSense {
  if (typeof clock !== "object" || !("duty" in clock)) return "after";
  if (clock.duty.noticeBefore !== undefined) return "before";
  return clock.duty.presence === undefined ? "after" : "absent";
}

function clockTerms(
  clock: Clock,
  { pausedBy = [] }: PartInput,
  rows: readonly TargetRow[],
  { commitment, measure }: PartTerms,
): ClockTerms {
  return {
    clock,
    agreedAs: clock.name === "custom" ? commitment.id : clock.name,
    rows,
    pausedBy: pausedBy === "all" ? "all" : new Set(pausedBy),
    replies: new Set(measure.replies),
    onPriorityChange: measure.onPriorityChange,
    onReopen: measure.onReopen,
    countedUnder: measure.countedUnder,
  };
}

/** What a clock is called among those that are counted together. */
function nameOf(clock: Clock): string {
  return clock.name === "custom" ? `${clock.from}-to-${clock.to}` : clock.name;
}

/** Clocks can only be counted together by number, and each once. */
function checkPool(
  { figure, pooledWith }: CyclesMeasure,
  parts: readonly (ClockPart | undefined)[],
  path: Path,
  issues: Collector,
): void {
  if (pooledWith !== undefined && (figure === "mean" || figure === "percentile"))
    issues.refuse(
      "pool.of-times",
      [...path, "measure", "pooledWith"],
      `the ${figure} of times of several clocks is no figure`,
      "measure percent-within or each, or give each clock a commitment of its own",
    );
  const names = parts.map((part) => part?.pooledAs);
  names.forEach((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return;
    issues.refuse(
      "pool.clock-twice",
      [...path, "measure", "pooledWith", index - 1, "clock"],
      `the clock ${name} is counted already`,
      "list each clock once; rows with `where` hold different tickets against different times",
      name,
    );
  });
}

type Row = TargetRow & ClockPart["rows"][number];

function rowsOf(
  targets: Commitment["targets"],
  clause: string,
  path: Path,
  { sense, ...declared }: Declared & { readonly sense: RowSense },
): readonly Row[] {
  return targets.flatMap((row, index): readonly Row[] => {
    if (row.within === undefined) {
      declared.issues.refuse(
        "target.not-a-time",
        [...path, "targets", index],
        "a clock is held against times",
        "give `within`; a share of the tickets goes in `attainment`",
      );
      return [];
    }
    const at = [...path, "targets", index, "within"];
    const target = clockTarget(row.within, at, declared);
    if (target === undefined) return [];
    if (sense === "after") warnZero(row.within, target, at, declared.issues);
    const shown = shownRow(row.where, row.within, sense);
    return [{ where: whereOf(row.where), target, clause: row.clause ?? clause, shown }];
  });
}
