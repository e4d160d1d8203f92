import { describe, expect, it } from "vitest";
import { readClaimed } from "../../src/adapters/claimed-csv.ts";

const read = (text: string, columns = {}) => {
  const { rows, issues } = readClaimed(text, { file: "claimed.csv", columns });
  return { rows, issues: issues.map(({ code, line }) => `${code} ${line}`) };
};

describe("a list whose titles cannot be read", () => {
  it.each([
    // The quote swallows all rows: none of them may be lost in silence.
    { text: 'amount,"note\n100.00,x\n200.00,y\n', found: "csv.quote-not-closed 1" },
    { text: 'amount,no"te\n100.00,x\n', found: "csv.quote-inside 1" },
    { text: 'amount,"note" x\n100.00,x\n', found: "csv.text-after-quote 1" },
    { text: "amount\r100.00\r200.00\r", found: "csv.lone-carriage-return 1" },
  ])("$found", ({ text, found }) => {
    expect(read(text)).toEqual({ rows: [], issues: [found] });
  });
});

describe("a column that stands twice", () => {
  it("is refused where it means something", () => {
    const found = { rows: [], issues: ["csv.column-twice 1"] };
    expect(read("amount,amount\n1.00,2.00\n")).toEqual(found);
    expect(read("amount,Level,Level\n1.00,a,b\n", { commitment: "Level" })).toEqual(found);
  });

  it("is left alone where it means nothing, or where another one is named", () => {
    const rows = [{ amount: "1.00" }];
    expect(read("amount,note,note\n1.00,a,b\n")).toEqual({ rows, issues: [] });
    expect(read("amount,amount,Credited\n3.00,2.00,1.00\n", { amount: "Credited" })).toEqual({
      rows,
      issues: [],
    });
  });
});
