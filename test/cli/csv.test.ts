import { afterAll, describe, expect, it } from "vitest";
import { contractYaml, folderWith, ran } from "./support.ts";

/** CSV files of records and their maps on the command line. */

const outageMap = `makegood: map/1
record: outage
form: wide
zone: Europe/Berlin
columns:
  id: Nummer
  from: { column: Beginn, format: "DD.MM.YYYY HH:mm" }
  until: { column: Ende, format: "DD.MM.YYYY HH:mm" }
constants: { service: web }
`;
const outageCsv = "Nummer;Beginn;Ende\r\nINC-1;03.11.2026 10:00;03.11.2026 11:00\r\n";
const claimMap = `makegood: map/1
record: coverage
form: wide
columns: { id: id, from: from, until: until }
constants: { of: outages }
`;

const folder = folderWith({
  "contract.yaml": contractYaml,
  "outages.csv": outageCsv,
  "outages.map.yaml": outageMap,
  "coverage.csv": "id,from,until\nC-1,2026-10-31T23:00:00Z,2026-11-30T23:00:00Z\n",
  "coverage.map.yaml": claimMap,
});
afterAll(folder.remove);
const settling = ["settle", "contract.yaml", "--period", "2026-11"];
const here = { cwd: folder.path };

/** A run that is refused, with files that replace those of the folder. */
async function refusalOf(files: Readonly<Record<string, string | Uint8Array>>, argv: string[]) {
  const own = folderWith({
    "contract.yaml": contractYaml,
    "outages.csv": outageCsv,
    "outages.map.yaml": outageMap,
    ...files,
  });
  const before = own.list();
  const result = await ran([...settling, ...argv, "-o", "out.json"], { cwd: own.path });
  expect(own.list()).toEqual(before);
  own.remove();
  expect(result).toMatchObject({ status: 3, out: "" });
  return result.err;
}
const withMap = ["--records", "outages.csv", "--map", "outages.map.yaml"];

describe("makegood settle --records x.csv --map y.yaml", () => {
  it("reads the file by the map: an hour of 30 days down is 99.861111 %", async () => {
    const { status, out, err } = await ran([...settling, ...withMap, "--format", "json"], here);
    expect(status).toBe(0);
    const statement = JSON.parse(out);
    expect(statement.evidence.outages[0].record).toBe("INC-1");
    expect(statement.totals.automatic).toBe("100.00");
    expect(statement.manifest.sources).toMatchObject([{ name: "outages.csv", rows: 1 }]);
    expect(err).toContain('separated by ";"');
  });

  it("takes the type of each file where there are several maps, in any order", async () => {
    const argv = [
      ...["--records", "coverage=coverage.csv", "outage=outages.csv"],
      ...["--map", "outages.map.yaml", "--map", "coverage.map.yaml"],
    ];
    const { status, out } = await ran([...settling, ...argv, "--format", "json"], here);
    expect({ status, verdict: JSON.parse(out).results[0].verdict }).toEqual({
      status: 0,
      verdict: "breached",
    });
  });

  it("reads standard input as CSV where its type is said", async () => {
    const argv = [
      ...settling,
      "--records",
      "outage=-",
      "--map",
      "outages.map.yaml",
      "--format",
      "json",
    ];
    const { status, out } = await ran(argv, { ...here, stdin: outageCsv });
    expect(status).toBe(0);
    expect(JSON.parse(out).evidence.outages[0].record).toBe("INC-1");
  });

  it("explain and restate take maps too", async () => {
    const own = folderWith({
      "contract.yaml": contractYaml,
      "outages.csv": outageCsv,
      "outages.map.yaml": outageMap,
      "none.csv": "Nummer;Beginn;Ende\r\n",
    });
    const at = { cwd: own.path };
    await ran([...settling, ...withMap, "--format", "json", "-o", "s.json"], at);
    const explained = await ran(["explain", "s.json", "INC-1", ...withMap], at);
    const asOf = ["--as-of", "2027-01-01T00:00:00Z", "--format", "json"];
    const none = ["--records", "none.csv", "--map", "outages.map.yaml"];
    const restated = await ran(
      ["restate", "contract.yaml", "--issued", "s.json", ...none, ...asOf],
      at,
    );
    own.remove();
    expect(explained).toMatchObject({ status: 0, out: expect.stringContaining("INC-1") });
    expect(restated.status).toBe(0);
    expect(restated.err).toContain("csv.no-rows");
    expect(JSON.parse(restated.out)).toMatchObject({ revision: 1 });
  });

  it("reads GB18030: the words of a Chinese export", async () => {
    const map = outageMap
      .replace("form: wide", "form: wide\nencoding: gb18030")
      .replace("Nummer", "编号")
      .replace("  id:", "  title: 说明\n  id:");
    // 编号;Beginn;Ende;说明 and 中断 in GB18030.
    const title = [0xcb, 0xb5, 0xc3, 0xf7];
    const bytes = Buffer.concat([
      Buffer.from([0xb1, 0xe0, 0xba, 0xc5]),
      Buffer.from(";Beginn;Ende;"),
      Buffer.from(title),
      Buffer.from("\nINC-1;03.11.2026 10:00;03.11.2026 11:00;"),
      Buffer.from([0xd6, 0xd0, 0xb6, 0xcf]),
      Buffer.from("\n"),
    ]);
    const own = folderWith({ "contract.yaml": contractYaml, "outages.csv": bytes, "m.yaml": map });
    const argv = [...settling, "--records", "outages.csv", "--map", "m.yaml"];
    const { status, err } = await ran(argv, { cwd: own.path });
    own.remove();
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining("csv.delimiter-found"),
    });
    const said = await refusalOf({ "outages.csv": bytes }, withMap);
    expect(said).toContain("outages.csv:1: the text is not UTF-8");
    expect(said).toContain("encoding: gb18030");
    const utf8 = await refusalOf(
      { "outages.csv": `${outageCsv}中断`, "outages.map.yaml": map },
      withMap,
    );
    expect(utf8).toContain(
      "outages.csv: the map says GB18030, and the file is UTF-8 [file.is-utf-8]",
    );
    const cut = Buffer.concat([bytes, Buffer.from("x\n\xff\n", "latin1")]);
    const neither = await refusalOf({ "outages.csv": cut, "outages.map.yaml": map }, withMap);
    expect(neither).toContain("outages.csv:4: the text is not GB18030");
  });
});

