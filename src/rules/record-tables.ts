import { present } from "../base/invariant.ts";
import { accepted, type Issue, type Result, refused } from "../base/result.ts";
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
import { readCorrection } from "../schema/state-rows.ts";
import { parsePeriod } from "../time/period.ts";
import { checkAgreed, PastDues } from "./agreed-clocks.ts";
import { checkService } from "./check-service.ts";
import { Collector, type Path } from "./collector.ts";
import { both, checkPart } from "./component-rows.ts";
import { checkFact } from "./fact-rows.ts";
import { NearValues } from "./near-values.ts";
import { checkDegraded, checkMaintenance, checkOutage } from "./outage-rows.ts";
import type { Plan } from "./plan.ts";
import { RowIndex } from "./row-index.ts";
import { takeBucket, takeSample, takeState } from "./series-intake.ts";
import { SeriesTables } from "./series-tables.ts";
import { TicketIntake, type TicketSieve, type Whole } from "./ticket-intake.ts";
import { takeEvent, takeTicket } from "./ticket-rows.ts";

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
  /** Where it is known what the records are for: tickets that nobody needs are let go. */
  readonly intake: TicketIntake | undefined;
  /** Ids of all rows, also of tickets that were let go. */
  readonly index = new RowIndex();
  readonly nearValues = new NearValues(this.index);
  readonly pastDues = new PastDues(this.index);
  /** Equal duplicates, by `type:id`: how many rows beyond the first. */
  readonly twins = new Map<string, number>();

  constructor(sieve?: TicketSieve, whole: Whole = new Set()) {
    this.intake = sieve && new TicketIntake(sieve, whole, this);
  }

  keepTicket(ticket: Ticket, slot: number): void {
    this.tickets.push(ticket);
    this.place(ticket, slot);
  }

  keepEvent(row: EventRow, slot: number): void {
    this.events.push(row);
    this.place(row, slot);
  }

  /** All rows were read: what is kept of tickets stands in the order of its rows. */
  finish(): void {
    if (this.intake === undefined) return;
    this.intake.finish();
    const byRow = (a: object, b: object) => this.rowOf(a) - this.rowOf(b);
    this.tickets.sort(byRow);
    this.events.sort(byRow);
  }

  private place(record: object, slot: number): void {
    const { index, file, line } = this.index.placeOf(slot);
    this.places.set(record, { path: [index], file, line });
  }

  private rowOf(record: object): number {
    return Number(this.places.get(record)?.path[0]);
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
      return both(
        keep(gathered.outages, readOutage(row, path), (one) => nearValues.outage(one, plan)),
        checkOutage(row, path, plan),
      );
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
        takeEvent(readEventRow(row, path), plan, gathered),
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
      return takeBucket(row, path, plan, gathered.series);
    case "sample":
      return takeSample(row, path, plan, gathered.series);
    case "state":
      return takeState(row, path, plan, gathered.series);
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
  const part = checkPart(row, path, plan);
  if (!part.ok) return part;
  const issues = new Collector();
  const { charges } = present(plan.services.get(row.service), "a part has its service");
  const own = charges.filter(({ amount }) => amount === undefined);
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

function notYetCovered(path: Path): Issue {
  return {
    code: "record.not-supported-yet",
    path: [...path, "of"],
    message: "the coverage of tickets decides nothing yet",
    hint: "leave the row out; tickets are taken as given",
    value: shown("tickets"),
  };
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
  if (row.stage !== "claim" && !hasStage(row.stage, plan))
    issues.refuse(
      "claim.unknown-stage",
      [...path, "stage"],
      `no claim of the contract has a stage ${row.stage}`,
      "leave the row out, or add the stage to the contract",
      row.stage,
    );
  return issues.issues.length === 0 ? accepted(null) : refused(issues.issues);
}

function hasStage(stage: string, { claims }: Plan): boolean {
  return [...claims.values()].some(
    (claim) => claim.on === "request" && claim.stages.some(({ what }) => what === stage),
  );
}
