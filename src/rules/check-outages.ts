import type { Commitment, Contract } from "../contract.ts";
import type { Warning } from "../model/statement.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";
import { longestOf } from "./check-exclusions.ts";

/** Outages that can be measured in a way that nobody can have meant: for `check`, in no statement. */
export function outageWarnings({ commitments }: Contract): readonly Warning[] {
  return commitments.flatMap((commitment, index) => {
    const { measure } = commitment;
    if (measure.facts !== "outages") return [];
    return [
      ...minimumWarnings(commitment, measure, index),
      ...boundWarnings(commitment, index),
      ...impactWarnings(commitment, measure, index),
    ];
  });
}

type Measure = Extract<Commitment["measure"], { facts: "outages" }>;

/** A minimum that one probe reaches by itself, or that no outage of the period can reach. */
function minimumWarnings(
  { id, period }: Commitment,
  { minimumOutage, maxGap, downWhen }: Measure,
  index: number,
): Warning[] {
  const text = typeof minimumOutage === "string" ? minimumOutage : minimumOutage?.length;
  const minimumMs = msOf(text);
  if (text === undefined || minimumMs === undefined) return [];
  const path = `commitments.${index}.measure.minimumOutage`;
  const probes = [maxGap, downWhen?.bucket].map(msOf);
  const longestMs = longestOf(period);
  const isOver = longestMs !== undefined && minimumMs >= longestMs;
  return [
    ...(probes.includes(minimumMs)
      ? [
          {
            code: "measure.minimum-is-probe",
            path,
            message: `${id}: the minimum of ${shown(minimumMs)} is the length of one probe or bucket, so that a single one decides whether an outage counts`,
          },
        ]
      : []),
    ...(isOver
      ? [
          {
            code: "measure.minimum-over-period",
            path,
            message: `${id}: an outage counts from ${shown(minimumMs)} on, and the period has ${shown(longestMs)} at most`,
          },
        ]
      : []),
  ];
}

/** More downtime allowed than the period has: the target can never be missed. */
function boundWarnings({ id, period, targets }: Commitment, index: number): Warning[] {
  const longestMs = longestOf(period);
  if (longestMs === undefined) return [];
  return targets.flatMap((target, row) => {
    const allowedMs = msOf(target.atMost ?? target.lessThan);
    if (allowedMs === undefined || allowedMs < longestMs) return [];
    return [
      {
        code: "target.longer-than-period",
        path: `commitments.${index}.targets.${row}`,
        message: `${id}: ${shown(allowedMs)} are allowed in a period of ${shown(longestMs)} at most`,
      },
    ];
  });
}

/** An impact that is counted, and that has no weight: its records would be refused. */
function impactWarnings(
  { id }: Commitment,
  { countOnly, weights }: Measure,
  index: number,
): Warning[] {
  if (weights === undefined) return [];
  return (countOnly?.impact ?? [])
    .filter((impact) => !Object.hasOwn(weights, impact))
    .map((impact) => ({
      code: "measure.impact-without-weight",
      path: `commitments.${index}.measure.countOnly.impact`,
      message: `${id}: outages of the impact ${impact} are counted, and it has no weight`,
    }));
}

function msOf(text: string | undefined): number | undefined {
  const length = text?.startsWith("P") === true ? parseDuration(text, []) : undefined;
  return length?.ok === true ? length.value : undefined;
}

function shown(ms: number): string {
  return readableDuration(durationMs(ms));
}
