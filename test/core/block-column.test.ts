import { expect, it } from "vitest";
import { BlockColumn } from "../../src/core/block-column.ts";

it.each(["instants", "counts"] as const)(
  "a column of %s grows over many blocks and keeps what it was given",
  (kind) => {
    const column = new BlockColumn(kind);
    for (let n = 0; n < 10_000; n += 1) column.push(3 * n - 1);
    column.set(4096, -7);
    expect(column.length).toBe(10_000);
    expect([0, 4095, 4096, 8192, 9_999].map((place) => column.at(place))).toEqual([
      -1, 12_284, -7, 24_575, 29_996,
    ]);
  },
);

it("instants take more than 32 bits", () => {
  const column = new BlockColumn("instants");
  column.push(7_289_654_400_000);
  expect(column.at(0)).toBe(7_289_654_400_000);
});
