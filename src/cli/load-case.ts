import {
  type Issue,
  type ParsedContract,
  type Records,
  RefusedError,
  type Result,
  type Statement,
} from "../index.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { contractOf, readTerms, unusedTerms } from "./load-contract.ts";
import {
  mappedPaths,
  pathsOfRecords,
  type RecordPaths,
  recordsOf,
  rowsOf,
  throwIssuesOf,
} from "./load-records.ts";
import { statementOf } from "./load-statement.ts";

/** The files that a settlement is made of, as the user named them. */
export interface CasePaths extends RecordPaths {
  readonly contract: string;
  /** Of terms/1, which contracts may include. */
  readonly terms?: readonly string[];
  readonly issued?: readonly string[];
  /** Statements of earlier periods. */
  readonly history?: readonly string[];
}

export interface LoadedCase {
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly issued: readonly Statement[];
  readonly history: readonly Statement[];
  readonly warnings: readonly Issue[];
}

export function pathsOf({
  contract,
  terms = [],
  issued = [],
  history = [],
  ...records
}: CasePaths): readonly string[] {
  return [contract, ...terms, ...pathsOfRecords(records), ...issued, ...history];
}

/**
 * Reads a contract, its records and issued statements.
 *
 * @throws {UsageError} When standard input is named more than once.
 * @throws {RefusedError} With the problems of all files; each is read even where another is refused.
 */
export async function loadCase(paths: CasePaths, io: Io): Promise<LoadedCase> {
  guardStandardInput(pathsOf(paths));
  const mapped = await mappedPaths(paths, io);
  const { issued: own = [], history = [] } = paths;
  const named = [...own, ...history].map((path) => ({ path }));
  const [first, ...others] = await readInputs([{ path: paths.contract }, ...mapped, ...named], io);
  const terms = await readTerms(paths.terms, io);
  const contracts = first === undefined ? [] : [contractOf(first, terms)];
  const files = others.slice(0, mapped.length).map(rowsOf);
  const issued = others.slice(mapped.length).map(statementOf);
  throwIssuesOf([...contracts, ...files, ...issued]);

  const [contract] = valuesOf(contracts);
  if (contract === undefined) throw new TypeError("a case names a contract");
  const records = recordsOf(valuesOf(files), contract);
  if (!records.ok) throw new RefusedError(records.issues);
  const told = [...contracts, ...files, records].flatMap((read) => (read.ok ? read.warnings : []));
  const warnings = [...unusedTerms(terms, [contract]), ...told];
  return {
    contract,
    records: records.value,
    issued: valuesOf(issued.slice(0, own.length)),
    history: valuesOf(issued.slice(own.length)),
    warnings,
  };
}

function valuesOf<T>(results: readonly Result<T>[]): readonly T[] {
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
