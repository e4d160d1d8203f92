import { type HashWords, runningDigest, sha256Words } from "./base/hash.ts";
import { accepted, type Issue, type Result, refused, unwrap } from "./base/result.ts";
import { shown } from "./base/shown.ts";
import { checkContract, type ParsedContract } from "./contract.ts";
import type { Records, Ticket } from "./model/records.ts";
import { unheardCorrections, unheardStates } from "./rules/check-heard.ts";
import { checkSeries } from "./rules/check-series.ts";
import { checkStates } from "./rules/check-states.ts";
import { asPart } from "./rules/customers.ts";
import { earlyStops } from "./rules/early-stops.ts";
import { checkFactLinks } from "./rules/fact-links.ts";
import { NearNames } from "./rules/near-names.ts";
import { OpenTickets } from "./rules/open-tickets.ts";
import { checkLinks } from "./rules/record-links.ts";
import { Gathered, readRow } from "./rules/record-tables.ts";
import type { RowIndex, RowPlace } from "./rules/row-index.ts";
import { readShape } from "./rules/row-shape.ts";
import { TicketFold } from "./rules/ticket-fold.ts";
import type { TicketSieve, Whole } from "./rules/ticket-intake.ts";
import { isSurelyFine, putTicket } from "./rules/ticket-rows.ts";
import { readInstant } from "./schema/instant-input.ts";
import type { RecordRow } from "./schema/records.ts";
import { parsePeriod } from "./time/period.ts";

// Long because: one pass over the rows keeps one state: twins, routes, digest, settlement.

export interface ParseRecordsOptions {
  /** The files or systems that the rows came from, for the manifest of the statement. */
  readonly sources?: readonly {
    readonly name: string;
    readonly sha256?: string;
    readonly rows: number;
  }[];
  /** How many problems are listed at most; the rest is counted. */
  readonly maxIssues?: number;
}

const maxIssuesDefault = 1000;

/**
 * Reads records/1 rows and checks them against the contract: services, impacts, tickets that events
 * belong to, outages that attributions name. Rows of another customer or contract are counted as
 * unrouted. Equal duplicates merge with a warning, different ones are refused (semantics 40).
 *
 * @param rows Plain JSON data, not trusted. A row's `source` gives its issues their file and line.
 * @returns The records, or every problem; paths begin with the index of the row.
 * @example
 * const records = safeParseRecords([{ type: "outage", id: "INC-7", service: "messaging",
 *   from: "2026-10-03T01:00:00Z", until: "2026-10-03T01:20:00Z" }], contract);
 */
export function safeParseRecords(
  rows: Iterable<unknown>,
  contract: ParsedContract,
  options: ParseRecordsOptions = {},
): Result<Records> {
  const parsed = checkContract(contract);
  if (!parsed.ok) return parsed;
  if (rows === null || typeof rows !== "object" || typeof rows[Symbol.iterator] !== "function") {
    return refused([
      {
        code: "records.not-a-list",
        path: [],
        message: `${shown(rows)} is no list of rows`,
        hint: "give an array of records/1 rows",
        value: shown(rows),
      },
    ]);
  }
  const reader = recordsReader(contract);
  for (const row of rows) reader.take(row);
  return reader.finish(options ?? {});
}

/** Like `safeParseRecords`; throws a `RefusedError` with the issues. */
export function parseRecords(
  rows: Iterable<unknown>,
  contract: ParsedContract,
  options: ParseRecordsOptions = {},
): Records {
  return unwrap(safeParseRecords(rows, contract, options));
}

/** Rows that come one at a time; of each only what the contract needs of it is kept. */
export interface RecordsReader {
  /**
   * Takes one row, plain JSON data, not trusted. Its problems are told at the end.
   *
   * @param index Where it stands among all rows; left out: behind the last one.
   */
  take(row: unknown, index?: number): void;
  /** Counts a row that is known to belong to another contract, without looking at it. */
  pass(why: "another-contract" | "another-customer", rows?: number): void;
  /** @returns The records, or every problem, as `safeParseRecords` does. Ends the reader. */
  finish(options?: ParseRecordsOptions): Result<Records>;
}

/**
 * Reads records row by row, for sources that do not fit into memory as a list.
 *
 * @throws {RefusedError} For a contract that `parseContract` did not make.
 * @example
 * const reader = recordsReader(contract);
 * for await (const row of rows) reader.take(row);
 * const records = reader.finish();
 */
export function recordsReader(contract: ParsedContract): RecordsReader {
  return readerWith(contract, {});
}

/** What a program may bring along that has more than a browser. */
export interface ReaderTools {
  /** Left out, a SHA-256 that runs everywhere, at a tenth of the speed. */
  readonly hash?: HashWords;
  /** The only use that the records have: tickets that it does not need are not kept. */
  readonly use?: RecordsUse | undefined;
  /** Tickets that are not let go before all is read: those of which rows are scattered. */
  readonly whole?: Whole | undefined;
}

