import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, restate, type Statement } from "../../src/index.ts";
import { availability, contractOf, coverage, settled } from "../rules/world.ts";
import { minorTotal } from "../support/engine.ts";
import { RUNS_COSTLY } from "../support/settings.ts";

/** Laws of what is owed over several periods; a year of months, an outage or two in some of them. */

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const months = ["01", "02", "03", "04", "05", "06"];

/** Minutes down on the first days of each month: one outage a day. */
const downtimes = fc.array(fc.array(fc.integer({ min: 1, max: 1440 }), { maxLength: 3 }), {
  minLength: months.length,
  maxLength: months.length,
});

function rowsOf(downtime: readonly (readonly number[])[]): object[] {
  return [
    coverage,
    ...downtime.flatMap((days, month) =>
      days.map((minutes, day) => {
        const start = Date.UTC(2026, month, day + 1);
        return {
          type: "outage",
          id: `INC-${month}-${day}`,
          service: "web",
          from: new Date(start).toISOString(),
          until: new Date(start + minutes * 60_000).toISOString(),
        };
      }),
    ),
  ];
}

const each: Credit = {
  id: "each",
  clause: "6.2",
  on: "each-miss",
  how: "flat",
  give: { amount: "33.33" },
};
const rows = (top: number, low: number): Credit => ({
  id: "rows",
  clause: "6.1",
  on: "measured",
  how: "tiers",
  base: "monthly",
  tiers: [
    { from: "99", below: "99.9", give: { percent: String(top) } },
    { from: "0", below: "99", give: { percent: String(low) } },
  ],
});
const contractWith = (credits: readonly Credit[], changes: Partial<ContractInput> = {}) =>
  contractOf({ commitments: [{ ...availability, credits: [...credits] }], ...changes });

const asOf = "2027-12-01T00:00:00Z";

/** Month after month, each with those before it. */
function run(contract: ContractInput, own: readonly object[]): Statement[] {
  const issued: Statement[] = [];
  for (const month of months)
    issued.push(settled({ contract, rows: own, period: `2026-${month}`, asOf, issued }));
  return issued;
}

const total = (statements: readonly Statement[]) =>
  statements.reduce((sum, statement) => sum + minorTotal(statement), 0);
const waiting = ({ lines }: Statement, kind: "carried" | "deferred") =>
  lines.reduce((sum, line) => sum + (line[kind]?.minor ?? 0), 0);

const capOf = (minor: number, excess: "lost" | "carried"): ContractInput["caps"] => [
  {
    id: "cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { amount: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}` },
    excess,
  },
];

