import {
  displayPercent,
  exactText,
  multiply,
  type Ratio,
  signOf,
  wholeRatio,
} from "../base/ratio.ts";
import { type Availability, type FaultShare, isFull } from "../core/availability.ts";
import { keeps } from "../core/judge.ts";
import type {
  ExcludedEvidence,
  Ledger,
  LedgerClass,
  NotCountedEvidence,
  OutageEvidence,
  OutagePart,
  RejectedEvidence,
} from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { totalMs, unionAll } from "../time/interval-set.ts";
import { formatInstant } from "../time/stamp.ts";
import { type MeasuredOutages, weightAdjustments } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import { figures } from "./figures/index.ts";
import type { Bound, CommitmentPlan, OutagesPlan } from "./plan.ts";
import { excludedRows, rejectedRows } from "./report-exclusions.ts";

/** What a statement says of measured outages: ledger, steps, evidence. Nothing is computed anew. */

export interface OutageReport {
  readonly ledger: Ledger;
  readonly steps: readonly Step[];
  readonly outages: readonly OutageEvidence[];
  readonly excluded: readonly ExcludedEvidence[];
  readonly rejected: readonly RejectedEvidence[];
  readonly notCounted: readonly NotCountedEvidence[];
}

export function reportOutages(
  result: string,
  plan: OutagesPlan,
  commitment: CommitmentPlan,
  found: MeasuredOutages,
  judged: Judged,
): OutageReport {
  const clauses = new Map(plan.excludes.map(({ id, clause }) => [id, clause]));
  return {
    ledger: ledgerOf(found.time),
    steps: stepsOf(commitment, plan, found, judged, clauses),
    outages: found.time.shares
      .filter(({ countedMs }) => countedMs > 0)
      .map((share) => outageRow(result, share)),
    excluded: excludedRows(result, found, clauses),
    rejected: rejectedRows(result, plan, found, judged, clauses),
    notCounted: found.time.shares.flatMap((share) => notCountedRow(result, share, judged)),
  };
}

/** Every ms of the span in one class; the classes sum to the elapsed time (27). */
function ledgerOf(time: Availability): Ledger {
  const classes: LedgerClass[] = [{ class: "up", ms: String(time.upMs) }];
  let downMs = 0;
  for (const { weight, ms } of time.counted) {
    if (isFull(weight)) downMs = ms;
    else if (ms > 0) classes.push({ class: "degraded", weight: exactText(weight), ms: String(ms) });
  }
  classes.push({ class: "down", ms: String(downMs) });
  if (time.tooShortMs > 0) classes.push({ class: "too-short", ms: String(time.tooShortMs) });
  for (const { rule, removes, state, ms } of time.excludedShares)
    classes.push({ class: "excluded", rule, removes, state, ms: String(ms) });
  if (time.unknownMs > 0) classes.push({ class: "unknown", ms: String(time.unknownMs) });
  const adjustments = weightAdjustments(time).map(
    ({ why, ms }) => ({ of: "bad", why, ms: exactText(ms) }) as const,
  );
  return { elapsedMs: String(time.elapsedMs), classes, adjustments };
}

function stepsOf(
  { clause, bounds }: CommitmentPlan,
  plan: OutagesPlan,
  { measured, time }: MeasuredOutages,
  judged: Judged,
  clauses: ReadonlyMap<string, string>,
): Step[] {
  const steps: Step[] = [
    {
      op: "period",
      clause,
      in: `${formatInstant(judged.start)} to ${formatInstant(judged.end)}`,
      out: String(time.elapsedMs),
    },
  ];
  const windows = plan.excludes.flatMap(({ id, removes }) => {
    const ms =
      removes === "window"
        ? totalMs(
            unionAll(time.excluded.taken.filter(({ rule }) => rule === id).map(({ set }) => set)),
          )
        : 0;
    return ms > 0 ? [{ id, ms }] : [];
  });
  for (const { id, ms } of windows)
    steps.push({ op: "excluded", clause: clauses.get(id) ?? clause, in: id, out: String(ms) });
  const minus = [...windows.map(({ ms }) => ms), ...(time.unknownMs > 0 ? [time.unknownMs] : [])];
  if (time.unknownMs > 0)
    steps.push({ op: "excluded", clause, in: "unknown", out: String(time.unknownMs) });
  const whole = exactText(measured.whole);
  const bad = exactText(measured.bad);
  steps.push({ op: "denominator", clause, in: [time.elapsedMs, ...minus].join(" − "), out: whole });
  const terms = time.counted
    .filter(({ ms }) => ms > 0)
    .map(({ weight, ms }) => (isFull(weight) ? String(ms) : `${ms} × ${exactText(weight)}`));
  steps.push({
    op: "downtime",
    clause,
    in: terms.length === 0 ? "0" : terms.join(" + "),
    out: bad,
  });
  if (measured.figure === null) return steps;
  steps.push({
    op: "figure",
    clause,
    in: figures[plan.figure].expression({ bad, whole }),
    out: exactText(measured.figure),
  });
  return [...steps, ...targetSteps(clause, bounds, measured.figure)];
}

