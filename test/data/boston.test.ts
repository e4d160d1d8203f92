import { readFileSync } from "node:fs";
import { parse as parseCsv } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readCsv } from "../../src/adapters/csv.ts";
import { parseMap } from "../../src/adapters/map.ts";
import { unwrap } from "../../src/base/result.ts";
import {
  parseContract,
  parseRecords,
  type Statement,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { shared } from "../support/shared.ts";

/**
 * Boston's requests of 2015 through `--map`: the dues that the contract computes are compared with the
 * targets that the city published, and the verdicts with the city's own flags. The test reads the
 * file with a parser that shares no code with the library.
 */

const tickets = shared("data/boston-311-2015/tickets.csv");
const textOf = (name: string) =>
  readFileSync(new URL(`../../fixtures/boston/${name}`, import.meta.url), "utf8");
const contract = parseContract(parse(textOf("contract.yaml")));

interface Row {
  readonly case_id: string;
  readonly target_local: string;
  readonly closed_local: string;
  readonly on_time: string;
  readonly type: string;
}
const rowsOf = (text: string): readonly Row[] => parseCsv(text, { columns: true });

function settled(rows: readonly unknown[], asOf: string): Statement {
  return settle({ contract, records: parseRecords(rows, contract), period: "2015", asOf });
}

/** A map without the events: as if no request had ever been closed, so that all are late and listed. */
function neverClosed(): object {
  const map = parse(textOf("map.yaml"));
  const { events: _, ...columns } = map.columns;
  return { ...map, columns };
}

/** The due of every request, as the clock on the wall in Boston shows it. */
function duesOf(text: string): ReadonlyMap<string, string | undefined> {
  const read = unwrap(readCsv(text, { map: parseMap(neverClosed()), file: "tickets.csv" }));
  const { evidence } = settled(read, "2018-01-01T00:00:00Z");
  return new Map(evidence.tickets.map(({ record, dueAt }) => [record, dueAt && onTheWall(dueAt)]));
}

const wall = new Intl.DateTimeFormat("sv", {
  timeZone: "America/New_York",
  dateStyle: "short",
  timeStyle: "medium",
});
const onTheWall = (stamp: string) => wall.format(new Date(stamp)).replace(" ", "T");
const minuteMs = 60_000;
const areClose = (a: string, b: string) =>
  Math.abs(Date.parse(`${a}Z`) - Date.parse(`${b}Z`)) <= minuteMs;

/** From the README of the data: requests with a target, and those of them that the rule reproduces. */
const shares = [
  { type: "Building Inspection Request", within: 4961, of: 4961 },
  { type: "CE Collection", within: 4917, of: 4929 },
  { type: "Sign Repair", within: 4768, of: 4815 },
  { type: "Street Light Outages", within: 7550, of: 7954 },
  { type: "Equipment Repair", within: 1548, of: 1702 },
  { type: "Request for Recycling Cart", within: 2551, of: 2971 },
  { type: "Tree Maintenance Requests", within: 3591, of: 4002 },
];

/** Two requests were closed seconds before they were opened, by two clocks: line and what to write. */
const corrections = [
  { line: 7142, opened: "2015-05-06T09:44:10", closed: "2015-05-06T09:44:01" },
  { line: 26619, opened: "2015-11-03T18:55:40", closed: "2015-11-03T18:55:39" },
];

describe.skipIf(tickets.isAbsent)(`Boston's requests of 2015 (${tickets.note})`, () => {
  it("dues, semantics 8: every type at the share that the rule is known to reproduce", () => {
    const text = readFileSync(tickets.path, "utf8");
    const dues = duesOf(text);
    const rows = rowsOf(text).filter(({ target_local }) => target_local !== "");
    const found = shares.map(({ type }) => {
      const own = rows.filter((row) => row.type === type);
      const within = own.filter((row) => areClose(dues.get(row.case_id) ?? "", row.target_local));
      return { type, within: within.length, of: own.length };
    });
    expect(found).toEqual(shares);
    expect(dues.size).toBe(31_372);
  });

  it("verdicts: with the published targets, on time or not as the city flagged all 28,539", () => {
    const map = parseMap(parse(textOf("map-with-targets.yaml")));
    const text = readFileSync(tickets.path, "utf8");
    const lines = text.split("\n");
    for (const { line, opened, closed } of corrections)
      lines[line - 1] = lines[line - 1]?.replace(opened, closed) ?? "";
    const read = unwrap(readCsv(lines.join("\n"), { map, file: "tickets.csv" }));
    const { evidence, results } = settled(read, "2016-01-13T05:00:00Z");
    const late = new Set(
      evidence.tickets.filter(({ state }) => state === "late").map(({ record }) => record),
    );

    const flagged = rowsOf(text).filter(
      ({ on_time, closed_local, target_local }) =>
        on_time !== "" && closed_local !== "" && target_local !== "",
    );
    expect(flagged).toHaveLength(28_539);
    const wrong = flagged.filter(
      ({ case_id, on_time }) => late.has(case_id) !== (on_time === "OVERDUE"),
    );
    expect(wrong).toEqual([]);
    const { counted = 0, open = 0 } = results[0]?.population ?? {};
    expect(counted + open).toBe(31_372);
  });

  it("refuses the two that were closed before they were opened, with their lines (10)", () => {
    const map = parseMap(parse(textOf("map.yaml")));
    const rows = unwrap(readCsv(readFileSync(tickets.path, "utf8"), { map, file: "tickets.csv" }));
    const result = safeParseRecords(rows, contract);
    const found = result.ok
      ? []
      : result.issues.map(({ code, file, line }) => ({ code, file, line }));
    expect(found).toEqual(
      corrections.map(({ line }) => ({
        code: "ticket.stop-before-opening",
        file: "tickets.csv",
        line,
      })),
    );
  });
});

describe("the rule by hand, semantics 8", () => {
  it.each([
    {
      opened: "2015-03-02T10:15:00",
      type: "CE Collection",
      due: "2015-03-03T10:15:00",
      why: "Monday to Tuesday",
    },
    {
      opened: "2015-03-06T10:15:00",
      type: "CE Collection",
      due: "2015-03-09T10:15:00",
      why: "Friday to Monday, over the change of clocks",
    },
    {
      opened: "2015-03-06T17:00:00",
      type: "CE Collection",
      due: "2015-03-10T08:30:00",
      why: "17:00 is outside: from Monday 8:30",
    },
    {
      opened: "2015-03-07T12:00:00",
      type: "Building Inspection Request",
      due: "2015-03-12T08:30:00",
      why: "Saturday: Monday 8:30, three days on",
    },
    {
      opened: "2015-02-13T16:59:59",
      type: "CE Collection",
      due: "2015-02-17T16:59:59",
      why: "over Presidents' Day",
    },
    {
      opened: "2015-07-02T09:00:00",
      type: "CE Collection",
      due: "2015-07-03T09:00:00",
      why: "3 July is no holiday here",
    },
    {
      opened: "2015-01-01T00:25:23",
      type: "Street Light Outages",
      due: "2015-01-16T08:30:00",
      why: "a holiday: 2 January 8:30, ten days on",
    },
    {
      opened: "2015-02-28T20:00:00",
      type: "Tree Maintenance Requests",
      due: "2016-02-28T20:00:00",
      why: "365 days, in no calendar's hours",
    },
    {
      opened: "2015-03-01T20:00:00",
      type: "Tree Maintenance Requests",
      due: "2016-02-29T20:00:00",
      why: "2016 has a 29 February",
    },
  ])("$type opened $opened is due $due: $why", ({ opened, type, due }) => {
    const head = "case_id,opened_local,closed_local,status,type,department\n";
    expect(duesOf(`${head}1,${opened},,Open,${type},X\n`).get("1")).toBe(due);
  });
});
