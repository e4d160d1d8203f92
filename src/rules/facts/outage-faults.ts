import { present } from "../../base/invariant.ts";
import { multiply, ONE, type Ratio, signOf } from "../../base/ratio.ts";
import type { Fault } from "../../core/faults.ts";
import type { Maintenance, Outage } from "../../model/records.ts";
import type { NotCountedEvidence } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import {
  EMPTY,
  type IntervalSet,
  intervalSetOf,
  single,
  spansOf,
  subtract,
} from "../../time/interval-set.ts";
import { formatInstant } from "../../time/stamp.ts";
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

/** Recorded outages, and work that was an outage itself (17). Open ends reach asOf (15). */
export function faultsOf(
  plan: OutagesPlan,
  outages: readonly Outage[],
  maintenance: readonly Maintenance[],
  asOf: Instant,
): OutageFaults {
  const found = outages
    .filter(({ from }) => from < asOf)
    .map((outage) => faultsOfOutage(outage, plan, asOf));
  const works = maintenance
    .filter(({ impact, from }) => impact !== "none" && from < asOf)
    .map((work) => faultOfWork(work, plan, asOf));
  const joins = found.flatMap((one) => one.joins);
  return {
    faults: [...found.flatMap((one) => one.faults), ...works],
    joins:
      joins.length === 0
        ? EMPTY
        : intervalSetOf(
            Float64Array.from(joins, ({ start }) => start),
            Float64Array.from(joins, ({ end }) => end),
          ),
    left: found.flatMap((one) => one.left),
  };
}

interface Read {
  readonly faults: readonly Fault[];
  readonly joins: readonly { readonly start: Instant; readonly end: Instant }[];
  readonly left: readonly LeftOut[];
}

function faultsOfOutage(outage: Outage, plan: OutagesPlan, asOf: Instant): Read {
  const impactEnd = atMost(outage.until, asOf);
  const leave = (why: LeftOut["why"], detail: string): Read => ({
    faults: [],
    joins: [],
    left: [{ record: outage.id, start: outage.from, end: impactEnd, why, detail }],
  });
  const unselected = selects(outage, plan.countOnly);
  if (unselected !== undefined) return leave("not-selected", unselected);
  const late = lateReport(outage, plan, asOf);
  if (late !== undefined) return leave("reported-late", late);
  const begins = clockedFrom(outage, plan.clock);
  if (begins === undefined || begins >= asOf)
    return leave(
      "not-started",
      `its clock starts at ${plan.clock.starts.of.join(" or ")}, of which the record has no time`,
    );
  const end = Math.max(begins, atMost(clockedUntil(outage, plan.clock), asOf)) as Instant;
  const weight = weightOf(outage, plan);
  const fault: Fault = {
    id: outage.id,
    start: begins,
    end,
    weight,
    cause: outage.cause,
    ...(outage.resource === undefined ? {} : { resource: outage.resource }),
    ...(outage.affectedUnits === undefined ? {} : { units: outage.affectedUnits }),
  };
  const falsely = plan.clock.falseRestoration === "counted" ? [] : outage.seemedRestored;
  if (falsely.length === 0) return { faults: [fault], joins: [], left: [] };
  const parts = partsWithout(fault, falsely);
  const [first, last] = [parts[0], parts.at(-1)].map((part) =>
    present(part, "an outage has at least one part"),
  ) as [Fault, Fault];
  const isOne = first !== last && signOf(weight) > 0;
  const joins = isOne ? [{ start: first.start, end: last.end }] : [];
  return { faults: parts, joins, left: [] };
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

function faultOfWork(work: Maintenance, { weights }: OutagesPlan, asOf: Instant): Fault {
  return {
    id: work.id,
    start: work.from,
    end: atMost(work.until, asOf),
    weight: work.impact === "degraded" ? (weights?.get("degraded") ?? ONE) : ONE,
    cause: "maintenance",
    ...(work.resource === undefined ? {} : { resource: work.resource }),
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
