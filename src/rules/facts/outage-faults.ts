import { present } from "../../base/invariant.ts";
import { multiply, ONE, type Ratio, signOf } from "../../base/ratio.ts";
import type { Fault } from "../../core/faults.ts";
import type { Maintenance, Outage } from "../../model/records.ts";
import type { NotCountedEvidence } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import {
  type IntervalSet,
  intervalSet,
  intervalSetOf,
  single,
  spansOf,
  subtract,
} from "../../time/interval-set.ts";
import { formatInstant } from "../../time/stamp.ts";
import { traitsOf, traitsOfWork } from "../outage-traits.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import { waitEnd } from "../wait.ts";
import { clockedFrom, clockedUntil, selects } from "./outage-clock.ts";

/** Which faults the records of a component come to, and why some of them are none. */
export interface OutageFaults {
  readonly faults: readonly Fault[];
  /** From the first to the last part of each outage that was interrupted. */
  readonly joins: IntervalSet;
  readonly left: readonly LeftOut[];
}

/** An outage that is not in the population at all (16, 22). */
export interface LeftOut {
  readonly record: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly why: Extract<
    NotCountedEvidence["why"],
    "not-selected" | "reported-late" | "not-started" | "others-up"
  >;
  readonly detail: string;
}

/**
 * Recorded outages, and work that was an outage itself (17). Open ends reach asOf (15); what begins
 * later is not known yet, and not among the records.
 */
export function faultsOf(
  plan: OutagesPlan,
  outages: readonly Outage[],
  maintenance: readonly Maintenance[],
  asOf: Instant,
): OutageFaults {
  const read: Read = { faults: [], joins: [], left: [] };
  for (const outage of outages) readOutage(outage, plan, asOf, read);
  for (const work of maintenance)
    if (work.impact !== "none") read.faults.push(faultOfWork(work, plan, asOf));
  return { faults: read.faults, joins: intervalSet(read.joins), left: read.left };
}

interface Read {
  readonly faults: Fault[];
  readonly joins: { readonly start: Instant; readonly end: Instant }[];
  readonly left: LeftOut[];
}

function readOutage(outage: Outage, plan: OutagesPlan, asOf: Instant, read: Read): void {
  const begins = startOf(outage, plan, asOf);
  if (typeof begins !== "number") {
    const end = atMost(outage.until, asOf);
    read.left.push({ record: outage.id, start: outage.from, end, ...begins });
    return;
  }
  const end = Math.max(begins, atMost(clockedUntil(outage, plan.clock), asOf)) as Instant;
  const plain = faultOf(outage, begins, end, plan);
  const fault: Fault = plan.selects ? { ...plain, traits: traitsOf(outage) } : plain;
  const falsely = plan.clock.falseRestoration === "counted" ? [] : outage.seemedRestored;
  if (falsely.length === 0) {
    read.faults.push(fault);
    return;
  }
  const parts = partsWithout(fault, falsely);
  const [first, last] = [parts[0], parts.at(-1)].map((part) =>
    present(part, "an outage has at least one part"),
  ) as [Fault, Fault];
  for (const part of parts) read.faults.push(part);
  if (first !== last && signOf(fault.weight) > 0)
    read.joins.push({ start: first.start, end: last.end });
}

/** When its clock starts, or why it is not in the population. */
function startOf(
  outage: Outage,
  plan: OutagesPlan,
  asOf: Instant,
): Instant | Pick<LeftOut, "why" | "detail"> {
  const unselected = selects(outage, plan.countOnly);
  if (unselected !== undefined) return { why: "not-selected", detail: unselected };
  const late = lateReport(outage, plan, asOf);
  if (late !== undefined) return { why: "reported-late", detail: late };
  const begins = clockedFrom(outage, plan.clock);
  if (begins !== undefined && begins < asOf) return begins;
  const detail = `its clock starts at ${plan.clock.starts.of.join(" or ")}, of which the record has no time`;
  return { why: "not-started", detail };
}

function faultOf(outage: Outage, start: Instant, end: Instant, plan: OutagesPlan): Fault {
  const { id, cause, resource } = outage;
  const weight = weightOf(outage, plan);
  // Elsewhere the users that it hit are told and count nothing: an hour is an hour.
  const units = plan.denominator.by === "users" ? outage.affectedUnits : undefined;
  // One shape for almost all of them: a million of many shapes are slow to walk over.
  if (resource === undefined && units === undefined) return { id, start, end, weight, cause };
  return {
    id,
    start,
    end,
    weight,
    cause,
    ...(resource === undefined ? {} : { resource }),
    ...(units === undefined ? {} : { units }),
  };
}

/** The fault less the stretches in which it was thought to be over; at least one part, if of no length. */
function partsWithout(fault: Fault, falsely: Outage["seemedRestored"]): readonly Fault[] {
  const gaps = intervalSetOf(
    Float64Array.from(falsely, ({ from }) => from),
    Float64Array.from(falsely, ({ until }) => until),
  );
  const rest = spansOf(subtract(single(fault.start, fault.end), gaps));
  return rest.length === 0
    ? [{ ...fault, end: fault.start }]
    : rest.map(({ start, end }) => ({ ...fault, start, end }));
}

/** Why the report came too late to count (22); nothing where it came in time or may still come. */
function lateReport(
  { from, until, reportedAt }: Outage,
  { clock: { latestReport } }: OutagesPlan,
  asOf: Instant,
): string | undefined {
  if (latestReport === undefined) return undefined;
  const anchor = latestReport.after === "outage-start" ? from : until;
  if (anchor === undefined) return undefined;
  const end = waitEnd(latestReport.within, anchor);
  const reported = reportedAt ?? asOf;
  if (reported < end) return undefined;
  const found =
    reportedAt === undefined ? "not reported" : `reported at ${formatInstant(reportedAt)}`;
  return `${found}; a report counts before ${formatInstant(end)}`;
}

function faultOfWork(work: Maintenance, { weights, selects }: OutagesPlan, asOf: Instant): Fault {
  const weight =
    work.impact === "degraded"
      ? present(weights?.get("degraded"), "degraded work without a weight was refused", work.id)
      : ONE;
  return {
    id: work.id,
    start: work.from,
    end: atMost(work.until, asOf),
    weight,
    cause: "maintenance",
    ...(work.resource === undefined ? {} : { resource: work.resource }),
    ...(selects ? { traits: traitsOfWork(work) } : {}),
  };
}

/** By its impact, and by the share of the service that it hit where the contract weighs that. */
function weightOf(
  { impact, affectedShare }: Outage,
  { weights, recordedShare }: OutagesPlan,
): Ratio {
  const byImpact = impact === undefined ? ONE : (weights?.get(impact) ?? ONE);
  return recordedShare === "ignored" || affectedShare === undefined
    ? byImpact
    : multiply(byImpact, affectedShare);
}

function atMost(until: Instant | undefined, asOf: Instant): Instant {
  return until === undefined || until > asOf ? asOf : until;
}
