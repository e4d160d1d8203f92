import { controlTotals, type Statement } from "../index.ts";
import { controlTotalsText } from "../present/control-totals-text.ts";
import type { Io } from "./io.ts";
import { isFile } from "./output.ts";
import type { SettleOptions } from "./settle.ts";

/** Where a register goes to a file, what it adds up to is told beside it. */
export async function tellControlTotals(
  statements: readonly Statement[],
  { format, output }: Pick<SettleOptions, "format" | "output">,
  io: Io,
): Promise<void> {
  if (format === "csv" && isFile(output))
    await io.stderr(controlTotalsText(output, controlTotals(statements)));
}
