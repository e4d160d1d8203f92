import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { settled } from "../support/engine.ts";
import { type Fraction, fraction, fractionOf, text, times } from "../support/fraction.ts";
import { type World, type WorldShape, worlds } from "../support/generate.ts";
import { serviceNames } from "../support/generate-contract.ts";
import { RUNS } from "../support/settings.ts";
import { availabilityOf } from "./availability.ts";

type PeriodInput = "calendar-week" | "calendar-day";

describe("semantics 17 to 29: availability agrees with a walk over every second", () => {
  const shapes: readonly (WorldShape & { name: string; runs: number })[] = [
    { name: "a month, exclusions from the numerator", windows: false, runs: RUNS },
    { name: "a month, exclusions of windows too", runs: RUNS },
    { name: "a quarter", period: "calendar-quarter", runs: 6 },
  ];
  it.each(shapes)("$name", ({ name: _, runs, ...shape }) => {
    fc.assert(
      fc.property(worlds({ ...shape, tickets: 0 }), (world) => {
        const statement = settled(world);
        for (const service of serviceNames(world.parts)) {
          expect(found(statement, service)).toEqual(answerOf(world, service));
        }
      }),
      { numRuns: runs },
    );
  });
});

describe("semantics 4: a commitment by the week or day inside a settlement by the month", () => {
  it.each(["calendar-week", "calendar-day"] as const)("%s", (period) => {
    fc.assert(
      fc.property(worlds({ tickets: 0, outages: 5 }), (world) => {
        const statement = settled({ ...world, contract: judgedBy(world.contract, period) });
        const { from, until } = world.place;
        let reached = Number.NaN;
        for (const result of statement.results.filter(({ scope }) => scope === "alpha")) {
          const [start, end] = [Date.parse(result.period.from), Date.parse(result.period.until)];
          if (end > until) continue;
          // Every period that ends in the settlement period is there, one after the other.
          expect(end > from && (Number.isNaN(reached) ? start <= from : start === reached)).toBe(
            true,
          );
          reached = end;
          if (start >= world.asOfMs) continue;
          const place = { ...world.place, from: start, until: end };
          expect(foundIn(result)).toEqual(answerOf({ ...world, place }, "alpha"));
        }
        if (world.asOfMs >= until) expect(until - reached).toBeLessThan(7 * 86_400_000);
      }),
      { numRuns: 12 },
    );
  });
});

/** The same commitment by another period, its quotas too; credits do not matter here. */
function judgedBy(contract: ContractInput, period: PeriodInput): ContractInput {
  return {
    ...contract,
    exclusions: (contract.exclusions ?? []).map((rule) =>
      rule.quota === undefined ? rule : { ...rule, quota: { ...rule.quota, per: period } },
    ),
    commitments: contract.commitments.map((one) => ({ ...one, period, credits: [] })),
  };
}

function answerOf(world: World, service: string): unknown {
  const answer = availabilityOf(world, service);
  return {
    verdict: answer.verdict,
    figure: answer.figure === null ? null : text(answer.figure),
    bad: text(answer.bad),
    whole: text(answer.whole),
    classes: Object.fromEntries(answer.classes),
  };
}

function found(statement: Statement, service: string): unknown {
  const result = statement.results.find(({ scope }) => scope === service);
  return result === undefined ? undefined : foundIn(result);
}

function foundIn(result: Statement["results"][number]): unknown {
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
