import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readCsv } from "../../src/adapters/csv.ts";
import { lineBytesMax } from "../../src/adapters/decode.ts";
import { parseMap } from "../../src/adapters/map.ts";
import { readNdjson } from "../../src/adapters/ndjson.ts";
import { unwrap } from "../../src/base/result.ts";
import { RefusedError } from "../../src/index.ts";
import { type ReadRecordsOptions, readContract, readRecords } from "../../src/node/index.ts";
import { contractYaml, folderWith } from "../cli/support.ts";

const ndjson = '{"type":"outage","id":"故障-1"}\r\n\n{"type":"outage","id":"B"}';
const csv = 'id;from;title\nA;2026-11-03T10:00:00Z;"中断\nx"\nB;2026-11-03T10:00:00Z;\n';
const map = parseMap({
  makegood: "map/1",
  record: "outage",
  form: "wide",
  columns: { id: "id", from: "from", title: "title" },
  constants: { service: "web" },
});
const folder = folderWith({
  "a.ndjson": ndjson,
  "a.csv": csv,
  "empty.ndjson": "",
  "contract.yaml": contractYaml,
  "bad.yaml": "makegood: contract/1\nid: 5\n",
});
afterAll(folder.remove);
const at = (name: string) => join(folder.path, name);

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for all pieces: a reader may not hold on to what it was given.
  const piece = new Uint8Array(size);
  for (let start = 0; start < bytes.length; start += size) {
    const part = bytes.subarray(start, start + size);
    piece.set(part);
    yield piece.subarray(0, part.length);
  }
}

