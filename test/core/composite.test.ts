import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, ONE, type Ratio, ratio, ZERO } from "../../src/base/ratio.ts";
import { type CompositeMember, type CompositeTerms, composite } from "../../src/core/composite.ts";
import { corrected } from "../../src/core/corrections.ts";
import type { Fault } from "../../src/core/faults.ts";
import type { Instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import {
  containsInstant,
  EMPTY,
  type IntervalSet,
  intervalSet,
  spansOf,
} from "../../src/time/interval-set.ts";

const END = 60;
const third = ratio(1n, 3n);
const weights = [ONE, third, ZERO];

type Span = readonly [start: number, end: number];
const at = (ms: number) => ms as Instant;
const set = (...spans: readonly Span[]): IntervalSet =>
  intervalSet(spans.map(([start, end]) => interval(at(start), at(end))));
const fault = (id: string, start: number, end: number, weight: Ratio = ONE): Fault => ({
  id,
  start: at(start),
  end: at(end),
  weight,
  cause: undefined,
});
const all = set([0, END]);
const member = (
  faults: readonly Fault[],
  { known = all, excusable = EMPTY }: Partial<CompositeMember> = {},
): CompositeMember => ({ faults, known, excusable });
const shown = (faults: readonly Fault[]) =>
  faults.map(({ id, start, end }) => `${id} ${start}-${end}`);
const spans = (one: IntervalSet) => spansOf(one).map(({ start, end }) => [start, end]);
const allDown: CompositeTerms = { n: "all", strict: false };
const anyDown: CompositeTerms = { n: 1, strict: false };

describe("composites on timelines (semantics 21)", () => {
  const a = member([fault("A", 10, 30)]);
  const b = member([fault("B", 20, 40)]);
  const c = member([fault("C", 50, 55)]);

  it.each([
    { terms: anyDown, faults: ["A 10-30", "B 20-40", "C 50-55"], masked: [] },
    { terms: { n: 2, strict: false }, faults: ["A 20-30", "B 20-30"], masked: ["C 50-55"] },
    { terms: allDown, faults: [], masked: ["A 10-30", "B 20-40", "C 50-55"] },
  ] as const)("down when $terms.n of three are", ({ terms, faults, masked }) => {
    const found = composite([a, b, c], terms);
    expect(shown(found.faults)).toEqual(faults);
    expect(shown(found.masked)).toEqual(masked);
    expect(spans(found.known)).toEqual([[0, END]]);
  });

  it("is as bad as the n-th worst: a third and the whole are a third where both are needed", () => {
    const part = member([fault("P", 0, 20, third)]);
    const both = composite([a, part], allDown);
    expect(both.faults).toMatchObject([
      { id: "A", start: 10, end: 20, weight: third },
      { id: "P", start: 10, end: 20, weight: third },
    ]);
    const either = composite([a, part], anyDown);
    expect(either.faults).toMatchObject([
      { id: "A", start: 10, end: 30, weight: ONE },
      { id: "P", start: 0, end: 10, weight: third },
    ]);
  });

  it("of two parts the larger is the worse, whichever member comes first (21)", () => {
    const [little, half] = [ratio(1n, 4n), ratio(1n, 2n)];
    const members = [member([fault("L", 0, 20, little)]), member([fault("H", 0, 20, half)])];
    for (const order of [members, [...members].reverse()])
      expect(composite(order, anyDown).faults).toMatchObject([
        { id: "H", start: 0, end: 20, weight: half },
      ]);
  });

  it("one weight that follows another on a member leaves no hole", () => {
    const steps = member([
      fault("S1", 0, 10, third),
      fault("S2", 10, 20),
      fault("S3", 20, 30, third),
    ]);
    expect(shown(composite([steps, steps], allDown).faults)).toEqual([
      "S1 0-10",
      "S2 10-20",
      "S3 20-30",
      "S1 0-10",
      "S2 10-20",
      "S3 20-30",
    ]);
  });

  it("an unknown member is left out while another is known; strict, it makes the whole unknown", () => {
    const blind = member([], { known: set([0, 25]) });
    const found = composite([a, blind], allDown);
    expect(shown(found.faults)).toEqual(["A 25-30"]);
    expect(spans(found.known)).toEqual([[0, END]]);
    const strict = composite([a, blind], { n: "all", strict: true });
    expect(strict.faults).toEqual([]);
    expect(spans(strict.known)).toEqual([[0, 25]]);
    expect(spans(composite([blind, blind], allDown).known)).toEqual([[0, 25]]);
  });

  it("a fault outside the known time is known", () => {
    const found = composite([member([fault("A", 10, 30)], { known: EMPTY })], anyDown);
    expect(spans(found.known)).toEqual([[10, 30]]);
    expect(shown(found.faults)).toEqual(["A 10-30"]);
  });

  it("a fault of no length, and one of no weight, make nothing impaired", () => {
    const none = member([fault("Z", 10, 10), fault("W", 10, 20, ZERO)]);
    const found = composite([none], anyDown);
    expect(found.faults).toEqual([]);
    expect(shown(found.masked)).toEqual(["W 10-20"]);
  });

  it.each([
    { terms: allDown, undecided: [[20, 40]], why: "it rests on A where B is down" },
    {
      terms: anyDown,
      undecided: [
        [5, 20],
        [40, 45],
      ],
      why: "it rests on A where B is up",
    },
  ])("A could be excused from 5 to 45. $terms.n down: $why", ({ terms, undecided }) => {
    const found = composite([{ ...a, excusable: set([5, 45]) }, b], terms);
    expect(spans(found.undecided)).toEqual(undecided);
  });
});

describe("the sweep against looking at each instant by itself", () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: END - 1 }), fc.integer({ min: 1, max: 20 }))
    .map(([start, length]): Span => [start, Math.min(END, start + length)]);
  const faults = fc.array(fc.tuple(span, fc.constantFrom(...weights)), { maxLength: 4 });
  const anyMember = fc
    .tuple(faults, fc.array(span, { maxLength: 3 }), fc.array(span, { maxLength: 2 }))
    .map(([list, known, excusable]) =>
      member(
        list.map(([[start, end], weight], i) => fault(`F${i}`, start, end, weight)),
        { known: set(...known), excusable: set(...excusable) },
      ),
    );
  const anyTerms = fc.record({
    n: fc.constantFrom("all" as const, 1, 2, 3),
    strict: fc.boolean(),
  });

  it("finds the same weight, knowledge and doubt", () => {
    fc.assert(
      fc.property(
        fc.array(anyMember, { minLength: 1, maxLength: 4 }),
        anyTerms,
        (members, terms) => {
          const found = composite(members, terms);
          for (let instant = 0; instant < END; instant += 1) {
            const expected = lookAt(members, terms, instant);
            expect(containsInstant(found.known, at(instant))).toBe(expected.isKnown);
            expect(containsInstant(found.undecided, at(instant))).toBe(expected.isUndecided);
            const here = found.faults.filter(({ start, end }) => start <= instant && instant < end);
            const heaviest = here.reduce((most, { weight }) => larger(most, weight), ZERO);
            expect(heaviest).toEqual(expected.weight);
          }
        },
      ),
    );
  });
});

