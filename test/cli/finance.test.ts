import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { breachNdjson, contractYaml, fineNdjson, folderWith, ran } from "./support.ts";

const folder = folderWith({
  "contract.yaml": contractYaml,
  "breach.ndjson": breachNdjson,
  "fine.ndjson": fineNdjson,
  "note.csv":
    "Credit note,commitment,Credited\r\nCN-1,availability,90.00\r\nCN-2,goodwill,5.00\r\n",
  "note.json": JSON.stringify([{ commitment: "availability", amount: "100.00" }]),
});
afterAll(folder.remove);
const here = { cwd: folder.path };
const at = (name: string) => join(folder.path, name);
const settling = (...more: string[]) =>
  ran(
    ["settle", "contract.yaml", "--records", "breach.ndjson", "--period", "2026-11", ...more],
    here,
  );

describe("makegood settle for finance", () => {
  it("--format csv: the credit register, a row for each booking", async () => {
    const { status, out, err } = await settling("--format", "csv");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toBe(
      [
        "contract,customer,invoice,invoice_line,charge,commitment,clause,period,line,exact,amount,minor,currency,status,in_kind,claim_until,key,revision",
        "acme,acme,,,fee,availability,msa 6.1,2026-11,availability/web/2026-11/tenth,100,100.00,10000,EUR,automatic,,,makegood:acme:2026-11:EUR:r0:availability/web/2026-11/tenth:fee,0",
        "",
      ].join("\r\n"),
    );
  });

  it("-o register.csv: what the register adds up to is told beside it, next to the statement's own totals", async () => {
    const { out, err } = await settling("--format", "csv", "-o", "register.csv");
    expect(out).toBe("");
    expect(err.split("\n")).toEqual([
      "control totals of register.csv",
      "                  rows  register  statements",
      "  EUR  automatic     1    100.00      100.00",
      "  EUR  all           1    100.00      100.00",
      "",
    ]);
    expect((await settling("-o", "s.txt")).err).toBe("");
    expect((await settling("--format", "csv", "-o", "-")).err).toBe("");
  });

  it("--format markdown: tables for a ticket, with names that are no markup", async () => {
    const { status, out } = await settling("--format", "markdown");
    expect(status).toBe(0);
    expect(out).toContain("# acme: November 2026\n");
    expect(out).toContain(
      "| availability | web | November 2026 | 99.861111 % | breached | msa 3.1 |",
    );
    expect(out).toContain(
      "| availability/web/2026-11/tenth | msa 6.1 | EUR 100.00 | base monthly 1000, 0 ≤ x \\< 99.9 → 10 %, 1000 × 10 ÷ 100 = 100 | automatic | – |",
    );
    expect(out).toContain("**EUR 100.00** in total");
  });
});

describe("makegood verify", () => {
  it("checks a statement by itself and with its records", async () => {
    await settling("--format", "json", "-o", "s.json");
    const alone = await ran(["verify", "s.json"], here);
    expect(alone.status).toBe(0);
    expect(alone.out).toBe(
      [
        "  ok      the text is the one that was sealed",
        "  ok      the contract is the one of its hash",
        "  ok      lines, caps, totals, ledgers and allocations add up",
        "  ok      every printed step of arithmetic is true",
        "",
      ].join("\n"),
    );
    const again = await ran(["verify", "s.json", "--records", "breach.ndjson"], here);
    expect(again.status).toBe(0);
    expect(again.out).toContain("ok      computed again it comes out the same");
  });

  it("fails with 3 and says what does not hold", async () => {
    await settling("--format", "json", "-o", "s.json");
    writeFileSync(
      at("edited.json"),
      readFileSync(at("s.json"), "utf8").replaceAll("100.00", "900.00"),
    );
    const edited = await ran(["verify", "edited.json"], here);
    expect(edited.status).toBe(3);
    expect(edited.out).toContain("FAILED  the text is the one that was sealed");
    const others = await ran(
      ["verify", "s.json", "--records", "fine.ndjson", "--format", "json"],
      here,
    );
    expect(others.status).toBe(3);
    expect(JSON.parse(others.out)).toMatchObject({ ok: false });
  });
});

