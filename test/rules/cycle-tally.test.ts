import { describe, expect, it } from "vitest";
import { exactText, wholeRatio } from "../../src/base/ratio.ts";
import { CycleTally } from "../../src/rules/facts/cycle-tally.ts";
import type { CyclesPlan } from "../../src/rules/plan.ts";

/** Nothing else of the plan is read here. */
const tallyOf = (plan: Pick<CyclesPlan, "figure"> & Partial<Pick<CyclesPlan, "percentile">>) =>
  new CycleTally(plan as CyclesPlan);
const median = { at: wholeRatio(50), method: "nearest-rank" } as const;

function filled(plan: Parameters<typeof tallyOf>[0], ...times: readonly number[]): CycleTally {
  const tally = tallyOf(plan);
  for (const ms of times) tally.add(ms > 100 ? "late" : "met", ms);
  return tally;
}

describe("semantics 16: cycles as what they add to one result", () => {
  it("two tallies put together are as if all had been counted in one", () => {
    // 10, 20 and 90 are met; 110 and 200 are late: 430 in all.
    const whole = filled({ figure: "mean" }, 10, 110);
    whole.addAll(filled({ figure: "mean" }, 20, 90, 200));
    whole.addAll(filled({ figure: "mean" }));
    expect([whole.met, whole.late, whole.elapsedMs]).toEqual([3, 2, 430n]);
    expect(exactText(whole.bad())).toBe("430");
    expect(whole.times).toHaveLength(0);
  });

  it("of what is neither a mean nor a percentile the late ones are bad", () => {
    const whole = filled({ figure: "percent-within" }, 10, 110);
    whole.addAll(filled({ figure: "percent-within" }, 20, 90, 200));
    expect(exactText(whole.bad())).toBe("2");
  });

  it("a percentile has all times, of both, in no order; of none it has no time", () => {
    const plan = { figure: "percentile", percentile: median } as const;
    expect(exactText(tallyOf(plan).bad())).toBe("0");
    const whole = filled(plan, 200, 10, 110);
    whole.addAll(filled(plan, 90, 20));
    // The third of 10, 20, 90, 110, 200.
    expect([...whole.times].sort((a, b) => a - b)).toEqual([10, 20, 90, 110, 200]);
    expect(exactText(whole.bad())).toBe("90");
    whole.add("met", 5);
    // The third of 5, 10, 20, 90, 110, 200: half of six is three.
    expect(exactText(whole.bad())).toBe("20");
  });
});
