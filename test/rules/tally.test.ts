import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { contractOf, linesOf, resultOf, settled, stamp, tenth } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Tally = Extract<Commitment["measure"], { facts: "tally" }>;

/** Counts of requests, 99.9 %, a tenth of the fee below. */
const requests = (measure: Partial<Tally> = {}, more: Partial<Commitment> = {}): Commitment => ({
  id: "requests",
  clause: "3.1",
  scope: { service: "web" },
  period: "calendar-month",
  measure: { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good", ...measure },
  excludes: [],
  targets: [{ atLeast: "99.9" }],
  credits: [tenth],
  ...more,
});

const contract = (measure: Partial<Tally> = {}, more: Partial<Commitment> = {}, all: object = {}) =>
  contractOf({ commitments: [requests(measure, more)], ...all });

const bucket = (from: string, until: string, good: number, total: number, more: object = {}) => ({
  type: "bucket",
  service: "web",
  of: "requests",
  from: stamp(from),
  until: stamp(until),
  good,
  total,
  ...more,
});

/** Hours of 1 October, one bucket each, as [good, total]. */
const hours = (...counts: readonly (readonly [good: number, total: number])[]) =>
  counts.map(([good, total], hour) => {
    const at = (h: number) => `10-01T${String(h).padStart(2, "0")}:00`;
    return bucket(at(hour), at(hour + 1), good, total);
  });

describe("ratio over the period (semantics 20)", () => {
  it("adds what went well and what was attempted: 1,996 of 2,000 is 99.8", () => {
    const statement = settled({ contract: contract(), rows: hours([999, 1000], [997, 1000]) });
    const result = resultOf(statement);
    expect(result.figure).toEqual({ exact: "99.8", unit: "percent", shown: "99.800000" });
    expect([result.verdict, result.bad, result.whole]).toEqual(["breached", "4", "2000"]);
    expect(linesOf(statement)).toEqual([expect.stringContaining("100.00")]);
  });
});
