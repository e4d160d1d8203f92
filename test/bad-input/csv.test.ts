import { describe, expect, it } from "vitest";
import { folderWith, ran } from "../cli/support.ts";
import { soundContract } from "../support/sound.ts";

/** Exports of ticket systems that cannot be read: the file, the line, nothing written. */

const map = `makegood: map/1
record: ticket
form: wide
columns:
  id: Number
  openedAt: Opened
  severity: { column: Priority, values: { high: P1, low: P2 } }
  events:
    - { event: resolved, at: Resolved, when: { Status: [Done] } }
constants: { service: messaging }
`;
const head = "Number,Opened,Priority,Status,Resolved\n";
const sound = `${head}T-1,2026-10-09T01:00:00Z,high,Done,2026-10-09T01:10:00Z\n`;

async function settled(csv: string | Uint8Array) {
  const folder = folderWith({
    "contract.json": JSON.stringify(soundContract),
    "tickets.csv": csv,
    "map.yaml": map,
  });
  const argv = ["settle", "contract.json", "--records", "tickets.csv", "--map", "map.yaml"];
  const before = folder.list();
  const result = await ran([...argv, "--period", "2026-10", "-o", "out.json"], {
    cwd: folder.path,
  });
  const after = folder.list();
  folder.remove();
  return { ...result, isWritten: after.length > before.length };
}

describe("a CSV file that cannot be used: exit 3, nothing written", () => {
  it("the sound one is settled", async () => {
    expect(await settled(sound)).toMatchObject({ status: 0, isWritten: true });
  });

  it.each([
    {
      why: "a ragged row",
      csv: `${sound}T-2,2026-10-09T01:00:00Z\n`,
      says: ["tickets.csv:3:", "csv.ragged-row"],
    },
    {
      why: "a quote that is not closed",
      csv: `${sound}"T-2,2026-10-09T01:00:00Z,high,Done,\n`,
      says: ["tickets.csv:3:", "csv.quote-not-closed"],
    },
    {
      why: "a priority that the map does not list",
      csv: `${sound}T-2,2026-10-09T01:00:00Z,urgent,Done,2026-10-09T01:10:00Z\n`,
      says: ["tickets.csv:3:", "csv.unknown-value", "urgent"],
    },
    {
      why: "a column that the map names and the file lacks",
      csv: sound.replace("Opened", "Open"),
      says: ["tickets.csv:1: columns.openedAt:", "csv.no-column"],
    },
    {
      why: "another encoding",
      csv: Buffer.from(sound.replace("T-1", "Störung-1"), "latin1"),
      says: ["tickets.csv:2:", "not UTF-8"],
    },
    {
      why: "a stop before the start",
      csv: sound.replace("2026-10-09T01:10", "2026-10-08T01:10"),
      says: ["tickets.csv:2:", "ticket.stop-before-opening"],
    },
    {
      why: "a stamp without offset",
      csv: sound.replace("01:00:00Z", "01:00:00"),
      says: ["tickets.csv:2:", "no-offset"],
    },
    {
      why: "two different tickets of one number",
      csv: `${sound}${sound.slice(head.length).replace("high", "low")}`,
      says: ["tickets.csv:3:", "record.duplicate-differs", "tickets.csv:2"],
    },
  ])("$why", async ({ csv, says }) => {
    const { status, out, err, isWritten } = await settled(csv);
    for (const text of says) expect(err).toContain(text);
    expect({ status, out, isWritten }).toEqual({ status: 3, out: "", isWritten: false });
  });
});
