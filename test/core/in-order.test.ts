import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBefore, inOrder } from "../../src/core/in-order.ts";

interface Row {
  readonly id: string;
  readonly at: number;
}
const sorted = (rows: readonly Row[]) => inOrder(rows, ({ at }) => at);
const ids = (rows: readonly Row[]) => sorted(rows).map(({ id }) => id);

describe("semantics 39: the order in which rows came says nothing", () => {
  it("gives a list that stands in order back as it is", () => {
    const rows = [
      { id: "b", at: 1 },
      { id: "a", at: 2 },
      { id: "b", at: 2 },
      { id: "b", at: 2 },
    ];
    expect(sorted(rows)).toBe(rows);
    expect(sorted([])).toEqual([]);
  });

  it("sorts by instant, then by id", () => {
    expect(
      ids([
        { id: "c", at: 1_790_000_000_001 },
        { id: "b", at: 1_790_000_000_000 },
        { id: "a", at: 1_790_000_000_001 },
        { id: "d", at: 0 },
      ]),
    ).toEqual(["d", "b", "a", "c"]);
  });

  it("sorts rows of one instant by their ids alone", () => {
    expect(ids(["b", "c", "a"].map((id) => ({ id, at: 7 })))).toEqual(["a", "b", "c"]);
  });

  it("sorts as the comparison of every pair does, over milliseconds and over centuries", () => {
    const row = (most: number) =>
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d", "e"),
        at: fc.integer({ min: 0, max: most }),
      });
    const few = { maxLength: 40 };
    const many = { minLength: 100, maxLength: 200 };
    for (const [most, length] of [3, 5_000, Date.UTC(2200, 0, 1)].flatMap((most) => [
      [most, few] as const,
      [most, many] as const,
    ]))
      fc.assert(
        fc.property(fc.array(row(most), length), (rows) => {
          const expected = rows
            .slice()
            .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
          expect(sorted(rows)).toEqual(expected);
        }),
      );
  });
});

describe("rows before an instant", () => {
  it.each([
    { instant: 1, count: 0, why: "the first row lies at it" },
    { instant: 2, count: 1, why: "between the first and the second" },
    { instant: 3, count: 1, why: "rows at the instant are not before it" },
    { instant: 4, count: 3, why: "both rows at 3" },
    { instant: 9, count: 4, why: "all of them" },
  ])("$count before $instant: $why", ({ instant, count }) => {
    const rows = [1, 3, 3, 7].map((at) => ({ at }));
    expect(countBefore(rows, ({ at }) => at, instant)).toBe(count);
  });

  it("of no rows none is", () => {
    expect(countBefore([], () => 0, 5)).toBe(0);
  });
});
