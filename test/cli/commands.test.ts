import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Statement } from "../../src/model/statement.ts";
import { breachNdjson, contractYaml, fineNdjson, folderWith, ran } from "./support.ts";

const folder = folderWith({
  "contract.yaml": contractYaml,
  "breach.ndjson": breachNdjson,
  "fine.ndjson": fineNdjson,
  "breach.json": JSON.stringify({ records: [JSON.parse(breachNdjson)] }),
});
afterAll(folder.remove);
const here = { cwd: folder.path };
const settling = (records: string, ...more: string[]) =>
  ran(["settle", "contract.yaml", "--records", records, "--period", "2026-11", ...more], here);
const settled = async (records: string, ...more: string[]) =>
  JSON.parse((await settling(records, "--format", "json", ...more)).out) as Statement;

/** What does not depend on the names of files. */
const owedIn = ({ manifest, results, lines }: Statement) => ({
  digest: manifest.digest,
  results,
  lines,
});

describe("makegood settle", () => {
  it("prints a statement: 1 h of 720 h down is 99.861111 %, a tenth of 1,000.00 is owed", async () => {
    const { status, out, err } = await settling("breach.ndjson");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("acme  web  November 2026 (Europe/Berlin)");
    expect(out).toMatch(/availability +≥ 99\.9 % +99\.861111 % +breached +EUR +100\.00/);
    expect(out).toContain("720 h in the period: 719 h up, 1 h down");
    expect(out).toContain("credit EUR 100.00, credited without a claim");
  });

  it("takes the end of the period for --as-of, and lists that (15)", async () => {
    const assumed = await settled("breach.ndjson");
    // Midnight in Berlin on 1 December is 23:00 in UTC.
    expect(assumed.asOf).toBe("2026-11-30T23:00:00Z");
    expect(assumed.assumptions.filter(({ path }) => path === "asOf")).toHaveLength(1);
    const told = await settled("breach.ndjson", "--as-of", "2026-12-05T00:00:00Z");
    expect(told.asOf).toBe("2026-12-05T00:00:00Z");
    expect(told.assumptions.filter(({ path }) => path === "asOf")).toEqual([]);
  });

  it("names its sources without folders, with their hashes, and what made it", async () => {
    const { manifest, producedBy } = await settled("breach.ndjson");
    expect(manifest.sources).toEqual([
      { name: "breach.ndjson", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 1 },
    ]);
    expect(producedBy).toMatchObject({
      engine: expect.stringMatching(/^makegood /),
      node: process.versions.node,
    });
  });

  it("gives the same result for JSON and for standard input", async () => {
    const owed = owedIn(await settled("breach.ndjson"));
    expect(owedIn(await settled("breach.json"))).toEqual(owed);
    const argv = [
      "settle",
      "contract.yaml",
      "--records",
      "-",
      "--period",
      "2026-11",
      "--format",
      "json",
    ];
    const { out } = await ran(argv, { ...here, stdin: breachNdjson });
    expect(owedIn(JSON.parse(out) as Statement)).toEqual(owed);
  });

  it.each([
    { records: "breach.ndjson", argv: ["--fail-on", "breach"], status: 1 },
    { records: "breach.ndjson", argv: [], status: 0 },
    { records: "fine.ndjson", argv: ["--fail-on", "breach"], status: 0 },
  ])("exits with $status for $records and $argv", async ({ records, argv, status }) => {
    const result = await settling(records, ...argv);
    expect(result.status).toBe(status);
    expect(result.out).toContain("acme  web");
  });
});

describe("makegood check", () => {
  it("shows a warning with its place in the file and its hint, beside those of the check", async () => {
    const storm = "{ id: storm, clause: '4', matches: { kind: maintenance }, removes: downtime }";
    const text = contractYaml
      .replace("commitments:", `exclusions: [${storm}]\ncommitments:`)
      .replace('{ atLeast: "99.9" }', '{ atLeast: "99.9", says: { allowed: PT1H, per: month } }');
    const at = folderWith({ "warned.yaml": text });
    const { status, out, err } = await ran(["check", "warned.yaml"], { cwd: at.path });
    at.remove();
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain(
      "    warned.yaml:11:14: exclusions.0: storm: no commitment lists it in `excludes`, so it excludes nothing [exclusion.granted-nowhere]\n" +
        "      hint: list it in `excludes` of the commitments that grant it, or remove it\n" +
        "    commitments.0.targets.0.says  availability: the words allow 1 h a month",
    );
    expect(out.match(/granted-nowhere/g)).toHaveLength(1);
  });
});

describe("makegood explain", () => {
  it.each(["availability", "availability/web/2026-11", "INC-1"])("explains %s", async (id) => {
    await settling("breach.ndjson", "--format", "json", "-o", "statement.json");
    const { status, out, err } = await ran(["explain", "statement.json", id], here);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("INC-1");
    const json = await ran(["explain", "statement.json", id, "--format", "json"], here);
    expect(JSON.parse(json.out)).toHaveProperty("facts");
  });

  it("says of an id that stands nowhere that the records can tell, with the nearest", async () => {
    await settling("breach.ndjson", "--format", "json", "-o", "statement.json");
    const asking = ["explain", "statement.json", "INC-2"];
    const { status, out, err } = await ran(asking, here);
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toContain(
      "INC-2 stands nowhere in this statement [explain.unknown]\n" +
        "  hint: give --records to look in its records; a name like it is INC-1\n",
    );
    const unlike = await ran(["explain", "statement.json", "something"], here);
    expect(unlike.err).toContain("hint: give --records to look in its records\n");
    const known = await ran([...asking, "--records", "breach.ndjson"], here);
    expect({ status: known.status, out: known.out }).toEqual({ status: 3, out: "" });
    expect(known.err).toContain("explain.unknown");
  });
});

