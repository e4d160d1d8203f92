import { expect, it } from "vitest";
import { creditOfLine, resultOfLine } from "../../src/rules/line-credit.ts";

it("a line names its commitment, what was judged and its credit; one that closes a revision none (38)", () => {
  const result = "availability/web/2026-10";
  const of = { commitment: "availability", unit: "web", credit: "tenth" };
  expect(creditOfLine({ id: `${result}/tenth`, result })).toEqual(of);
  expect(creditOfLine({ id: `${result}/tenth#forfeited`, result })).toEqual(of);
  const none = { commitment: "", unit: "", credit: "" };
  expect(creditOfLine({ id: "not-clawed-back", result: "" })).toEqual(none);
});

it("the id of a line names its result; that of points, or of what closes a revision, none (38)", () => {
  const result = "availability/web/2026-10";
  const ids = [`${result}/tenth`, `${result}/late#too-late`, "points/2026-10", "not-clawed-back"];
  expect(ids.map(resultOfLine)).toEqual([result, result, "", ""]);
});