/** One settlement, or a look at the clocks that are open at an instant. */
export type RecordsUse =
  | {
      readonly for: "settlement";
      readonly period: string;
      readonly asOf: string | number | Date;
      /** A record that is asked about: its ticket is kept, whatever became of it. */
      readonly about?: string | undefined;
    }
  | {
      readonly for: "open-clocks";
      readonly asOf: string | number | Date;
      /** Begins anew each time that the rows are read; given each ticket on which a clock is open. */
      readonly into: () => (ticket: Ticket) => void;
    };

/** A ticket whose row was read without making it: what the row says, and the hash of its content. */
export interface ReadTicketRow {
  readonly ticket: Ticket;
  readonly contract: string | undefined;
  readonly customer: string | undefined;
  readonly file: string;
  readonly line: number;
  /** Writes the SHA-256 of its canonical JSON without `source`. */
  hash(words: Uint32Array): void;
}

export interface SettlingReader extends RecordsReader {
  /**
   * Takes a ticket that was read elsewhere, as `take` takes its row.
   *
   * @returns False where it is to be taken as a row: nothing was done. So it is of any that something
   *   may be wrong with, or to be told of.
   */
  ticket(row: ReadTicketRow, index?: number): boolean;
  /**
   * Tickets to hold when everything is read again, where a row of type `event` came behind its ticket
   * and that was let go: then what `finish` gives is of no use. Undefined where all is well.
   */
  again(): ReadonlySet<string> | undefined;
  /**
   * The problems of single rows so far. Where rows are missing since they could not be read, nobody
   * knows which links are wrong: then this is all that can be told.
   */
  faults(): readonly Issue[];
}

/** As `recordsReader`, with tools of the program's own. */
export function readerWith(
  contract: ParsedContract,
  { hash = sha256Words, use, whole }: ReaderTools,
): SettlingReader {
  unwrap(checkContract(contract));
  const sieve = use === undefined ? undefined : sieveFor(contract, use);
  const reading = new Reading(contract, hash, new Gathered(sieve, whole));
  let count = 0;
  return {
    take(row, index = count) {
      reading.take(row, index);
      count += 1;
    },
    ticket(row, index = count) {
      const isTaken = reading.ticket(row, index);
      if (isTaken) count += 1;
      return isTaken;
    },
    pass(why, rows = 1) {
      reading.pass(why, rows);
      count += rows;
    },
    finish: (options) => reading.finish(count, options ?? {}),
    again: () => reading.again(),
    faults: () => reading.faults(),
  };
}

/** None where the call will be refused: by `settle`, which says why. */
function sieveFor({ plan }: ParsedContract, use: RecordsUse): TicketSieve | undefined {
  const at = readInstant(use.asOf, ["asOf"]);
  if (!at.ok) return undefined;
  if (use.for === "open-clocks") return new OpenTickets(plan, at.value, use.into());
  const period = parsePeriod(use.period, plan.settlement, plan.zone, ["period"]);
  return period.ok ? new TicketFold(plan, period.value, at.value, use.about) : undefined;
}

function placeText({ index, file, line }: RowPlace): string {
  return file === undefined ? `row ${index}` : `${file}:${line ?? "?"}`;
}

/** The state of one pass over the rows. */
class Reading {
  private readonly contract: ParsedContract;
  private readonly issues: Issue[] = [];
  private readonly warnings: Issue[] = [];
  private readonly index: RowIndex;
  private readonly digest = runningDigest();
  private readonly hash: HashWords;
  /** The SHA-256 of the row that is read. */
  private readonly words = new Uint32Array(8);
  private readonly gathered: Gathered;
  private readonly unrouted = new Map<string, number>();
  private readonly nearNames = new NearNames();

  constructor(contract: ParsedContract, hash: HashWords, gathered: Gathered) {
    this.contract = contract;
    this.hash = hash;
    this.gathered = gathered;
    this.index = gathered.index;
  }

  take(row: unknown, index: number): void {
    const before = this.issues.length;
    this.read(row, index);
    if (this.issues.length > before) placeIssues(this.issues, before, row);
  }

  private read(row: unknown, index: number): void {
    const shape = readShape(row, index);
    if (shape.ok) this.keep(shape.value.row, index, shape.value.text);
    else this.issues.push(...shape.issues);
  }

  private keep(given: RecordRow, index: number, text: string): void {
    const row = asPart(given, this.contract.plan);
    const why = this.elsewhere(row);
    if (why !== undefined) {
      this.pass(why, 1);
      this.gathered.unrouted.add(`${row.type}:${row.id}`);
      return;
    }
    this.hash(text, this.words);
    if (this.isTwin(row, index)) return;
    const read = readRow(row, [index], this.contract.plan, this.gathered);
    if (read.ok) {
      this.warnings.push(...read.warnings);
      this.digest.add(this.words);
    } else {
      this.issues.push(...read.issues);
    }
  }

  ticket({ ticket, contract, customer, file, line, hash }: ReadTicketRow, index: number): boolean {
    const { plan, terms } = this.contract;
    if (contract !== undefined && contract !== terms.id) return false;
    if (customer !== undefined && customer !== terms.parties.customer) return false;
    if (!isSurelyFine(ticket, plan)) return false;
    hash(this.words);
    const first = this.index.note("ticket", ticket.id, { index, file, line }, this.words);
    if (first !== undefined) return false;
    putTicket(ticket, plan, this.gathered);
    this.digest.add(this.words);
    return true;
  }

