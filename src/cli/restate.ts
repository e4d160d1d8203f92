import { RefusedError, safeRestate } from "../index.ts";
import { printable } from "../present/printable.ts";
import { tellControlTotals } from "./control-totals.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, pathsOf } from "./load-case.ts";
import { loadCaseFor } from "./load-settlement.ts";
import type { OutputOptions, StatementFormat } from "./options.ts";
import { isFile, writeOutput } from "./output.ts";
import { producedBy } from "./produced-by.ts";
import { inFiles, tellWarnings } from "./refusal.ts";
import { shownStatement } from "./shown-statement.ts";
import { exits } from "./status.ts";

export interface RestateOptions extends Omit<OutputOptions, "format"> {
  readonly format: StatementFormat;
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly issued: readonly string[];
  readonly history?: readonly string[];
  readonly asOf: string;
  readonly verbose?: boolean;
}

/** `makegood restate`: issued statements and today's data to a revision that holds differences. */
export async function restate(
  contractPath: string,
  options: RestateOptions,
  io: Io,
): Promise<number> {
  const { asOf, format, output, verbose = false } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, issued, history, warnings } = await loadCaseFor(
    paths,
    ({ issued: [first] }) => first && { for: "settlement", period: first.key.period.label, asOf },
    io,
  );
  const result = safeRestate({
    contract,
    records,
    issued,
    history,
    asOf,
    producedBy: producedBy(),
  });
  const files = { issued: options.issued, history: options.history ?? [] };
  if (!result.ok) throw new RefusedError(inFiles(result.issues, files));
  await tellWarnings(warnings, io);
  if (result.value === undefined) {
    const file = isFile(output) ? `; ${output} was not touched` : "";
    const text = `nothing changed; there is no revision to write${file}`;
    await io.stderr(`makegood: ${printable(text)}\n`);
    return exits.done;
  }
  await writeOutput(output, shownStatement(result.value, format, verbose), io);
  await tellControlTotals([result.value], options, io);
  return exits.done;
}
