import { describe, expect, it } from "vitest";
import { RowIndex } from "../../src/rules/row-index.ts";
import type { RecordRow } from "../../src/schema/records.ts";

const claim = (id: string, source?: { file?: string; line?: number }): RecordRow => ({
  type: "claim",
  id,
  at: "2026-10-03T01:00:00Z",
  stage: "claim",
  period: "2026-10",
  evidence: [],
  ...(source === undefined ? {} : { source }),
});
const words = (last: number) => new Uint32Array([1, 2, 3, 4, 5, 6, 7, last]);

describe("semantics 40: the index of ids", () => {
  it("tells the first row of an id, its content and its place", () => {
    const index = new RowIndex();
    expect(index.note(claim("A", { file: "a", line: 7 }), "A", 0, words(1))).toBeUndefined();
    expect(index.note(claim("B", { file: "a" }), "B", 1, words(2))).toBeUndefined();
    expect(index.note(claim("C", { file: "b", line: 1 }), "C", 2, words(3))).toBeUndefined();
    expect(index.note(claim("D"), "D", 3, words(4))).toBeUndefined();
    const [a, b, c, d] = ["A", "B", "C", "D"].map((id) => index.note(claim(id), id, 9, words(9)));
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
    index.note(claim("A"), "A", 0, words(1));
    index.mark(index.last, 2);
    index.note(claim("B"), "B", 1, words(1));
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
    for (let n = 0; n < rows; n += 1) index.note(claim(`C-${n}`), `C-${n}`, 2 * n, words(n));
    for (const n of [0, 4095, 4096, 8191, 8192, rows - 1]) {
      const slot = index.note(claim(`C-${n}`), `C-${n}`, 0, words(n)) ?? -1;
      expect(index.placeOf(slot).index).toBe(2 * n);
      expect(index.isLike(slot, words(n))).toBe(true);
    }
  });
});
