import { describe, expect, it } from "vitest";
import { exactText, ONE, type Ratio, ratio, ZERO } from "../../src/base/ratio.ts";
import { type AvailabilityFacts, availability } from "../../src/core/availability.ts";
import type { Fault } from "../../src/core/faults.ts";
import { NO_MINIMUM } from "../../src/core/runs.ts";
import type { Instant } from "../../src/time/instant.ts";
import { EMPTY, type IntervalSet, single } from "../../src/time/interval-set.ts";

const at = (ms: number) => ms as Instant;
const span = (start: number, end: number): IntervalSet => single(at(start), at(end));
const half = ratio(1n, 2n);

function fault(id: string, start: number, end: number, weight: Ratio = ONE): Fault {
  return { id, start: at(start), end: at(end), weight, cause: undefined };
}

function measured(facts: Partial<AvailabilityFacts>) {
  return availability({
    span: span(0, 100),
    known: span(0, 100),
    faults: [],
    minimum: NO_MINIMUM,
    overlap: "largest",
    rules: [],
    ...facts,
  });
}

/** "id counted+short+unknown+covered" of each fault. */
const sharesOf = (facts: Partial<AvailabilityFacts>) =>
  measured(facts).shares.map(
    (one) => `${one.fault.id} ${one.countedMs}+${one.tooShortMs}+${one.unknownMs}+${one.coveredMs}`,
  );

describe("semantics 18, 27: where the time of a period went", () => {
  it.each([
    { facts: {}, up: 100, bad: "0", whole: 100, why: "nothing happened" },
    { facts: { faults: [fault("A", 10, 30)] }, up: 80, bad: "20", whole: 100, why: "20 down" },
    {
      facts: { faults: [fault("A", 10, 30, half)] },
      up: 80,
      bad: "10",
      whole: 100,
      why: "20 of half weight",
    },
    {
      facts: { faults: [fault("A", 10, 15)], minimum: { ...NO_MINIMUM, lengthMs: 6 } },
      up: 95,
      bad: "0",
      whole: 100,
      why: "too short: neither up nor down",
    },
    {
      facts: { known: span(50, 100), faults: [fault("A", 40, 60)] },
      up: 40,
      bad: "20",
      whole: 60,
      why: "an outage that counts is known beyond the coverage (19)",
    },
    { facts: { span: EMPTY }, up: 0, bad: "0", whole: 0, why: "no period" },
    {
      facts: { span: EMPTY, faults: [fault("A", 10, 30)] },
      up: 0,
      bad: "0",
      whole: 0,
      why: "no period, whatever happened",
    },
  ])("$why", ({ facts, up, bad, whole }) => {
    const found = measured(facts);
    expect({ up: found.upMs, bad: exactText(found.bad), whole: found.wholeMs }).toEqual({
      up,
      bad,
      whole,
    });
    const counted = found.counted.reduce((sum, { ms }) => sum + ms, 0);
    const excluded = found.excludedShares.reduce((sum, { ms }) => sum + ms, 0);
    expect(found.upMs + counted + excluded + found.tooShortMs + found.unknownMs).toBe(
      found.elapsedMs,
    );
  });

  it.each([
    {
      faults: [fault("A", 0, 10), fault("B", 5, 20)],
      shares: ["A 10+0+0+0", "B 10+0+0+5"],
      why: "the first has the overlap",
    },
    {
      faults: [fault("A", 0, 10), fault("B", 0, 20)],
      shares: ["A 0+0+0+10", "B 20+0+0+0"],
      why: "of two that begin together the longer",
    },
    {
      faults: [fault("B", 0, 10), fault("A", 0, 10)],
      shares: ["B 0+0+0+10", "A 10+0+0+0"],
      why: "of two alike the first id",
    },
    {
      faults: [fault("A", 0, 10), fault("B", 0, 10)],
      shares: ["A 10+0+0+0", "B 0+0+0+10"],
      why: "in any order",
    },
    {
      faults: [fault("A", 0, 20, half), fault("B", 5, 10)],
      shares: ["A 15+0+0+5", "B 5+0+0+0"],
      why: "the heavier has its time",
    },
    { faults: [fault("A", 0, 20, ZERO)], shares: ["A 0+0+0+20"], why: "weight 0 has none" },
    {
      faults: [fault("A", -10, 10), fault("B", 95, 120)],
      shares: ["A 10+0+0+0", "B 5+0+0+0"],
      why: "inside the period",
    },
    { faults: [fault("A", 90, 90)], shares: ["A 0+0+0+0"], why: "no length" },
  ])("each ms is given to one fault: $why", ({ faults, shares }) => {
    expect(sharesOf({ faults })).toEqual(shares);
  });

  it("unknown and too short time is named by fault", () => {
    const faults = [fault("A", 7, 9), fault("B", 50, 52)];
    expect(
      sharesOf({ known: span(10, 100), faults, minimum: { ...NO_MINIMUM, lengthMs: 5 } }),
    ).toEqual(["A 0+0+2+0", "B 0+2+0+0"]);
  });

  it("a fault outside the span is a part of an outage that reaches into it", () => {
    const faults = [fault("A", -5, 0), fault("B", 0, 5), fault("C", 200, 210)];
    const found = measured({ faults });
    expect(found.shares.map(({ isBeside }) => isBeside)).toEqual([true, false, false]);
    expect(found.shares.map(({ run }) => run)).toEqual([0, 0, 1]);
  });
});
