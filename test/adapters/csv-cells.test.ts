import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRows, rowCharactersMax } from "../../src/adapters/csv-cells.ts";

/** All rows of a text that comes in pieces of `size` characters. */
function rowsOf(text: string, delimiter = ",", size = text.length || 1) {
  const reader = csvRows(delimiter);
  const rows = [];
  for (let start = 0; start < text.length; start += size)
    rows.push(...reader.take(text.slice(start, start + size)));
  return [...rows, ...reader.finish()];
}

const cellsOf = (text: string, delimiter = ",") =>
  rowsOf(text, delimiter).map(({ cells }) => cells);

describe("rows and cells", () => {
  it.each([
    {
      text: "a,b\n1,2\n",
      rows: [
        ["a", "b"],
        ["1", "2"],
      ],
      why: "the last line end closes a row",
    },
    {
      text: "a,b\n1,2",
      rows: [
        ["a", "b"],
        ["1", "2"],
      ],
      why: "it may be missing",
    },
    {
      text: "a,b\r\n1,2\r\n",
      rows: [
        ["a", "b"],
        ["1", "2"],
      ],
      why: "CRLF",
    },
    { text: 'a\r\n"1"\r\n2\n', rows: [["a"], ["1"], ["2"]], why: "both in one file" },
    { text: ",\n", rows: [["", ""]], why: "two empty cells" },
    { text: "\n\n", rows: [[""], [""]], why: "an empty line is one empty cell" },
    { text: '"a,b",c\n', rows: [["a,b", "c"]], why: "a delimiter inside quotes" },
    {
      text: '"a\r\nb",c\n',
      rows: [["a\r\nb", "c"]],
      why: "a line end inside quotes stays as it is",
    },
    { text: '"say ""a""",""\n', rows: [['say "a"', ""]], why: "doubled quotes, and an empty pair" },
    { text: 'x,"a"', rows: [["x", "a"]], why: "a closing quote at the very end" },
    { text: 'x,"a"\r', rows: [["x", "a"]], why: "and half a line end behind it" },
    { text: " a , b\n", rows: [[" a ", " b"]], why: "spaces belong to the cell" },
    { text: "", rows: [], why: "nothing" },
  ])("$why", ({ text, rows }) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it("takes other delimiters", () => {
    expect(cellsOf('a;"b;c";d\n', ";")).toEqual([["a", "b;c", "d"]]);
    expect(cellsOf("a\tb,c\n", "\t")).toEqual([["a", "b,c"]]);
  });

  it("tells the line on which each row begins", () => {
    const lines = rowsOf('a,b\n"1\n2\n3",x\n\n4,"y\n"\nlast\n').map(({ line }) => line);
    expect(lines).toEqual([1, 2, 5, 6, 8]);
  });
});

describe("what is no CSV", () => {
  it.each([
    { text: 'a,b\n1,"x\ny,2\n', code: "csv.quote-not-closed", line: 2, why: "where it opens" },
    { text: 'a,b\n"p\nq","x\ny', code: "csv.quote-not-closed", line: 3, why: "inside a row" },
    { text: 'a,b\n1,x"y\n', code: "csv.quote-inside", line: 2, why: 'a quote inside: 5" pipe' },
    { text: 'a,b\n"x"y,2\n', code: "csv.text-after-quote", line: 2, why: "text behind a quote" },
    { text: 'a,b\n"x" ,2\n', code: "csv.text-after-quote", line: 2, why: "a space is text" },
    {
      text: 'a,b\n"x"\ry,2\n',
      code: "csv.text-after-quote",
      line: 2,
      why: "CR alone behind a quote",
    },
    { text: "a,b\r1,2\r3,4\n", code: "csv.lone-carriage-return", line: 1, why: "CR alone" },
    {
      text: '"a"\n"x",p\rq\n',
      code: "csv.lone-carriage-return",
      line: 2,
      why: "and beside quotes",
    },
  ])("$why: $code", ({ text, code, line }) => {
    const faults = rowsOf(text).flatMap(({ fault }) => fault ?? []);
    expect(faults).toMatchObject([{ code, line }]);
  });

  it("goes on with the next line, so that every bad row is told", () => {
    const rows = rowsOf('a\nx"\nok\ny"z\nfine\n');
    expect(rows.map(({ fault, cells }) => fault?.line ?? cells[0])).toEqual([
      "a",
      2,
      "ok",
      4,
      "fine",
    ]);
  });

  it("keeps no more than one row: a quote that nobody closes ends the file early", () => {
    const reader = csvRows(",");
    expect(reader.take('a,b\n1,"x')).toHaveLength(1);
    const piece = "y".repeat(rowCharactersMax / 4);
    const rows = Array.from({ length: 6 }, () => reader.take(piece)).flat();
    expect(rows).toMatchObject([{ fault: { code: "csv.quote-not-closed", line: 2 } }]);
    expect(reader.finish()).toEqual([]);
  });

  it("a line without an end is refused too", () => {
    const rows = rowsOf("x".repeat(rowCharactersMax + 2), ",", 100_000);
    expect(rows).toMatchObject([{ fault: { code: "csv.row-too-long", line: 1 } }]);
  });
});

const cell = fc.string({
  unit: fc.constantFrom("a", "b", " ", ",", ";", '"', "\n", "\r", "号"),
  maxLength: 6,
});
const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});
const quotedText = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\n");

describe("laws", () => {
  it("what is written in quotes is read back", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        expect(cellsOf(quotedText(rows))).toEqual(rows);
      }),
    );
  });

  it("the seams between pieces make no difference", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r"), maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (given, size) => {
        expect(rowsOf(given, ",", size)).toEqual(rowsOf(given));
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees with csv-parse on every text that both read", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', "\n"), maxLength: 20 });
    fc.assert(
      fc.property(text, (given) => {
        const rows = rowsOf(given);
        if (rows.some(({ fault }) => fault !== undefined)) return;
        const other: string[][] = parse(given, {
          relax_column_count: true,
          record_delimiter: "\n",
        });
        expect(rows.map(({ cells }) => cells)).toEqual(other);
      }),
      { numRuns: 3000 },
    );
  });
});
