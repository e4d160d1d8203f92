import { describe, expect, it } from "vitest";
import { readClaimed } from "../src/adapters/claimed-csv.ts";
import type { ContractInput } from "../src/contract.ts";
import {
  type ClaimedRow,
  parseContract,
  parseRecords,
  reconcile,
  type Statement,
  safeReconcile,
  settle,
} from "../src/index.ts";
import { reconciliationCsv, reconciliationText } from "../src/present/reconcile-text.ts";
import {
  availability,
  contractOf,
  outage,
  response,
  settled,
  tiered,
  work,
} from "./rules/world.ts";

const replied = (id: string, minutes: number) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: "2026-10-05T10:00:00Z",
  events: [
    {
      event: "replied",
      by: "agent",
      at: new Date(Date.UTC(2026, 9, 5, 10, minutes)).toISOString(),
    },
  ],
});

const caps = [
  {
    id: "cap",
    clause: "6.4",
    covers: ["availability"],
    per: "calendar-month" as const,
    limit: { amount: "80.00" },
    excess: "lost" as const,
  },
];
const credits = [tiered(["99", "99.9", "10"], ["0", "99", "25"])];
const contract = contractOf({ commitments: [{ ...availability, credits }, response] });
/** Two hours down: 99.73 %, a tenth of 1,000.00; one ticket late: 50.00. */
const rows = [
  outage("INC-1", "10-03T00:00", "10-03T02:00"),
  replied("T-1", 90),
  replied("T-2", 10),
];
const statement = settled({ contract, rows });
const [tier, late] = ["availability/web/2026-10/tenth", "response/web/2026-10/late"];
const kinds = (claimed: Parameters<typeof reconcile>[1], options = {}) =>
  reconcile(statement, claimed, options).differences.map(({ line, kind }) => [line, kind]);

describe("rows of nothing, and rows without an amount (38)", () => {
  it("0.00 for what is not owed agrees with the statement; a cent does not", () => {
    const { differences, totals } = reconcile(statement, [
      { id: "CN-1", commitment: "storage", amount: "0.00" },
      { id: "CN-2", commitment: "storage", amount: "0.01" },
    ]);
    expect(differences.slice(2)).toMatchObject([
      { kind: "matched", claimed: ["CN-1"], said: "storage", difference: "0.00" },
      { kind: "not-owed", claimed: ["CN-2"], said: "storage", difference: "0.01" },
    ]);
    expect(totals.matched).toBe(1);
  });

  it("0.00 for what is owed differs by all of it", () => {
    const claimed = [{ commitment: "availability", amount: "0.00" }];
    expect(kinds(claimed)[0]).toEqual([tier, "amount"]);
  });

  it("an empty cell is no amount", () => {
    const found = safeReconcile(statement, [{ commitment: "availability" } as ClaimedRow]);
    expect(found.ok || found.issues.map(({ message }) => message)).toEqual([
      "the row has no amount",
    ]);
  });
});

describe("reconciling what an earlier statement left over (32)", () => {
  // A tenth of 1,000.00 a month under a cap of 60.00: 40.00 of October are November's.
  const cap60 = { ...caps[0], limit: { amount: "60.00" }, excess: "carried" as const };
  const capped = contractOf({
    effective: { from: "2026-10-01" },
    commitments: [{ ...availability, credits }],
    caps: [cap60 as NonNullable<ContractInput["caps"]>[number]],
  });
  const outages = (...months: readonly string[]) =>
    months.map((month) => outage(`INC-${month}`, `${month}-03T00:00`, `${month}-03T02:00`));
  const november = (...months: readonly string[]) => {
    const asOf = "2027-01-05T00:00:00Z";
    const given = { contract: capped, rows: outages(...months), asOf };
    const october = settled({ ...given, period: "2026-10" });
    return settled({ ...given, period: "2026-11", issued: [october] });
  };
  const kindsIn = (owed: Statement, amount: string) =>
    reconcile(owed, [{ id: "A", commitment: "availability", amount }]).differences.map(
      ({ line, kind }) => [line, kind],
    );
  const carried = "availability/web/2026-10/tenth#carried";

  it("a row that names the commitment means it where nothing else is owed by that name", () => {
    const statement = november("10");
    expect(statement.lines.map(({ id, amount }) => [id, amount])).toEqual([[carried, "40.00"]]);
    expect(kindsIn(statement, "40.00")).toEqual([[carried, "matched"]]);
    expect(kindsIn(statement, "30.00")).toEqual([[carried, "amount"]]);
  });

  it("and the period's own line where there is one", () => {
    // 100.00 and 40.00 under 60.00: 42.857… and 17.142…, the cent goes to the larger remainder.
    const statement = november("10", "11");
    expect(statement.lines.map(({ id, amount }) => [id, amount])).toEqual([
      ["availability/web/2026-11/tenth", "42.86"],
      [carried, "17.14"],
    ]);
    expect(kindsIn(statement, "42.86")).toEqual([
      ["availability/web/2026-11/tenth", "matched"],
      [carried, "not-claimed"],
    ]);
  });
});

