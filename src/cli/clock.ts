import { byUrgency, openClocks } from "../clock.ts";
import { clockPolicy, openDuties, ticketsOf } from "../index.ts";
import { clockCsv } from "../present/clock-csv.ts";
import { clockText } from "../present/clock-text.ts";
import { jsonText } from "../present/json.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { type CasePaths, pathsOf } from "./load-case.ts";
import { loadCaseFor } from "./load-settlement.ts";
import type { ClockFormat } from "./options.ts";
import { writeOutput } from "./output.ts";
import { tellWarnings } from "./refusal.ts";
import { exits } from "./status.ts";

export interface ClockOptions {
  readonly records: readonly string[];
  readonly map?: readonly string[];
  readonly asOf: string;
  readonly format: ClockFormat;
  readonly output?: string;
}

/** `makegood clock`: clocks of tickets and duties that are open at an instant, the most urgent first. */
export async function clock(contractPath: string, options: ClockOptions, io: Io): Promise<number> {
  const { asOf, format, output } = options;
  const paths: CasePaths = { ...options, contract: contractPath };
  await guardOutput(output, pathsOf(paths), io);
  const { contract, records, warnings } = await loadCaseFor(
    paths,
    () => ({ for: "open-clocks", asOf }),
    io,
  );
  const clocks = [
    ...openClocks(clockPolicy(contract), ticketsOf(records, asOf), asOf),
    ...openDuties(contract, records, asOf),
  ].sort(byUrgency);
  await tellWarnings(warnings, io);
  const list = { contract: contract.terms.id, asOf, timeZone: contract.terms.timeZone, clocks };
  await writeOutput(output, shownClocks(list, format), io);
  return exits.done;
}

function shownClocks(list: Parameters<typeof clockText>[0], format: ClockFormat): string {
  switch (format) {
    case "text":
      return clockText(list);
    case "json":
      return jsonText(list);
    case "csv":
      return clockCsv(list.clocks);
  }
}
