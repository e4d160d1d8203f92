import { describe, expect, it } from "vitest";
import { lengthIn, setMeasure } from "../../src/core/set-measure.ts";
import { intervalSetOf } from "../../src/time/interval-set.ts";

describe("how much of a span lies inside a set", () => {
  const measure = setMeasure(intervalSetOf(Float64Array.of(10, 30), Float64Array.of(20, 35)));
  it.each([
    { span: [0, 100], ms: 15, why: "both spans" },
    { span: [0, 10], ms: 0, why: "ends where the first begins" },
    { span: [10, 20], ms: 10, why: "the first, whole" },
    { span: [15, 32], ms: 7, why: "5 of the first, 2 of the second" },
    { span: [20, 30], ms: 0, why: "the gap between" },
    { span: [35, 50], ms: 0, why: "after all" },
    { span: [12, 12], ms: 0, why: "no length" },
    { span: [32, 12], ms: 0, why: "reversed" },
  ])("$span: $why", ({ span: [start = 0, end = 0], ms }) => {
    expect(lengthIn(measure, start, end)).toBe(ms);
  });
});
