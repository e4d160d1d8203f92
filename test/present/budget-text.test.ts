import { describe, expect, it } from "vitest";
import { breakdownText } from "../../src/present/breakdown-text.ts";
import { budgetText } from "../../src/present/budget-text.ts";

const key = {
  contract: "acme",
  currency: "EUR",
  period: { label: "2026-10", from: "", until: "", zone: "UTC" },
};

describe("what there is nothing of is said", () => {
  it("no budgets, no results", () => {
    expect(budgetText([])).toBe("no result promises a percentage of time\n");
    expect(breakdownText({ key, asOf: "", by: "day", results: [] })).toBe(
      "no result is measured by outages\n",
    );
  });

  it("a member of a sum is named, and classes that a slice lacks are empty", () => {
    const row = (label: string, name: "up" | "down") => ({
      label,
      from: "",
      until: "",
      elapsedMs: "1000",
      classes: [{ class: name, ms: "1000" }],
    });
    const results = [{ result: "r", member: "web", rows: [row("d1", "up"), row("d2", "down")] }];
    expect(breakdownText({ key, asOf: "", by: "day", results }).split("\n")).toEqual([
      "r (web)",
      "  day   up  down",
      "  d1   1 s",
      "  d2         1 s",
      "",
    ]);
  });
});
