import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { breachNdjson, contractYaml, folderWith, ran } from "./support.ts";

const folder = folderWith({ "contract.yaml": contractYaml, "records.ndjson": breachNdjson });
afterAll(folder.remove);

/** Writes nothing but the file that is asked for, and must not even do that. */
async function refusalOf(files: Readonly<Record<string, string | Uint8Array>>, argv: string[]) {
  const own = folderWith({
    "contract.yaml": contractYaml,
    "records.ndjson": breachNdjson,
    ...files,
  });
  const before = own.list();
  const result = await ran([...argv, "-o", "out.json"], { cwd: own.path });
  expect(own.list()).toEqual(before);
  own.remove();
  expect(result.out).toBe("");
  expect(result.err).not.toMatch(/\n\s+at /);
  return result;
}

const settling = ["settle", "contract.yaml", "--records", "records.ndjson", "--period", "2026-11"];
const checking = ["check", "contract.yaml"];
const with_ = (from: string, to: string) => {
  expect(contractYaml).toContain(from);
  return contractYaml.replace(from, () => to);
};

/** An anchor that holds the one before it ten times, nine times over. */
const aliasBomb = [
  "a0: &a0 [x]",
  ...Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(10)}]`),
].join("\n");

describe("a contract that cannot be used: exit 3, nothing written", () => {
  it.each([
    {
      why: "a wrong type",
      yaml: with_("currency: EUR", "currency: [EUR]"),
      says: ["contract.yaml:5:1: currency:"],
    },
    {
      why: "an unknown key with a near miss",
      yaml: with_("period: calendar-month", "perod: calendar-month"),
      says: ["contract.yaml:15:5", "commitments.0.perod", 'did you mean "period"'],
    },
    {
      why: "an unknown zone",
      yaml: with_("Europe/Berlin", "Europe/Berlni"),
      says: ["contract.yaml:6:1: timeZone:"],
    },
    {
      why: "an unquoted amount",
      yaml: with_('"1000.00"', "1000.00"),
      says: ["contract.yaml:9:44: services.0.charges.0.amount:", "(written as 1000.00)"],
    },
    {
      why: "money as a JSON number",
      yaml: with_('percent: "10"', "percent: 10.0"),
      says: ["contract.yaml:25:", "unquoted-number", "(written as 10.0)"],
    },
    {
      why: "a percentage as a number",
      yaml: with_('"99.9" }]', "99.90 }]"),
      says: ["contract.yaml:18:", "(written as 99.90)"],
    },
    {
      why: "__proto__ as a key",
      yaml: with_("id: acme", "__proto__: { a: 1 }\nid: acme"),
      says: ["contract.yaml:2:1: __proto__:", "yaml.reserved-key"],
    },
    {
      why: "a duplicate key",
      yaml: with_("id: acme", "id: acme\nid: acme"),
      says: ["contract.yaml:3:1: id:", "yaml.duplicate-key"],
    },
    { why: "an alias bomb", yaml: aliasBomb, says: ["yaml.too-many-values"] },
    { why: "an empty file", yaml: "", says: ["contract.yaml: the file is empty [file.empty]"] },
    {
      why: "white space only",
      yaml: "\n \n",
      says: ["contract.yaml: the file is empty [file.empty]"],
    },
    { why: "no YAML", yaml: "a: [", says: ["contract.yaml:1:", "yaml.malformed"] },
    { why: "a list", yaml: "- a", says: ["contract.yaml:1:1"] },
  ])("$why", async ({ yaml, says }) => {
    const { status, err } = await refusalOf({ "contract.yaml": yaml }, checking);
    for (const text of says) expect(err).toContain(text);
    expect(err).toContain("\n  hint: ");
    expect(status).toBe(3);
  });

  it("reports the same of JSON", async () => {
    const argv = ["check", "c.json"];
    const { status, err } = await refusalOf({ "c.json": '{\n"id": 5,\n"id": 6 }' }, argv);
    expect(err).toContain("c.json:3:1: id: the key");
    expect(status).toBe(3);
  });
});

const row = (fields: object) =>
  `${JSON.stringify({ type: "outage", id: "A", service: "web", ...fields })}\n`;

describe("records that cannot be used: exit 3, nothing written", () => {
  it.each([
    {
      why: "a stamp without offset",
      text: row({ from: "2026-11-03T10:00:00" }),
      says: ["records.ndjson:1: 0.from", "stamp.no-offset"],
    },
    {
      why: "an unknown service",
      text: row({ service: "wbe", from: "2026-11-03T10:00:00Z" }),
      says: ["records.ndjson:1: 0.service", "web"],
    },
    {
      why: "an unknown key",
      text: row({ form: "2026-11-03T10:00:00Z" }),
      says: ["0.form", "from"],
    },
    {
      why: "no JSON",
      text: `${breachNdjson}{oops}\n`,
      says: ["records.ndjson:2:2: 1: not JSON", "json.malformed"],
    },
    { why: "a list in a line", text: "[1]\n", says: ["records.ndjson:1", "record.not-an-object"] },
    { why: "__proto__ as a key", text: '{"__proto__": 1}\n', says: ["json.reserved-key"] },
    { why: "a deep bomb", text: `{"a":${"[".repeat(100_000)}`, says: ["json.too-deep"] },
    { why: "an empty file", text: "", says: ["records.ndjson: the file is empty [file.empty]"] },
  ])("$why", async ({ text, says }) => {
    const { status, err } = await refusalOf({ "records.ndjson": text }, settling);
    for (const part of says) expect(err).toContain(part);
    expect(status).toBe(3);
  });

  it("takes __proto__ as an id", async () => {
    const text = row({
      id: "__proto__",
      from: "2026-11-03T10:00:00Z",
      until: "2026-11-03T11:00:00Z",
    });
    const own = folderWith({ "contract.yaml": contractYaml, "records.ndjson": text });
    const { status, out } = await ran([...settling, "--format", "json"], { cwd: own.path });
    own.remove();
    expect(status).toBe(0);
    expect(JSON.parse(out).evidence.outages[0].record).toBe("__proto__");
  });

  it("reports the problems of all files at once", async () => {
    const files = { "contract.yaml": "a: [", "records.ndjson": "x\n", "more.json": "{" };
    const { err } = await refusalOf(files, [
      ...settling,
      "--records",
      "more.json",
      "missing.ndjson",
    ]);
    expect(err).toContain("missing.ndjson: there is no such file");
    const { err: later } = await refusalOf(files, [...settling, "--records", "more.json"]);
    for (const text of ["contract.yaml:1:", "records.ndjson:1:", "more.json:1:"])
      expect(later).toContain(text);
  });

  it("does not guess the format of other endings", async () => {
    const argv = ["settle", "contract.yaml", "--records", "r.txt", "--period", "2026-11"];
    const { status, err } = await refusalOf({ "r.txt": "a,b" }, argv);
    expect(err).toContain("r.txt: the ending of the name");
    expect(status).toBe(3);
  });

  it.each([
    { period: "2026-13", says: "period.no-such-period" },
    { period: "October", says: "period.malformed" },
  ])("refuses the period $period", async ({ period, says }) => {
    const { status, err } = await refusalOf({}, [...settling.slice(0, -1), period]);
    expect(err).toContain(says);
    expect(status).toBe(3);
  });

  it.each(["yesterday", "2026-11-30", "2026-11-30T00:00:00"])(
    "refuses --as-of %s",
    async (asOf) => {
      const { status } = await refusalOf({}, [...settling, "--as-of", asOf]);
      expect(status).toBe(3);
    },
  );
});

describe("files that cannot be read: exit 3", () => {
  mkdirSync(join(folder.path, "folder.yaml"));
  symlinkSync("loop.yaml", join(folder.path, "loop.yaml"));

  it.each([
    { path: "missing.yaml", says: "missing.yaml: there is no such file [file.missing]" },
    { path: "contract.yaml/x.yaml", says: "file.missing" },
    { path: "folder.yaml", says: "folder.yaml: this is a folder [file.is-a-folder]" },
    { path: "loop.yaml", says: "loop.yaml: the link leads back to itself" },
  ])("$path", async ({ path, says }) => {
    const { status, out, err } = await ran(["check", path], { cwd: folder.path });
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toContain(says);
  });

  it.each([
    {
      why: "another encoding",
      bytes: Buffer.from("a: b\nc: \xe9\n", "latin1"),
      says: "c.yaml:2: the text is not UTF-8",
    },
    { why: "UTF-16", bytes: Buffer.from("\ufeffa: b", "utf16le"), says: "iconv -f UTF-16" },
    { why: "a NUL byte", bytes: Buffer.from("a: \0b"), says: "c.yaml:1" },
  ])("$why", async ({ bytes, says }) => {
    const { status, err } = await refusalOf({ "c.yaml": bytes }, ["check", "c.yaml"]);
    expect(err).toContain(says);
    expect(err).not.toContain("\0");
    expect(status).toBe(3);
  });

  it("standard input that is empty", async () => {
    const { status, err } = await ran(["check", "-"], { cwd: folder.path });
    expect(err).toContain("standard input: the file is empty");
    expect(status).toBe(3);
  });

  it("a file that is no statement", async () => {
    const { status, err } = await refusalOf({ "s.json": "{}" }, ["explain", "s.json", "x"]);
    expect(err).toContain("statement.not-a-statement");
    expect(status).toBe(3);
  });
});
