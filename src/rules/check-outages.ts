import type { Commitment, Contract } from "../contract.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";
import { longestOf } from "./check-exclusions.ts";
import type { Collector, Path } from "./collector.ts";

/** Outages that can be measured in a way that nobody can have meant. */
export function checkOutages({ commitments }: Contract, issues: Collector): void {
  for (const [index, commitment] of commitments.entries()) {
    const { measure } = commitment;
    if (measure.facts !== "outages") continue;
    const path: Path = ["commitments", index];
    warnOfMinimum(commitment, measure, [...path, "measure", "minimumOutage"], issues);
    warnOfBounds(commitment, [...path, "targets"], issues);
    warnOfImpacts(commitment, measure, [...path, "measure", "countOnly", "impact"], issues);
  }
}

type Measure = Extract<Commitment["measure"], { facts: "outages" }>;

/** A minimum that one probe reaches by itself, or that no outage of the period can reach. */
function warnOfMinimum(
  { id, period }: Commitment,
  { minimumOutage, maxGap, downWhen }: Measure,
  path: Path,
  issues: Collector,
): void {
  const text = typeof minimumOutage === "string" ? minimumOutage : minimumOutage?.length;
  const minimumMs = msOf(text);
  if (minimumMs === undefined) return;
  const probes = [maxGap, downWhen?.bucket].map(msOf);
  if (probes.includes(minimumMs))
    issues.warn(
      "measure.minimum-is-probe",
      path,
      `${id}: the minimum of ${shown(minimumMs)} is the length of one probe or bucket, so that a single one decides whether an outage counts`,
      "ask what the clause means by it: more than one probe, or any",
      text,
    );
  const longestMs = longestOf(period);
  if (longestMs !== undefined && minimumMs >= longestMs)
    issues.warn(
      "measure.minimum-over-period",
      path,
      `${id}: an outage counts from ${shown(minimumMs)} on, and the period has ${shown(longestMs)} at most`,
      "correct the length: no outage of a period reaches it",
      text,
    );
}

/** More downtime allowed than the period has: the target can never be missed. */
function warnOfBounds({ id, period, targets }: Commitment, path: Path, issues: Collector): void {
  const longestMs = longestOf(period);
  if (longestMs === undefined) return;
  for (const [row, { atMost, lessThan }] of targets.entries()) {
    const bound = atMost ?? lessThan;
    const allowedMs = msOf(bound);
    if (allowedMs === undefined || allowedMs < longestMs) continue;
    issues.warn(
      "target.longer-than-period",
      [...path, row],
      `${id}: ${shown(allowedMs)} are allowed in a period of ${shown(longestMs)} at most`,
      "correct the bound: it can never be missed",
      bound,
    );
  }
}

/** An impact that is counted, and that has no weight: its records would be refused. */
function warnOfImpacts(
  { id }: Commitment,
  { countOnly, weights }: Measure,
  path: Path,
  issues: Collector,
): void {
  if (weights === undefined) return;
  for (const impact of countOnly?.impact ?? []) {
    if (Object.hasOwn(weights, impact)) continue;
    issues.warn(
      "measure.impact-without-weight",
      path,
      `${id}: outages of the impact ${impact} are counted, and it has no weight`,
      "give it a weight: records with it are refused",
      impact,
    );
  }
}

function msOf(text: string | undefined): number | undefined {
  const length = text?.startsWith("P") === true ? parseDuration(text, []) : undefined;
  return length?.ok === true ? length.value : undefined;
}

function shown(ms: number): string {
  return readableDuration(durationMs(ms));
}
