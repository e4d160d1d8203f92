import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEGRADED, DOWN, stateTimeline, UNKNOWN, UP } from "../../src/core/state-timeline.ts";
import type { Instant } from "../../src/time/instant.ts";
import { containsInstant, spansOf } from "../../src/time/interval-set.ts";

const at = (ms: number) => ms as Instant;

/** Rows as [at, state, left]; the timeline runs from 0 to 100. */
function timeline(
  rows: readonly (readonly [number, number, number?])[],
  initial = 0,
  standsMs?: number | Float64Array,
) {
  const left = Uint8Array.from(rows, ([, , one]) => one ?? 0);
  const columns = {
    at: Float64Array.from(rows, ([when]) => when),
    state: Uint8Array.from(rows, ([, state]) => state),
    ...(left.some((one) => one > 0) ? { left } : {}),
  };
  const found = stateTimeline(columns, { initial, since: at(0), until: at(100), standsMs });
  const { starts, ends, kinds, rows: places } = found.impaired;
  return {
    known: spansOf(found.known).map(({ start, end }) => [start, end]),
    impaired: Array.from(starts, (start, i) => [start, ends[i], kinds[i], places[i]]),
    set: found.known,
  };
}

describe("the state of a series (semantics 17)", () => {
  it("a state stands until the next row, and the last one to the end", () => {
    const { known, impaired } = timeline([
      [10, UP],
      [20, DOWN],
      [30, DEGRADED],
      [40, UP],
      [90, DOWN],
    ]);
    expect(known).toEqual([[10, 100]]);
    expect(impaired).toEqual([
      [20, 30, DOWN, 1],
      [30, 40, DEGRADED, 2],
      [90, 100, DOWN, 4],
    ]);
  });

  it("a row that repeats the state adds nothing: one stretch, named by its first row", () => {
    expect(
      timeline([
        [10, DOWN],
        [20, DOWN],
        [30, UP],
      ]).impaired,
    ).toEqual([[10, 30, DOWN, 0]]);
  });

  it.each([
    { why: "what the first row left", left: DOWN, initial: UP, impaired: [[0, 10, DOWN, -1]] },
    { why: "else the initial state", left: 0, initial: DOWN, impaired: [[0, 10, DOWN, -1]] },
    { why: "left up wins over an initial state", left: UP, initial: DOWN, impaired: [] },
  ])("before the first row: $why", ({ left, initial, impaired }) => {
    const found = timeline([[10, UP, left]], initial);
    expect(found.impaired).toEqual(impaired);
    expect(found.known).toEqual([[0, 100]]);
  });

  it("before the first row: else unknown; and so is all of an empty series", () => {
    expect(timeline([[10, UP]]).known).toEqual([[10, 100]]);
    expect(timeline([]).known).toEqual([]);
    expect(timeline([], UP).known).toEqual([[0, 100]]);
    expect(timeline([[10, UP, UNKNOWN]], UP).known).toEqual([[10, 100]]);
  });

  it("before a first row at the very beginning there is nothing", () => {
    expect(timeline([[0, UP]], DOWN).impaired).toEqual([]);
    expect(timeline([[0, UP, DOWN]]).impaired).toEqual([]);
  });

  it("what was left unknown is unknown since the row before; any other word yields to that row", () => {
    const rows = (left: number) =>
      [
        [0, UP],
        [10, DOWN],
        [20, UP, left],
      ] as const;
    expect(timeline(rows(UNKNOWN))).toMatchObject({
      known: [
        [0, 10],
        [20, 100],
      ],
      impaired: [],
    });
    expect(timeline(rows(UP)).impaired).toEqual([[10, 20, DOWN, 1]]);
  });

  it("unknown, and a row without a state, are no knowledge", () => {
    expect(
      timeline([
        [10, UNKNOWN],
        [20, UP],
        [30, 0],
        [40, DOWN],
      ]).known,
    ).toEqual([
      [20, 30],
      [40, 100],
    ]);
  });

  it("a sample stands for so long at most, then nothing is known", () => {
    const rows = [
      [0, DOWN],
      [10, DOWN],
      [40, UP],
    ] as const;
    const all = timeline(rows, 0, 15);
    expect(all.known).toEqual([
      [0, 25],
      [40, 55],
    ]);
    expect(all.impaired).toEqual([[0, 25, DOWN, 0]]);
    const each = timeline(rows, 0, Float64Array.of(5, 100, 0));
    expect(each.known).toEqual([
      [0, 5],
      [10, 40],
    ]);
  });

  it("agrees with looking at each instant by itself", () => {
    const row = fc.record({
      when: fc.integer({ min: 0, max: 99 }),
      state: fc.integer({ min: 1, max: 4 }),
      left: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ({ when }) => when, maxLength: 8 }),
        fc.integer({ min: 0, max: 4 }),
        fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
        (given, initial, stands) => {
          const rows = given.slice().sort((a, b) => a.when - b.when);
          const found = timeline(
            rows.map(({ when, state, left }) => [when, state, left] as const),
            initial,
            stands,
          );
          for (let instant = 0; instant < 100; instant += 1) {
            const state = stateAt(rows, initial, stands, instant);
            const isKnown = state >= UP && state <= DOWN;
            expect(containsInstant(found.set, at(instant))).toBe(isKnown);
            const kind = found.impaired.find(
              ([start, end]) => (start as number) <= instant && instant < (end as number),
            )?.[2];
            expect(kind).toBe(state === DOWN || state === DEGRADED ? state : undefined);
          }
        },
      ),
    );
  });
});

/** Written anew from semantics 17, for one instant. */
function stateAt(
  rows: readonly { readonly when: number; readonly state: number; readonly left: number }[],
  initial: number,
  stands: number | undefined,
  instant: number,
): number {
  const before = rows.filter(({ when }) => when <= instant).at(-1);
  const after = rows.find(({ when }) => when > instant);
  if (after?.left === UNKNOWN) return UNKNOWN;
  if (before === undefined) return after === undefined || after.left === 0 ? initial : after.left;
  return stands !== undefined && instant >= before.when + stands ? UNKNOWN : before.state;
}
