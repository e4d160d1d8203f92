import {
  type Issue,
  type ParsedContract,
  type Records,
  RefusedError,
  type Result,
  type Statement,
} from "../index.ts";
import type { Io } from "./io.ts";
import { readInputs } from "./load.ts";
import { contractOf } from "./load-contract.ts";
import { recordsOf, rowsOf } from "./load-records.ts";
import { statementOf } from "./load-statement.ts";

/** The files that a settlement is made of, as the user named them. */
export interface CasePaths {
  readonly contract: string;
  readonly records: readonly string[];
  readonly issued?: readonly string[];
}

export interface LoadedCase {
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly issued: readonly Statement[];
  readonly warnings: readonly Issue[];
}

export function pathsOf({ contract, records, issued = [] }: CasePaths): readonly string[] {
  return [contract, ...records, ...issued];
}

/**
 * Reads a contract, its records and issued statements.
 *
 * @throws {RefusedError} With the problems of all files; each is read even where another is refused.
 */
export async function loadCase(paths: CasePaths, io: Io): Promise<LoadedCase> {
  const [first, ...others] = await readInputs(pathsOf(paths), io);
  const contracts = first === undefined ? [] : [contractOf(first)];
  const files = others.slice(0, paths.records.length).map(rowsOf);
  const issued = others.slice(paths.records.length).map(statementOf);
  throwIssuesOf([...contracts, ...files, ...issued]);

  const [contract] = valuesOf(contracts);
  if (contract === undefined) throw new TypeError("a case names a contract");
  const records = recordsOf(valuesOf(files), contract);
  if (!records.ok) throw new RefusedError(records.issues);
  const warnings = [...contracts, records].flatMap((read) => (read.ok ? read.warnings : []));
  return { contract, records: records.value, issued: valuesOf(issued), warnings };
}

function throwIssuesOf(results: readonly Result<unknown>[]): void {
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  if (issues.length > 0) throw new RefusedError(issues);
}

function valuesOf<T>(results: readonly Result<T>[]): readonly T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
