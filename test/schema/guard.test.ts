import { describe, expect, it } from "vitest";
import { guardPlain } from "../../src/schema/guard.ts";

function found(value: unknown): readonly string[] {
  const result = guardPlain(value, "x");
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
}

function nested(levels: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

class Row {
  readonly id = "a";
}

describe("only plain JSON data passes (semantics 40)", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = { again: cycle };
  const shared = { a: 1 };

  it.each([
    {
      value: { a: [1, "b", true, null, undefined] },
      issues: [],
      why: "JSON, and what is left out",
    },
    { value: Object.create(null), issues: [], why: "an object without a prototype" },
    { value: [shared, shared], issues: [], why: "one object in two places" },
    { value: nested(100), issues: [], why: "a hundred levels" },
    { value: nested(101), issues: ["x.too-deep 0.0.0.0.0.0.0.0.0.0"], why: "one more" },
    { value: cycle, issues: ["x.cycle self.again"], why: "a cycle" },
    { value: { a: Number.NaN }, issues: ["x.not-a-number a"], why: "NaN" },
    { value: [Number.POSITIVE_INFINITY], issues: ["x.not-a-number 0"], why: "infinity" },
    { value: { a: 1n }, issues: ["x.not-json a"], why: "a bigint" },
    { value: { a: () => 1 }, issues: ["x.not-json a"], why: "a function" },
    { value: [Symbol("a")], issues: ["x.not-json 0"], why: "a symbol" },
    { value: new Date(0), issues: ["x.not-json "], why: "a Date" },
    { value: { a: new Map() }, issues: ["x.not-json a"], why: "a Map" },
    { value: [new Row()], issues: ["x.not-json 0"], why: "an instance of a class" },
    { value: { a: "\ud800" }, issues: ["x.lone-surrogate a"], why: "half a character" },
    { value: { a: "😀" }, issues: [], why: "a whole one" },
    {
      value: JSON.parse('{"a":{"__proto__":{"b":1}}}'),
      issues: ["x.unsafe-key a.__proto__"],
      why: "a key that zod would drop",
    },
    { value: { id: "__proto__" }, issues: [], why: "as an id it works" },
    {
      value: [Number.NaN, 1n, { a: Number.NaN }],
      issues: ["x.not-a-number 0", "x.not-json 1", "x.not-a-number 2.a"],
      why: "all problems at once",
    },
  ])("$issues: $why", ({ value, issues }) => {
    expect(found(value)).toEqual(issues);
  });

  it("refuses what is too large once, and lists at most a thousand problems", () => {
    expect(found(Array.from({ length: 200_001 }, () => 1))).toEqual(["x.too-large 199999"]);
    expect(found(Array.from({ length: 199_999 }, () => 1))).toEqual([]);
    expect(found(Array.from({ length: 5000 }, () => Number.NaN))).toHaveLength(1000);
  });
});
