import { present } from "../base/invariant.ts";
import { exactText, signOf } from "../base/ratio.ts";
import { isFull } from "../core/availability.ts";
import type { FaultShare } from "../core/fault-shares.ts";
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
import { formatInstant } from "../time/stamp.ts";
import { sizeOf } from "./facts/outage-account.ts";
import type { LeftOut } from "./facts/outage-faults.ts";
import type { MeasuredOutages } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import { outageSteps } from "./outage-steps.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { CommitmentPlan } from "./plan.ts";
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
    ledger: ledgerOf(found),
    steps: outageSteps(commitment, plan, found, judged),
    outages: outageRows(result, found.time.shares),
    excluded: excludedRows(result, found, clauses),
    rejected: rejectedRows(result, found, judged, clauses),
    notCounted: notCountedRows(result, found, judged),
  };
}

/** Every ms of the span in one class; the classes sum to the elapsed time (27). */
function ledgerOf({ time, adjustments }: MeasuredOutages): Ledger {
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
  if (time.outOfHoursMs > 0) classes.push({ class: "out-of-hours", ms: String(time.outOfHoursMs) });
  if (time.inactiveMs > 0) classes.push({ class: "inactive", ms: String(time.inactiveMs) });
  return {
    elapsedMs: String(time.elapsedMs),
    classes,
    adjustments: adjustments.map(({ of, why, ms }) => ({ of, why, ms: exactText(ms) })),
  };
}

/** Where the time of an outage went of which some counts. */
function partsOf(share: FaultShare): OutagePart[] {
  return [{ why: "counted", ms: String(share.countedMs) }, ...lostParts(share)];
}

type LostPart = OutagePart & Pick<NotCountedEvidence, "why">;

/** Where the time went that does not count. */
function lostParts(share: FaultShare): LostPart[] {
  const isWeightless = signOf(share.fault.weight) === 0;
  const parts: LostPart[] = [];
  const lose = (why: LostPart["why"], ms: number) => {
    if (ms !== 0) parts.push({ why, ms: String(ms) });
  };
  lose("too-short", share.tooShortMs);
  for (const { rule, ms } of share.excluded) parts.push({ why: "excluded", rule, ms: String(ms) });
  lose("unknown", share.unknownMs);
  lose("out-of-hours", share.outOfHoursMs);
  lose("inactive", share.inactiveMs);
  lose(isWeightless ? "weight-zero" : "covered-by-another", share.coveredMs);
  return parts;
}

function outageRows(result: string, shares: readonly FaultShare[]): OutageEvidence[] {
  const rows: OutageEvidence[] = [];
  for (const share of shares) if (share.countedMs > 0) rows.push(outageRow(result, share));
  return rows;
}

function outageRow(result: string, share: FaultShare): OutageEvidence {
  const { fault, start, end } = share;
  const record = fault.id;
  const from = formatInstant(start as Instant);
  const until = formatInstant(end as Instant);
  const weight = exactText(fault.weight);
  const parts = partsOf(share);
  const downtimeMs = exactText(sizeOf(share));
  return fault.isGap === undefined
    ? { result, record, from, until, weight, parts, downtimeMs }
    : { result, record, from, until, weight, gap: "merged", parts, downtimeMs };
}

function notCountedRows(
  result: string,
  { time, left }: MeasuredOutages,
  judged: Judged,
): NotCountedEvidence[] {
  const rows: NotCountedEvidence[] = [];
  for (const share of time.shares)
    if (share.countedMs <= 0) rows.push(...notCountedRow(result, share, judged));
  for (const one of left) rows.push(...leftOutRow(result, one, judged));
  return rows;
}

function notCountedRow(result: string, share: FaultShare, judged: Judged): NotCountedEvidence[] {
  const { fault, start, end } = share;
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
  const parts = lostParts(share).sort((a, b) => Number(b.ms) - Number(a.ms));
  const { why } = present(parts[0], "time that does not count went somewhere", fault.id);
  const detail = parts
    .map(
      (part) =>
        `${readableDuration(durationMs(Number(part.ms)))} ${part.rule === undefined ? part.why : `excluded by ${part.rule}`}`,
    )
    .join(", ");
  return [{ result, record: fault.id, why, detail }];
}

/** An outage that the measure does not count at all, where it lies in the period. */
function leftOutRow(
  result: string,
  { record, start, end, why, detail }: LeftOut,
  judged: Judged,
): NotCountedEvidence[] {
  const isInside = start < judged.end && (judged.start < end || judged.start === start);
  return isInside ? [{ result, record, why, detail }] : [];
}
