import { RefusedError, safeSettle } from "../index.ts";
import { asOfFor } from "./as-of.ts";
import { tellControlTotals } from "./control-totals.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, pathsOf } from "./load-case.ts";
import { isFolder } from "./load-many.ts";
import { loadSettlement } from "./load-settlement.ts";
import type { OutputOptions, StatementFormat } from "./options.ts";
import { writeOutput } from "./output.ts";
import { producedBy } from "./produced-by.ts";
import { inFiles, tellWarnings } from "./refusal.ts";
import { shownStatement } from "./shown-statement.ts";
import { statusOf } from "./status.ts";

export interface SettleOptions extends Omit<OutputOptions, "format"> {
  readonly format: StatementFormat;
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly terms?: readonly string[];
  readonly issued?: readonly string[];
  readonly period: string;
  readonly asOf?: string;
  readonly failOn?: "breach";
  readonly verbose?: boolean;
  /** Of several contracts: write what can be made, and list what is wrong with the others. */
  readonly keepGoing?: boolean;
}

/** `makegood settle`: a contract and the records of one period to a statement, or many of them. */
export async function settle(
  contractPaths: readonly string[],
  options: SettleOptions,
  io: Io,
): Promise<number> {
  const [contractPath, ...others] = contractPaths;
  const isOne = contractPath !== undefined && others.length === 0;
  if (isOne && !(await isFolder(contractPath, io))) return settleOne(contractPath, options, io);
  const { settleMany } = await import("./settle-many.ts");
  return settleMany(contractPaths, options, io);
}

async function settleOne(contractPath: string, options: SettleOptions, io: Io): Promise<number> {
  const { period, format, output, verbose = false } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, issued, warnings } = await loadSettlement(paths, options, io);
  const times = asOfFor(options.asOf, contract, period);
  const made = safeSettle({
    contract,
    records,
    period,
    issued,
    producedBy: producedBy(),
    ...times,
  });
  if (!made.ok) throw new RefusedError(inFiles(made.issues, { issued: options.issued ?? [] }));
  const statement = made.value;
  await tellWarnings(warnings, io);
  await writeOutput(output, shownStatement(statement, format, verbose), io);
  await tellControlTotals([statement], options, io);
  return statusOf([statement], options.failOn);
}
