import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readGithubStatus } from "../../src/adapters/github-status.ts";
import { unwrap } from "../../src/base/result.ts";
import { parseContract, parseRecords, type Statement, settle } from "../../src/index.ts";
import { shared } from "../support/shared.ts";
import {
  type ContractName,
  expectedOf,
  type Incident,
  type Period,
  services,
  type Window,
} from "./github-minutes.ts";

/**
 * GitHub's clause on GitHub's incidents. Every figure is compared with a count of minutes that
 * shares no code with the engine, and three of them with what fixtures/github/README.md works out.
 */

const incidents = shared("data/github-status/incidents.ndjson");

function contractOf(name: ContractName) {
  const url = new URL(`../../fixtures/github/${name}.yaml`, import.meta.url);
  return parseContract(parse(readFileSync(url, "utf8")));
}

/** The export is complete from April 2024 until it ends. */
const coverage = {
  type: "coverage",
  id: "github-status-export",
  of: "outages",
  from: "2024-04-01T00:00:00Z",
  until: "2025-07-01T00:00:00Z",
};

function linesOfExport(): readonly Incident[] {
  const lines = readFileSync(incidents.path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): Incident => JSON.parse(line));
}

/** Settles periods one after the other, each ten days after its end. */
function statementsOf(name: ContractName, window: Window, periods: readonly Period[]) {
  const contract = contractOf(name);
  const page = unwrap(readGithubStatus(linesOfExport(), { services, window }));
  const records = parseRecords([...page.rows, coverage], contract);
  return periods.map(({ label, until }) =>
    settle({ contract, records, period: label, asOf: Date.parse(until) + 10 * 86_400_000 }),
  );
}

/** What a statement says, in the terms of the count. */
function foundIn(statement: Statement) {
  return statement.results.map((result) => {
    const lines = statement.lines.filter((line) => line.result === result.id);
    return {
      service: result.scope,
      verdict: result.verdict,
      badMs: result.bad,
      wholeMs: result.whole,
      exact: result.figure?.exact,
      minor: lines.reduce((sum, line) => sum + line.minor, 0),
    };
  });
}

const quarters: readonly Period[] = [
  { label: "2024-Q2", from: "2024-04-01T00:00Z", until: "2024-07-01T00:00Z", months: 3 },
  { label: "2024-Q3", from: "2024-07-01T00:00Z", until: "2024-10-01T00:00Z", months: 3 },
  { label: "2024-Q4", from: "2024-10-01T00:00Z", until: "2025-01-01T00:00Z", months: 3 },
  { label: "2025-Q1", from: "2025-01-01T00:00Z", until: "2025-04-01T00:00Z", months: 3 },
  { label: "2025-Q2", from: "2025-04-01T00:00Z", until: "2025-07-01T00:00Z", months: 3 },
];

/** July 2024 to June 2025. */
const months: readonly Period[] = Array.from({ length: 12 }, (_, index) => {
  const [label, next] = [index, index + 1].map((month) =>
    new Date(Date.UTC(2024, 6 + month, 1)).toISOString().slice(0, 7),
  );
  return { label: `${label}`, from: `${label}-01T00:00Z`, until: `${next}-01T00:00Z`, months: 1 };
});

const readings = [
  { name: "quarterly", window: "posted", periods: quarters },
  { name: "quarterly", window: "impact", periods: quarters },
  { name: "monthly", window: "posted", periods: months },
  { name: "monthly", window: "impact", periods: months },
] as const;