describe("semantics 32: what waits", () => {
  it("carried over a cap: paid and still waiting are together what was owed; never above the cap", () => {
    fc.assert(
      fc.property(downtimes, fc.integer({ min: 0, max: 30_000 }), (downtime, limit) => {
        const own = rowsOf(downtime);
        const owed = run(contractWith([each, rows(10, 25)]), own);
        const paid = run(
          contractWith([each, rows(10, 25)], { caps: capOf(limit, "carried") }),
          own,
        );
        for (const [index, statement] of paid.entries()) {
          expect(minorTotal(statement)).toBeLessThanOrEqual(limit);
          // At every point, not only at the end.
          const sofar = total(paid.slice(0, index + 1)) + waiting(statement, "carried");
          expect(sofar).toBe(total(owed.slice(0, index + 1)));
        }
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("deferred: nothing is paid below the least, nothing is lost, all is paid at once", () => {
    fc.assert(
      fc.property(downtimes, fc.integer({ min: 1, max: 60_000 }), (downtime, least) => {
        const own = rowsOf(downtime);
        const minimum = {
          payout: (least / 100).toFixed(2),
          reached: "at-least",
          of: "rounded",
          under: "deferred",
        } as const;
        const owed = run(contractWith([rows(10, 25)]), own);
        const paid = run(contractWith([{ ...rows(10, 25), minimum }]), own);
        for (const [index, statement] of paid.entries()) {
          const now = minorTotal(statement);
          expect(now === 0 || now >= least).toBe(true);
          expect(now === 0 || waiting(statement, "deferred") === 0).toBe(true);
          const sofar = total(paid.slice(0, index + 1)) + waiting(statement, "deferred");
          expect(sofar).toBe(total(owed.slice(0, index + 1)));
        }
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("without an excess a cap that carries is a cap under which it is lost, but for what it says", () => {
    fc.assert(
      fc.property(downtimes, (downtime) => {
        const own = rowsOf(downtime);
        const paid = (excess: "lost" | "carried") =>
          run(contractWith([each, rows(10, 25)], { caps: capOf(10_000_000, excess) }), own).map(
            ({ lines }) => lines.map(({ id, minor, status }) => ({ id, minor, status })),
          );
        expect(paid("carried")).toEqual(paid("lost"));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});

describe("semantics 32, 38: what waits, under a cap of the year", () => {
  const least = {
    payout: "150.00",
    reached: "at-least",
    of: "rounded",
    under: "deferred",
  } as const;
  const terms = (limit: number, year: number, rounded: "line" | "statement") => {
    const caps = [
      ...(capOf(limit, "carried") ?? []),
      ...(capOf(year, "lost") ?? []).map((cap) => ({
        ...cap,
        id: "year",
        per: "calendar-year" as const,
      })),
    ];
    const rounding = { each: rounded, mode: "half-up" } as const;
    const credits = [each, { ...rows(10, 25), minimum: least }];
    return contractWith(credits, { caps, rounding, clawBack: "allowed" });
  };
  const limits = fc.tuple(
    fc.integer({ min: 0, max: 30_000 }),
    fc.integer({ min: 0, max: 90_000 }),
    fc.constantFrom("line" as const, "statement" as const),
  );

  it("no more is paid in a year than its cap lets through, and no line waits below nothing", () => {
    fc.assert(
      fc.property(downtimes, limits, (downtime, [limit, year, rounded]) => {
        const paid = run(terms(limit, year, rounded), rowsOf(downtime));
        expect(total(paid) + waiting(paid.at(-1) as Statement, "deferred")).toBeLessThanOrEqual(
          year,
        );
        for (const { carried, deferred } of paid.flatMap(({ lines }) => lines))
          expect(Math.min(carried?.minor ?? 0, deferred?.minor ?? 0)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("months that are restated in order come to what they would have been", () => {
    fc.assert(
      fc.property(downtimes, downtimes, limits, (downtime, later, [limit, year, rounded]) => {
        const contract = terms(limit, year, rounded);
        const wanted = run(contract, rowsOf(later));
        const issued: Statement[] = [];
        for (const first of run(contract, rowsOf(downtime))) {
          const revision = restate({
            contract: parseContract(contract),
            records: parseRecords(rowsOf(later), parseContract(contract)),
            asOf: "2027-12-02T00:00:00Z",
            issued: [first],
            history: [...issued],
          });
          const own = revision === undefined ? [first] : [first, revision];
          issued.push(...own);
          const now = wanted.find(({ key }) => key.period.label === first.key.period.label);
          expect(amountsOf(own)).toEqual(amountsOf(now === undefined ? [] : [now]));
        }
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  /** What is paid, carried and deferred by line, over all revisions. */
  function amountsOf(statements: readonly Statement[]): Readonly<Record<string, string>> {
    const sums = new Map<string, [number, number, number]>();
    for (const { id, minor, carried, deferred } of statements.flatMap(({ lines }) => lines)) {
      const [paid, over, under] = sums.get(id) ?? [0, 0, 0];
      sums.set(id, [paid + minor, over + (carried?.minor ?? 0), under + (deferred?.minor ?? 0)]);
    }
    const all = [...sums].map(([id, amounts]) => [id, amounts.join(" ")] as const);
    return Object.fromEntries(all.filter(([, amounts]) => amounts !== "0 0 0").sort());
  }
});

describe("semantics 29, 30: worse service never earns less", () => {
  it("monotone in breaches: one outage more, on a day of its own", () => {
    const more = fc.record({
      month: fc.nat({ max: 5 }),
      minutes: fc.integer({ min: 1, max: 1440 }),
    });
    fc.assert(
      fc.property(downtimes, more, (downtime, { month, minutes }) => {
        const worse = downtime.map((days, index) => (index === month ? [...days, minutes] : days));
        const contract = contractWith([each, rows(10, 25)]);
        const paid = (own: readonly (readonly number[])[]) =>
          settled({ contract, rows: rowsOf(own), period: `2026-${months[month]}`, asOf });
        expect(minorTotal(paid(worse))).toBeGreaterThanOrEqual(minorTotal(paid(downtime)));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("monotone in tiers: a row that gives more never makes the whole less, under any cap", () => {
    const percents = fc.record({
      top: fc.integer({ min: 0, max: 50 }),
      low: fc.integer({ min: 0, max: 50 }),
      moreTop: fc.integer({ min: 0, max: 50 }),
      moreLow: fc.integer({ min: 0, max: 50 }),
      limit: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(downtimes, percents, (downtime, { top, low, moreTop, moreLow, limit }) => {
        const own = rowsOf(downtime);
        const paid = (credit: Credit) =>
          settled({
            contract: contractWith([each, credit], { caps: capOf(limit, "lost") }),
            rows: own,
            period: "2026-01",
            asOf,
          });
        const [less, greater] = [paid(rows(top, low)), paid(rows(top + moreTop, low + moreLow))];
        expect(minorTotal(greater)).toBeGreaterThanOrEqual(minorTotal(less));
        expect(minorTotal(greater)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});

describe("semantics 4: a quarter", () => {
  it("owes what its months owe, from the same records", () => {
    fc.assert(
      fc.property(downtimes, (downtime) => {
        const own = rowsOf(downtime);
        const quarterly = contractWith([each, rows(10, 25)], { settlement: "calendar-quarter" });
        const quarter = settled({ contract: quarterly, rows: own, period: "2026-Q1", asOf });
        const contract = contractWith([each, rows(10, 25)]);
        const single = months
          .slice(0, 3)
          .flatMap(
            (month) => settled({ contract, rows: own, period: `2026-${month}`, asOf }).lines,
          );
        const told = (lines: Statement["lines"]) =>
          lines
            .map(({ id, exact, minor, parts }) => ({ id, exact, minor, parts }))
            .sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(told(quarter.lines)).toEqual(told(single));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});