/** How the figure compares with each bound, on exact numbers (promise 6). */
export function targetSteps(clause: string, bounds: readonly Bound[], figure: Ratio): Step[] {
  return bounds.map((bound) => ({
    op: "target",
    clause: bound.clause ?? clause,
    in: `${shownPercent(figure, [bound])} ${bound.kind === "atLeast" ? "≥" : ">"} ${bound.text}`,
    out: keeps(figure, bound) ? "met" : "breached",
  }));
}

/** Six places, cut off towards the unfavourable side; more where it would read as the target (28). */
export function shownPercent(figure: Ratio, bounds: readonly Bound[]): string {
  const [bound] = bounds;
  return bound === undefined
    ? displayPercent(figure, 6)
    : displayPercent(figure, 6, { target: bound.value, unfavourable: "down" });
}

function partsOf(share: FaultShare): OutagePart[] {
  const isWeightless = signOf(share.fault.weight) === 0;
  const parts: OutagePart[] = [
    { why: "counted", ms: String(share.countedMs) },
    { why: "too-short", ms: String(share.tooShortMs) },
    ...share.excluded.map(({ rule, ms }) => ({ why: "excluded", rule, ms: String(ms) }) as const),
    { why: "unknown", ms: String(share.unknownMs) },
    { why: isWeightless ? "weight-zero" : "covered-by-another", ms: String(share.coveredMs) },
  ];
  return parts.filter(({ ms }) => ms !== "0");
}

function outageRow(result: string, share: FaultShare): OutageEvidence {
  const { fault, start, end, countedMs } = share;
  return {
    result,
    record: fault.id,
    from: formatInstant(start as Instant),
    until: formatInstant(end as Instant),
    weight: exactText(fault.weight),
    parts: partsOf(share),
    downtimeMs: exactText(multiply(fault.weight, wholeRatio(countedMs))),
  };
}

function notCountedRow(result: string, share: FaultShare, judged: Judged): NotCountedEvidence[] {
  const { fault, start, end, countedMs } = share;
  if (countedMs > 0) return [];
  const isPoint =
    fault.start === fault.end && judged.start <= fault.start && fault.start < judged.end;
  if (share.isBeside) {
    const detail = `lies outside the period, and is a part of an outage that reaches into it: ${formatInstant(fault.start)} to ${formatInstant(fault.end)}`;
    return [{ result, record: fault.id, why: "outside-period", detail }];
  }
  if (start >= end && !isPoint) return [];
  if (isPoint)
    return [
      {
        result,
        record: fault.id,
        why: "zero-length",
        detail: `began and ended at ${formatInstant(fault.start)}`,
      },
    ];
  const parts = partsOf(share).sort((a, b) => Number(b.ms) - Number(a.ms));
  const why = parts[0]?.why ?? "covered-by-another";
  const detail = parts
    .map(
      (part) =>
        `${readableDuration(durationMs(Number(part.ms)))} ${part.rule === undefined ? part.why : `excluded by ${part.rule}`}`,
    )
    .join(", ");
  return [
    { result, record: fault.id, why: why === "counted" ? "covered-by-another" : why, detail },
  ];
}
