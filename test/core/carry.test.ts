import { expect, it } from "vitest";
import { ONE } from "../../src/base/ratio.ts";
import { carriedOn } from "../../src/core/carry.ts";
import type { Fault } from "../../src/core/faults.ts";
import type { Instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { intervalSet, spansOf } from "../../src/time/interval-set.ts";

const at = (ms: number) => ms as Instant;
const fault = (id: string, start: number, end: number): Fault => ({
  id,
  start: at(start),
  end: at(end),
  weight: ONE,
  cause: undefined,
});

it("what was known last goes on for a while, until something is known again (semantics 19)", () => {
  const known = intervalSet([interval(at(0), at(10)), interval(at(15), at(20))]);
  const faults = [fault("early", 2, 5), fault("last", 8, 10), fault("end", 18, 20)];
  const found = carriedOn({ known, faults }, 8, at(25));
  // to 15 where the next span begins, and to 25 where the world ends.
  expect(spansOf(found.known).map(({ start, end }) => [start, end])).toEqual([[0, 25]]);
  expect(found.faults.map(({ start, end }) => [start, end])).toEqual([
    [2, 5],
    [8, 15],
    [18, 25],
  ]);
});

it("is never cut short: what is known to the end stays so", () => {
  const known = intervalSet([interval(at(0), at(30))]);
  expect(carriedOn({ known, faults: [] }, 8, at(25)).known).toEqual(known);
});
