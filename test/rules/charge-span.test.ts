import { expect, it } from "vitest";
import { termMonths } from "../../src/rules/charge-span.ts";
import { addMonths, type CivilDate, civilDate } from "../../src/time/civil.ts";

const months = (from: CivilDate, until: CivilDate) =>
  termMonths({ effective: { from, until } as Parameters<typeof termMonths>[0]["effective"] });

it("whole months of a term, however long it is (31)", () => {
  expect(months(civilDate(2026, 2, 1), civilDate(2026, 3, 1))).toBe(1);
  expect(months(civilDate(2026, 7, 1), civilDate(2026, 9, 1))).toBe(2);
  expect(months(civilDate(2020, 1, 1), civilDate(2030, 1, 1))).toBe(120);
  expect(months(civilDate(1970, 1, 1), civilDate(2200, 1, 1))).toBe(2760);
});

it("every number of months from every month of four years", () => {
  for (let first = 0; first < 48; first += 1) {
    const from = addMonths(civilDate(2024, 1, 1), first);
    for (let count = 1; count <= 400; count += 1)
      expect(months(from, addMonths(from, count))).toBe(count);
  }
});

it("a day more or less is no whole month", () => {
  expect(months(civilDate(2026, 1, 1), civilDate(2026, 12, 31))).toBeUndefined();
  expect(months(civilDate(2026, 1, 1), civilDate(2027, 1, 2))).toBeUndefined();
});
