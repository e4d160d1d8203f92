import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Breakdown,
  breakdown,
  parseContract,
  parseRecords,
  type Statement,
  safeBreakdown,
  settle,
} from "../src/index.ts";
import { type Changes, type Measure, outagesContract } from "./rules/outage-world.ts";
import { HOUR, outage, stamp, work } from "./rules/world.ts";
import { worlds } from "./support/generate.ts";

const world = (measure: Partial<Measure>, rows: readonly object[], changes: Changes = {}) => {
  const contract = parseContract(outagesContract(measure, changes));
  const records = parseRecords(rows, contract);
  return { contract, records, period: "2026-10", asOf: stamp("11-05T00:00") };
};

const rows = [outage("A", "10-05T23:00", "10-06T02:00"), work("CHG", "10-07T01:00", "10-07T02:00")];
const planned: Changes = {
  exclusions: [{ id: "planned", clause: "4", matches: { kind: "maintenance" }, removes: "window" }],
  commitment: { excludes: ["planned"] },
};

/** The rows that have more than time up: "label class ms". */
const told = ({ results }: Breakdown) =>
  results.flatMap(({ rows: slices }) =>
    slices.flatMap(({ label, classes }) =>
      classes
        .filter((one) => one.class !== "up")
        .map(
          (one) => `${label} ${one.class}${one.rule === undefined ? "" : `:${one.rule}`} ${one.ms}`,
        ),
    ),
  );

describe("semantics 27: the ledger in slices", () => {
  it.each([
    {
      by: "day",
      found: [
        `2026-10-05 down ${HOUR}`,
        `2026-10-06 down ${2 * HOUR}`,
        `2026-10-07 excluded:planned ${HOUR}`,
      ],
      count: 31,
    },
    {
      by: "week",
      found: [`2026-W41 down ${3 * HOUR}`, `2026-W41 excluded:planned ${HOUR}`],
      count: 5,
    },
    {
      by: "month",
      found: [`2026-10 down ${3 * HOUR}`, `2026-10 excluded:planned ${HOUR}`],
      count: 1,
    },
  ] as const)("by $by", ({ by, found, count }) => {
    const result = breakdown({ ...world({}, rows, planned), by });
    expect(told(result)).toEqual(found);
    expect(result.results[0]?.rows).toHaveLength(count);
    expect(result.key.contract).toBe("acme");
  });

  it("hours, use, minimum, weights and unknown time have classes of their own", () => {
    const calendars = [{ id: "office", weekly: { "mon-sun": ["08:00-12:00"] } }];
    const given = [
      outage("A", "10-05T10:00", "10-05T11:00", { impact: "half" }),
      outage("B", "10-05T08:00", "10-05T08:05"),
      {
        type: "coverage",
        id: "C",
        of: "outages",
        from: stamp("10-01T00:00"),
        until: stamp("10-06T00:00"),
      },
    ];
    const services = [
      {
        id: "web",
        charges: [],
        active: [{ from: stamp("10-05T00:00"), until: stamp("10-07T00:00") }],
      },
    ];
    const measure = { hours: "office", minimumOutage: "PT10M", weights: { half: "0.5" } };
    const changes: Changes = { calendars, services, bases: [] };
    const found = told(breakdown({ ...world(measure, given, changes), by: "day" }));
    expect(found.filter((row) => row.startsWith("2026-10-05"))).toEqual([
      `2026-10-05 degraded ${HOUR}`,
      "2026-10-05 too-short 300000",
      `2026-10-05 out-of-hours ${20 * HOUR}`,
    ]);
    expect(found).toContain(`2026-10-06 unknown ${4 * HOUR}`);
    expect(found).toContain(`2026-10-07 inactive ${24 * HOUR}`);
  });

  it("of what is added up, each member has its rows; other measures have none", () => {
    const services = ["web", "api"].map((id) => ({ id, charges: [] }));
    const changes: Changes = {
      services,
      bases: [],
      commitment: { scope: { pooled: ["web", "api"] } },
    };
    const { results } = breakdown({ ...world({}, rows, changes), by: "month" });
    expect(results.map(({ member }) => member)).toEqual(["web", "api"]);
    const cycles: Changes = {
      commitment: {
        measure: { facts: "cycles", clock: "first-response", figure: "each" },
        targets: [{ within: { elapsed: "PT1H" } }],
      },
    };
    expect(breakdown({ ...world({}, [], cycles), by: "day" }).results).toEqual([]);
  });

  it.each([
    { scope: { allDown: ["web", "api"] }, found: [`2026-10-06 down ${HOUR}`] },
    {
      scope: { anyDown: ["web", "api"] },
      found: [`2026-10-05 down ${HOUR}`, `2026-10-06 down ${3 * HOUR}`],
    },
  ])("semantics 21: of one timeline there is one row, $scope", ({ scope, found }) => {
    const services = ["web", "api"].map((id) => ({ id, charges: [] }));
    const changes: Changes = { services, bases: [], commitment: { scope } };
    // web is down from 23:00 to 02:00, api from 01:00 to 03:00.
    const given = [
      outage("A", "10-05T23:00", "10-06T02:00"),
      outage("B", "10-06T01:00", "10-06T03:00", { service: "api" }),
    ];
    const result = breakdown({ ...world({}, given, changes), by: "day" });
    expect(told(result)).toEqual(found);
    expect(result.results.map(({ member }) => member)).toEqual([undefined]);
  });

  it.each(["day", "week", "month"] as const)("law: the rows by %s sum to the ledger", (by) => {
    fc.assert(
      fc.property(worlds({ tickets: 0 }), (given) => {
        const contract = parseContract(given.contract);
        const records = parseRecords(given.rows, contract);
        const call = { contract, records, period: given.period, asOf: given.asOf };
        const { results } = breakdown({ ...call, by });
        const statement = settle(call);
        expect(results.map(({ result }) => result)).toEqual(outageResults(statement));
        for (const { result, rows: slices } of results) {
          const ledger = statement.results.find(({ id }) => id === result)?.ledger;
          const all = slices.flatMap(({ classes }) => classes);
          for (const { elapsedMs, classes } of slices) expect(sum(classes)).toBe(BigInt(elapsedMs));
          for (const { ms, ...named } of ledger?.classes ?? []) {
            const same = all.filter(
              ({ ms: _, ...one }) => JSON.stringify(one) === JSON.stringify(named),
            );
            expect(sum(same)).toBe(BigInt(ms));
          }
          expect(sum(all)).toBe(BigInt(ledger?.elapsedMs ?? 0));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("a call that makes no sense is refused", () => {
    const codes = (input: object) => {
      const found = safeBreakdown(input as Parameters<typeof safeBreakdown>[0]);
      return found.ok ? [] : found.issues.map(({ code }) => code);
    };
    const call = world({}, rows);
    expect(codes({ ...call, by: "hour" })).toEqual(["breakdown.no-slice"]);
    expect(codes({ ...call, by: "day", period: "2026" })).toEqual(["period.other-kind"]);
    expect(() => breakdown({ ...call, by: "hour" as "day" })).toThrow(/breakdown\.no-slice/);
  });
});

function outageResults({ results }: Statement): string[] {
  return results.filter(({ ledger }) => ledger !== undefined).map(({ id }) => id);
}

function sum(rows: readonly { readonly ms: string }[]): bigint {
  return rows.reduce((total, { ms }) => total + BigInt(ms), 0n);
}
