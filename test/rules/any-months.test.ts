import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { availability, contractOf } from "./world.ts";

const capped = (months: number, changes: Partial<ContractInput> = {}) =>
  safeParseContract(
    contractOf({
      caps: [
        {
          id: "any",
          clause: "6",
          covers: "all",
          per: { any: { months } },
          limit: { amount: "100.00" },
          excess: "lost",
        },
      ],
      ...changes,
    }),
  );
const judgedBy = (period: ContractInput["settlement"]) => ({
  commitments: [{ ...availability, period, credits: [] }],
});
const codes = (parsed: ReturnType<typeof capped>) =>
  parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);

/** What they come to over fifteen months is fixtures/cases/cloudflare-any-twelve-months. */
describe("a cap over any so many months in a row (semantics 32)", () => {
  it.each([
    { months: 12, settlement: "calendar-month", why: "twelve months" },
    { months: 12, settlement: "calendar-quarter", why: "four quarters" },
  ] as const)("$months months by $settlement: $why", ({ months, settlement }) => {
    expect(codes(capped(months, { settlement, ...judgedBy(settlement) }))).toEqual([]);
  });

  it.each([
    { months: 1, settlement: "calendar-month", why: "that is the settlement's own" },
    { months: 2, settlement: "calendar-quarter", why: "less than a quarter" },
    { months: 4, settlement: "calendar-quarter", why: "a quarter and a month" },
    { months: 12, settlement: "calendar-week", why: "months are not made of weeks" },
  ] as const)("$months months by $settlement is refused: $why", ({ months, settlement }) => {
    expect(codes(capped(months, { settlement, ...judgedBy(settlement) }))).toEqual([
      "cap.period caps.0.per",
    ]);
  });

  it("a settlement that is no period is told by itself", () => {
    const settlement = { rolling: { days: 30, until: "claim" } } as const;
    const told = codes(capped(12, { settlement, ...judgedBy(settlement) }));
    expect(told.some((code) => code.startsWith("cap.period"))).toBe(false);
    expect(told.length).toBeGreaterThan(0);
  });
});