function larger(a: Ratio, b: Ratio): Ratio {
  return compare(a, b) < 0 ? b : a;
}

/** Written anew from semantics 21, for one instant. */
function lookAt(
  members: readonly CompositeMember[],
  { n, strict }: CompositeTerms,
  instant: number,
) {
  const seen = members.map(({ faults, known, excusable }) => {
    const on = faults.filter(({ start, end }) => start <= instant && instant < end);
    return {
      weight: on.reduce((most, { weight }) => larger(most, weight), ZERO),
      isKnown: on.length > 0 || containsInstant(known, at(instant)),
      isExcusable: containsInstant(excusable, at(instant)),
    };
  });
  const told = seen.filter(({ isKnown }) => isKnown);
  if (told.length === 0 || (strict && told.length < seen.length))
    return { isKnown: false, isUndecided: false, weight: ZERO };
  const nth = (list: readonly Ratio[]) =>
    list.slice().sort((a, b) => compare(b, a))[(n === "all" ? told.length : n) - 1] ?? ZERO;
  const with_ = (instead: Ratio) =>
    nth(told.map(({ weight, isExcusable }) => (isExcusable ? instead : weight)));
  return {
    isKnown: true,
    weight: nth(told.map(({ weight }) => weight)),
    isUndecided: compare(with_(ZERO), with_(ONE)) !== 0,
  };
}

describe("corrections (semantics 26)", () => {
  const component = {
    faults: [fault("INC-1", 10, 30), fault("INC-2", 40, 40)],
    known: set([0, 50]),
  };
  const one = (id: string, from: number, until: number, weight: Ratio | "unknown") => ({
    id,
    from: at(from),
    until: at(until),
    weight,
  });

  it("without any, nothing changes", () => {
    expect(corrected(component, [])).toEqual(component);
  });

  it("inside one nothing else is heard; the original keeps the rest", () => {
    const found = corrected(component, [one("C-1", 15, 20, ZERO)]);
    expect(shown(found.faults)).toEqual(["INC-1 10-15", "INC-1 20-30", "INC-2 40-40", "C-1 15-20"]);
    expect(spans(found.known)).toEqual([[0, 50]]);
  });

  it("down is a fault of its own, and known; unknown is neither", () => {
    const found = corrected(component, [one("C-1", 45, 60, ONE), one("C-2", 0, 12, "unknown")]);
    expect(shown(found.faults)).toEqual(["INC-1 12-30", "INC-2 40-40", "C-1 45-60"]);
    expect(spans(found.known)).toEqual([[12, 60]]);
  });

  it("one of a resource is heard for that alone", () => {
    const db = { ...fault("INC-3", 20, 30), resource: "db-1" };
    const both = { ...component, faults: [...component.faults, db] };
    const ofDb = { ...one("C-1", 15, 25, ZERO), resource: "db-1" };
    expect(shown(corrected(both, [ofDb]).faults)).toEqual([
      "INC-1 10-30",
      "INC-2 40-40",
      "INC-3 25-30",
      "C-1 15-25",
    ]);
    const lost = { ...one("C-2", 0, 50, "unknown"), resource: "db-1" } as const;
    const found = corrected(both, [lost, one("C-3", 40, 60, ONE)]);
    expect(shown(found.faults)).toEqual(["INC-1 10-30", "INC-2 40-40", "C-3 40-60"]);
    expect(spans(found.known), "the service is known without it").toEqual([[0, 60]]);
  });

  it("the first in the list decides, the next gets what it leaves", () => {
    const found = corrected(component, [one("C-2", 20, 25, ONE), one("C-1", 10, 30, ZERO)]);
    expect(shown(found.faults)).toEqual(["INC-2 40-40", "C-2 20-25", "C-1 10-20", "C-1 25-30"]);
  });
});