describe("what cannot be read: exit 3, nothing written", () => {
  it.each([
    {
      why: "a CSV file without a map",
      files: {},
      argv: ["--records", "outages.csv"],
      says: ["outages.csv: a CSV file needs a map", "--map"],
    },
    {
      why: "no map of that type",
      files: {},
      argv: ["--records", "ticket=outages.csv", "--map", "outages.map.yaml"],
      says: ["outages.csv: no map makes a ticket of its rows"],
    },
    {
      why: "several maps and no type",
      files: { "m2.yaml": claimMap },
      argv: [...withMap, "--map", "m2.yaml"],
      says: ["outages.csv: several maps fit", "outage=outages.csv"],
    },
    {
      why: "a ragged row",
      files: { "outages.csv": `${outageCsv}INC-2;03.11.2026 10:00\r\n` },
      argv: withMap,
      says: ["outages.csv:3: 1: the row has 2 cells, the first row names 3 [csv.ragged-row]"],
    },
    {
      why: "a quote that is not closed",
      files: { "outages.csv": `${outageCsv}"INC-2;03.11.2026 10:00\r\n` },
      argv: withMap,
      says: ["outages.csv:3: 1: a quote opens here and is never closed [csv.quote-not-closed]"],
    },
    {
      why: "a column that the file lacks",
      files: { "outages.csv": outageCsv.replace("Beginn", "Begin") },
      argv: withMap,
      says: ["outages.csv:1: columns.from: the file has no column", 'did you mean "Begin"?'],
    },
    {
      why: "a record that the contract does not know",
      files: { "outages.map.yaml": outageMap.replace("service: web", "service: wbe") },
      argv: withMap,
      says: ["outages.csv:2: 0.service:", 'did you mean "web"?'],
    },
    {
      why: "a map with a typo",
      files: { "outages.map.yaml": outageMap.replace("zone:", "zoen:") },
      argv: withMap,
      says: ["outages.map.yaml:4:1: zoen:", 'did you mean "zone"?'],
    },
    {
      why: "a map that is no YAML",
      files: { "outages.map.yaml": "a: [" },
      argv: withMap,
      says: ["outages.map.yaml:1:", "yaml.malformed"],
    },
    { why: "an empty file", files: { "outages.csv": "" }, argv: withMap, says: ["file.empty"] },
    {
      why: "a map that is missing",
      files: {},
      argv: ["--records", "outages.csv", "--map", "none.yaml"],
      says: ["none.yaml: there is no such file"],
    },
  ])("$why", async ({ files, argv, says }) => {
    const err = await refusalOf(files, argv);
    for (const text of says) expect(err).toContain(text);
  });

  it("a type before a file whose rows have types of their own is wrong usage", async () => {
    const { status, err } = await ran([...settling, "--records", "outage=o.ndjson"], here);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining("only CSV files") });
  });

  it("standard input once only, for a map too", async () => {
    const argv = [...settling, "--records", "outage=-", "--map", "-"];
    expect((await ran(argv, here)).status).toBe(2);
  });
});

