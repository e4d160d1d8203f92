import { afterAll, describe, expect, it } from "vitest";
import { contractYaml, folderWith, ran } from "./support.ts";

/** A tenth of 1,000.00 below 99.9 %; kept for two months at 99.9 it is earned back; work is excluded. */
const contract = contractYaml
  .replace(
    "commitments:",
    `exclusions: [{ id: planned, clause: "4.2", matches: { kind: maintenance }, removes: window }]
commitments:`,
  )
  .replace("excludes: []", "excludes: [planned]")
  .replace(
    "base: monthly\n",
    "base: monthly\n        earnBack: { floor: '99', periods: 2, level: '99.9' }\n",
  );
const rows = [
  {
    type: "coverage",
    id: "COV",
    of: "outages",
    from: "2026-01-01T00:00:00Z",
    until: "2027-01-01T00:00:00Z",
  },
  // Two of 744 hours: 99.73 %.
  {
    type: "outage",
    id: "INC-8",
    service: "web",
    from: "2026-08-03T00:00:00Z",
    until: "2026-08-03T02:00:00Z",
  },
  // Ten hours of announced work in October, of 745 hours with the change of the clocks: 98.66 %.
  {
    type: "maintenance",
    id: "CHG-10",
    service: "web",
    announcedAt: "2026-10-01T00:00:00Z",
    from: "2026-10-10T00:00:00Z",
    until: "2026-10-10T10:00:00Z",
    impact: "down",
  },
];
const folder = folderWith({
  "contract.yaml": contract,
  "records.ndjson": rows.map((row) => JSON.stringify(row)).join("\n"),
  "august.csv": "Position;Level;Credited\r\nCN-8;availability;0.00\r\n",
  "october.csv":
    "id,commitment,period,amount\nCN-10,availability,2026-08,-100.00\nCN-11,availability,2026-10,100.00\n",
  "october.json": JSON.stringify([{ id: "CN-11", commitment: "availability", amount: "55.00" }]),
});
afterAll(folder.remove);
const here = { cwd: folder.path };
const facts = ["--records", "records.ndjson"];
const history = ["08.json", "09.json"].flatMap((file) => ["--issued", file]);

async function settling(): Promise<void> {
  const asOf = ["--as-of", "2026-11-20T00:00:00Z", "--format", "json"];
  for (const [index, month] of ["08", "09", "10"].entries()) {
    const issued = history.slice(0, 2 * index);
    const period = ["--period", `2026-${month}`, ...asOf, "-o", `${month}.json`];
    const { err, status } = await ran(
      ["settle", "contract.yaml", ...facts, ...issued, ...period],
      here,
    );
    expect({ err, status }).toEqual({ err: "", status: 0 });
  }
}

describe("makegood reconcile: causes of what is earned back and of other readings", () => {
  it("a credit that was left out because it may be earned back, from a table", async () => {
    await settling();
    const columns = ["--column", "id=Position", "commitment=Level", "amount=Credited"];
    const { out } = await ran(
      ["reconcile", "08.json", "--claimed", "august.csv", ...columns],
      here,
    );
    expect(out).toMatch(
      /CN-8 +100\.00 +0\.00 +-100\.00 +amount differs: earn-back \(may be earned back through 2026-10\)\n/,
    );
  });

  it("what was earned back is matched by its month; work that was counted is named", async () => {
    await settling();
    const given = ["reconcile", "10.json", "--claimed", "october.csv"];
    const { out, err } = await ran(
      [...given, "--contract", "contract.yaml", ...facts, ...history],
      here,
    );
    expect(err).toBe("");
    expect(out).toMatch(/2026-08\/tenth#earned-back +CN-10 +-100\.00 +-100\.00 +0\.00 +matched\n/);
    expect(out).toMatch(
      /– +CN-11 +0\.00 +100\.00 +\+100\.00 +claimed, not owed: availability, 2026-10; another-reading \(exclusion-counts: planned\)\n/,
    );
  });

  it("asks for the statements that other readings look at", async () => {
    await settling();
    const given = [
      "reconcile",
      "10.json",
      "--claimed",
      "october.csv",
      "--contract",
      "contract.yaml",
    ];
    const { err, status, out } = await ran([...given, ...facts], here);
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toContain("[history.missing]");
    const alone = await ran(["reconcile", "10.json", "--claimed", "october.csv", ...history], here);
    expect(alone.status).toBe(2);
    expect(alone.err).toContain("--issued goes with --contract and --records");
  });

  it("names no cause of an amount that nothing explains, from JSON", async () => {
    await settling();
    const given = ["reconcile", "10.json", "--claimed", "october.json", "--format", "json"];
    const { out } = await ran(
      [...given, "--contract", "contract.yaml", ...facts, ...history],
      here,
    );
    const { differences } = JSON.parse(out);
    // What August earned back is not what the row credits.
    expect(differences).toMatchObject([
      { kind: "not-claimed", likelyCause: { why: "earn-back" } },
      { kind: "not-owed", claimed: ["CN-11"], difference: "55.00" },
    ]);
    expect(differences[1]).not.toHaveProperty("likelyCause");
  });
});
