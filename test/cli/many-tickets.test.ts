import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "../support/bundled-cli.ts";
import { folderWith } from "./support.ts";

/**
 * All rows are of one contract: of tickets that a statement only counts, or on which no clock is open,
 * nothing stays but the index of their ids, however many there are.
 */

const tickets = 300_000;
/** Its objects alone would take more than twice as much, were they kept. */
const heapMb = 100;

const contract = `makegood: contract/1
id: acme
documents: [{ id: msa, title: Master agreement }]
parties: { provider: P, customer: acme }
currency: EUR
timeZone: Europe/Berlin
settlement: calendar-month
effective: { from: 2026-01-01 }
services: [{ id: desk }]
commitments:
  - id: resolution
    clause: "1"
    scope: { service: desk }
    period: calendar-month
    measure: { facts: cycles, clock: resolution, figure: each }
    excludes: []
    targets: [{ within: { elapsed: PT1H } }]
claim: { on: automatic }
`;
const map = `makegood: map/1
record: ticket
form: wide
columns: { id: id, openedAt: opened, attributes: { note: note }, events: [{ event: resolved, at: closed }] }
constants: { service: desk }
`;

/** Every thousandth is an hour late. */
function line(index: number, format: string): string {
  const opened = "2026-11-03T10:00:00Z";
  const closed = index % 1000 === 0 ? "2026-11-03T12:00:00Z" : "2026-11-03T10:59:59Z";
  const note = "some words that an export has in every row";
  if (format === "csv") return `T-${index},${opened},${closed},${note}\n`;
  const events = [{ event: "resolved", at: closed }];
  const fields = { type: "ticket", id: `T-${index}`, service: "desk", openedAt: opened };
  return `${JSON.stringify({ ...fields, attributes: { note }, events })}\n`;
}

/** Rows of events: so many are opened, so many replied to, so many resolved. */
const rowsOfEach = 100_000;
const longMap = `makegood: map/1
record: ticket
form: long
columns:
  id: id
  at: at
  severity: priority
  events:
    - { event: opened, when: { what: [opened] } }
    - { event: replied, by: agent, when: { what: [reply] } }
    - { event: resolved, when: { what: [resolved] } }
constants: { service: desk }
`;
const minute = 60_000;
/** One every 20 seconds, from 2 November; the last on the 25th. */
const openedAt = (index: number) => Date.UTC(2026, 10, 2) + (index * minute) / 3;

/** One event of a ticket; every thousandth is resolved an hour late. */
function event(index: number, what: (typeof steps)[number]): { at: number; line: string } {
  const after = { opened: 0, reply: 5, resolved: index % 1000 === 0 ? 120 : 59 }[what];
  const at = openedAt(index) + after * minute;
  const priority = what === "opened" ? `P${1 + (index % 4)}` : "";
  return { at, line: `T-${index},${new Date(at).toISOString()},${what},${priority}\n` };
}

const steps = ["opened", "reply", "resolved"] as const;

/** The rows of each ticket together, or all of them by time, as an event log is. */
function longLines(order: string): readonly string[] {
  const events = Array.from({ length: rowsOfEach }, (_, n) => steps.map((what) => event(n, what)));
  const all = events.flat();
  if (order === "by time") all.sort((a, b) => a.at - b.at);
  return all.map((one) => one.line);
}

const folder = folderWith({ "contract.yaml": contract, "map.yaml": map, "long.yaml": longMap });
afterAll(() => folder.remove());
let main = "";

beforeAll(async () => {
  main = await bundleCli(folder.path);
  for (const format of ["csv", "ndjson"]) {
    const file = openSync(join(folder.path, `tickets.${format}`), "w");
    if (format === "csv") writeSync(file, "id,opened,closed,note\n");
    for (let from = 0; from < tickets; from += 1000)
      writeSync(file, Array.from({ length: 1000 }, (_, n) => line(from + n, format)).join(""));
    closeSync(file);
  }
  for (const order of ["by ticket", "by time"])
    writeFileSync(
      join(folder.path, `events ${order}.csv`),
      ["id,at,what,priority\n", ...longLines(order)].join(""),
    );
}, 60_000);

function ran(...argv: readonly string[]): string {
  return ranIn(heapMb, ...argv);
}

function ranIn(megabytes: number, ...argv: readonly string[]): string {
  const heap = `--max-old-space-size=${megabytes}`;
  return execFileSync(process.execPath, [heap, main, ...argv], {
    cwd: folder.path,
    encoding: "utf8",
  });
}

