import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, minorTotal, restated, settled } from "../support/engine.ts";
import { type World, worlds } from "../support/generate.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";

/** A world, and the same world when fewer and then other records are known. */
const histories = worlds({ tickets: 6, pausedDays: true }).chain((world) =>
  fc.record({
    first: fc.subarray([...world.rows]).map((rows) => known(world, rows)),
    second: fc.subarray([...world.rows]).map((rows) => known(world, rows)),
    third: fc.constant(world),
  }),
);

/** Attributions of outages that are left out go with them. */
function known(world: World, rows: World["rows"]): World {
  const ids = new Set(rows.map(({ id }) => id));
  const kept = rows.filter((row) => row.type !== "attribution" || ids.has(row.outage));
  const source = world.rows.find(({ id }) => id === "INC-0");
  const isThere = source === undefined || ids.has("INC-0");
  return { ...world, rows: isThere ? kept : [...kept, source] };
}

describe("semantics 38: restating", () => {
  it("the same records give no revision", () => {
    fc.assert(
      fc.property(worlds({ tickets: 6 }), (world) => {
        fc.pre(settled(world).state === "final");
        expect(restated(world, [settled(world)])).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it("previous plus difference is the next, and issued statements stay byte for byte", () => {
    fc.assert(
      fc.property(histories, ({ first, second, third }) => {
        // What was forfeited moves no money: tables of their own hold it, in test/restate.test.ts.
        const isPayable = (world: World) =>
          settled(world).lines.every(({ status }) => status !== "forfeited");
        fc.pre([first, second, third].every(isPayable));
        const issued = [settled(first)];
        fc.pre(issued.every(({ state }) => state === "final"));
        for (const world of [second, third]) {
          const before = issued.map(bytesOf);
          const paid = issued.reduce((sum, statement) => sum + minorTotal(statement), 0);
          const fresh = minorTotal(settled(world));
          const revision = restated(world, issued);
          expect(issued.map(bytesOf)).toEqual(before);
          const now = paid + (revision === undefined ? 0 : minorTotal(revision));
          const isKept = world.parts.clawBack === "none";
          expect(now).toBe(isKept ? Math.max(paid, fresh) : fresh);
          if (revision === undefined) continue;
          expect(revision.revision).toBe(issued.length);
          issued.push(revision);
          expect(restated(world, issued)).toBeUndefined();
        }
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});
