import { describe, expect, it } from "vitest";
import type { LookedRows } from "../../src/rules/judged-result.ts";
import { countRows } from "../../src/rules/used-series.ts";

/** Buckets B-0, B-1, …, of which the last stands for two rows more that were equal. */
const series = {
  good: [],
  copies: Uint32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
  ids: new Map([
    [3, "B-3"],
    [5, "B-5"],
  ]),
} as unknown as LookedRows["series"];

const looked = (...ranges: readonly (readonly [first: number, beyond: number])[]) =>
  ranges.map(([first, beyond]) => ({ series, first, beyond }));
const none = new Map<string, number>();

describe("semantics 39: rows in bulk that were used", () => {
  it("a row counts once, whoever looked at it and in whatever order", () => {
    // 0 to 8; 2 to 4 are among them; 5 to 9 add the ninth. In any order.
    expect(countRows(looked([0, 8], [2, 4], [5, 9]), none)).toBe(9);
    expect(countRows(looked([5, 9], [0, 8], [2, 4]), none)).toBe(9);
  });

  it("with the equal rows that were merged into it (40)", () => {
    expect(countRows(looked([8, 10]), none)).toBe(4);
    // B-3 was given three times; B-5 once more, and lies beyond.
    const twins = new Map([
      ["bucket:B-3", 2],
      ["bucket:B-5", 1],
      ["sample:B-3", 7],
    ]);
    expect(countRows(looked([3, 5]), twins)).toBe(4);
    expect(countRows(looked([0, 3]), twins)).toBe(3);
  });

  it("each kind of row by its own name (40)", () => {
    const twins = new Map([
      ["bucket:X-0", 1],
      ["sample:X-0", 2],
      ["state:X-0", 4],
    ]);
    const of = (kind: object) =>
      countRows(
        [{ series: { ...kind, ids: new Map([[0, "X-0"]]) } as never, first: 0, beyond: 1 }],
        twins,
      );
    expect([of({ good: [] }), of({}), of({ isChange: [] })]).toEqual([2, 3, 5]);
  });
});