  pass(why: string, rows: number): void {
    this.unrouted.set(why, (this.unrouted.get(why) ?? 0) + rows);
  }

  /** Why a row belongs to another contract, if it does. */
  private elsewhere({ contract, customer }: RecordRow): string | undefined {
    const { id, parties } = this.contract.terms;
    if (contract !== undefined && contract !== id) {
      this.nearNames.note("contract", contract, id);
      return "another-contract";
    }
    if (customer !== undefined && customer !== parties.customer) {
      this.nearNames.note("customer", customer, parties.customer);
      return "another-customer";
    }
    return undefined;
  }

  /** Rows without an id are compared in their series, when all are known. */
  private isTwin(row: RecordRow, index: number): boolean {
    if (row.id === undefined) return false;
    const place = { index, file: row.source?.file, line: row.source?.line };
    const first = this.index.note(row.type, row.id, place, this.words);
    if (first === undefined) return false;
    const twin = { path: [index, "id"], value: shown(row.id) };
    const where = placeText(this.index.placeOf(first));
    if (this.index.isLike(first, this.words)) {
      const key = `${row.type}:${row.id}`;
      const { twins, intake } = this.gathered;
      twins.set(key, (twins.get(key) ?? 0) + 1);
      intake?.repeat(first);
      this.warnings.push({
        ...twin,
        code: "record.duplicate",
        message: `${row.type} ${shown(row.id)} is given twice, alike: at ${where} and here`,
        hint: "one of the two can go; it is counted once",
      });
    } else {
      const here = placeText(place);
      this.issues.push({
        ...twin,
        code: "record.duplicate-differs",
        message: `${row.type} ${shown(row.id)} is given twice, with different content: at ${where} and here (${here})`,
        hint: "keep the right one, or give them ids of their own",
      });
    }
    return true;
  }

  /** The tickets that were let go too early, and those that were held already. */
  again(): ReadonlySet<string> | undefined {
    return this.gathered.intake?.again();
  }

  faults(): readonly Issue[] {
    return limited(this.issues, maxIssuesDefault);
  }

  finish(count: number, options: ParseRecordsOptions): Result<Records> {
    this.gathered.finish();
    const series = this.gathered.series.done();
    const measured = checkSeries(series, this.contract.plan);
    const links = checkFactLinks(this.gathered, this.contract.plan);
    this.issues.push(...checkLinks(this.gathered), ...links.issues);
    this.issues.push(...series.issues, ...measured.issues);
    this.issues.push(...checkStates(series, this.contract.plan));
    if (this.issues.length > 0)
      return refused(limited(this.issues, options.maxIssues ?? maxIssuesDefault));
    this.warnings.push(
      ...links.warnings,
      ...series.warnings,
      ...measured.warnings,
      ...unheardStates(series.states, this.contract.plan),
      ...unheardCorrections(this.gathered.corrections, this.contract.plan),
      ...this.gathered.nearValues.warnings(),
      ...this.gathered.pastDues.warnings(),
      ...earlyStops(this.gathered, this.contract.plan),
      ...this.nearNames.warnings(),
    );
    const unrouted = [...this.unrouted]
      .map(([why, rows]) => ({ why, rows }))
      .sort((a, b) => (a.why < b.why ? -1 : 1));
    const { outages, maintenance, attributions, tickets, events } = this.gathered;
    const { charges, claims, coverage, facts, corrections } = this.gathered;
    const folded = this.gathered.intake?.counted();
    return accepted(
      {
        outages,
        maintenance,
        attributions,
        tickets,
        events,
        charges,
        claims,
        coverage,
        facts,
        buckets: series.buckets,
        samples: series.samples,
        states: series.states,
        corrections,
        contract: this.contract.hash,
        rows: { in: count, unrouted },
        sources: options.sources ?? [],
        digest: this.digest.soFar(),
        twins: this.gathered.twins,
        warnings: this.warnings,
        ...(folded !== undefined && { folded }),
      },
      this.warnings,
    );
  }
}

/** Gives the issues of a row the file and line that its reader noted. */
function placeIssues(issues: Issue[], from: number, row: unknown): void {
  const source =
    typeof row === "object" && row !== null
      ? (row as { source?: { file?: unknown; line?: unknown } }).source
      : undefined;
  if (typeof source !== "object" || source === null) return;
  for (let at = from; at < issues.length; at += 1) {
    const issue = issues[at];
    if (issue === undefined || issue.file !== undefined) continue;
    issues[at] = {
      ...issue,
      ...(typeof source.file === "string" ? { file: source.file } : {}),
      ...(typeof source.line === "number" ? { line: source.line } : {}),
    };
  }
}

function limited(issues: readonly Issue[], most: number): readonly Issue[] {
  if (issues.length <= most) return issues;
  const rest = issues.length - most;
  return [
    ...issues.slice(0, most),
    {
      code: "records.more-issues",
      path: [],
      message: `${rest} more problems are not listed`,
      hint: "mend these first",
    },
  ];
}
