import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { budget, parseContract, parseRecords, safeParseContract, settle } from "../../src/index.ts";
import { fraction, fractionOf, over, text, times } from "../support/fraction.ts";
import { shared } from "../support/shared.ts";

/** Error budgets and burn rates as other systems expect them, asked of the public calls (28). */

interface Case {
  readonly id: string;
  readonly source: string;
  readonly totalMs: number;
  readonly asOfMs?: number;
  readonly badMs: number;
  readonly target: string;
  readonly expected: {
    readonly allowedMs?: string;
    readonly leftMs?: string;
    readonly burnRate?: string | null;
    readonly usedPercent?: string;
    readonly refused?: string;
  };
}

const file = new URL("../../fixtures/availability/budgets.ndjson", import.meta.url);
const cases = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));

const start = Date.UTC(2026, 0, 1);
const stamp = (ms: number) => new Date(start + ms).toISOString();

function contractOf({ totalMs, target }: Case): object {
  const instants = [stamp(0), stamp(totalMs)];
  return {
    makegood: "contract/1",
    id: "slo",
    documents: [{ id: "slo", title: "Objectives" }],
    parties: { provider: "Example", customer: "acme" },
    currency: "EUR",
    timeZone: "UTC",
    settlement: { instants },
    effective: { from: "2026-01-01" },
    services: [{ id: "web" }],
    commitments: [
      {
        id: "objective",
        clause: "1",
        scope: { service: "web" },
        period: { instants },
        measure: { facts: "outages", figure: "uptime-percent" },
        excludes: [],
        targets: [{ atLeast: target }],
      },
    ],
    claim: { on: "automatic" },
  };
}

function budgetOf(given: Case) {
  const { badMs, asOfMs = given.totalMs } = given;
  const contract = parseContract(contractOf(given));
  const outage = {
    type: "outage",
    id: "down",
    service: "web",
    from: stamp(0),
    until: stamp(badMs),
  };
  const records = parseRecords([outage], contract);
  const statement = settle({
    contract,
    records,
    period: "2026-01-01T000000Z",
    asOf: stamp(asOfMs),
  });
  return budget(statement, statement.results[0]?.id ?? "");
}

describe("semantics 28: error budgets and burn rates of other systems", () => {
  it.each(cases.filter(({ expected }) => expected.refused === undefined))(
    "$source $id",
    (given) => {
      const { usedPercent, ...expected } = given.expected;
      const found = budgetOf(given);
      expect(found.burnRate === null ? null : text(fractionOf(found.burnRate))).toBe(
        expected.burnRate === undefined
          ? found.burnRate && text(fractionOf(found.burnRate))
          : expected.burnRate && text(fractionOf(expected.burnRate)),
      );
      if (expected.allowedMs !== undefined) expect(found.allowedMs).toBe(expected.allowedMs);
      if (expected.leftMs !== undefined) expect(found.leftMs).toBe(expected.leftMs);
      if (usedPercent === undefined) return;
      const used = over(fractionOf(found.usedMs), fractionOf(found.allowedMs));
      // Written there with at most nine decimals.
      const { n, d } = times(used, fraction(100));
      expect(Number(n) / Number(d)).toBeCloseTo(Number(usedPercent), 8);
    },
  );

  it.each(cases.filter(({ expected }) => expected.refused !== undefined))(
    "$source $id: a target of $target is refused",
    (given) => {
      const parsed = safeParseContract(contractOf(given));
      expect(parsed.ok ? [] : parsed.issues.map(({ code }) => code)).toEqual([
        given.expected.refused,
      ]);
    },
  );
});

/** Kinds of cases that are questions to a budget. */
const kinds = ["errorBudget", "burnRate", "burnRateFactor", "budgetConsumed"];
/** Of periods of no length: see docs/limitations.md. */
const notAsked = ["ou-51", "ou-62"];
/** A target of 100 % is an error there. */
const otherwise = "ou-56";

interface Collected {
  readonly id: string;
  readonly kind: string;
  readonly engine: string;
  readonly input: Readonly<Record<string, number>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly preferred?: Readonly<Record<string, unknown>>;
}

const extra = shared("cases/availability.json");

describe(`the collection that they were taken from (${extra.note})`, () => {
  const read = () => {
    const all: { readonly cases: readonly Collected[] } = JSON.parse(
      readFileSync(extra.path, "utf8"),
    );
    return all.cases.filter(({ id, kind }) => kinds.includes(kind) && !notAsked.includes(id));
  };

  it.skipIf(extra.isAbsent)("has no other case", () => {
    expect(cases.map(({ id, source }) => [id, source])).toEqual(
      read().map(({ id, engine }) => [id, engine]),
    );
  });

  it.skipIf(extra.isAbsent)("asks of the same time, and expects the same", () => {
    const all = read().filter(({ id }) => id !== otherwise);
    const own = cases.filter(({ id }) => id !== otherwise);
    expect(own.map(inNumbers)).toEqual(all.map(translated));
  });
});

/** 5.6000000000000005 of the collection is 5.6. */
function rounded(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : Number(Number(value).toFixed(9));
}

function inNumbers({ id, totalMs, asOfMs, expected }: Case): object {
  const { allowedMs, leftMs, burnRate, usedPercent, refused } = expected;
  return {
    id,
    totalMs,
    asOfMs,
    allowedMs: rounded(allowedMs),
    leftMs: rounded(leftMs),
    burnRate: rounded(burnRate),
    usedPercent: rounded(usedPercent),
    isRefused: refused !== undefined,
  };
}

/** A case of the collection in milliseconds. */
function translated({ id, input, expect: given, preferred = given }: Collected): object {
  const { totalSeconds, total, periodHours, longWindowHours, windowHours } = input;
  const { budgetTotalSeconds, budgetTotalMinutes, budgetSeconds } = preferred;
  const { remainingSeconds, remainingMinutes } = preferred;
  return {
    id,
    totalMs: scaled(totalSeconds ?? total, 1000) ?? scaled(periodHours, 3_600_000),
    asOfMs: scaled(longWindowHours ?? windowHours, 3_600_000),
    allowedMs:
      scaled(budgetTotalSeconds ?? budgetSeconds, 1000) ?? scaled(budgetTotalMinutes, 60_000),
    leftMs: scaled(remainingSeconds, 1000) ?? scaled(remainingMinutes, 60_000),
    burnRate: rounded(preferred.burnRate ?? preferred.factor ?? input.burnRate),
    usedPercent: rounded(preferred.budgetConsumedPercent),
    isRefused: preferred.error !== undefined,
  };
}

function scaled(value: unknown, unit: number): number | undefined {
  return value === undefined ? undefined : Number(value) * unit;
}
