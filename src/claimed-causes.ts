import type { Books, Claimed, Pair } from "./claimed-pairs.ts";
import type { ParsedContract } from "./contract.ts";
import type { Comparison } from "./model/comparison.ts";
import type { Reading } from "./model/readings.ts";
import type { LikelyCause } from "./model/reconciliation.ts";
import type { Records } from "./model/records.ts";
import type { Statement } from "./model/statement.ts";
import { safeOtherReadings } from "./readings.ts";
import { earnBackOf, likelyCause } from "./rules/likely-cause.ts";
import { resultOfLine } from "./rules/line-credit.ts";

/** What else can be tried as a cause than what the statement itself says. */
export interface CauseOptions {
  readonly contract?: ParsedContract;
  readonly records?: Records;
  readonly issued?: readonly Statement[];
}

type Found = ReturnType<typeof safeOtherReadings>;

export interface Causes {
  /** Of a pair that differs in its amount, is claimed and not owed, or owed and not claimed. */
  readonly of: (pair: Pair) => LikelyCause | undefined;
  /** The other readings, where a cause was looked for among them. */
  readonly readings: () => Found | undefined;
}

/** Causes from the statement itself, then by the other readings, which are computed when first needed. */
export function causesOf(
  { statement, named }: Books,
  { contract, records, issued = [] }: CauseOptions,
): Causes {
  let found: Found | undefined;
  const byReading = (isIt: (lines: Comparison["lines"]) => boolean): LikelyCause | undefined => {
    if (contract === undefined || records === undefined) return undefined;
    const { key, asOf } = statement;
    found ??= safeOtherReadings({ contract, records, period: key.period.label, asOf, issued });
    if (!found.ok) return undefined;
    const reading = found.value.readings.find(({ comparison }) => isIt(comparison?.lines ?? []));
    return reading && { why: "another-reading", detail: detailOf(reading) };
  };
  const of = ({ line, rows }: Pair): LikelyCause | undefined => {
    if (line === undefined) return byReading((lines) => lines.some((one) => fits(one, rows)));
    if (rows.length === 0) return earnBackOf(line);
    const claimed = rows.reduce((sum, { minor }) => sum + minor, 0n);
    const isClaimed = (one: Comparison["lines"][number]) =>
      one.id === line.id && BigInt(one.minor) + BigInt(line.minor) === claimed;
    const likely = likelyCause(statement, line, claimed);
    if (likely !== undefined && likely.why !== "other-tier") return likely;
    const reading = byReading((lines) => lines.some(isClaimed));
    // Another row says only where they came out; a reading says how they came there.
    return reading && likely
      ? { ...reading, detail: `${reading.detail}, so ${likely.detail}` }
      : (reading ?? likely);
  };
  /** Whether a line that only a reading owes is what a row without a line claims. */
  function fits(
    { id, statusWas, minor }: Comparison["lines"][number],
    rows: readonly Claimed[],
  ): boolean {
    const line = { id, result: resultOfLine(id) };
    return rows.some(
      ({ row, minor: claimed }) =>
        statusWas === undefined &&
        claimed === BigInt(minor) &&
        (row.line === id || named.isMeant(row, line)),
    );
  }
  return { of, readings: () => found };
}

/** Which reading, of what; of the length of a period also which length. */
function detailOf({ kind, of, changes }: Reading): string {
  const values = changes.map(({ value }) => JSON.stringify(value).replaceAll(/["{}]/g, ""));
  const length = kind === "other-length" ? ` (${values.join(", ").replace(":", " ")})` : "";
  return `${kind}: ${of}${length}`;
}