const asked = ["--period", "2026-11", "--as-of", "2026-12-05T00:00:00Z", "--format", "json"];

describe("300,000 tickets of one contract under a small heap", () => {
  it.each(["csv", "ndjson"])("%s", (format) => {
    const mapped = format === "csv" ? ["--map", "map.yaml"] : [];
    const files = ["contract.yaml", "--records", `tickets.${format}`, ...mapped];
    const out = ran("settle", ...files, ...asked);
    const { results, evidence, manifest } = JSON.parse(out);
    expect(results[0].population).toMatchObject({ counted: tickets, met: 299_700, late: 300 });
    expect(evidence.tickets).toHaveLength(300);
    expect(manifest.rows).toMatchObject({ in: tickets, used: tickets });
  });
});

/** Half an hour after all of them were opened nobody has answered. */
describe("300,000 open tickets of one contract", { timeout: 240_000 }, () => {
  const files = ["contract.yaml", "--records", "tickets.ndjson"];
  const at = ["--as-of", "2026-11-03T10:30:00Z"];

  it.each(["csv", "text"])("clock, under the same small heap, as %s", (format) => {
    ran("clock", ...files, ...at, "--format", format, "-o", `clocks.${format}`);
    const text = readFileSync(join(folder.path, `clocks.${format}`), "utf8");
    // In the order of their ids, since all are due at one instant: 99,999 comes last.
    const ids = text.match(/\bT-\d+/g);
    expect(ids).toHaveLength(tickets);
    expect([ids?.[0], ids?.[1], ids?.at(-1)]).toEqual(["T-0", "T-1", "T-99999"]);
  });

  // The statement lists each of them, and what waits for it: that is what takes the room.
  it("settle, with what a statement of them needs", () => {
    ranIn(
      500,
      "settle",
      ...files,
      "--period",
      "2026-11",
      ...at,
      "--format",
      "json",
      "-o",
      "s.json",
    );
    const { results, evidence, blockedBy } = JSON.parse(
      readFileSync(join(folder.path, "s.json"), "utf8"),
    );
    expect(results[0].population).toMatchObject({ counted: 0, open: tickets });
    expect(evidence.tickets).toHaveLength(tickets);
    expect(blockedBy).toHaveLength(tickets + 1);
  });
});

describe("300,000 rows of events under a small heap", { timeout: 120_000 }, () => {
  const byTime = ["--records", "events by time.csv", "--map", "long.yaml"];

  it.each(["by ticket", "by time"])("settle, their rows %s", (order) => {
    const files = ["--records", `events ${order}.csv`, "--map", "long.yaml"];
    ran("settle", "contract.yaml", ...files, ...asked, "-o", `${order}.json`);
    const text = readFileSync(join(folder.path, `${order}.json`), "utf8");
    const { results, evidence, manifest } = JSON.parse(text);
    expect(results[0].population).toMatchObject({ counted: rowsOfEach, met: 99_900, late: 100 });
    expect(evidence.tickets).toHaveLength(100);
    expect(manifest.rows).toMatchObject({ in: 3 * rowsOfEach, used: 3 * rowsOfEach });
  });

  it("restate", () => {
    const out = ran(
      ...["restate", "contract.yaml", ...byTime, "--issued", "by time.json"],
      ...["--as-of", "2026-12-06T00:00:00Z"],
    );
    expect(out).toBe("");
  });

  it("explain, of one that was met", () => {
    const out = ran("explain", "by time.json", "T-7", ...byTime, "--format", "json");
    expect(JSON.parse(out).facts[0].effect).toMatch(
      /^resolution: met: opened 2026-11-02T00:02:20Z/,
    );
  });

  it("clock", () => {
    const at = ["--as-of", "2026-11-10T00:00:00Z", "--format", "json"];
    const { clocks } = JSON.parse(ran("clock", "contract.yaml", ...byTime, ...at));
    // Three are opened a minute, and resolved when 59 minutes are over; of those that take two hours
    // there is one each 333 minutes.
    const openAt = Date.UTC(2026, 10, 10);
    const late = Array.from({ length: 100 }, (_, n) => openedAt(1000 * n)).filter(
      (opened) => opened < openAt - 59 * minute && openAt <= opened + 120 * minute,
    );
    expect(clocks).toHaveLength(3 * 59 + late.length);
  });
});
