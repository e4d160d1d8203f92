import { otherReadings } from "../index.ts";
import { jsonText } from "../present/json.ts";
import { readingsText } from "../present/readings-text.ts";
import { asOfFor } from "./as-of.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, loadCase, pathsOf } from "./load-case.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { tellWarnings } from "./refusal.ts";
import { exits } from "./status.ts";

export interface ReadingsOptions extends OutputOptions {
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly issued?: readonly string[];
  readonly period: string;
  readonly asOf?: string;
}

/** `makegood readings`: what other readings of the same terms would come to. */
export async function readings(
  contractPath: string,
  options: ReadingsOptions,
  io: Io,
): Promise<number> {
  const { period, format, output } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, issued, warnings } = await loadCase(paths, io);
  const times = asOfFor(options.asOf, contract, period);
  const found = otherReadings({ contract, records, period, issued, ...times });
  await tellWarnings(warnings, io);
  await writeOutput(output, format === "json" ? jsonText(found) : readingsText(found), io);
  return exits.done;
}
