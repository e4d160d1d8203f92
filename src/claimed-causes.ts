import { listAt } from "./base/list-at.ts";
import type { Books, Claimed, Pair } from "./claimed-pairs.ts";
import type { ParsedContract } from "./contract.ts";
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

interface Tried {
  readonly reading: Reading;
  readonly byId: ReadonlyMap<string, bigint>;
  readonly added: ReadonlyMap<bigint, readonly string[]>;
}

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
  let tried: readonly Tried[] = [];
  const byReading = (isIt: (one: Tried) => boolean): LikelyCause | undefined => {
    if (contract === undefined || records === undefined) return undefined;
    const { key, asOf } = statement;
    if (found === undefined) {
      found = safeOtherReadings({ contract, records, period: key.period.label, asOf, issued });
      tried = found.ok ? found.value.readings.map(triedOf) : [];
    }
    const reading = tried.find(isIt)?.reading;
    return reading && { why: "another-reading", detail: detailOf(reading) };
  };
  const of = ({ line, rows }: Pair): LikelyCause | undefined => {
    if (line === undefined) return byReading((one) => fits(one, rows));
    if (rows.length === 0) return earnBackOf(line);
    const claimed = rows.reduce((sum, { minor }) => sum + minor, 0n);
    const isClaimed = ({ byId }: Tried) => byId.get(line.id) === claimed - BigInt(line.minor);
    const likely = likelyCause(statement, line, claimed);
    if (likely !== undefined && likely.why !== "other-tier") return likely;
    const reading = byReading(isClaimed);
    // Another row says only where they came out; a reading says how they came there.
    return reading && likely
      ? { ...reading, detail: `${reading.detail}, so ${likely.detail}` }
      : (reading ?? likely);
  };
  /** Whether a line that only a reading owes is what a row without a line claims. */
  const fits = ({ added }: Tried, rows: readonly Claimed[]): boolean =>
    rows.some(({ row, minor }) =>
      added
        .get(minor)
        ?.some((id) => row.line === id || named.isMeant(row, { id, result: resultOfLine(id) })),
    );
  return { of, readings: () => found };
}

/** By how much a reading changes each line, and the lines that it alone owes by what they come to. */
function triedOf(reading: Reading): Tried {
  const byId = new Map<string, bigint>();
  const added = new Map<bigint, string[]>();
  for (const { id, statusWas, minor } of reading.comparison?.lines ?? []) {
    byId.set(id, BigInt(minor));
    if (statusWas === undefined) listAt(added, BigInt(minor)).push(id);
  }
  return { reading, byId, added };
}

/** Which reading, of what; of the length of a period also which length. */
function detailOf({ kind, of, changes }: Reading): string {
  const values = changes.map(({ value }) => JSON.stringify(value).replaceAll(/["{}]/g, ""));
  const length = kind === "other-length" ? ` (${values.join(", ").replace(":", " ")})` : "";
  return `${kind}: ${of}${length}`;
}
