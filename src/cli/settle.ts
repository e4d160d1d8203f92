import { RefusedError, type Statement, safeSettle } from "../index.ts";
import { jsonText } from "../present/json.ts";
import { registerCsv } from "../present/register-csv.ts";
import { statementMarkdown } from "../present/statement-markdown.ts";
import { statementText } from "../present/statement-text.ts";
import { asOfFor } from "./as-of.ts";
import { budgetsOf } from "./budgets-of.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, pathsOf } from "./load-case.ts";
import { loadSettlement } from "./load-settlement.ts";
import type { OutputOptions, StatementFormat } from "./options.ts";
import { writeOutput } from "./output.ts";
import { producedBy } from "./produced-by.ts";
import { tellWarnings } from "./refusal.ts";
import { exits } from "./status.ts";

export interface SettleOptions extends Omit<OutputOptions, "format"> {
  readonly format: StatementFormat;
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly issued?: readonly string[];
  readonly period: string;
  readonly asOf?: string;
  readonly failOn?: "breach";
  readonly verbose?: boolean;
}

/** `makegood settle`: a contract and the records of one period to a statement. */
export async function settle(
  contractPath: string,
  options: SettleOptions,
  io: Io,
): Promise<number> {
  const { period, format, output, verbose = false } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, issued, warnings } = await loadSettlement(paths, options, io);
  const times = asOfFor(options.asOf, contract, period);
  const result = safeSettle({
    contract,
    records,
    period,
    issued,
    producedBy: producedBy(),
    ...times,
  });
  if (!result.ok) throw new RefusedError(result.issues);
  await tellWarnings(warnings, io);
  await writeOutput(output, shownStatement(result.value, format, verbose), io);
  return options.failOn === "breach" && isBreached(result.value) ? exits.breach : exits.done;
}

/** The statement in the format that was asked for. */
export function shownStatement(
  statement: Statement,
  format: StatementFormat,
  verbose: boolean,
): string {
  switch (format) {
    case "text":
      return statementText(statement, verbose ? { verbose, budgets: budgetsOf(statement) } : {});
    case "json":
      return jsonText(statement);
    case "csv":
      return registerCsv([statement]);
    case "markdown":
      return statementMarkdown(statement);
  }
}

function isBreached({ results }: Statement): boolean {
  return results.some(({ verdict }) => verdict === "breached");
}
