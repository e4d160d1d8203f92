import { join } from "node:path";
import type { Statement } from "../index.ts";
import { jsonPieces } from "../present/json.ts";
import { registerCsv } from "../present/register-csv.ts";
import { isFile, type OutputFile } from "./output.ts";
import type { SettleOptions } from "./settle.ts";
import { shownStatement } from "./shown-statement.ts";
import { UsageError } from "./status.ts";

const endings = { text: "txt", json: "json", markdown: "md" } as const;

/**
 * What is written of many statements: a register is one table. Else a file for each in the folder
 * that was named, or one after the other on standard output, as a list in JSON.
 *
 * @throws {UsageError} When two statements would have one file where capitals do not count.
 */
export function manyOutputs(
  statements: readonly Statement[],
  options: Pick<SettleOptions, "format" | "output" | "verbose">,
): readonly OutputFile[] {
  const { format, output, verbose = false } = options;
  if (format === "csv") return [{ path: output, text: registerCsv(statements) }];
  if (isToFolder(options)) {
    guardNames(statements);
    return statements.map((one) => ({
      path: join(options.output, `${one.key.contract}.${endings[format]}`),
      text: shownStatement(one, format, verbose),
    }));
  }
  const text =
    format === "json"
      ? jsonPieces(statements)
      : statements.map((one) => [...shownStatement(one, format, verbose)].join("")).join("\n");
  return [{ path: output, text }];
}

/** Whether the output is a folder for a file of each statement. */
export function isToFolder<Options extends Pick<SettleOptions, "format" | "output">>(
  options: Options,
): options is Options & { readonly output: string } {
  const { format, output } = options;
  return format !== "csv" && isFile(output);
}

function guardNames(statements: readonly Statement[]): void {
  const names = new Map<string, string>();
  for (const { key } of statements) {
    const folded = key.contract.toLowerCase();
    const other = names.get(folded);
    if (other !== undefined)
      throw new UsageError(
        `the contracts ${other} and ${key.contract} would be written to one file on some disks`,
      );
    names.set(folded, key.contract);
  }
}
