import { parse as parseCsv } from "csv-parse/sync";
import { afterAll, describe, expect, it } from "vitest";
import { clockContract, log, on, ticket } from "../clock/world.ts";
import { folderWith, ran } from "./support.ts";

const waits = log("10-12 17:00 waiting-started customer", "10-12 17:30 replied agent");
const rows = [
  { ...ticket("10-12 16:00"), id: "T-2" },
  { ...ticket("10-12 16:00", { events: waits }), id: "=T,1" },
  { ...ticket("10-12 15:00", { severity: "P1", attributes: {} }), id: "T-3" },
  { ...ticket("10-12 15:00", { events: log("10-12 15:05 cancelled") }), id: "T-4" },
];
const folder = folderWith({
  "contract.json": JSON.stringify(clockContract),
  "tickets.ndjson": rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  "none.ndjson": `${JSON.stringify(rows[3])}\n`,
});
afterAll(() => folder.remove());

const clock = (...rest: readonly string[]) =>
  ran(["clock", "contract.json", "--records", "tickets.ndjson", ...rest], { cwd: folder.path });
const asOf = ["--as-of", on("10-12 18:00")];

describe("makegood clock", () => {
  // T-3 is late since 15:15. T-2 has used 2 of 4 and of 9 hours, =T,1 one of nine before it waited.
  it("lists open clocks, the most urgent first, on the contract's wall clock", async () => {
    const { status, out } = await clock(...asOf);
    expect(status).toBe(0);
    expect(out.split("\n")).toEqual([
      "clocks  4 open clocks at 2026-10-12 18:00 (Asia/Shanghai)",
      "",
      "  due                          left  ticket  commitment      state          why",
      "  2026-10-12 15:15  late 2 h 45 min  T-3     first-response  breached-open  P1 ≤ PT15M (msa 2.1)",
      "  2026-10-13 11:00              2 h  T-2     first-response  running        P2 ≤ PT4H business time (msa 2.2); office closed until 2026-10-13 09:00",
      "  2026-10-13 16:00              7 h  T-2     resolution      running        P2 ≤ PT9H business time (msa 2.1); office closed until 2026-10-13 09:00",
      "  –                             8 h  =T,1    resolution      paused         P2 ≤ PT9H business time (msa 2.1); waiting for customer since 2026-10-12 17:00",
      "",
    ]);
  });

  it("writes JSON: the readings of the library", async () => {
    const { out } = await clock(...asOf, "--format", "json");
    const { contract, clocks } = JSON.parse(out);
    expect(contract).toBe("clocks");
    expect(clocks[0]).toMatchObject({
      ticket: "T-3",
      state: "breached-open",
      dueAt: Date.parse(on("10-12 15:15")),
      lateMs: 165 * 60_000,
    });
  });

  it("writes CSV that a spreadsheet reads as text, never as a formula", async () => {
    const { out } = await clock(...asOf, "--format", "csv");
    expect(out.endsWith("\r\n")).toBe(true);
    const read = parseCsv(out, { columns: true }) as Readonly<Record<string, string>>[];
    expect(read.map((row) => row.ticket)).toEqual(["T-3", "T-2", "T-2", "'=T,1"]);
    expect(read[1]).toMatchObject({
      commitment: "first-response",
      clause: "msa 2.2",
      state: "running",
      started_at: "2026-10-12T08:00:00Z",
      due_at: "2026-10-13T03:00:00Z",
      breached_at: "",
      elapsed_ms: "7200000",
      remaining_ms: "7200000",
      next_change_at: "2026-10-13T01:00:00Z",
    });
  });

  // =T,1: an hour on the 12th was counted, from 17:00 on it waits, 18:00 is closing: 1 h of either time.
  it("has a column for every field of a reading", async () => {
    const [csv, json] = await Promise.all([
      clock(...asOf, "--format", "csv"),
      clock(...asOf, "--format", "json"),
    ]);
    const [first = {}, ...others] = (
      parseCsv(csv.out, { columns: true }) as Readonly<Record<string, string>>[]
    ).reverse();
    expect(others).toHaveLength(3);
    expect(first).toMatchObject({
      ...{ original_due_at: "2026-10-13T08:00:00Z", elapsed_real_ms: "7200000" },
      ...{ remaining_real_ms: "", paused_counted_ms: "3600000", paused_real_ms: "3600000" },
      ...{ pauses: "1", skipped_days: "0", missed_updates: "0" },
    });
    const columnOf: Readonly<Record<string, string>> = { id: "commitment" };
    const { clocks } = JSON.parse(json.out) as { readonly clocks: readonly object[] };
    const keys = clocks.flatMap((one) => Object.keys(one));
    const named = keys.map(
      (key) => columnOf[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect(Object.keys(first)).toEqual(expect.arrayContaining(named));
  });

  it("says that none is open", async () => {
    const argv = ["clock", "contract.json", "--records", "none.ndjson", ...asOf];
    const { status, out } = await ran(argv, { cwd: folder.path });
    expect(status).toBe(0);
    expect(out).toBe("clocks  0 open clocks at 2026-10-12 18:00 (Asia/Shanghai)\n");
  });

  it("writes to a file", async () => {
    const { status, out } = await clock(...asOf, "-o", "open.txt");
    expect([status, out]).toEqual([0, ""]);
    expect(folder.list()).toContain("open.txt");
  });

  it.each([
    { rest: [], status: 2, why: "no instant" },
    { rest: ["--as-of", "today"], status: 3, why: "an instant that is none" },
    { rest: [...asOf, "--format", "xml"], status: 2, why: "an unknown format" },
    { rest: [...asOf, "-o", "tickets.ndjson"], status: 2, why: "an output that is an input" },
  ])("ends with $status for $why", async ({ rest, status }) => {
    expect((await clock(...rest)).status).toBe(status);
  });
});

it("lists open duties among the clocks of tickets, by due", async () => {
  const duty = {
    ...clockContract.commitments[0],
    id: "report",
    clause: "3.1",
    measure: {
      facts: "cycles",
      clock: { duty: { withinAfter: { event: "incident", fact: "report-sent" } } },
      figure: "each",
    },
    targets: [{ within: { elapsed: "PT24H" } }],
    credits: [],
  };
  const own = folderWith({
    "contract.json": JSON.stringify({
      ...clockContract,
      commitments: [...clockContract.commitments, duty],
    }),
    "records.ndjson": [
      rows[0],
      { type: "fact", id: "F-1", fact: "incident", at: on("10-12 12:00") },
    ]
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  });
  const argv = ["clock", "contract.json", "--records", "records.ndjson", ...asOf];
  const { out } = await ran(argv, { cwd: own.path });
  own.remove();
  // 24 hours from noon, six of them used.
  const lines = out.split("\n").map((line) => line.trim().split(/ {2,}/).slice(0, 4).join(" | "));
  expect(lines.slice(3, 6)).toEqual([
    "2026-10-13 11:00 | 2 h | T-2 | first-response",
    "2026-10-13 12:00 | 18 h | F-1 | report",
    "2026-10-13 16:00 | 7 h | T-2 | resolution",
  ]);
});
