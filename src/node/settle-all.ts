import { issueList } from "../adapters/limit.ts";
import {
  type Issue,
  type ParsedContract,
  type Records,
  type RecordsReader,
  RefusedError,
  type Result,
  type SettleInput,
  type Statement,
  safeSettle,
} from "../index.ts";
import { type RecordsUse, readerWith, type SettlingReader } from "../records.ts";
import { hashWords } from "./hash-words.ts";
import { type RecordStream, type TicketRow, takeRows } from "./read-records.ts";
import { contractsOf } from "./settle-all-input.ts";
import { readUntilWhole } from "./until-whole.ts";

export interface SettleAllInput
  extends Pick<SettleInput, "period" | "asOf" | "assumedAsOf" | "issued" | "producedBy"> {
  /** Each with an id of its own. */
  readonly contracts: Iterable<ParsedContract>;
  /** One stream of rows, such as `readRecords` gives, or several. */
  readonly records: AsyncIterable<unknown> | readonly AsyncIterable<unknown>[];
  /** Gives the statements that can be made, and throws the problems of the others at the end. */
  readonly keepGoing?: boolean;
  /** Told of what is odd without being wrong, and of rows that no contract takes. */
  readonly onWarning?: (issue: Issue) => void;
}

/**
 * Settles one period of many contracts from one pass over the records. A row goes to the contract or
 * to the contracts of the customer that it names; one that names neither goes to all of them. Each
 * statement is the one that `settle` would make of all rows.
 *
 * Rows are checked one by one and not kept. Of files, tickets that a statement only counts are counted
 * and let go, so that millions of them fit; the other records of a contract stay in memory until its
 * statement is made. Files in which events are listed behind their tickets are read twice. Of a stream
 * that cannot be read again every ticket is held until its end, in columns of numbers.
 *
 * @throws {RefusedError} Where rows cannot be read: always, since nobody knows whose they are. Where a
 *   contract is refused: before the first statement, or with `keepGoing` behind the last.
 * @example
 * const records = readRecords("october/tickets.ndjson");
 * for await (const s of settleAll({ contracts, records, period: "2026-10", asOf })) save(s);
 */
export async function* settleAll(
  input: SettleAllInput,
): AsyncGenerator<Statement, void, undefined> {
  const contracts = contractsOf(input);
  const { records, keepGoing = false, onWarning } = input;
  const streams = Array.isArray(records) ? records : [records as AsyncIterable<unknown>];
  const routes = await routesOf(contracts, streams, input);
  const sources = streams.filter(isRecordStream).map(({ source }) => source);
  for (const { warnings } of streams.filter(isRecordStream)) warnings.forEach(tell(onWarning));
  routes.unrouted().forEach(tell(onWarning));

  const issues = issueList();
  const made: Statement[] = [];
  for (const [contract, read] of routes.finished({ sources })) {
    const result = read.ok ? settleOne(input, contract, read.value) : read;
    if (!result.ok) {
      for (const issue of result.issues)
        issues.add({ ...issue, path: [contract.terms.id, ...issue.path] });
    } else if (keepGoing) yield result.value;
    else made.push(result.value);
  }
  const found = issues.all();
  if (found.length === 0 || keepGoing) yield* made;
  if (found.length > 0) throw new RefusedError(found);
}

/** Of files, tickets that a statement only counts are counted and let go. */
async function routesOf(
  contracts: readonly ParsedContract[],
  streams: readonly AsyncIterable<unknown>[],
  { period, asOf }: SettleAllInput,
): Promise<Routes> {
  const isRepeatable = streams.every(
    (stream) => isRecordStream(stream) && stream.isRepeatable === true,
  );
  return await readUntilWhole<WholeTickets, Routes>(
    isRepeatable,
    (whole) => new Routes(contracts, { for: "settlement", period, asOf }, whole),
    async (routes) => {
      for (const stream of streams) await takeRows(stream, routes);
    },
  );
}

function tell(onWarning: SettleAllInput["onWarning"]): (issue: Issue) => void {
  return (issue) => onWarning?.(issue);
}

function isRecordStream(stream: AsyncIterable<unknown>): stream is RecordStream {
  return "source" in stream && "warnings" in stream;
}

function settleOne(
  { period, asOf, assumedAsOf, issued = [], producedBy }: SettleAllInput,
  contract: ParsedContract,
  records: Records,
): Result<Statement> {
  return safeSettle({
    contract,
    records,
    period,
    asOf,
    issued: issued.filter(({ key }) => key.contract === contract.terms.id),
    ...(assumedAsOf !== undefined && { assumedAsOf }),
    ...(producedBy !== undefined && { producedBy }),
  });
}

type Sources = Pick<NonNullable<Parameters<RecordsReader["finish"]>[0]>, "sources">;

/** Tickets that have to be held, by the id of their contract. */
type WholeTickets = ReadonlyMap<string, ReadonlySet<string>>;

