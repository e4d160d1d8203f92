import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../src/index.ts";
import { settled } from "../support/engine.ts";
import { type Fraction, fraction, fractionOf, text, times } from "../support/fraction.ts";
import { type WorldShape, worlds } from "../support/generate.ts";
import { serviceNames } from "../support/generate-contract.ts";
import { RUNS_COSTLY } from "../support/settings.ts";
import { availabilityOf } from "./availability.ts";

describe("semantics 17 to 29: availability agrees with a walk over every second", () => {
  const shapes: readonly (WorldShape & { name: string; runs: number })[] = [
    { name: "a month, exclusions from the numerator", windows: false, runs: 2 * RUNS_COSTLY },
    { name: "a month, exclusions of windows too", runs: 2 * RUNS_COSTLY },
    { name: "a quarter", period: "calendar-quarter", runs: 6 },
  ];
  it.each(shapes)("$name", ({ name: _, runs, ...shape }) => {
    fc.assert(
      fc.property(worlds({ ...shape, tickets: 0 }), (world) => {
        const statement = settled(world);
        for (const service of serviceNames(world.parts)) {
          const answer = availabilityOf(world, service);
          expect(found(statement, service)).toEqual({
            verdict: answer.verdict,
            figure: answer.figure === null ? null : text(answer.figure),
            bad: text(answer.bad),
            whole: text(answer.whole),
            classes: Object.fromEntries(answer.classes),
          });
        }
      }),
      { numRuns: runs },
    );
  });
});

function found(statement: Statement, service: string): unknown {
  const result = statement.results.find(({ scope }) => scope === service);
  if (result === undefined) return undefined;
  const classes: Record<string, number> = {};
  for (const entry of result.ledger?.classes ?? []) {
    const name =
      entry.class === "excluded"
        ? `excluded|${entry.rule}|${entry.state}`
        : entry.class === "degraded"
          ? `degraded|${text(hundredthsOf(entry.weight))}`
          : entry.class;
    if (Number(entry.ms) > 0) classes[name] = (classes[name] ?? 0) + Number(entry.ms);
  }
  return {
    verdict: result.verdict,
    figure: result.figure?.exact === undefined ? null : text(fractionOf(result.figure.exact)),
    bad: text(fractionOf(result.bad)),
    whole: text(fractionOf(result.whole)),
    classes,
  };
}

const hundredthsOf = (weight: string | undefined): Fraction =>
  times(fraction(100), fractionOf(weight ?? "1"));