describe("a table whose text is broken, and rows of it that are wrong for the contract (39, 40)", () => {
  const map = outageMap
    .replace("constants: { service: web }", "")
    .replace("columns:", "columns:\n  service: Dienst");
  const table = (...rows: string[]) => ["Nummer;Dienst;Beginn;Ende", ...rows, ""].join("\r\n");
  const span = "03.11.2026 10:00;03.11.2026 11:00";
  const codes = (err: string) =>
    err.split("\n").flatMap((line) => {
      const at = /^(\S+?\.(?:csv|ndjson):\d+):.* \[([a-z.-]+)\]$/.exec(line);
      return at === null ? [] : [`${at[1]} ${at[2]}`];
    });

  it("are told in one run: what cannot be read first, then what could be", async () => {
    const text = table(
      `INC-1;wbe;${span}`,
      "INC-2;web;03.11.2026 10:00",
      `INC-3;web;03.11.2026 12:00;03.11.2026 11:00`,
      `INC-4;"web;${span}`,
    );
    const err = await refusalOf({ "outages.csv": text, "outages.map.yaml": map }, withMap);
    expect(codes(err)).toEqual([
      "outages.csv:3 csv.ragged-row",
      "outages.csv:5 csv.quote-not-closed",
      "outages.csv:2 record.unknown-service",
      "outages.csv:4 record.until-before-from",
    ]);
  });

  it("links are told when all rows are there: the row of the ticket may be the one that is broken", async () => {
    const ndjson = [
      {
        type: "attribution",
        id: "AT-1",
        outage: "INC-2",
        cause: "third-party",
        by: "noc",
        at: "2026-11-05T00:00:00Z",
      },
      { type: "outage", id: "INC-9", service: "wbe", from: "2026-11-03T10:00:00Z" },
    ];
    const lines = (rows: readonly object[]) =>
      rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    const files = { "outages.map.yaml": map, "more.ndjson": lines(ndjson) };
    const argv = [...withMap, "--records", "more.ndjson"];
    const broken = table(`INC-2;web;${span};x`);
    const first = await refusalOf({ ...files, "outages.csv": broken }, argv);
    expect(codes(first)).toEqual([
      "outages.csv:2 csv.ragged-row",
      "more.ndjson:2 record.unknown-service",
    ]);
    // INC-2 is called INC-3 now, and the attribution names nothing.
    const mended = table(`INC-3;web;${span}`);
    const next = await refusalOf({ ...files, "outages.csv": mended }, argv);
    expect(codes(next)).toContain("more.ndjson:1 record.unknown-outage");
  });

  it("rows are looked at beside a file that cannot be read", async () => {
    const own = { "outages.csv": table(`INC-1;wbe;${span}`), "outages.map.yaml": map };
    const err = await refusalOf({ ...own, "more.json": "{" }, [
      ...withMap,
      "--records",
      "more.json",
    ]);
    expect(err).toContain("more.json:1:");
    expect(codes(err)).toEqual(["outages.csv:2 record.unknown-service"]);
  });

  it("of several contracts, each with what is wrong for it", async () => {
    const text = table(`INC-1;wbe;${span}`, "INC-2;web");
    const files = {
      "outages.csv": text,
      "outages.map.yaml": map,
      "other.yaml": contractYaml.replace("id: acme", "id: beta"),
    };
    const err = await refusalOf(files, ["other.yaml", ...withMap]);
    expect(codes(err)).toEqual([
      "outages.csv:3 csv.ragged-row",
      "outages.csv:2 record.unknown-service",
      "outages.csv:2 record.unknown-service",
    ]);
    expect(err).toMatch(/acme\.0\.service[\s\S]*beta\.0\.service/);
  });
});
