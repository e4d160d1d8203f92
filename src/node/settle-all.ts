import { issueList } from "../adapters/limit.ts";
import {
  accepted,
  type Issue,
  type ParsedContract,
  type Records,
  RefusedError,
  type Result,
  type SettleInput,
  type Statement,
  safeSettle,
} from "../index.ts";
import type { RecordsUse } from "../records.ts";
import { type RecordStream, takeRows } from "./read-records.ts";
import { Routes, type WholeTickets } from "./routes.ts";
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
 * @throws {RefusedError} Where rows cannot be read: always, since nobody knows whose they are, with the
 *   problems of the rows that could be. Where a contract is refused: before the first statement, or with `keepGoing` behind the last.
 * @example
 * const records = readRecords("october/tickets.ndjson");
 * for await (const s of settleAll({ contracts, records, period: "2026-10", asOf })) save(s);
 */
export async function* settleAll(
  input: SettleAllInput,
): AsyncGenerator<Statement, void, undefined> {
  const contracts = contractsOf(input);
  const { keepGoing = false, asOf, assumedAsOf } = input;
  const times = { asOf, ...(assumedAsOf !== undefined && { assumedAsOf }) };
  const issues = issueList();
  const made: Statement[] = [];
  for await (const { contract, result } of settleEach({
    ...input,
    contracts,
    timesOf: () => accepted(times),
  })) {
    if (!result.ok) issuesOf(contract, result.issues).forEach(issues.add);
    else if (keepGoing) yield result.value;
    else made.push(result.value);
  }
  const found = issues.all();
  if (found.length === 0 || keepGoing) yield* made;
  if (found.length > 0) throw new RefusedError(found);
}

/** The problems of one contract among many: each path begins with its id. */
export function issuesOf(contract: ParsedContract, issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: [contract.terms.id, ...issue.path] }));
}

type Times = Pick<SettleInput, "asOf" | "assumedAsOf">;

export interface SettleEachInput
  extends Pick<SettleAllInput, "contracts" | "records" | "onWarning">,
    Pick<SettleInput, "period" | "issued" | "producedBy"> {
  /** What is known, of each contract: its period may end at another instant. */
  readonly timesOf: (contract: ParsedContract) => Result<Times>;
}

/** What came of one contract of a batch: its statement, or every problem. */
export interface Settled {
  readonly contract: ParsedContract;
  readonly result: Result<Statement>;
}

/** As `settleAll`, telling of each contract by itself what came of it, in the order of the contracts. */
export async function* settleEach(
  input: SettleEachInput,
): AsyncGenerator<Settled, void, undefined> {
  const { contracts, records, onWarning } = input;
  const streams = Array.isArray(records) ? records : [records as AsyncIterable<unknown>];
  const routes = await routesOf([...contracts], streams, input);
  const sources = streams.filter(isRecordStream).map(({ source }) => source);
  for (const { warnings } of streams.filter(isRecordStream)) warnings.forEach(tell(onWarning));
  routes.unrouted().forEach(tell(onWarning));
  for (const [contract, read] of routes.finished({ sources }))
    yield { contract, result: read.ok ? settleOne(input, contract, read.value) : read };
}

/** Of files, tickets that a statement only counts are counted and let go. */
async function routesOf(
  contracts: readonly ParsedContract[],
  streams: readonly AsyncIterable<unknown>[],
  { period, timesOf }: SettleEachInput,
): Promise<Routes> {
  const isRepeatable = streams.every(
    (stream) => isRecordStream(stream) && stream.isRepeatable === true,
  );
  const useOf = (contract: ParsedContract): RecordsUse | undefined => {
    const times = timesOf(contract);
    return times.ok ? { for: "settlement", period, asOf: times.value.asOf } : undefined;
  };
  return await readUntilWhole<WholeTickets, Routes>(
    isRepeatable,
    (whole) => new Routes(contracts, useOf, whole),
    async (routes) => {
      const issues: Issue[] = [];
      for (const stream of streams) {
        await takeRows(stream, routes).catch((error: unknown) => {
          if (!(error instanceof RefusedError)) throw error;
          issues.push(...error.issues);
        });
      }
      if (issues.length === 0) return;
      const faults = routes.faults().flatMap(([contract, found]) => issuesOf(contract, found));
      throw new RefusedError([...issues, ...faults]);
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
  { period, timesOf, issued = [], producedBy }: SettleEachInput,
  contract: ParsedContract,
  records: Records,
): Result<Statement> {
  const times = timesOf(contract);
  if (!times.ok) return times;
  return safeSettle({
    contract,
    records,
    period,
    ...times.value,
    issued: issued.filter(({ key }) => key.contract === contract.terms.id),
    ...(producedBy !== undefined && { producedBy }),
  });
}
