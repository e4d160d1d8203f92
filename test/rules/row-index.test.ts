import { describe, expect, it } from "vitest";
import { RowIndex } from "../../src/rules/row-index.ts";

const words = (last: number) => new Uint32Array([1, 2, 3, 4, 5, 6, 7, last]);

describe("semantics 40: the index of ids", () => {
  it("tells the first row of an id, its content and its place", () => {
    const index = new RowIndex();
    expect(index.note("claim", "A", { index: 0, file: "a", line: 7 }, words(1))).toBeUndefined();
    expect(index.note("claim", "B", { index: 1, file: "a" }, words(2))).toBeUndefined();
    expect(index.note("claim", "C", { index: 2, file: "b", line: 1 }, words(3))).toBeUndefined();
    expect(index.note("claim", "D", { index: 3 }, words(4))).toBeUndefined();
    const [a, b, c, d] = ["A", "B", "C", "D"].map((id) =>
      index.note("claim", id, { index: 9 }, words(9)),
    );
    expect(index.note("claim", "E", { index: 9, file: "a" }, words(5))).toBeUndefined();
    expect(index.placeOf(4).file).toBe("a");
    expect([a, b, c, d].map((slot) => index.placeOf(slot ?? -1))).toEqual([
      { index: 0, file: "a", line: 7 },
      { index: 1, file: "a", line: undefined },
      { index: 2, file: "b", line: 1 },
      { index: 3, file: undefined, line: undefined },
    ]);
    expect(index.isLike(b ?? -1, words(2))).toBe(true);
    expect(index.isLike(b ?? -1, words(3))).toBe(false);
  });

  it("keeps types apart, and a mark with a row", () => {
    const index = new RowIndex();
    index.note("claim", "A", { index: 0 }, words(1));
    index.mark(index.last, 2);
    index.note("claim", "B", { index: 1 }, words(1));
    expect(index.markOf({ type: "claim", id: "A" })).toBe(2);
    expect(index.markOf({ type: "claim", id: "B" })).toBe(0);
    expect(index.markOf({ type: "ticket", id: "A" })).toBe(0);
    expect(index.markOf(0)).toBe(2);
    expect(index.has("claim", "A")).toBe(true);
    expect(index.has("claim", "C")).toBe(false);
    expect(index.has("ticket", "A")).toBe(false);
  });

  it("holds more rows than one block", () => {
    const index = new RowIndex();
    const rows = 10_000;
    for (let n = 0; n < rows; n += 1) index.note("claim", `C-${n}`, { index: 2 * n }, words(n));
    for (const n of [0, 4095, 4096, 8191, 8192, rows - 1]) {
      const slot = index.note("claim", `C-${n}`, { index: 0 }, words(n)) ?? -1;
      expect(index.placeOf(slot).index).toBe(2 * n);
      expect(index.isLike(slot, words(n))).toBe(true);
    }
  });
});
