import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderWith, ran, root } from "./support.ts";

/** The example of docs/terms.md. October in Berlin has 745 hours: of five down a tenth of 1,000.00 is owed. */
const page = readFileSync(join(root, "docs/terms.md"), "utf8");
const [terms = "", contract = ""] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
  ([, yaml = ""]) => yaml,
);
const rows = [
  '{"type":"outage","id":"INC-1","service":"web","from":"2026-10-05T00:00:00Z","until":"2026-10-05T05:00:00Z"}',
  '{"type":"coverage","id":"C","of":"outages","from":"2026-09-30T00:00:00Z","until":"2026-11-02T00:00:00Z"}',
];

let folder: ReturnType<typeof folderWith>;
beforeEach(() => {
  folder = folderWith({
    "sla.yaml": terms,
    "older.yaml": terms.replace("version: 2026-01", "version: 2025-01"),
    "acme.yaml": contract,
    "rows.ndjson": `${rows.join("\n")}\n`,
    "many/acme.yaml": contract,
    "many/beta.yaml": contract.replaceAll("acme", "beta"),
  });
});
afterEach(() => folder.remove());

const run = (...argv: readonly string[]) => ran(argv, { cwd: folder.path });
const october = ["--records", "rows.ndjson", "--period", "2026-10", "--format", "json"];

describe("--terms (37)", () => {
  it("settles a contract that includes them, and verifies without them", async () => {
    const { status, out, err } = await run(
      "settle",
      "acme.yaml",
      "--terms",
      "sla.yaml",
      ...october,
    );
    expect([status, err]).toEqual([0, ""]);
    const statement = JSON.parse(out);
    expect(statement.totals.lines).toBe("100.00");
    expect(statement.terms.contract.terms.name).toBe("hosting-sla@2026-01");
    const verified = await ran(["verify", "-"], { cwd: folder.path, stdin: out });
    expect(verified.status).toBe(0);
  });

  it("is asked for where it is missing, and says what was given instead", async () => {
    const missing = await run("settle", "acme.yaml", ...october);
    expect(missing.status).toBe(3);
    expect(missing.err).toContain("acme.yaml:3");
    expect(missing.err).toContain("terms.not-given");
    const older = await run("check", "acme.yaml", "--terms", "older.yaml");
    expect(older.status).toBe(3);
    expect(older.err).toContain("given: hosting-sla@2025-01");
  });

  it("serves all contracts of a folder", async () => {
    const { status, out, err } = await run("settle", "many", "--terms", "sla.yaml", ...october);
    expect([status, err]).toEqual([0, ""]);
    const totals = JSON.parse(out).map((one: { totals: { lines: string } }) => one.totals.lines);
    expect(totals).toEqual(["100.00", "100.00"]);
  });

  it("tells a problem of terms where it stands in their file", async () => {
    const wrong = terms.replace('atLeast: "99.9"', 'atLeast: "999"');
    const line = 1 + wrong.split("\n").findIndex((text) => text.includes('"999"'));
    const own = folderWith({ "sla.yaml": wrong, "acme.yaml": contract });
    const { status, err } = await ran(["check", "acme.yaml", "--terms", "sla.yaml"], {
      cwd: own.path,
    });
    own.remove();
    expect(status).toBe(3);
    expect(err).toContain(`sla.yaml:${line}`);
    expect(err).toContain("commitments.0.targets.0.atLeast");
  });

  it("of several files tells each that cannot be read", async () => {
    const { status, err } = await run("check", "acme.yaml", "--terms", "none.yaml", "gone.yaml");
    expect(status).not.toBe(0);
    expect(err).toContain("none.yaml");
    expect(err).toContain("gone.yaml");
  });

  it("tells terms that no contract includes; a settlement is not changed by them", async () => {
    const given = ["--terms", "sla.yaml", "older.yaml"];
    const [plain, more] = [
      await run("settle", "acme.yaml", "--terms", "sla.yaml", ...october),
      await run("settle", "acme.yaml", ...given, ...october),
    ];
    expect(more.out).toBe(plain.out);
    expect(more.err).toContain("no contract includes the terms hosting-sla@2025-01");
    expect(more.err).toContain("older.yaml");
    for (const argv of [
      ["check", "acme.yaml", ...given],
      ["settle", "many", ...given, ...october],
    ]) {
      const { status, err } = await run(...argv);
      expect(status).toBe(0);
      expect(err).toContain("[terms.not-included]");
      expect(err).not.toContain("2026-01");
    }
  });

  it("takes standard input once", async () => {
    for (const argv of [
      ["check", "-", "--terms", "-"],
      ["settle", "-", "--terms", "-", ...october],
      ["settle", "many", "--terms", "-", "--records", "-", "--period", "2026-10"],
    ])
      expect(await run(...argv)).toMatchObject({ status: 2, out: "" });
  });
});

describe("documents of terms that stand in the contract too", () => {
  it("leave the places of the others as they are in the file", async () => {
    const shared = "{ id: order, title: Order form }";
    const both = terms.replace("documents: [", `documents: [${shared}, `);
    const wrong = both.replace("title: Service level agreement", "title: 7");
    const own = folderWith({ "sla.yaml": wrong, "acme.yaml": contract });
    const { err } = await ran(["check", "acme.yaml", "--terms", "sla.yaml"], { cwd: own.path });
    own.remove();
    expect(err).toContain("documents.1.title");
  });
});
