import { basename } from "node:path";
import { type ClaimedField, claimedFields, readClaimed } from "../adapters/claimed-csv.ts";
import { readJson } from "../adapters/json.ts";
import {
  accepted,
  type ClaimedRow,
  RefusedError,
  type Result,
  reconcile as reconcileWith,
} from "../index.ts";
import { jsonText } from "../present/json.ts";
import { reconciliationCsv, reconciliationText } from "../present/reconcile-text.ts";
import { guardOutput } from "./guard-output.ts";
import type { Input } from "./input.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { loadCase } from "./load-case.ts";
import { pathsOfRecords } from "./load-records.ts";
import { statementOf } from "./load-statement.ts";
import type { ClockFormat } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits, UsageError } from "./status.ts";

export interface ReconcileOptions {
  readonly claimed: string;
  readonly column?: readonly string[];
  readonly tolerance?: string;
  readonly contract?: string;
  readonly records?: readonly string[];
  readonly map?: readonly string[];
  readonly format: ClockFormat;
  readonly output?: string;
}

/** `makegood reconcile`: a statement against what the other party claims or has credited. */
export async function reconcile(path: string, options: ReconcileOptions, io: Io): Promise<number> {
  const { claimed, contract, records = [], map = [], tolerance, format, output } = options;
  const files = [path, claimed];
  const others = contract === undefined ? [] : [contract, ...pathsOfRecords({ records, map })];
  if ((contract === undefined) !== (records.length === 0))
    throw new UsageError(
      "--contract and --records go together: with both, other readings are tried",
    );
  await guardOutput(output, [...files, ...others], io);
  guardStandardInput([...files, ...others]);
  const columns = columnsOf(options.column ?? []);
  const [own, theirs] = await readInputs(
    files.map((file) => ({ path: file })),
    io,
  );
  if (own === undefined || theirs === undefined) throw new TypeError("two paths are two inputs");
  const statement = statementOf(own);
  const rows = claimedOf(theirs, columns);
  const issues = [statement, rows].flatMap((read) => (read.ok ? [] : read.issues));
  if (!statement.ok || !rows.ok) throw new RefusedError(issues);
  const facts = contract === undefined ? undefined : await loadCase({ contract, records, map }, io);
  const found = reconcileWith(statement.value, rows.value, {
    ...(facts === undefined ? {} : { contract: facts.contract, records: facts.records }),
    ...(tolerance === undefined ? {} : { tolerance }),
  });
  await writeOutput(output, shown(found, format), io);
  return exits.done;
}

function shown(found: ReturnType<typeof reconcileWith>, format: ClockFormat): string {
  switch (format) {
    case "text":
      return reconciliationText(found);
    case "json":
      return jsonText(found);
    case "csv":
      return reconciliationCsv(found);
  }
}

/** A list of rows as JSON, or a table. */
function claimedOf(
  { path, text }: Input,
  columns: Partial<Record<ClaimedField, string>>,
): Result<readonly ClaimedRow[]> {
  const file = path === "-" ? "standard input" : path;
  const isJson = basename(path).endsWith(".json") || /^\s*\[/.test(text);
  if (!isJson) return readClaimed(text, { file, columns });
  const read = readJson(text, file);
  // What is no list of rows is told by the call itself, with the place of each row.
  return read.ok ? accepted(read.value.raw as readonly ClaimedRow[]) : read;
}

/** "amount=Betrag": the title of the column that means a field. */
function columnsOf(given: readonly string[]): Partial<Record<ClaimedField, string>> {
  const columns: Partial<Record<ClaimedField, string>> = {};
  for (const text of given) {
    const [name = "", ...title] = text.split("=");
    const field = claimedFields.find((one) => one === name);
    if (field === undefined || title.length === 0)
      throw new UsageError(
        `--column ${text}: write field=title, where field is one of ${claimedFields.join(", ")}`,
      );
    columns[field] = title.join("=");
  }
  return columns;
}
