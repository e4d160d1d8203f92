import { type Issue, RefusedError, type Statement } from "../index.ts";
import { issuesOf, settleEach } from "../node/settle-all.ts";
import { safeAsOfFor } from "./as-of.ts";
import { tellControlTotals } from "./control-totals.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { loadMany } from "./load-many.ts";
import { pathsOfRecords } from "./load-records.ts";
import { isToFolder, manyOutputs } from "./many-outputs.ts";
import { makeFolder, writeOutputs } from "./output.ts";
import { producedBy } from "./produced-by.ts";
import { tellRefusedOnes, tellWarnings } from "./refusal.ts";
import type { SettleOptions } from "./settle.ts";
import { exits, statusOf } from "./status.ts";

/**
 * `makegood settle` of several contracts: one pass over the records, a statement for each. All or
 * nothing, unless told to keep going: then what can be made is written, the others are listed.
 */
export async function settleMany(
  contractPaths: readonly string[],
  options: SettleOptions,
  io: Io,
): Promise<number> {
  const { period, keepGoing = false, issued = [] } = options;
  const loaded = await loadMany(contractPaths, options, io);
  const warnings: Issue[] = [...loaded.warnings];
  const issues: Issue[] = [...loaded.refused];
  if (issues.length > 0 && !keepGoing) throw new RefusedError(issues);
  const made: Statement[] = [];
  const each = settleEach({
    ...loaded,
    period,
    producedBy: producedBy(),
    // A period may end at another instant in another zone.
    timesOf: (contract) => safeAsOfFor(options.asOf, contract, period),
    onWarning: (issue) => warnings.push(issue),
  });
  for await (const { contract, result } of each) {
    if (result.ok) made.push(result.value);
    else issues.push(...issuesOf(contract, result.issues));
  }
  if (issues.length > 0 && !keepGoing) throw new RefusedError(issues);
  const outputs = manyOutputs(made, options);
  const inputs = [...loaded.paths, ...pathsOfRecords(options), ...issued];
  for (const { path } of outputs) await guardOutput(path, inputs, io);
  await tellWarnings(warnings, io);
  if (isToFolder(options)) await makeFolder(options.output, io);
  await writeOutputs(outputs, io);
  await tellControlTotals(made, options, io);
  if (issues.length > 0) {
    await tellRefusedOnes(issues, made.length, io);
    return exits.refused;
  }
  return statusOf(made, options.failOn);
}
