import { afterAll, describe, expect, it } from "vitest";
import { breachNdjson, contractYaml, folderWith, ran } from "./support.ts";

const folder = folderWith({
  "contract.yaml": contractYaml,
  "breach.ndjson": breachNdjson,
  "broken.json": '{"makegood":"statement/1"}',
});
afterAll(folder.remove);
const here = { cwd: folder.path };
const given = ["contract.yaml", "--records", "breach.ndjson", "--period", "2026-11"];

describe("makegood budget", () => {
  it("prints what was allowed, used and left: 0.1 % of 720 h, and one hour down", async () => {
    await ran(["settle", ...given, "--format", "json", "-o", "nov.json"], here);
    const { status, out, err } = await ran(["budget", "nov.json"], here);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.split("\n")[1]).toMatch(
      /^ {2}availability\/web\/2026-11 +99\.9 % +43 min 12 s +1 h +-16 min 48 s +1\.39$/,
    );
    const json = JSON.parse((await ran(["budget", "nov.json", "--format", "json"], here)).out);
    expect(json).toMatchObject([{ allowedMs: "2592000", usedMs: "3600000", burnRate: "25/18" }]);
  });

  it("settle --verbose lists the same rows, and settle alone does not", async () => {
    const { out } = await ran(["settle", ...given, "--verbose"], here);
    const lines = out.split("\n");
    const at = lines.indexOf("  budgets");
    expect(lines.slice(at + 1, at + 3).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["result", "target", "allowed", "used", "left", "burn rate"],
      ["availability/web/2026-11", "99.9 %", "43 min 12 s", "1 h", "-16 min 48 s", "1.39"],
    ]);
    expect((await ran(["settle", ...given], here)).out).not.toContain("budgets");
  });

  it("refuses what is no statement", async () => {
    const { status, err } = await ran(["budget", "broken.json"], here);
    expect([status, err.includes("statement.not-a-statement")]).toEqual([3, true]);
  });
});

describe("makegood breakdown", () => {
  it("prints a row for each slice and a column for each class", async () => {
    const { status, out } = await ran(["breakdown", ...given, "--by", "month"], here);
    expect(status).toBe(0);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "availability/web/2026-11",
      "  month       up  down",
      "  2026-11  719 h   1 h",
    ]);
  });

  it("writes CSV that sums, and JSON", async () => {
    const csv = (await ran(["breakdown", ...given, "--format", "csv"], here)).out
      .trim()
      .split("\r\n");
    expect(csv[0]).toMatch(/^result,member,slice,from,until,class,weight,rule,state,ms,/);
    const total = csv.slice(1).reduce((sum, line) => sum + Number(line.split(",")[9]), 0);
    expect(total).toBe(720 * 3_600_000);
    const json = JSON.parse((await ran(["breakdown", ...given, "--format", "json"], here)).out);
    expect(json.results[0].rows).toHaveLength(30);
  });

  it("knows three slices", async () => {
    expect((await ran(["breakdown", ...given, "--by", "hour"], here)).status).toBe(2);
  });
});