describe("reconciling a statement with a list of the other party", () => {
  it("by line, by commitment, several rows for one line", () => {
    expect(
      kinds([
        { id: "A", line: tier, amount: "60.00" },
        { id: "B", commitment: "availability", period: "2026-10", amount: "40.00" },
        { commitment: "response", amount: "50.00" },
      ]),
    ).toEqual([
      [tier, "matched"],
      [late, "matched"],
    ]);
  });

  it("by a credit, by a reason that is its name, and by the invoice that it is booked on", () => {
    expect(
      kinds([
        { commitment: "tenth", amount: "100.00" },
        { reason: "response", amount: "50.00" },
      ]),
    ).toEqual([
      [tier, "matched"],
      [late, "matched"],
    ]);
    const billed = settled({
      contract: contractOf({
        services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
        commitments: [{ ...availability, credits }],
      }),
      rows: [
        ...rows.slice(0, 1),
        {
          type: "charge",
          id: "C-1",
          service: "web",
          charge: "fee",
          amount: "1000.00",
          currency: "EUR",
          from: "2026-10-01T00:00:00Z",
          until: "2026-11-01T00:00:00Z",
          invoice: "INV-7",
        },
      ],
    });
    const kind = (invoice: string) =>
      reconcile(billed, [{ invoice, amount: "90.00" }]).differences.map((one) => one.kind);
    expect(kind("INV-7")).toEqual(["amount"]);
    expect(kind("INV-8")).toEqual(["not-claimed", "not-owed"]);
  });

  it("a part that was claimed too late stands back for the one in time", () => {
    const claim = {
      on: "request" as const,
      stages: [{ what: "claim" as const, within: { days: 5 }, after: "event-end" as const }],
    };
    const split = settled({
      contract: contractOf({ commitments: [response], claim }),
      rows: [
        replied("T-1", 90),
        { ...replied("T-2", 95), id: "T-2" },
        { type: "claim", id: "CL", at: "2026-10-06T00:00:00Z", period: "2026-10", about: "T-1" },
      ],
    });
    expect(split.lines.map(({ amount, status }) => [amount, status])).toEqual([
      ["50.00", "claimable"],
      ["50.00", "forfeited"],
    ]);
    const { differences } = reconcile(split, [{ commitment: "response", amount: "50.00" }]);
    expect(differences.map(({ line, kind }) => [line, kind])).toEqual([
      [late, "matched"],
      [`${late}#too-late`, "matched"],
    ]);
  });

  it("missing on either side, different in amount, with both control totals", () => {
    const found = reconcile(statement, [
      { id: "CN-1", commitment: "availability", amount: "90.00" },
      { id: "CN-2", commitment: "billing", amount: "5.00" },
    ]);
    expect(found.differences).toMatchObject([
      {
        line: tier,
        kind: "amount",
        claimed: ["CN-1"],
        owedAmount: "100.00",
        claimedAmount: "90.00",
        difference: "-10.00",
        minor: -1000,
      },
      { line: late, kind: "not-claimed", claimed: [], difference: "-50.00" },
      { kind: "not-owed", claimed: ["CN-2"], owedAmount: "0.00", difference: "5.00" },
    ]);
    expect(found.totals).toEqual({
      lines: 2,
      claimedRows: 2,
      owed: "150.00",
      claimed: "95.00",
      difference: "-55.00",
      matched: 0,
    });
  });

  it("the same amount for another period or another reason", () => {
    expect(
      kinds([
        { commitment: "availability", period: "2026-09", amount: "100.00" },
        { reason: "goodwill", amount: "50.00" },
      ]),
    ).toEqual([
      [tier, "period"],
      [late, "reason"],
    ]);
  });

  it("a name that two lines share means neither; their own names do", () => {
    const second = { ...tiered(["0", "99.9", "5"]), id: "twentieth" };
    const two = settled({
      contract: contractOf({
        commitments: [{ ...availability, credits: [tiered(["0", "99.9", "10"]), second] }],
      }),
      rows: rows.slice(0, 1),
    });
    const kindsOf = (claimed: Parameters<typeof reconcile>[1]) =>
      reconcile(two, claimed).differences.map(({ kind, difference }) => `${kind} ${difference}`);
    expect(kindsOf([{ commitment: "availability", amount: "150.00" }])).toEqual([
      "not-claimed -100.00",
      "not-claimed -50.00",
      "not-owed 150.00",
    ]);
    expect(
      kindsOf([
        { commitment: "twentieth", amount: "50.00" },
        { commitment: "tenth", amount: "100.00" },
      ]),
    ).toEqual(["matched 0.00", "matched 0.00"]);
  });

  it("within the tolerance", () => {
    const claimed = [
      { commitment: "availability", amount: "100.01" },
      { commitment: "response", amount: "49.98" },
    ];
    expect(kinds(claimed, { tolerance: "0.01" })).toEqual([
      [tier, "matched"],
      [late, "amount"],
    ]);
    expect(kinds(claimed)).toEqual([
      [tier, "amount"],
      [late, "amount"],
    ]);
  });

  const causeOf = (one: typeof statement, amount: string, options = {}) =>
    reconcile(one, [{ line: one.lines[0]?.id ?? "", amount }], options).differences[0]?.likelyCause;

  it("likely cause: a cap that was missed", () => {
    const capped = settled({ contract: { ...contract, caps }, rows });
    expect(capped.lines[0]?.amount).toBe("80.00");
    expect(causeOf(capped, "100.00")).toEqual({ why: "cap-missed", detail: "without msa 6.4" });
    // The whole fee stood there too, but never as what was to be paid.
    expect(causeOf(capped, "1000.00")).toBeUndefined();
  });

  it("likely cause: another row of the table", () => {
    expect(causeOf(statement, "250.00")).toEqual({
      why: "other-tier",
      detail: "the row from 0 below 99",
    });
  });

  it("likely cause: another rounding", () => {
    const odd = settled({
      contract: contractOf({
        services: [{ id: "web", charges: [{ id: "fee", amount: "1000.05", per: "month" }] }],
        commitments: [{ ...availability, credits }],
      }),
      rows,
    });
    // A tenth of 1,000.05 is 100.005: half up 100.01, down 100.00.
    expect(odd.lines[0]?.amount).toBe("100.01");
    expect(causeOf(odd, "100.00")).toMatchObject({ why: "rounding" });
  });

  it("likely cause: a claim that came too late", () => {
    const claim = {
      on: "request" as const,
      stages: [{ what: "claim" as const, within: { days: 5 }, after: "settlement-end" as const }],
    };
    const lost = settled({ contract: { ...contract, claim }, rows, asOf: "11-20T00:00" });
    expect(lost.lines[0]?.status).toBe("forfeited");
    expect(causeOf(lost, "100.00")).toMatchObject({ why: "forfeited" });
    expect(causeOf(lost, "0.00")).toBeUndefined();
    // Another sum than the one that was lost is not explained by the loss.
    expect(causeOf(lost, "77.00")).toBeUndefined();
  });

  it("likely cause: maintenance that was counted, with contract and records", () => {
    const planned = {
      id: "planned",
      clause: "4.2",
      matches: { kind: "maintenance" as const },
      removes: "window" as const,
    };
    const terms = parseContract(
      contractOf({
        exclusions: [planned],
        commitments: [{ ...availability, credits, excludes: ["planned"] }],
      }),
    );
    // Two hours down are 99.73 %; with ten hours of work counted 98.39 %: the lower row, 250.00.
    const records = parseRecords(
      [rows[0] as object, work("CHG-1", "10-10T00:00", "10-10T10:00")],
      terms,
    );
    const own = settle({
      contract: terms,
      records,
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    expect(own.lines[0]?.amount).toBe("100.00");
    expect(causeOf(own, "250.00")).toMatchObject({ why: "other-tier" });
    expect(causeOf(own, "250.00", { contract: terms, records })).toEqual({
      why: "another-reading",
      detail: "exclusion-counts: planned, so the row from 0 below 99",
    });
    const flat = parseContract(
      contractOf({
        exclusions: [planned],
        commitments: [
          {
            ...availability,
            excludes: ["planned"],
            credits: [
              {
                id: "rate",
                clause: "6.1",
                on: "bad",
                how: "rate",
                rate: { per: "PT1H", round: "up", from: "zero", give: { amount: "7.00" } },
              },
            ],
          },
        ],
      }),
    );
    const again = parseRecords(
      [rows[0] as object, work("CHG-1", "10-10T00:00", "10-10T10:00")],
      flat,
    );
    const by = settle({
      contract: flat,
      records: again,
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    // Two hours are 14.00, twelve are 84.00.
    expect(by.lines[0]?.amount).toBe("14.00");
    expect(causeOf(by, "84.00")).toBeUndefined();
    expect(causeOf(by, "84.00", { contract: flat, records: again })).toEqual({
      why: "another-reading",
      detail: "exclusion-counts: planned",
    });
  });

  it("for people and for spreadsheets", () => {
    const found = reconcile(statement, [
      { id: "=1+1", commitment: "availability", amount: "250.00" },
    ]);
    const text = reconciliationText(found);
    expect(text).toContain("owed 150.00 in 2 lines, claimed 250.00 in 1 row: difference +100.00");
    expect(text).toContain("amount differs: other-tier (the row from 0 below 99)");
    expect(text).toContain("owed, not claimed");
    expect(reconciliationCsv(found).split("\r\n").slice(0, 2)).toEqual([
      "kind,line,clause,status,claimed_as,owed,claimed,difference,likely_cause,detail",
      `amount,${tier},msa 6.1,automatic,'=1+1,100.00,250.00,150.00,other-tier,the row from 0 below 99`,
    ]);
  });

  it.each<{ claimed: unknown; options?: object; code: string }>([
    { claimed: "rows", code: "reconcile.not-a-list" },
    { claimed: [{ amount: 5 }], code: "reconcile.amount" },
    { claimed: [{ amount: "1.005" }], code: "reconcile.amount" },
    { claimed: [null], code: "reconcile.amount" },
    { claimed: [{ amount: "1.00", currency: "USD" }], code: "reconcile.other-currency" },
    { claimed: [{ amount: "1.00", line: 7 }], code: "reconcile.row" },
    { claimed: [], options: { tolerance: "-1" }, code: "reconcile.tolerance" },
    { claimed: [], options: { tolerance: "1e3" }, code: "reconcile.tolerance" },
  ])("refuses $claimed: $code", ({ claimed, options = {}, code }) => {
    const found = safeReconcile(statement, claimed as [], options);
    expect(found.ok ? [] : found.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it("refuses what is no statement", () => {
    expect(() => reconcile({} as typeof statement, [])).toThrow("reconcile.not-a-statement");
  });
});

describe("the other party's list as a table", () => {
  const read = (text: string, columns = {}) => {
    const { rows: own, issues } = readClaimed(text, { file: "note.csv", columns });
    return issues.length === 0 ? own : issues.map(({ code, line }) => `${code} ${line}`);
  };

  it("by the names of fields or by the titles that are said, with any of three delimiters", () => {
    expect(read("id,commitment,amount\nCN-1,availability,90.00\n")).toEqual([
      { id: "CN-1", commitment: "availability", amount: "90.00" },
    ]);
    expect(
      read('\uFEFFCredit;"Betrag"\r\nCN-1;90.00\r\n;5\r\n', { id: "Credit", amount: "Betrag" }),
    ).toEqual([{ id: "CN-1", amount: "90.00" }, { amount: "5" }]);
    expect(read("amount\tnote\n-3.5\tx")).toEqual([{ amount: "-3.5" }]);
  });

  it.each([
    { text: "", found: ["claimed.no-titles 1"] },
    { text: "commitment,sum\na,1\n", found: ["claimed.no-column 1"] },
    { text: "amount,id\n1.00\n", found: ["csv.ragged-row 2"] },
    { text: 'amount\n"1.00\n', found: ["csv.quote-not-closed 2"] },
  ])("refuses $text", ({ text, found }) => {
    expect(read(text)).toEqual(found);
  });
});
