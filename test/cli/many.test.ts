import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractYaml, folderWith, ran } from "./support.ts";

/** October has 31 × 24 h and an hour in Berlin: six hours are far below 99.9 %, a tenth is owed. */
const outage = (id: string, customer: string, more = "") =>
  `{"type":"outage","id":"${id}","customer":"${customer}","service":"web","from":"2026-10-05T00:00:00Z","until":"2026-10-05T06:00:00Z"${more}}\n`;
const contract = (id: string) => contractYaml.replaceAll("acme", id);

let folder: ReturnType<typeof folderWith>;
beforeEach(() => {
  folder = folderWith({
    "terms/acme.yaml": contract("acme"),
    "terms/beta.yml": contract("beta"),
    "terms/notes.txt": "not a contract",
    "outages.ndjson": `${outage("INC-1", "acme")}${outage("INC-2", "gamma")}`,
    "coverage.json": JSON.stringify([
      {
        type: "coverage",
        id: "C",
        of: "outages",
        from: "2026-09-30T00:00:00Z",
        until: "2026-11-02T00:00:00Z",
      },
    ]),
  });
});
afterEach(() => folder.remove());

const records = ["--records", "outages.ndjson", "coverage.json", "--period", "2026-10"];
const settle = (...argv: readonly string[]) =>
  ran(["settle", ...argv, ...records], { cwd: folder.path });
const read = (path: string) => JSON.parse(readFileSync(join(folder.path, path), "utf8"));
const spoil = (path: string) =>
  writeFileSync(join(folder.path, path), contract("bad").replace("EUR", "EUX"));

describe("settle of several contracts", () => {
  it("writes a file for each into a folder, each as it would be alone", async () => {
    const { status, err } = await settle("terms", "--format", "json", "-o", "out/october");
    expect(status).toBe(0);
    expect(err).toContain('1 row names the customer "gamma", and no contract takes them');
    const totals = ["acme", "beta"].map((id) => read(`out/october/${id}.json`).totals.lines);
    expect(totals).toEqual(["100.00", "0.00"]);
    await settle("terms/acme.yaml", "--format", "json", "-o", "alone.json");
    expect(read("alone.json")).toEqual(read("out/october/acme.json"));
  });

  it("on standard output: a list in JSON, else one behind the other", async () => {
    const json = await settle("terms/acme.yaml", "terms/beta.yml", "--format", "json");
    const keys = JSON.parse(json.out).map(({ key }: { key: { contract: string } }) => key.contract);
    expect(keys).toEqual(["acme", "beta"]);
    const text = await settle("terms", "-o", "-");
    expect(text.out.indexOf("acme")).toBeLessThan(text.out.indexOf("beta"));
  });

  it("as a register: one table for all", async () => {
    const { out } = await settle("terms", "--format", "csv", "-o", "register.csv");
    expect(out).toBe("");
    const rows = readFileSync(join(folder.path, "register.csv"), "utf8").trim().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["contract", "acme"]);
  });

  it("text and markdown files have their endings", async () => {
    await settle("terms", "-o", "out");
    await settle("terms", "--format", "markdown", "-o", "out");
    const names = ["acme.md", "acme.txt", "beta.md", "beta.txt"];
    expect(
      names.map((name) => readFileSync(join(folder.path, "out", name), "utf8") !== ""),
    ).toEqual(names.map(() => true));
  });

  it("--fail-on breach looks at all of them", async () => {
    expect((await settle("terms", "--fail-on", "breach")).status).toBe(1);
    writeFileSync(join(folder.path, "outages.ndjson"), outage("INC-1", "gamma"));
    expect((await settle("terms", "--fail-on", "breach")).status).toBe(0);
  });

  it("takes issued statements, each for its own contract", async () => {
    await settle("terms", "--format", "json", "-o", "out");
    const again = await settle("terms", "--issued", "out/acme.json", "out/beta.json");
    expect(again.status).toBe(3);
    expect(again.err).toContain("acme.issued");
    expect(again.err).toContain("beta.issued");
  });
});

