import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { settled } from "../support/engine.ts";
import { type World, worlds } from "../support/generate.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";

type Commitment = ContractInput["commitments"][number];

const SUFFIX = ".v2";

/** Every commitment followed by an equal version of it, from this date on. */
function cutAt(world: World, from: string, termsAt: "start" | "stop"): World {
  const commitments = world.contract.commitments.flatMap((one): Commitment[] => [
    one,
    {
      ...one,
      id: `${one.id}${SUFFIX}`,
      effective: { from, continues: { commitment: one.id, termsAt } },
    },
  ]);
  return { ...world, contract: { ...world.contract, commitments } };
}

/** What may not change, without the names of versions and the step that tells of them. */
function told({ results, lines, caps, totals, evidence, manifest }: Statement): unknown {
  const isVersion = ({ op }: { readonly op: string }) => op === "version";
  const own = {
    results: results.map((one) => ({
      ...one,
      steps: one.steps.filter((step) => !isVersion(step)),
    })),
    lines,
    caps,
    totals,
    evidence,
    rows: manifest.rows,
  };
  return JSON.parse(JSON.stringify(own).replaceAll(SUFFIX, ""));
}

const dateIn = ({ place: { year, month } }: World, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

describe("semantics 37: cutting a period at a version boundary with equal versions", () => {
  it.each(["start", "stop"] as const)("changes nothing, with termsAt: %s", (termsAt) => {
    fc.assert(
      fc.property(worlds({ tickets: 6 }), fc.integer({ min: 1, max: 33 }), (world, day) => {
        const cut = cutAt(world, dateIn(world, day), termsAt);
        expect(told(settled(cut))).toEqual(told(settled(world)));
      }),
      { numRuns: RUNS },
    );
  });

  it("changes nothing in a quarter, whichever of its months it lies in", () => {
    const days = fc.integer({ min: 2, max: 91 });
    fc.assert(
      fc.property(worlds({ period: "calendar-quarter", tickets: 4 }), days, (world, day) => {
        const cut = cutAt(world, dateIn(world, day), "stop");
        expect(told(settled(cut))).toEqual(told(settled(world)));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("also where the new version says the same of clocks in other words", () => {
    // Another clause in each row: the clocks of tickets take the new table, with the same times.
    fc.assert(
      fc.property(worlds({ tickets: 6 }), fc.integer({ min: 2, max: 28 }), (world, day) => {
        const cut = cutAt(world, dateIn(world, day), "stop");
        const commitments = cut.contract.commitments.map((one) => {
          if (!one.id.endsWith(SUFFIX) || one.measure.facts !== "cycles") return one;
          fc.pre(one.measure.onPriorityChange !== "reset");
          return { ...one, targets: one.targets.map((row) => ({ ...row, clause: "9.9" })) };
        });
        const figures = (statement: Statement) =>
          statement.results.map(({ id, bad, whole, verdict, population, misses }) => ({
            ...{ id: id.replace(SUFFIX, ""), bad, whole, verdict, population, misses },
          }));
        const other = settled({ ...cut, contract: { ...cut.contract, commitments } });
        expect(figures(other)).toEqual(figures(settled(world)));
      }),
      { numRuns: RUNS },
    );
  });
});
