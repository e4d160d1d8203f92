import { describe, expect, it } from "vitest";
import { distinct } from "../../src/base/distinct.ts";

describe("each value once", () => {
  it.each([
    { list: [], once: [] },
    { list: ["b"], once: ["b"] },
    { list: ["b", "b"], once: ["b"] },
    { list: ["b", "a", "b", "c", "a"], once: ["b", "a", "c"] },
  ])("$list gives $once, in the order in which they came first", ({ list, once }) => {
    expect(distinct<string>(list)).toEqual(once);
  });
});