describe("one bad contract among several", () => {
  it("all or nothing: nothing is written", async () => {
    spoil("terms/bad.yaml");
    const { status, out, err } = await settle("terms", "--format", "json", "-o", "out");
    expect([status, out]).toEqual([3, ""]);
    expect(err).toContain("terms/bad.yaml:5");
    expect(err).toContain("input refused, nothing was written");
    expect(folder.list()).not.toContain("out");
  });

  it("--keep-going writes the others, lists it, and exits with 3", async () => {
    spoil("terms/bad.yaml");
    const { status, err } = await settle("terms", "--keep-going", "--format", "json", "-o", "out");
    expect(status).toBe(3);
    expect(err).toContain("currency.unknown");
    expect(err).toContain("some contracts are refused, 2 statements were written");
    expect(read("out/acme.json").totals.lines).toBe("100.00");
  });

  it.each([
    ["", "input refused, nothing was written"],
    ["--keep-going", "some contracts are refused, 1 statement was written"],
  ])("bad records of one are its own: %s", async (flag, told) => {
    const bad = outage("INC-3", "beta").replace('"web"', '"wob"');
    writeFileSync(join(folder.path, "outages.ndjson"), `${outage("INC-1", "acme")}${bad}`);
    const argv = ["terms", "--format", "json", "-o", "out", ...(flag === "" ? [] : [flag])];
    const { status, err } = await settle(...argv);
    expect(status).toBe(3);
    expect(err).toContain("beta.");
    expect(err).toContain("record.unknown-service");
    expect(err).toContain(told);
    expect(folder.list().includes("out")).toBe(flag !== "");
  });

  it("a period that one of them does not have is its own, too", async () => {
    const path = join(folder.path, "terms/beta.yml");
    writeFileSync(
      path,
      contract("beta").replace("settlement: calendar-month", "settlement: calendar-quarter"),
    );
    const { status, err } = await settle("terms", "--keep-going", "-o", "out");
    expect(status).toBe(3);
    expect(err).toContain("beta.period");
    expect(readFileSync(join(folder.path, "out/acme.txt"), "utf8")).toContain("100.00");
  });

  it("records that cannot be read stop everything: nobody knows whose they are", async () => {
    writeFileSync(join(folder.path, "outages.ndjson"), "{");
    writeFileSync(join(folder.path, "more.ndjson"), "[");
    const argv = ["settle", "terms", "--keep-going", "--records", "outages.ndjson", "more.ndjson"];
    const { status, out, err } = await ran([...argv, "--period", "2026-10"], { cwd: folder.path });
    expect([status, out]).toEqual([3, ""]);
    expect(err).toContain("outages.ndjson:1");
    expect(err).toContain("more.ndjson:1");
  });

  it("a missing contract, file of records or statement is told", async () => {
    const missing = await settle("terms/acme.yaml", "terms/none.yaml");
    expect([missing.status, missing.err.includes("none.yaml")]).toEqual([3, true]);
    const argv = ["settle", "terms", "--records", "none.json", "--period", "2026-10"];
    expect((await ran(argv, { cwd: folder.path })).err).toContain("none.json");
    expect((await settle("terms", "--issued", "none.json")).err).toContain("none.json");
  });
});

describe("what cannot be written", () => {
  it("a folder without contracts, or standard input twice", async () => {
    mkdirSync(join(folder.path, "empty"));
    const empty = await settle("empty");
    expect([empty.status, empty.err.includes("holds no contract")]).toEqual([2, true]);
    const twice = await settle("-", "-");
    expect(twice.status).toBe(2);
  });

  it("two contracts whose files are one where capitals do not count", async () => {
    writeFileSync(join(folder.path, "terms/big.yaml"), contract("ACME"));
    const { status, err } = await settle("terms", "-o", "out");
    expect([status, err.includes("would be written to one file")]).toEqual([2, true]);
    expect((await settle("terms")).status).toBe(0);
  });

  it("a file where the folder should be, or an input that would be replaced", async () => {
    writeFileSync(join(folder.path, "out"), "");
    const file = await settle("terms", "-o", "out");
    expect([file.status, file.err.includes("it is a file, and a folder is needed")]).toEqual([
      4,
      true,
    ]);
    writeFileSync(join(folder.path, "terms/acme.json"), "{}");
    const input = await settle(
      "terms/acme.yaml",
      "terms/beta.yml",
      "terms/acme.json",
      "--keep-going",
      "--format",
      "json",
      "-o",
      "terms",
    );
    expect([input.status, input.err.includes("would replace an input")]).toEqual([2, true]);
  });

  it("one file that cannot be written: none of the others takes its name, and nothing is left", async () => {
    mkdirSync(join(folder.path, "out/beta.json"), { recursive: true });
    const { status, err } = await settle("terms", "--format", "json", "-o", "out");
    expect([status, err.includes("beta.json: it is a folder")]).toEqual([4, true]);
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(join(folder.path, "out"))).toEqual(["beta.json"]);
  });
});