async function listOf(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const list = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** The rows before the refusal, and its issues. */
async function refusalOf(
  from: Parameters<typeof readRecords>[0],
  options: ReadRecordsOptions = {},
) {
  const rows = [];
  try {
    for await (const row of readRecords(from, options)) rows.push(row);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { rows, issues: error.issues };
  }
  return { rows, issues: [] };
}

describe("readRecords", () => {
  it.each([1, 2, 3, 7, 1000])("in pieces of %i bytes: the same rows as at once", async (size) => {
    const lines = readRecords(pieces(Buffer.from(`\uFEFF${ndjson}`), size), { file: "f" });
    expect(await listOf(lines)).toEqual(unwrap(readNdjson(ndjson, "f")));
    const table = readRecords(pieces(Buffer.from(`\uFEFF${csv}`), size), { file: "f", map });
    expect(await listOf(table)).toEqual(unwrap(readCsv(csv, { map, file: "f" })));
    expect(table.warnings).toMatchObject([{ code: "csv.delimiter-found" }]);
  });

  it("reads paths, URLs and streams, and knows the source when it is done", async () => {
    const stream = readRecords(at("a.ndjson"));
    expect(stream.source).toEqual({ name: "a.ndjson", rows: 0 });
    expect(await listOf(stream)).toHaveLength(2);
    const sha256 = createHash("sha256").update(ndjson).digest("hex");
    expect(stream.source).toEqual({ name: "a.ndjson", rows: 2, sha256 });
    expect(await listOf(readRecords(pathToFileURL(at("a.ndjson"))))).toHaveLength(2);
    const given = readRecords(createReadStream(at("a.csv")), { map });
    expect(await listOf(given)).toHaveLength(2);
    expect(given.source.name).toBe("records");
  });

  it("can be read again, and stopped early", async () => {
    const stream = readRecords(at("a.csv"), { map });
    for await (const _ of stream) break;
    expect(await listOf(stream)).toHaveLength(2);
    expect(await listOf(stream)).toHaveLength(2);
    expect(stream.source.rows).toBe(2);
  });

  it("tells bad lines behind the last row, all of them", async () => {
    const text = `${ndjson}\n{"a":1,"a":2}\n[1]\n${ndjson}`;
    const { rows, issues } = await refusalOf(pieces(Buffer.from(text), 5), { file: "f" });
    expect(rows).toHaveLength(4);
    expect(issues).toMatchObject([
      { code: "json.duplicate-key", file: "f", line: 4, path: [2, "a"] },
      { code: "record.not-an-object", file: "f", line: 5, path: [3] },
    ]);
  });

  it("tells ragged rows and open quotes of a table", async () => {
    const text = `${csv}C;x\n"D\n`;
    const { rows, issues } = await refusalOf(pieces(Buffer.from(text), 9), { file: "f", map });
    expect(rows).toHaveLength(2);
    expect(issues).toMatchObject([
      { code: "csv.ragged-row", line: 5 },
      { code: "csv.quote-not-closed", line: 6 },
    ]);
  });

  it.each([
    { why: "no file", from: () => at("none.ndjson"), code: "file.missing" },
    { why: "a folder", from: () => folder.path, code: "file.is-a-folder" },
    { why: "an empty file", from: () => at("empty.ndjson"), code: "file.empty" },
    {
      why: "UTF-16",
      from: () => pieces(Buffer.from("\ufeffx", "utf16le"), 2),
      code: "file.utf-16",
    },
  ])("refuses $why", async ({ from, code }) => {
    expect(await refusalOf(from())).toMatchObject({ rows: [], issues: [{ code }] });
  });

  it("refuses bytes that are not UTF-8 with the line, wherever the pieces end", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":1}\n{"b":"é"}\n{"c":"'),
      Buffer.from([0xe9]),
      Buffer.from('"}\n'),
    ]);
    for (const size of [1, 4, 100])
      expect(await refusalOf(pieces(bytes, size))).toMatchObject({
        issues: [{ code: "file.not-utf-8", line: 3 }],
      });
  });

  it("keeps no more than one line: a file without line ends is refused", async () => {
    const { issues } = await refusalOf(pieces(Buffer.alloc(lineBytesMax + 2, "x"), 1 << 20));
    expect(issues).toMatchObject([{ code: "file.line-too-long", line: 1 }]);
  });

  it("reads GB18030, and refuses UTF-8 that is said to be GB18030", async () => {
    const own = { ...map, encoding: "gb18030" } as const;
    const head = Buffer.from("id,from,title\nA,2026-11-03T10:00:00Z,");
    // 中断, in GB18030; then one character of four bytes.
    const bytes = Buffer.concat([
      head,
      Buffer.from([0xd6, 0xd0, 0xb6, 0xcf, 0x81, 0x30, 0x81, 0x30, 0x0a]),
    ]);
    for (const size of [1, 3, 100]) {
      const rows = await listOf(readRecords(pieces(bytes, size), { map: own }));
      expect(rows).toMatchObject([{ title: "中断\u0080" }]);
    }
    const { issues } = await refusalOf(pieces(Buffer.concat([head, Buffer.from("中断\n")]), 4), {
      map: own,
    });
    expect(issues).toMatchObject([{ code: "file.is-utf-8" }]);
    const cut = await refusalOf(pieces(Buffer.concat([head, Buffer.from([0xff, 0x0a])]), 4), {
      map: own,
    });
    expect(cut.issues).toMatchObject([{ code: "file.not-gb18030", line: 2 }]);
  });
});

describe("readContract", () => {
  it("reads a file", async () => {
    expect((await readContract(at("contract.yaml"))).terms.id).toBe("acme");
    expect(
      (await readContract(pathToFileURL(at("contract.yaml")), { format: "yaml" })).terms.id,
    ).toBe("acme");
  });

  it("refuses with places", async () => {
    await expect(readContract(at("bad.yaml"))).rejects.toThrow(/bad\.yaml:2:\d+: id:/);
    await expect(readContract(at("none.yaml"))).rejects.toThrow("file.missing");
    await expect(readContract(at("empty.ndjson"), { format: "json" })).rejects.toThrow(
      "file.empty",
    );
  });
});
