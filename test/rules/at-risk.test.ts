import { describe, expect, it } from "vitest";
import { clockPolicy, parseContract, safeParseContract } from "../../src/index.ts";
import { clockContract } from "../clock/world.ts";

const withRisk = (atRisk: readonly object[]) => ({
  ...clockContract,
  commitments: clockContract.commitments.map((one) => ({
    ...one,
    measure: { ...one.measure, atRisk },
  })),
});

describe("semantics 15: when a clock is at risk", () => {
  it("is what the policy holds, and nothing else changes", () => {
    const risks = [{ used: "75.5" }, { left: "PT15M" }];
    const policy = clockPolicy(parseContract(withRisk(risks)));
    expect(policy.clocks.map(({ atRisk }) => atRisk)).toEqual(
      policy.clocks.map(() => [{ used: "75.5" }, { leftMs: 900_000 }]),
    );
  });

  it.each([
    { risk: { used: "0" }, code: "clock.at-risk" },
    { risk: { used: "100" }, code: "clock.at-risk" },
    { risk: { used: "-5" }, code: "clock.at-risk" },
    { risk: { left: "P1D" }, code: "duration.calendar-part" },
    { risk: {}, code: "value.exactly-one" },
    { risk: { used: "50", left: "PT1H" }, code: "value.exactly-one" },
  ])("refuses $risk as $code", ({ risk, code }) => {
    const result = safeParseContract(withRisk([risk]));
    const codes = result.ok ? [] : result.issues.map((issue) => issue.code);
    expect([...new Set(codes)]).toEqual([code]);
  });
});
