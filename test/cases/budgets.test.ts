import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { budget, parseContract, parseRecords, safeParseContract, settle } from "../../src/index.ts";
import { fraction, fractionOf, over, text, times } from "../support/fraction.ts";

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
