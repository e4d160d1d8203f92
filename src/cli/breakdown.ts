import { type BreakdownBy, breakdown as breakdownOf } from "../index.ts";
import { breakdownCsv } from "../present/breakdown-csv.ts";
import { breakdownText } from "../present/breakdown-text.ts";
import { jsonText } from "../present/json.ts";
import { asOfFor } from "./as-of.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, pathsOf } from "./load-case.ts";
import { loadSettlement } from "./load-settlement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { tellWarnings } from "./refusal.ts";
import { exits } from "./status.ts";

export interface BreakdownOptions extends Omit<OutputOptions, "format"> {
  readonly format: "text" | "json" | "csv";
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly period: string;
  readonly asOf?: string;
  readonly by: BreakdownBy;
}

/** `makegood breakdown`: where the time of each result went, day by day, week by week or by month. */
export async function breakdown(
  contractPath: string,
  options: BreakdownOptions,
  io: Io,
): Promise<number> {
  const { period, format, output, by } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, warnings } = await loadSettlement(paths, options, io);
  const times = asOfFor(options.asOf, contract, period);
  const found = breakdownOf({ contract, records, period, by, ...times });
  const texts = { json: jsonText, csv: breakdownCsv, text: breakdownText };
  await tellWarnings(warnings, io);
  await writeOutput(output, texts[format](found), io);
  return exits.done;
}