describe.skipIf(incidents.isAbsent)(
  `GitHub's incidents, semantics 17 to 19 (${incidents.note})`,
  () => {
    it.each(readings)(
      "$name by $window times: verdicts, figures and credits as counted by minutes",
      ({ name, window, periods }) => {
        const lines = linesOfExport();
        const found = statementsOf(name, window, periods).map(foundIn);
        expect(found).toEqual(periods.map((period) => expectedOf(lines, name, window, period)));
      },
    );

    it.each([
      {
        period: quarters[0],
        service: "git-operations",
        downMinutes: 353,
        exact: "653435/6552",
        shown: "99.730616",
        amount: "630.00",
        lastDate: "2024-07-30",
        why: "22 + 331, and 5 minutes inside the 331; 10 % of 6,300.00",
      },
      {
        period: quarters[3],
        service: "actions",
        downMinutes: 1585,
        exact: "128015/1296",
        shown: "98.777006",
        amount: "2400.00",
        lastDate: "2025-04-30",
        why: "fifteen incidents, none overlapping; 25 % of 9,600.00",
      },
      {
        period: quarters[3],
        service: "packages",
        downMinutes: 139,
        exact: "129461/1296",
        shown: "99.892746",
        amount: "134.99",
        lastDate: "2025-04-30",
        why: "51 + 88; 10 % of 1,349.85 is 134.985, half up",
      },
    ] as const)("by hand: $service, $period.label, $why", (row) => {
      const [statement] = statementsOf("quarterly", "posted", [row.period as Period]);
      const result = statement?.results.find(({ scope }) => scope === row.service);
      const line = statement?.lines.find((one) => one.result === result?.id);
      expect(result).toMatchObject({
        verdict: "breached",
        bad: String(row.downMinutes * 60_000),
        figure: { exact: row.exact, shown: row.shown },
      });
      expect(line).toMatchObject({
        amount: row.amount,
        status: "claimable",
        claim: { lastDate: row.lastDate },
      });
    });

    it("counts nothing for incidents without a length, and names them (40)", () => {
      const [statement] = statementsOf("quarterly", "posted", quarters.slice(4));
      expect(
        statement?.evidence.notCounted.map(({ record, why }) => `${record} ${why}`).toSorted(),
      ).toEqual([
        "25212747:webhooks zero-length",
        "25281050:git-operations zero-length",
        "25644426:actions zero-length",
      ]);
    });

    it("lists the 52 incidents since April 2024 that name no component", () => {
      const { unattributed } = unwrap(readGithubStatus(linesOfExport(), { services }));
      expect(unattributed.filter(({ from }) => from >= "2024-04")).toHaveLength(52);
    });

    it("reads maintenance from its work, so that ten days of announcement are no window (17)", () => {
      const { rows } = unwrap(readGithubStatus(linesOfExport(), { services }));
      expect(rows.find(({ id }) => id === "12637627:api-requests")).toMatchObject({
        announcedAt: "2022-10-27T17:00:00Z",
        from: "2022-11-04T03:00:00Z",
        until: "2022-11-04T04:01:00Z",
      });
    });
  },
);

describe("the edges of the clause, for a feature of USD 3,600.00 in a quarter of 129,600 minutes", () => {
  const minuteMs = 60_000;
  const wholeMs = 129_600 * minuteMs;

  /** Issues down from the start of February 2025 for so long. */
  function quarterWith(downMs: number) {
    const contract = contractOf("quarterly");
    const from = Date.parse("2025-02-01T00:00:00Z");
    const until = new Date(from + downMs).toISOString();
    const outage = {
      type: "outage",
      id: "made-up",
      service: "issues",
      from: new Date(from).toISOString(),
      until,
      impact: "major",
    };
    const records = parseRecords([outage, coverage], contract);
    const s = settle({ contract, records, period: "2025-Q1", asOf: "2025-04-02T00:00:00Z" });
    const result = s.results.find(({ scope }) => scope === "issues");
    const line = s.lines.find((one) => one.result === result?.id);
    return { verdict: result?.verdict, amount: line?.amount ?? "none" };
  }

  it.each([
    { downMs: wholeMs / 1000 - 1, verdict: "met", amount: "none", why: "above 99.9 %" },
    { downMs: wholeMs / 1000, verdict: "met", amount: "360.00", why: "exactly 99.9 %: met, paid" },
    { downMs: wholeMs / 1000 + 1, verdict: "breached", amount: "360.00", why: "below 99.9 %" },
    { downMs: wholeMs / 100 - 1, verdict: "breached", amount: "360.00", why: "above 99.0 %" },
    { downMs: wholeMs / 100, verdict: "breached", amount: "900.00", why: "exactly 99.0 %: no row" },
    { downMs: wholeMs / 100 + 1, verdict: "breached", amount: "900.00", why: "below 99.0 %" },
  ])("semantics 29: $downMs ms down are $verdict and pay $amount: $why", (row) => {
    expect(quarterWith(row.downMs)).toEqual({ verdict: row.verdict, amount: row.amount });
  });
});
