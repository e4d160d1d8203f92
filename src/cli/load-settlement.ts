import { resolve } from "node:path";
import {
  accepted,
  type Issue,
  type ParsedContract,
  type Records,
  RefusedError,
  type Result,
  refused,
  unwrap,
} from "../index.ts";
import { type RecordStream, type RowTarget, readRecords, takeRows } from "../node/read-records.ts";
import { hashText } from "../node/sha256.ts";
import { readUntilWhole } from "../node/until-whole.ts";
import { type RecordsUse, readerWith, type SettlingReader } from "../records.ts";
import { safeAsOfFor } from "./as-of.ts";
import { readInput } from "./input.ts";
import type { Io } from "./io.ts";
import { guardStandardInput } from "./load.ts";
import { type CasePaths, type LoadedCase, loadCase, pathsOf } from "./load-case.ts";
import { type MappedPath, mappedPaths, rowsOf } from "./load-records.ts";

/** Rows that can be read as often as needed, and what is known of them when they were. */
export interface Source extends Pick<RecordStream, "source" | "warnings"> {
  readonly rows: AsyncIterable<unknown> | readonly unknown[];
}

/**
 * Reads a case for one use: as `loadCase`, but tables and files of one record a line are read piece by
 * piece, and tickets that the use does not need are not kept.
 *
 * @param useOf Given the case without its records. Undefined where the call will be refused.
 * @throws {UsageError} When standard input is named more than once.
 * @throws {RefusedError} With the problems of all files.
 */
export async function loadCaseFor(
  paths: CasePaths,
  useOf: (rest: LoadedCase) => RecordsUse | undefined,
  io: Io,
): Promise<LoadedCase> {
  guardStandardInput(pathsOf(paths));
  const mapped = await mappedPaths(paths, io);
  const rest = await resultOf(() => loadCase({ ...paths, records: [], map: [] }, io));
  const opened = await openSources(mapped, io);
  const sources = openedOf(opened);
  if (!rest.ok) {
    const unread = [...rest.issues, ...unreadOf(opened)];
    throw new RefusedError([...unread, ...(await faultsIn(sources, nowhere))]);
  }
  const { contract } = rest.value;
  const records = await recordsFrom(opened, contract, useOf(rest.value));
  const told = [rest.value, ...sources, records].flatMap(({ warnings }) => warnings);
  return { ...rest.value, records, warnings: told };
}

/** As `loadCaseFor`, to settle one period. */
export async function loadSettlement(
  paths: CasePaths,
  asked: AskedSettlement,
  io: Io,
): Promise<LoadedCase> {
  return await loadCaseFor(paths, ({ contract }) => settlementOf(contract, asked), io);
}

/** The settlement that the files are read for, as the user asked for it. */
export interface AskedSettlement {
  readonly period: string;
  readonly asOf?: string | undefined;
}

/** Undefined where there is no such period: `settle` says so when the files are read. */
function settlementOf(
  contract: ParsedContract,
  { period, asOf }: AskedSettlement,
): RecordsUse | undefined {
  const times = safeAsOfFor(asOf, contract, period);
  return times.ok ? { for: "settlement", period, asOf: times.value.asOf } : undefined;
}

/**
 * @throws {RefusedError} With every problem of the rows. Where files or lines could not be read, with
 *   these, and with the problems of each other row by itself.
 */
export async function recordsFrom(
  opened: readonly Result<Source>[],
  contract: ParsedContract,
  use: RecordsUse | undefined,
): Promise<Records> {
  const sources = openedOf(opened);
  const reader = await readUntilWhole<ReadonlySet<string>, SettlingReader>(
    true,
    (whole) => readerWith(contract, { hash: hashText, use, whole }),
    async (target) => {
      const faults = await faultsIn(sources, {
        take: (row) => target.take(row),
        ticket: (row) => {
          if (!target.ticket(row)) target.take(row.row());
        },
      });
      const issues = [...unreadOf(opened), ...faults];
      if (issues.length > 0) throw new RefusedError([...issues, ...target.faults()]);
    },
  );
  return unwrap(reader.finish({ sources: sources.map(({ source }) => source) }));
}

function openedOf(opened: readonly Result<Source>[]): readonly Source[] {
  return opened.flatMap((source) => (source.ok ? [source.value] : []));
}

function unreadOf(opened: readonly Result<Source>[]): readonly Issue[] {
  return opened.flatMap((source) => (source.ok ? [] : source.issues));
}

/** Of rows that are only looked at for problems. */
const nowhere: RowTarget = { take() {}, ticket() {} };

/** Reads all rows; the problems of all files. */
export async function faultsIn(
  sources: readonly Source[],
  target: RowTarget,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const { rows } of sources) {
    const read = await resultOf(async () => {
      if (Symbol.asyncIterator in rows) await takeRows(rows, target);
      else for (const row of rows) target.take(row);
    });
    if (!read.ok) issues.push(...read.issues);
  }
  return issues;
}

async function resultOf<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return accepted(await work());
  } catch (error) {
    if (error instanceof RefusedError) return refused(error.issues);
    throw error;
  }
}

export async function openSources(
  files: readonly MappedPath[],
  io: Io,
): Promise<readonly Result<Source>[]> {
  const opened: Result<Source>[] = [];
  for (const file of files) opened.push(await sourceOf(file, io));
  return opened;
}

/** A file that is read piece by piece; standard input and lists in JSON are read as a whole. */
async function sourceOf(file: MappedPath, io: Io): Promise<Result<Source>> {
  const { path, map } = file;
  if (path === "-" || (map === undefined && !/\.(?:ndjson|jsonl)$/i.test(path))) {
    const input = await readInput(file, io);
    const read = input.ok ? rowsOf(input.value) : input;
    if (!read.ok) return read;
    const { rows, source } = read.value;
    return accepted({ rows, source, warnings: read.warnings });
  }
  const mapped = map === undefined ? {} : { map };
  const stream = readRecords(resolve(io.cwd, path), { file: path, ...mapped });
  return accepted({
    rows: stream,
    get source() {
      return stream.source;
    },
    get warnings() {
      return stream.warnings;
    },
  });
}
