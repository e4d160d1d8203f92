import { type ReadAgain, safeExplainFrom } from "../explain-record.ts";
import {
  explain as explainIn,
  parseContract,
  RefusedError,
  type Statement,
  unwrap,
} from "../index.ts";
import { explanationText } from "../present/explain-text.ts";
import { jsonText } from "../present/json.ts";
import { nowhere, whatIs } from "./explain-id.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { type MappedPath, mappedPaths, pathsOfRecords } from "./load-records.ts";
import { openSources, recordsFrom } from "./load-settlement.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits } from "./status.ts";

export interface ExplainOptions extends OutputOptions {
  readonly records?: readonly string[];
  readonly map?: readonly string[];
  readonly issued?: readonly string[];
}

interface Again {
  readonly files: readonly MappedPath[];
  readonly issued: readonly Statement[];
  readonly io: Io;
}

/** Reads the records again, but keeps of the tickets that were met only the one that is asked about. */
async function readAgain(
  statement: Statement,
  id: string,
  { files, issued, io }: Again,
): Promise<ReadAgain> {
  const contract = parseContract(statement.terms.contract);
  const opened = await openSources(files, io);
  const { key, asOf } = statement;
  const use = { for: "settlement", period: key.period.label, asOf, about: id } as const;
  return { contract, records: await recordsFrom(opened, contract, use), issued };
}

/** `makegood explain`: why a line or a result is what it is, or what a record did. */
export async function explain(
  path: string,
  id: string,
  options: ExplainOptions,
  io: Io,
): Promise<number> {
  const { format, output, records = [], map = [], issued = [] } = options;
  const files = [path, ...issued, ...pathsOfRecords({ records, map })];
  await guardOutput(output, files, io);
  guardStandardInput(files);
  const mapped = await mappedPaths({ records, map }, io);
  const named = [path, ...issued].map((one) => ({ path: one }));
  const [statement, ...earlier] = (await readInputs(named, io)).map((one) =>
    unwrap(statementOf(one)),
  );
  if (statement === undefined) throw new TypeError("one path is one statement");
  const question = whatIs(id, statement);
  const told = explainIn(statement, question);
  const again =
    records.length === 0
      ? undefined
      : await readAgain(statement, id, { files: mapped, issued: earlier, io });
  const isFromRecords = again !== undefined && "record" in question;
  const explanation = isFromRecords ? unwrap(safeExplainFrom(statement, id, again)) : told;
  if (explanation.unnamed === "yes") throw new RefusedError([nowhere(id, statement)]);
  const text = format === "json" ? jsonText(explanation) : explanationText(explanation);
  await writeOutput(output, text, io);
  return exits.done;
}
