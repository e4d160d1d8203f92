import { accepted, type Issue, issuesOf, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type {
  Attribution,
  Charge,
  Claim,
  Correction,
  Coverage,
  EventRow,
  FactRow,
  Maintenance,
  Outage,
  Ticket,
} from "../model/records.ts";
import type { SampleState } from "../model/series.ts";
import { readFact } from "../schema/fact-row.ts";
import {
  readAttribution,
  readCharge,
  readClaim,
  readCoverage,
  readEventRow,
  readMaintenance,
  readOutage,
} from "../schema/record-rows.ts";
import type { RecordRow } from "../schema/records.ts";
import { readBucket, readSample } from "../schema/series-rows.ts";
import { readCorrection, readState } from "../schema/state-rows.ts";
import { parsePeriod } from "../time/period.ts";
import { checkAgreed } from "./agreed-clocks.ts";
import { checkService } from "./check-service.ts";
import { Collector, type Path } from "./collector.ts";
import { checkResource, stateOf } from "./component-rows.ts";
import { checkFact } from "./fact-rows.ts";
import { NearValues } from "./near-values.ts";
import type { Plan } from "./plan.ts";
import { type SeriesRow, SeriesTables, type StateNumbers } from "./series-tables.ts";
import type { TicketFold } from "./ticket-fold.ts";
import { takeTicket } from "./ticket-rows.ts";

/** The rows of one contract by type, with where each one stood. */
export class Gathered {
  readonly outages: Outage[] = [];
  readonly maintenance: Maintenance[] = [];
  readonly attributions: Attribution[] = [];
  readonly tickets: Ticket[] = [];
  readonly events: EventRow[] = [];
  readonly claims: Claim[] = [];
  readonly charges: Charge[] = [];
  readonly coverage: Coverage[] = [];
  readonly facts: FactRow[] = [];
  readonly corrections: Correction[] = [];
  readonly series = new SeriesTables();
  /** `type:id` of rows that belong to another contract. */
  readonly unrouted = new Set<string>();
  readonly places = new Map<object, Place>();
  readonly nearValues = new NearValues();
  /** Where one settlement is known: counts tickets that need not be kept. */
  readonly fold: TicketFold | undefined;

  constructor(fold?: TicketFold) {
    this.fold = fold;
  }
}

export interface Place {
  readonly path: Path;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** Reads one row whose shape is settled and puts it with its kind. */
export function readRow(row: RecordRow, path: Path, plan: Plan, gathered: Gathered): Result<null> {
  const { nearValues } = gathered;
  const keep = <T extends object>(
    list: T[],
    result: Result<T>,
    look?: (value: T) => void,
  ): Result<null> => {
    if (!result.ok) return result;
    list.push(result.value);
    look?.(result.value);
    gathered.places.set(result.value, { path, file: row.source?.file, line: row.source?.line });
    return accepted(null, result.warnings);
  };
  switch (row.type) {
    case "outage":
      return both(keep(gathered.outages, readOutage(row, path)), checkOutage(row, path, plan));
    case "maintenance":
      return both(
        keep(gathered.maintenance, readMaintenance(row, path)),
        checkMaintenance(row, path, plan),
      );
    case "attribution":
      return keep(gathered.attributions, readAttribution(row, path));
    case "ticket":
      return takeTicket(row, path, plan, gathered);
    case "event":
      return both(
        keep(gathered.events, readEventRow(row, path), (one) =>
          nearValues.event(one.event, one.ticket, plan),
        ),
        checkAgreed([{ event: row.happened, path: [...path, "happened"] }], plan),
      );
    case "claim":
      return both(keep(gathered.claims, readClaim(row, path)), checkClaim(row, path, plan));
    case "coverage":
      if (row.of === "tickets") return refused([notYetCovered(path)]);
      return both(
        keep(gathered.coverage, readCoverage(row, path)),
        row.service === undefined ? accepted(null) : checkService(row.service, path, plan),
      );
    case "fact":
      return both(
        keep(gathered.facts, readFact(row, path), (one) => nearValues.fact(one, plan)),
        checkFact(row, path, plan),
      );
    case "bucket":
      return takeSeries(row, path, plan, readBucket(row, path), (place, numbers) =>
        gathered.series.bucket(place, numbers),
      );
    case "sample":
      return takeSample(row, path, plan, gathered);
    case "state":
      return takeState(row, path, plan, gathered);
    case "correction":
      return both(
        keep(gathered.corrections, readCorrection(row, path)),
        both(
          checkPart(row, path, plan),
          row.as === "degraded" ? checkDegraded(row.service, path, plan, "as") : accepted(null),
        ),
      );
    case "charge":
      return both(keep(gathered.charges, readCharge(row, path)), checkCharge(row, path, plan));
  }
}

/** A charge of another currency would be added to the wrong sum; one of an unknown name to none. */
function checkCharge(
  row: Extract<RecordRow, { type: "charge" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const service = checkPart(row, path, plan);
  if (!service.ok) return service;
  const issues = new Collector();
  const own = (plan.services.get(row.service)?.charges ?? []).filter(
    ({ amount }) => amount === undefined,
  );
  issues.find("charge", row.charge, new Map(own.map((one) => [one.id, one])), [...path, "charge"]);
  if (row.currency !== plan.currency.code)
    issues.refuse(
      "record.other-currency",
      [...path, "currency"],
      `a charge in ${row.currency} under a contract in ${plan.currency.code}`,
      "one contract has one currency: give the charge in it, or settle it under a contract of its own",
      row.currency,
    );
  return issues.issues.length === 0 ? accepted(null) : refused(issues.issues);
}

function takeSample(
  row: Extract<RecordRow, { type: "sample" }>,
  path: Path,
  plan: Plan,
  gathered: Gathered,
): Result<null> {
  const state: Result<SampleState> =
    row.state === undefined
      ? accepted("none")
      : stateOf(row.state, row.service, [...path, "state"], plan);
  const numbers = readSample(row, path, state.ok ? state.value : "none");
  return takeSeries(row, path, plan, state.ok ? numbers : state, (place) => {
    if (numbers.ok) gathered.series.sample(place, numbers.value);
  });
}

function takeState(
  row: Extract<RecordRow, { type: "state" }>,
  path: Path,
  plan: Plan,
  gathered: Gathered,
): Result<null> {
  const state = stateOf(row.state, row.service, [...path, "state"], plan);
  const left: Result<SampleState> =
    row.left === undefined
      ? accepted("none")
      : stateOf(row.left, row.service, [...path, "left"], plan);
  const stamps = readState(row, path);
  const read: Result<StateNumbers> =
    state.ok && left.ok && stamps.ok
      ? accepted({ ...stamps.value, state: state.value, left: left.value })
      : refused([state, left, stamps].flatMap(issuesOf));
  return takeSeries(row, path, plan, read, (place, numbers) =>
    gathered.series.state(place, numbers),
  );
}

/** Rows in bulk go into their columns as soon as they are read. */
function takeSeries<Numbers>(
  row: Extract<RecordRow, { type: "bucket" | "sample" | "state" }> & {
    readonly of?: string | undefined;
  },
  path: Path,
  plan: Plan,
  numbers: Result<Numbers>,
  take: (row: SeriesRow, numbers: Numbers) => void,
): Result<null> {
  const checked = checkPart(row, path, plan);
  if (!numbers.ok || !checked.ok) return refused([...issuesOf(numbers), ...issuesOf(checked)]);
  const { id, service, resource, of, source } = row;
  const [index] = path as [number];
  take({ index, file: source?.file, line: source?.line, id, service, resource, of }, numbers.value);
  return accepted(null);
}

/** A service of the contract, and a part that it declares, where one is named. */
function checkPart(
  row: { readonly service: string; readonly resource?: string | undefined },
  path: Path,
  plan: Plan,
): Result<null> {
  return both(checkService(row.service, path, plan), checkResource(row, path, plan));
}

function both(a: Result<null>, b: Result<null>): Result<null> {
  if (a.ok && b.ok) return accepted(null, [...a.warnings, ...b.warnings]);
  return refused([...(a.ok ? [] : a.issues), ...(b.ok ? [] : b.issues)]);
}

function checkOutage(
  row: Extract<RecordRow, { type: "outage" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const part = checkPart(row, path, plan);
  if (!part.ok) return part;
  return both(
    checkUnits(row, path, plan),
    row.impact === undefined ? accepted(null) : checkImpact(row.service, row.impact, path, plan),
  );
}

/** Where users times minutes are measured, an outage that does not say whom it hit is not total. */
function checkUnits(
  { service, affected }: Extract<RecordRow, { type: "outage" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const isAsked = plan.commitments.some(
    ({ services, measure }) =>
      measure.facts === "outages" &&
      measure.denominator.by === "users" &&
      services.includes(service),
  );
  if (!isAsked || affected?.units !== undefined) return accepted(null);
  return refused([
    {
      code: "outage.units-missing",
      path: [...path, "affected"],
      message:
        "the contract counts users times minutes, and this outage does not say how many it hit",
      hint: "give the number: affected: { units: 120 }",
    },
  ]);
}

function checkMaintenance(
  row: Extract<RecordRow, { type: "maintenance" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const part = checkPart(row, path, plan);
  if (!part.ok) return part;
  return row.impact === "degraded" ? checkDegraded(row.service, path, plan) : accepted(null);
}

function notYetCovered(path: Path): Issue {
  return {
    code: "record.not-supported-yet",
    path: [...path, "of"],
    message: "the coverage of tickets decides nothing yet",
    hint: "leave the row out; tickets are taken as given",
    value: shown("tickets"),
  };
}

/** An impact must have its weight wherever weights are agreed: none is guessed. */
function checkImpact(service: string, impact: string, path: Path, plan: Plan): Result<null> {
  const issues = new Collector();
  for (const { services, measure } of plan.commitments) {
    if (measure.facts !== "outages" || measure.weights === undefined || !services.includes(service))
      continue;
    issues.find("impact", impact, measure.weights, [...path, "impact"]);
    if (issues.issues.length > 0)
      return refused(
        issues.issues.map((issue) => ({ ...issue, code: "record.impact-without-weight" })),
      );
  }
  return accepted(null);
}

/** Work that only degrades a service needs a weight: without one it would count in full. */
function checkDegraded(service: string, path: Path, plan: Plan, key = "impact"): Result<null> {
  const unweighted = plan.commitments.find(
    ({ services, measure }) =>
      measure.facts === "outages" && measure.weights === undefined && services.includes(service),
  );
  if (unweighted === undefined) return checkImpact(service, "degraded", path, plan);
  return refused([
    {
      code: "record.impact-without-weight",
      path: [...path, key],
      message: `commitment ${unweighted.id} gives no weight to what degrades the service`,
      hint: 'add weights: { degraded: "0.5" } to its measure, or record it as down, or as no impact',
      value: shown("degraded"),
    },
  ]);
}

function checkClaim(
  row: Extract<RecordRow, { type: "claim" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const issues = new Collector();
  issues.take(parsePeriod(row.period, plan.settlement, plan.zone, [...path, "period"]));
  if (row.commitment !== undefined) {
    issues.find(
      "commitment",
      row.commitment,
      new Map(plan.commitments.map((one) => [one.id, one])),
      [...path, "commitment"],
    );
  }
  if (row.stage !== "claim") {
    issues.refuse(
      "record.not-supported-yet",
      [...path, "stage"],
      "only the stage `claim` can be computed yet",
      "leave the row out",
      row.stage,
    );
  }
  return issues.issues.length === 0 ? accepted(null) : refused(issues.issues);
}
