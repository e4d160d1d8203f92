import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readNdjson } from "../../src/adapters/ndjson.ts";
import { type Issue, parseContract, parseRecords, RefusedError, settle } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";
import { deskContract } from "../bench/desk.ts";

/** A response every hour: P1 in an hour, elapsed; every fourth is late. */
const contract = parseContract(deskContract);
const asked = { period: "2026-10", asOf: "2026-11-20T00:00:00Z" };
const stamp = (minute: number) =>
  new Date(Date.UTC(2026, 9, 5) + minute * 60_000).toISOString().replace(".000", "");
const ticket = (index: number, more: object = {}) => ({
  type: "ticket",
  id: `T-${index}`,
  service: "web",
  openedAt: stamp(60 * index),
  severity: "P1",
  events: [{ event: "replied", at: stamp(60 * index + (index % 4 === 0 ? 61 : 59)), by: "agent" }],
  ...more,
});
const plain = Array.from({ length: 30 }, (_, index) => JSON.stringify(ticket(index)));
const event = {
  type: "event",
  id: "E-1",
  ticket: "T-31",
  happened: { event: "resolved", at: stamp(60 * 31 + 5) },
};

const files: Readonly<Record<string, string>> = {
  plain: `${plain.join("\n")}\n`,
  "without its last newline": plain.join("\n"),
  "with CRLF": `${plain.join("\r\n")}\r\n`,
  "with a byte order mark": `\ufeff${plain.join("\n")}\n`,
  "with empty lines": `\n${plain.join("\n\n")}\n \n`,
  "with other letters": [
    ...plain.slice(0, 9),
    JSON.stringify(ticket(31, { attributes: { city: "Zürich 即" } })),
    ...plain.slice(9),
    JSON.stringify(ticket(32, { attributes: { city: "Genève" } })),
  ].join("\n"),
  "with other records": [
    ...plain,
    JSON.stringify(ticket(31)),
    JSON.stringify(event),
    JSON.stringify({ type: "outage", id: "O-1", service: "web", from: stamp(0), until: stamp(9) }),
  ].join("\n"),
  "with tickets of others": [
    JSON.stringify(ticket(31, { customer: "another" })),
    ...plain,
    JSON.stringify(ticket(31, { contract: "another" })),
    JSON.stringify(ticket(33, { contract: "desk", customer: "C" })),
  ].join("\n"),
  "with one twice": [...plain, plain[3], plain[4]].join("\n"),
  "with a longer line than is held": [
    JSON.stringify(
      ticket(40, {
        events: Array.from({ length: 4000 }, () => ({ event: "restored", at: stamp(2500) })),
      }),
    ),
    ...plain,
  ].join("\n"),
};

/** T-32 is late by its number, T-40 has no reply. */
const oneMore = new Set(["with other letters", "with a longer line than is held"]);

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function settled(text: string, size: number): Promise<unknown> {
  const records = readRecords(inPieces(text, size), { file: "t.ndjson" });
  for await (const statement of settleAll({ contracts: [contract], records, ...asked }))
    return statement;
  return undefined;
}

async function problems(text: string, size: number): Promise<readonly Issue[]> {
  try {
    await settled(text, size);
  } catch (error) {
    if (error instanceof RefusedError) return error.issues;
    throw error;
  }
  return [];
}

describe("semantics 39, 40: tickets from the bytes of a file", () => {
  it.each(Object.keys(files))(
    "%s: the statement of its rows, in pieces of any size",
    async (name) => {
      const text = files[name] as string;
      const rows = readNdjson(text, "t.ndjson");
      if (!rows.ok) throw new Error("good lines");
      const sha256 = createHash("sha256").update(text).digest("hex");
      const source = { name: "t.ndjson", sha256, rows: rows.value.length };
      const records = parseRecords(rows.value, contract, { sources: [source] });
      const whole = settle({ contract, records, ...asked });
      // Of 30 tickets 8 are late: 0, 4, … 28.
      expect(whole.results[0]?.population?.late).toBe(oneMore.has(name) ? 9 : 8);
      for (const size of [97, 1000, 1_000_000]) expect(await settled(text, size)).toEqual(whole);
    },
  );

  it.each<[string, string, string]>([
    ["no JSON", "{", "json.malformed"],
    ["a key twice", (plain[0] as string).replace("{", '{"id":"x",'), "json.duplicate-key"],
    [
      "an unknown service",
      JSON.stringify(ticket(50, { service: "wep" })),
      "record.unknown-service",
    ],
    ["a bad stamp", JSON.stringify(ticket(50, { openedAt: "soon" })), "stamp.malformed"],
    [
      "the same id, another ticket",
      JSON.stringify(ticket(1, { severity: "P2" })),
      "record.duplicate-differs",
    ],
  ])("%s is told with its line, behind good ones and before them", async (_, bad, code) => {
    const text = [...plain.slice(0, 12), bad, ...plain.slice(12)].join("\n");
    const found = await problems(text, 500);
    expect(found.map((issue) => [issue.file, issue.line])).toContainEqual(["t.ndjson", 13]);
    expect(await problems(text, 17)).toEqual(found);
    expect(found.map((issue) => issue.code)).toContain(code);
  });

  it("bytes that are no UTF-8 are told with their line", async () => {
    const good = Buffer.from(`${plain.slice(0, 12).join("\n")}\n`);
    const bytes = Buffer.concat([good, Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), good]);
    const records = readRecords(
      (async function* () {
        yield bytes;
      })(),
      { file: "t.ndjson" },
    );
    const run = async () => {
      for await (const _ of settleAll({ contracts: [contract], records, ...asked }));
    };
    await expect(run).rejects.toMatchObject({
      issues: [{ code: "file.not-utf-8", line: 13 }],
    });
  });

  it("UTF-16 is told as such, and only at the beginning", async () => {
    const text = `${plain[0]}\n`;
    const all = async function* (...parts: readonly Buffer[]) {
      yield Buffer.concat(parts);
    };
    const codes = async (...parts: readonly Buffer[]) => {
      const records = readRecords(all(...parts), { file: "t.ndjson" });
      try {
        for await (const _ of settleAll({ contracts: [contract], records, ...asked }));
      } catch (error) {
        if (error instanceof RefusedError) return error.issues.map(({ code }) => code);
        throw error;
      }
      return [];
    };
    const mark = Buffer.from([0xff, 0xfe]);
    expect(await codes(mark, Buffer.from(text, "utf16le"))).toEqual(["file.utf-16"]);
    expect(await codes(Buffer.from(text), mark, Buffer.from("\n"))).toEqual(["file.not-utf-8"]);
  });
});