describe("makegood readings", () => {
  const reading = (...more: string[]) =>
    ran(
      ["readings", "contract.yaml", "--records", "breach.ndjson", "--period", "2026-11", ...more],
      here,
    );

  it("says what other readings would come to, at the end of the period unless told", async () => {
    const { status, out, err } = await reading();
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("as agreed, as of 2026-11-30T23:00:00Z: EUR 100.00");
    expect(out).toContain("the period of availability has another length (days-x-1440)");
  });

  it("as JSON", async () => {
    const { out } = await reading("--format", "json", "--as-of", "2026-12-05T00:00:00Z");
    expect(JSON.parse(out)).toMatchObject({ asOf: "2026-12-05T00:00:00Z", lines: "100.00" });
  });
});

describe("--issued of what-if and of explaining", () => {
  it("reads statements; one of the period itself changes nothing", async () => {
    await settling("breach.ndjson", "--format", "json", "-o", "issued.json");
    const asked = [
      "readings",
      "contract.yaml",
      "--records",
      "breach.ndjson",
      "--period",
      "2026-11",
    ];
    const plain = await ran(asked, here);
    expect(await ran([...asked, "--issued", "issued.json"], here)).toEqual(plain);
    const explaining = ["explain", "issued.json", "INC-1", "--records", "breach.ndjson"];
    const told = await ran(explaining, here);
    expect(told.status).toBe(0);
    expect(await ran([...explaining, "--issued", "issued.json"], here)).toEqual(told);
  });

  it("refuses what is no statement", async () => {
    const asked = [
      "readings",
      "contract.yaml",
      "--records",
      "breach.ndjson",
      "--period",
      "2026-11",
    ];
    const reading = await ran([...asked, "--issued", "breach.json"], here);
    expect(reading.err).toContain("statement.not-a-statement");
    const explaining = ["explain", "issued.json", "INC-1", "--issued", "breach.json"];
    expect((await ran(explaining, here)).err).toContain("statement.not-a-statement");
  });
});

describe("makegood compare", () => {
  const asJson = ["--format", "json", "-o"] as const;

  it("lists what differs between two statements", async () => {
    await settling("breach.ndjson", ...asJson, "a.json");
    await settling("fine.ndjson", ...asJson, "b.json");
    const { status, out, err } = await ran(["compare", "a.json", "b.json"], here);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/availability\/web\/2026-11\/\S+ +EUR 100\.00 automatic +– +-100\.00/);
    expect(out).toContain("lines in total: 100.00 → 0.00 (-100.00)");
    const same = await ran(["compare", "a.json", "a.json", "--format", "json"], here);
    expect(JSON.parse(same.out)).toMatchObject({ lines: [], results: [] });
  });

  it("refuses what is no statement, of both files", async () => {
    const { status, err } = await ran(["compare", "breach.json", "breach.json"], here);
    expect(status).toBe(3);
    expect(err.match(/statement\.not-a-statement/g)).toHaveLength(2);
  });
});

describe("makegood restate", () => {
  const restating = (records: string, ...more: string[]) =>
    ran(
      [
        "restate",
        "contract.yaml",
        "--issued",
        "issued.json",
        "--records",
        records,
        "--as-of",
        "2026-12-10T00:00:00Z",
        ...more,
      ],
      here,
    );

  it("has nothing to write when nothing changed (38)", async () => {
    await settling(
      "breach.ndjson",
      "--as-of",
      "2026-12-10T00:00:00Z",
      "--format",
      "json",
      "-o",
      "issued.json",
    );
    expect(await restating("breach.ndjson")).toEqual({
      status: 0,
      out: "",
      err: "makegood: nothing changed; there is no revision to write\n",
    });
  });

  it("says of an older file that it still holds what it held, when nothing changed (38)", async () => {
    const issue = ["--as-of", "2026-12-10T00:00:00Z", "--format", "json", "-o", "issued.json"];
    await settling("breach.ndjson", ...issue);
    writeFileSync(join(folder.path, "r.json"), "older");
    expect(await restating("breach.ndjson", "-o", "r.json")).toEqual({
      status: 0,
      out: "",
      err: "makegood: nothing changed; there is no revision to write; r.json was not touched\n",
    });
    expect(readFileSync(join(folder.path, "r.json"), "utf8")).toBe("older");
  });

  it("writes what differs: 100.00 were owed, nothing is any more (38)", async () => {
    await settling(
      "breach.ndjson",
      "--as-of",
      "2026-12-10T00:00:00Z",
      "--format",
      "json",
      "-o",
      "issued.json",
    );
    const { status, out } = await restating("fine.ndjson");
    expect(status).toBe(0);
    expect(out).toContain("revision 1 corrects revision 0");
    expect(out).toMatch(/availability\/web\/2026-11\/tenth +100\.00 +0\.00 +-100\.00/);
  });
});