/** A contract, and what is known of its records. */
interface Route {
  readonly contract: ParsedContract;
  readonly reader: SettlingReader;
}

/** What rows say of where they belong, and how many say the same. */
interface Named {
  readonly contract: string | undefined;
  readonly customer: string | undefined;
  rows: number;
}

class Routes {
  private readonly byContract = new Map<string, Route>();
  private readonly byCustomer = new Map<string, Route[]>();
  private readonly named = new Map<string, Named>();
  private count = 0;

  constructor(
    contracts: readonly ParsedContract[],
    use: RecordsUse,
    held: WholeTickets | "all" | undefined,
  ) {
    for (const contract of contracts) {
      const { id, parties } = contract.terms;
      if (this.byContract.has(id)) throw new RefusedError([twice(id)]);
      const whole = held === "all" ? held : held?.get(id);
      const route = { contract, reader: readerWith(contract, { hash: hashWords, use, whole }) };
      this.byContract.set(id, route);
      const { customer } = parties;
      this.byCustomer.set(customer, [...(this.byCustomer.get(customer) ?? []), route]);
    }
  }

  take(row: unknown): void {
    const { contract, customer } = namesIn(row);
    this.note(contract, customer);
    for (const { reader } of this.routesOf(contract, customer)) reader.take(row, this.count);
    this.count += 1;
  }

  readonly ticket = (row: TicketRow): void => {
    const { contract, customer } = row;
    this.note(contract, customer);
    for (const { reader } of this.routesOf(contract, customer))
      if (!reader.ticket(row, this.count)) reader.take(row.row(), this.count);
    this.count += 1;
  };

  /** Undefined where all is well; else the tickets to hold when everything is read again. */
  again(): WholeTickets | undefined {
    const all = [...this.byContract].map(([id, { reader }]) => [id, reader.again()] as const);
    if (all.every(([, ids]) => ids === undefined)) return undefined;
    return new Map(all.flatMap(([id, ids]) => (ids === undefined ? [] : [[id, ids]])));
  }

  /** The reader itself looks at both names; here only who cannot be meant is left out. */
  private routesOf(contract: string | undefined, customer: string | undefined): Iterable<Route> {
    if (contract !== undefined) {
      const route = this.byContract.get(contract);
      return route === undefined ? [] : [route];
    }
    if (customer !== undefined) return this.byCustomer.get(customer) ?? [];
    return this.byContract.values();
  }

  private note(contract: string | undefined, customer: string | undefined): void {
    if (contract === undefined && customer === undefined) return;
    const key = JSON.stringify([contract, customer]);
    const found = this.named.get(key);
    if (found === undefined) this.named.set(key, { contract, customer, rows: 1 });
    else found.rows += 1;
  }

  /** Rows that no contract takes: counted and listed, never dropped in silence. */
  unrouted(): readonly Issue[] {
    return [...this.named.values()].flatMap((named) => {
      const { contract, customer, rows } = named;
      const routes = [...this.routesOf(contract, customer)];
      const isTaken = routes.some(
        ({ contract: { terms, plan } }) =>
          customer === undefined ||
          terms.parties.customer === customer ||
          (contract !== undefined && [...plan.services.values()].some((one) => one.hasCustomers)),
      );
      return isTaken ? [] : [unrouted(named, rows)];
    });
  }

  /** Each contract with its records; a reader is let go once its contract had its turn. */
  *finished(
    options: Sources,
  ): Generator<readonly [ParsedContract, Result<Records>], void, undefined> {
    for (const [id, { contract, reader }] of this.byContract) {
      const { customer } = contract.terms.parties;
      for (const named of this.named.values()) {
        if (named.contract !== undefined && named.contract !== id)
          reader.pass("another-contract", named.rows);
        else if (named.contract === undefined && named.customer !== customer)
          reader.pass("another-customer", named.rows);
      }
      this.byContract.delete(id);
      this.byCustomer.clear();
      yield [contract, reader.finish(options)];
    }
  }
}

function namesIn(row: unknown): Pick<Named, "contract" | "customer"> {
  if (typeof row !== "object" || row === null) return { contract: undefined, customer: undefined };
  const { contract, customer } = row as {
    readonly contract?: unknown;
    readonly customer?: unknown;
  };
  return { contract: textOf(contract), customer: textOf(customer) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function twice(id: string): Issue {
  const message = `two contracts have the id "${id}"`;
  const hint = "give each contract once, and each an id of its own";
  return { code: "batch.duplicate-contract", path: ["contracts"], message, hint, value: id };
}

function unrouted({ contract, customer }: Named, rows: number): Issue {
  const names = [
    ...(contract === undefined ? [] : [`contract "${contract}"`]),
    ...(customer === undefined ? [] : [`customer "${customer}"`]),
  ].join(" and ");
  const message = `${rows} ${rows === 1 ? "row names" : "rows name"} the ${names}, and no contract takes them`;
  const hint = "add the contract, or correct the name in the records";
  return { code: "batch.unrouted", path: ["records"], message, hint };
}
