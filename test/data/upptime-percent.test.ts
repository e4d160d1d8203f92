import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { shared } from "../support/shared.ts";

/**
 * The percentages of a public status page: at each of its summaries, what it says of the day and of
 * the week before against what its check log comes to. A monitor is in use from its first check on;
 * a row of the log is a state until the next row.
 */

const checks = shared("data/upptime-koj/checks.csv");
const summaries = shared("data/upptime-koj/summaries.csv");
const skips = checks.isAbsent || summaries.isAbsent;

const DAY = 86_400_000;
const windows = { day: DAY, week: 7 * DAY };
type Window = keyof typeof windows;
type Commitment = ContractInput["commitments"][number];

/** Only the last column of a summary holds commas; it is not read here. */
const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

const stampOf = (at: string | undefined) => new Date(at ?? "").toISOString();

/** What the page says: "at|window" → percent, where it says anything. */
function pageOf(monitor: string): ReadonlyMap<string, number> {
  const own = linesOf(summaries.path).filter(([, , name]) => name === monitor);
  return new Map(
    own.flatMap(([at, , , , , day, week]) =>
      [["day", day] as const, ["week", week] as const].flatMap(([window, text = ""]) =>
        text === "" ? [] : [[`${stampOf(at)}|${window}`, Number(text.replace("%", ""))] as const],
      ),
    ),
  );
}

/** The same as one contract: a commitment for each summary and window, between explicit instants. */
function ownOf(monitor: string, asked: Iterable<string>): ReadonlyMap<string, number> {
  const log = linesOf(checks.path).filter(([, name]) => name === monitor);
  const first = stampOf(log[0]?.[0]);
  const commitments = [...asked].map((key, index): Commitment => {
    const [at = "", window] = key.split("|") as [string, Window];
    const from = new Date(Date.parse(at) - windows[window]).toISOString();
    return {
      id: `w${index}`,
      clause: "1",
      title: key,
      scope: { service: "monitor" },
      period: { instants: [from, at] },
      measure: { facts: "outages", figure: "uptime-percent" },
      excludes: [],
      targets: [{ atLeast: "99" }],
    };
  });
  const contract = parseContract({
    makegood: "contract/1",
    id: "status-page",
    documents: [{ id: "page", title: "Status page" }],
    parties: { provider: "page", customer: "reader" },
    currency: "USD",
    timeZone: "UTC",
    settlement: "calendar-year",
    effective: { from: "2020-01-01" },
    services: [{ id: "monitor", active: [{ from: first }] }],
    commitments,
    claim: { on: "automatic" },
  });
  const states = log.map(([at, , state]) => ({ type: "state", service: "monitor", at, state }));
  const records = parseRecords(states, contract);
  const results = ["2020", "2021"].flatMap(
    (period) => settle({ contract, records, period, asOf: "2022-01-01T00:00:00Z" }).results,
  );
  const titles = new Map(commitments.map(({ id, title }) => [id, title ?? ""]));
  return new Map(
    results.map(({ commitment, figure }) => {
      const [above = "", below = "1"] = (figure?.exact ?? "NaN").split("/");
      return [titles.get(commitment) ?? "", Number(above) / Number(below)];
    }),
  );
}

/**
 * Where the page says something else. It divides by the time since its own first look, some minutes
 * off the log, which shows in the first hours of a monitor; and of Google's four refusals with 429 it
 * counts one.
 */
const differs: Readonly<Record<string, { readonly day: number; readonly week: number }>> = {
  "Broken Site": { day: 1, week: 1 },
  Google: { day: 3, week: 5 },
  "TCP ping": { day: 5, week: 5 },
  "Test Broken Site": { day: 1, week: 1 },
  "Test for HEAD": { day: 2, week: 2 },
};

describe.skipIf(skips)(`percentages of a status page (${checks.note})`, () => {
  const monitors = skips
    ? []
    : [...new Set(linesOf(summaries.path).map(([, , name = ""]) => name))].filter(
        (name) => pageOf(name).size > 0,
      );

  it.each(monitors)(
    "%s: the day and the week before each summary, to a hundredth (4, 17)",
    (monitor) => {
      const page = pageOf(monitor);
      const own = ownOf(monitor, page.keys());
      const off = [...page].filter(
        ([key, percent]) => !(Math.abs((own.get(key) ?? NaN) - percent) <= 0.0101),
      );
      const count = (window: Window) => off.filter(([key]) => key.endsWith(window)).length;
      expect({ day: count("day"), week: count("week") }).toEqual(
        differs[monitor] ?? { day: 0, week: 0 },
      );
    },
  );

  it("690 of 716 percentages agree", () => {
    const asked = monitors.reduce((sum, monitor) => sum + pageOf(monitor).size, 0);
    const known = Object.values(differs).reduce((sum, { day, week }) => sum + day + week, 0);
    expect([asked - known, asked]).toEqual([690, 716]);
  });
});
