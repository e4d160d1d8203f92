import { OpenList } from "../open-list.ts";
import { clockCsv } from "../present/clock-csv.ts";
import { type ClockList, clockText } from "../present/clock-text.ts";
import { jsonPieces } from "../present/json.ts";
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
  const open = new OpenList(asOf);
  const { contract, records, warnings } = await loadCaseFor(
    paths,
    (rest) => open.useOf(rest.contract),
    io,
  );
  const { count, clocks } = open.readings(contract, records);
  await tellWarnings(warnings, io);
  const { id, timeZone } = contract.terms;
  await writeOutput(output, shown({ contract: id, asOf, timeZone, count, clocks }, format), io);
  return exits.done;
}

function shown({ count, ...list }: ClockList, format: ClockFormat): Iterable<string> {
  switch (format) {
    case "text":
      return clockText({ ...list, count });
    case "json":
      return jsonPieces(list);
    case "csv":
      return clockCsv(list.clocks);
  }
}
