import fc from "fast-check";
import { expect, it } from "vitest";
import { explain, type Statement } from "../../src/index.ts";
import type { Step } from "../../src/model/step.ts";
import { settled } from "../support/engine.ts";
import { evaluate, text } from "../support/fraction.ts";
import { worlds } from "../support/generate.ts";
import { RUNS } from "../support/settings.ts";
import { expectToHold } from "../support/steps.ts";

function allSteps({ results, lines, caps }: Statement): Step[] {
  return [...results, ...lines, ...caps].flatMap(({ steps }) => steps);
}

it("semantics 28, 39: every printed step is true, and explaining tells the same steps", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds({ tickets: 6 }), (world) => {
      const statement = settled(world);
      held += expectToHold(allSteps(statement));
      for (const { id, steps, figure, bad, whole } of statement.results) {
        expect(explain(statement, { result: id })).toMatchObject({ kind: "result", id });
        const last = steps.findLast(({ op }) => op === "figure");
        if (figure !== null) expect(last?.out ?? figure.exact).toBe(figure.exact);
        if (figure?.unit === "percent" && whole !== "0" && last !== undefined) {
          const value = evaluate(`(${whole} − ${bad}) × 100 ÷ ${whole}`);
          expect(value === undefined ? undefined : text(value)).toBe(
            text(evaluate(figure.exact) ?? { n: -1n, d: 1n }),
          );
        }
      }
      for (const { id, steps } of statement.lines) {
        const explained = explain(statement, { line: id });
        expect(explained).toMatchObject({ kind: "line", id });
        for (const step of steps) expect(explained.steps).toContainEqual(step);
        held += expectToHold(explained.steps);
      }
      const { outages, excluded, rejected, notCounted, tickets } = statement.evidence;
      const named = [...outages, ...excluded, ...rejected, ...notCounted, ...tickets];
      for (const record of new Set(named.map((row) => row.record))) {
        const explained = explain(statement, { record });
        expect(explained).toMatchObject({ kind: "record", id: record });
        expect(explained.facts.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: RUNS },
  );
  expect(held).toBeGreaterThan(RUNS);
});
