import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdTable } from "../../src/rules/id-table.ts";

const long = "x".repeat(5000);

describe("semantics 40: numbers of ids", () => {
  it("numbers ids as they come, those of each kind for themselves", () => {
    const table = new IdTable();
    expect(table.find(1, "A")).toBe(-1);
    expect([table.add(1, "A"), table.add(1, "B"), table.add(2, "A")]).toEqual([-1, -1, -1]);
    expect(table.size).toBe(3);
    expect([table.find(1, "A"), table.find(1, "B"), table.find(2, "A")]).toEqual([0, 1, 2]);
    expect([table.find(2, "B"), table.find(1, ""), table.find(1, "AB")]).toEqual([-1, -1, -1]);
    expect(table.add(1, "B")).toBe(1);
    expect(table.size).toBe(3);
  });

  it("takes ids of any characters and of any length", () => {
    const table = new IdTable();
    const ids = [
      "",
      "é",
      "e\u0301",
      "票",
      "\u{1f600}",
      "\u{d83d}",
      long,
      `${long}y`,
      long.slice(1),
    ];
    for (const id of ids) expect(table.add(0, id)).toBe(-1);
    expect(ids.map((id) => table.add(0, id))).toEqual(ids.map((_, index) => index));
  });

  it("tells ids of one hash apart, however many", () => {
    const table = new IdTable(() => 7);
    const ids = Array.from({ length: 300 }, (_, index) => `T-${index}`);
    for (const id of ids) expect(table.add(3, id)).toBe(-1);
    expect(ids.map((id) => table.find(3, id))).toEqual(ids.map((_, index) => index));
    expect(table.find(3, "T-300")).toBe(-1);
    expect(table.find(4, "T-299")).toBe(-1);
  });

  it("numbers as a map does", () => {
    const hashes = [undefined, () => -1, (_: number, id: string) => id.length];
    const one = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 400 }), fc.constantFrom(...hashes), (ids, hash) => {
        const table = new IdTable(hash);
        const map = new Map<string, number>();
        for (const [kind, id] of ids) {
          const key = JSON.stringify([kind, id]);
          expect(table.find(kind, id)).toBe(map.get(key) ?? -1);
          expect(table.add(kind, id)).toBe(map.get(key) ?? -1);
          if (!map.has(key)) map.set(key, map.size);
        }
        expect(table.size).toBe(map.size);
      }),
    );
  });
});
