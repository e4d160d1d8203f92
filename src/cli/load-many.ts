import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Issue, ParsedContract, Result, Statement } from "../index.ts";
import { readInput } from "./input.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { contractOf, readTerms, unusedTerms } from "./load-contract.ts";
import { mappedPaths, pathsOfRecords, type RecordPaths, throwIssuesOf } from "./load-records.ts";
import { openSources, type Source } from "./load-settlement.ts";
import { statementOf } from "./load-statement.ts";
import { UsageError } from "./status.ts";

export interface ManyPaths extends RecordPaths {
  readonly terms?: readonly string[];
  readonly issued?: readonly string[];
}

export interface LoadedMany {
  readonly contracts: readonly ParsedContract[];
  readonly records: readonly AsyncIterable<unknown>[];
  readonly issued: readonly Statement[];
  readonly warnings: readonly Issue[];
  /** What is wrong with contracts that cannot be used. */
  readonly refused: readonly Issue[];
  /** The files of the contracts. */
  readonly paths: readonly string[];
}

/**
 * Reads contracts, and opens what their records are read from.
 *
 * @throws {UsageError} When standard input is named more than once, or a folder holds no contract.
 * @throws {RefusedError} When a map, a file of records or an issued statement cannot be used.
 */
export async function loadMany(
  contractPaths: readonly string[],
  files: ManyPaths,
  io: Io,
): Promise<LoadedMany> {
  const { issued: named = [], terms: termsPaths = [] } = files;
  const paths = await contractFiles(contractPaths, io);
  guardStandardInput([...paths, ...termsPaths, ...pathsOfRecords(files), ...named]);
  const opened = await openSources(await mappedPaths(files, io), io);
  const inputs = await readInputs(
    named.map((path) => ({ path })),
    io,
  );
  const issued = inputs.map(statementOf);
  throwIssuesOf([...opened, ...issued]);
  const terms = await readTerms(termsPaths, io);
  const contracts: Result<ParsedContract>[] = [];
  for (const path of paths) {
    const input = await readInput({ path }, io);
    contracts.push(input.ok ? contractOf(input.value, terms) : input);
  }
  const parsed = valuesOf(contracts);
  const told = contracts.flatMap((one) => (one.ok ? one.warnings : []));
  return {
    contracts: parsed,
    records: valuesOf(opened).map(streamOf),
    issued: valuesOf(issued),
    // One that is refused may be the one that includes them.
    warnings: parsed.length < contracts.length ? told : [...unusedTerms(terms, parsed), ...told],
    refused: contracts.flatMap((one) => (one.ok ? [] : one.issues)),
    paths,
  };
}

/** Of a folder its contracts, in the order of their names; folders inside it are not looked at. */
async function contractFiles(given: readonly string[], io: Io): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of given) {
    if (!(await isFolder(path, io))) {
      files.push(path);
      continue;
    }
    const names = await readdir(resolve(io.cwd, path));
    const own = names.filter((name) => /\.(?:ya?ml|json)$/i.test(name)).sort();
    if (own.length === 0)
      throw new UsageError(`the folder ${path} holds no contract (.yaml, .yml or .json)`);
    files.push(...own.map((name) => join(path, name)));
  }
  return files;
}

export async function isFolder(path: string, io: Io): Promise<boolean> {
  const found = await stat(resolve(io.cwd, path)).catch(() => undefined);
  return path !== "-" && found?.isDirectory() === true;
}

/** What was read as a whole can be read again, too. */
function streamOf(source: Source): AsyncIterable<unknown> {
  const { rows } = source;
  if (Symbol.asyncIterator in rows) return rows;
  return {
    ...source,
    isRepeatable: true,
    async *[Symbol.asyncIterator]() {
      yield* rows;
    },
  } as AsyncIterable<unknown>;
}

function valuesOf<T>(results: readonly Result<T>[]): readonly T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