describe("makegood reconcile", () => {
  it("lists the differences from a table with titles of its own", async () => {
    await settling("--format", "json", "-o", "s.json");
    const columns = ["--column", "id=Credit note", "--column", "amount=Credited"];
    const { status, out } = await ran(
      ["reconcile", "s.json", "--claimed", "note.csv", ...columns],
      here,
    );
    expect(status).toBe(0);
    expect(out).toMatch(
      /availability\/web\/2026-11\/tenth +CN-1 +100\.00 +90\.00 +-10\.00 +amount differs/,
    );
    expect(out).toMatch(/– +CN-2 +0\.00 +5\.00 +\+5\.00 +claimed, not owed/);
    expect(out).toContain("owed 100.00 in 1 line, claimed 95.00 in 2 rows: difference -5.00");
    const csv = await ran(
      [
        "reconcile",
        "s.json",
        "--claimed",
        "note.csv",
        ...columns,
        "--format",
        "csv",
        "--tolerance",
        "10",
      ],
      here,
    );
    expect(csv.out.split("\r\n")[1]).toBe(
      "matched,availability/web/2026-11/tenth,msa 6.1,automatic,CN-1,100.00,90.00,-10.00,,",
    );
  });

  it("tells all problems of a table at once, each with its file and line", async () => {
    await settling("--format", "json", "-o", "s.json");
    const rows = ["id,amount,currency", '1,"1,234.00",EUR', "2,1e5,EUR", "3", "4,1.00,USD", ""];
    writeFileSync(at("odd.csv"), rows.join("\n"));
    const { status, err } = await ran(["reconcile", "s.json", "--claimed", "odd.csv"], here);
    expect(status).toBe(3);
    const told = err.split("\n").filter((line) => line.includes("odd.csv"));
    expect(told.map((line) => line.replace(/: .*\[/, " ["))).toEqual([
      "odd.csv:4 [csv.ragged-row]",
      "odd.csv:2 [reconcile.amount]",
      "odd.csv:3 [reconcile.amount]",
      "odd.csv:5 [reconcile.other-currency]",
    ]);
  });

  it("refuses an altered statement and revisions with a gap by their file", async () => {
    await settling("--format", "json", "-o", "s.json");
    const text = readFileSync(at("s.json"), "utf8");
    writeFileSync(at("edited.json"), text.replaceAll("100.00", "900.00"));
    const claimed = ["--claimed", "note.json"];
    const edited = await ran(["reconcile", "edited.json", ...claimed], here);
    expect(edited.status).toBe(3);
    expect(edited.err).toMatch(/^edited\.json: .*\[reconcile\.tampered\]/);
    const twice = await ran(["reconcile", "s.json", "s.json", ...claimed], here);
    expect(twice.status).toBe(3);
    expect(twice.err).toContain("[reconcile.revision-gap]");
    writeFileSync(at("odd.json"), '[{ "amount": 5 }]');
    const odd = await ran(["reconcile", "s.json", "--claimed", "odd.json"], here);
    expect(odd.err).toMatch(/^odd\.json: claimed\.0\.amount: .*\[reconcile\.amount\]/);
  });

  it("names the file of an altered statement wherever one is taken", async () => {
    await settling("--format", "json", "-o", "s.json");
    const text = readFileSync(at("s.json"), "utf8");
    writeFileSync(at("edited.json"), text.replaceAll("100.00", "900.00"));
    const asOf = ["--as-of", "2027-01-05T00:00:00Z"];
    const records = ["contract.yaml", "--records", "breach.ndjson", ...asOf];
    const told = async (argv: readonly string[]) => {
      const { status, err } = await ran(argv, here);
      return [status, err.split("\n")[0]?.replace(/: [^:]*$/, "")];
    };
    const edited = ["--issued", "edited.json"];
    expect(await told(["restate", ...records, ...edited])).toEqual([
      3,
      expect.stringMatching(/^edited\.json: hashes\.result: /),
    ]);
    expect(await told(["settle", ...records, "--period", "2026-12", ...edited])).toEqual([
      3,
      expect.stringMatching(/^edited\.json: /),
    ]);
    expect(await told(["compare", "s.json", "edited.json"])).toEqual([
      3,
      expect.stringMatching(/^edited\.json: hashes\.result: /),
    ]);
  });

  it("reads JSON, and tries other readings with contract and records", async () => {
    await settling("--format", "json", "-o", "s.json");
    const { out } = await ran(
      [
        "reconcile",
        "s.json",
        "--claimed",
        "note.json",
        "--contract",
        "contract.yaml",
        "--records",
        "breach.ndjson",
        "--format",
        "json",
      ],
      here,
    );
    expect(JSON.parse(out)).toMatchObject({
      differences: [{ kind: "matched" }],
      totals: { difference: "0.00" },
    });
  });

  it.each([
    { argv: ["--claimed", "note.csv", "--column", "sum=Credited"], status: 2 },
    { argv: ["--claimed", "note.csv", "--contract", "contract.yaml"], status: 2 },
    { argv: ["--claimed", "note.csv"], status: 3 },
    { argv: ["--claimed", "nowhere.csv"], status: 3 },
    { argv: ["--claimed", "contract.yaml", "--column", "amount=makegood: contract/1"], status: 3 },
  ])("$argv: $status", async ({ argv, status }) => {
    await settling("--format", "json", "-o", "s.json");
    const found = await ran(["reconcile", "s.json", ...argv], here);
    expect(found.status).toBe(status);
    expect(found.out).toBe("");
  });
});
