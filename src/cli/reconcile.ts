import { basename } from "node:path";
import { type ClaimedField, claimedFields, readClaimed } from "../adapters/claimed-csv.ts";
import { readJson } from "../adapters/json.ts";
import {
  type ClaimedRow,
  type Issue,
  RefusedError,
  reconcile as reconcileWith,
  type Statement,
  safeReconcile,
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
  readonly issued?: readonly string[];
  readonly format: ClockFormat;
  readonly output?: string;
}

/** `makegood reconcile`: a statement against what the other party claims or has credited. */
export async function reconcile(
  paths: readonly string[],
  options: ReconcileOptions,
  io: Io,
): Promise<number> {
  const {
    claimed,
    contract,
    records = [],
    map = [],
    issued = [],
    tolerance,
    format,
    output,
  } = options;
  const files = [...paths, claimed];
  const others =
    contract === undefined ? [] : [contract, ...pathsOfRecords({ records, map }), ...issued];
  if (contract === undefined && issued.length > 0)
    throw new UsageError("--issued goes with --contract and --records: other readings need it");
  if ((contract === undefined) !== (records.length === 0))
    throw new UsageError(
      "--contract and --records go together: with both, other readings are tried",
    );
  await guardOutput(output, [...files, ...others], io);
  guardStandardInput([...files, ...others]);
  const columns = columnsOf(options.column ?? []);
  const inputs = await readInputs(
    files.map((file) => ({ path: file })),
    io,
  );
  const theirs = inputs.at(-1);
  if (theirs === undefined) throw new TypeError("each path is an input");
  const read = inputs.slice(0, -1).map(statementOf);
  const list = claimedOf(theirs, columns);
  const unread = [...read.flatMap((one) => (one.ok ? [] : one.issues)), ...list.issues];
  const statements = read.flatMap((one) => (one.ok ? [one.value] : []));
  if (statements.length < read.length) throw new RefusedError(unread);
  // What can be read is looked at too, so that all problems are told at once.
  const one = safeReconcile(
    issuedOf(statements),
    list.rows,
    tolerance === undefined ? {} : { tolerance },
  );
  const issues = [
    ...unread,
    ...(one.ok ? [] : one.issues.map((found) => placed(found, paths, list))),
  ];
  if (issues.length > 0) throw new RefusedError(issues);
  const facts =
    contract === undefined ? undefined : await loadCase({ contract, records, map, issued }, io);
  const found = reconcileWith(issuedOf(statements), list.rows, {
    ...(facts === undefined
      ? {}
      : { contract: facts.contract, records: facts.records, issued: facts.issued }),
    ...(tolerance === undefined ? {} : { tolerance }),
  });
  await writeOutput(output, shown(found, format), io);
  return exits.done;
}

/** One statement stands for itself, a revision too; several are one period. */
function issuedOf(statements: readonly Statement[]): Statement | readonly Statement[] {
  const [only, ...others] = statements;
  return only !== undefined && others.length === 0 ? only : statements;
}

interface List {
  readonly file: string;
  readonly rows: readonly ClaimedRow[];
  /** Of a table: the line of each row. */
  readonly lines: readonly number[];
  readonly issues: readonly Issue[];
}

/** A problem with its file; of a table with the line of the row instead of its place in the list. */
function placed(issue: Issue, paths: readonly string[], { file, lines }: List): Issue {
  const [of, index, ...rest] = issue.path;
  if (of === "statement") {
    const named = paths[typeof index === "number" ? index : 0];
    return named === undefined ? issue : { ...issue, file: named };
  }
  if (of !== "claimed") return issue;
  const line = typeof index === "number" ? lines[index] : undefined;
  return line === undefined ? { ...issue, file } : { ...issue, file, line, path: rest };
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
function claimedOf({ path, text }: Input, columns: Partial<Record<ClaimedField, string>>): List {
  const file = path === "-" ? "standard input" : path;
  const isJson = basename(path).endsWith(".json") || /^\s*\[/.test(text);
  if (!isJson) return { file, ...readClaimed(text, { file, columns }) };
  const read = readJson(text, file);
  // What is no list of rows is told by the call itself, with the place of each row.
  const rows = read.ok ? (read.value.raw as readonly ClaimedRow[]) : [];
  return { file, rows, lines: [], issues: read.ok ? [] : read.issues };
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
