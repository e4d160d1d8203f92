import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { shared } from "../support/shared.ts";

/**
 * The check log of a public status page against the page's own figures: minutes down of each UTC day,
 * as the last summary of each monitor lists them. A row of the log is a state until the next row.
 */

const checks = shared("data/upptime-koj/checks.csv");
const summaries = shared("data/upptime-koj/summaries.csv");

const contract: ContractInput = {
  makegood: "contract/1",
  id: "status-page",
  documents: [{ id: "page", title: "Status page" }],
  parties: { provider: "page", customer: "reader" },
  currency: "USD",
  timeZone: "UTC",
  settlement: "calendar-year",
  effective: { from: "2020-01-01" },
  services: [{ id: "monitor" }],
  commitments: [
    {
      id: "daily",
      clause: "1",
      scope: { service: "monitor" },
      period: "calendar-day",
      measure: { facts: "outages", figure: "uptime-percent" },
      excludes: [],
      targets: [{ atLeast: "99" }],
    },
  ],
  claim: { on: "automatic" },
};

/** Cells of a row; only the last column of a summary holds commas, in quotes. */
function cellsOf(line: string): readonly string[] {
  const at = line.indexOf(',"');
  if (at === -1) return line.split(",");
  return [...line.slice(0, at).split(","), line.slice(at + 2, -1).replaceAll('""', '"')];
}

const linesOf = (path: string) => readFileSync(path, "utf8").trim().split(/\r?\n/).slice(1);

/** Monitor → its last summary. */
function lastSummaries() {
  const last = new Map<
    string,
    { readonly at: string; readonly minutes: Readonly<Record<string, number>> }
  >();
  for (const line of linesOf(summaries.path)) {
    const cells = cellsOf(line);
    const [at = "", , monitor = ""] = cells;
    last.set(monitor, { at, minutes: JSON.parse(cells.at(-1) ?? "{}") });
  }
  return last;
}

function statesOf(monitor: string): object[] {
  return linesOf(checks.path)
    .map(cellsOf)
    .filter(([, name]) => name === monitor)
    .map(([at, , state]) => ({ type: "state", service: "monitor", at, state }));
}

/** Minutes down by date, of every whole day before `asOf`. */
function minutesDown(monitor: string, asOf: string): ReadonlyMap<string, number> {
  const parsed = parseContract(contract);
  const records = parseRecords(statesOf(monitor), parsed);
  const results = ["2020", "2021"].flatMap((period) =>
    Date.parse(asOf) <= Date.parse(`${period}-01-01T00:00:00Z`)
      ? []
      : settle({ contract: parsed, records, period, asOf }).results,
  );
  return new Map(results.map(({ period, bad }) => [period.label, Number(bad) / 60_000]));
}

/** The page's list begins with an incident of that day; the checks say it was down before. */
const begunAnew: Readonly<Record<string, readonly string[]>> = { "Broken Site": ["2020-11-19"] };

const skips = checks.isAbsent || summaries.isAbsent;

describe.skipIf(skips)(`minutes down of a status page (${checks.note})`, () => {
  const last = skips ? new Map<string, never>() : lastSummaries();

  it.each([...last.keys()])("%s", (monitor) => {
    const { at, minutes } = last.get(monitor) ?? { at: "", minutes: {} };
    const asOf = new Date(at).toISOString();
    const down = minutesDown(monitor, asOf);
    // The page counts whole minutes, and the day of the summary up to an instant near it.
    const listed = Object.entries(minutes).filter(([date]) => date !== asOf.slice(0, 10));
    const off = listed.filter(([date, wanted]) => Math.abs((down.get(date) ?? 0) - wanted) > 1);
    expect(off.map(([date]) => date)).toEqual(begunAnew[monitor] ?? []);
  });

  it("there are days to compare", () => {
    const days = [...last.values()].map(({ minutes }) => Object.keys(minutes).length);
    expect(days.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(240);
  });
});
