import { describe, expect, it } from "vitest";
import { readClaimed } from "../src/adapters/claimed-csv.ts";
import type { ContractInput } from "../src/contract.ts";
import { type ClaimedRow, reconcile, type Statement } from "../src/index.ts";
import { reconciliationText } from "../src/present/reconcile-text.ts";
import {
  availability,
  contractOf,
  coverage,
  outage,
  settled,
  tenth,
  tiered,
} from "./rules/world.ts";

type Commitment = ContractInput["commitments"][number];
type Caps = NonNullable<ContractInput["caps"]>;

/** "kind owed claimed why: detail" of every difference; the list as a table or as rows. */
function told(statement: Statement | readonly Statement[], claimed: string | ClaimedRow[]) {
  const read =
    typeof claimed === "string"
      ? readClaimed(claimed, { file: "list.csv" })
      : { rows: claimed, issues: [] };
  expect(read.issues).toEqual([]);
  return reconcile(statement, read.rows).differences.map(
    ({ kind, owedAmount, claimedAmount, likelyCause: cause }) =>
      [kind, owedAmount, claimedAmount, ...(cause ? [`${cause.why}: ${cause.detail}`] : [])].join(
        " ",
      ),
  );
}

const availabilityFor = (amount: string, more: object = {}): ClaimedRow[] => [
  { commitment: "availability", amount, ...more },
];
/** Two hours of October down: 99.73 %, a tenth of 1,000.00. */
const down = [outage("INC-1", "10-03T00:00", "10-03T02:00")];
const withCredit = (credit: object, more: object = {}): Commitment =>
  ({ ...availability, credits: [{ ...tenth, ...credit }], ...more }) as Commitment;
/** Two hours on the third of each of these months of 2026: a tenth of 1,000.00 for each. */
const downIn = (...months: readonly string[]) => [
  coverage,
  ...months.map((month) => outage(`INC-${month}`, `${month}-03T00:00`, `${month}-03T02:00`)),
];

/** The statements of these months of 2026, each with those before it. */
function run(contract: ContractInput, rows: readonly object[], months: readonly string[]) {
  const issued: Statement[] = [];
  for (const month of months) {
    const given = { contract, rows, asOf: "2027-06-01T00:00:00Z", issued };
    issued.push(settled({ ...given, period: `2026-${month}` }));
  }
  const last = issued.at(-1);
  if (last === undefined) throw new TypeError("a month is settled");
  return last;
}

const caps = (...changes: readonly object[]): Caps =>
  changes.map((change, index) => ({
    id: `cap-${index}`,
    clause: "6.4",
    covers: "all" as const,
    per: "calendar-month" as const,
    limit: { amount: "60.00" },
    excess: "lost" as const,
    ...change,
  }));

describe("semantics 32, 38: the root cause alone was not paid, but everything", () => {
  const of = (service: string) =>
    ({
      ...availability,
      id: `of-${service}`,
      scope: { service },
      credits: [tiered(["99.5", "99.9", "10"], ["0", "99.5", "25"])],
    }) as Commitment;
  const terms = (changes: Partial<ContractInput> = {}) =>
    contractOf({
      services: ["web", "api"].map((id) => ({
        id,
        charges: [{ id: `${id}-fee`, amount: "1000.00", per: "month" as const }],
      })),
      bases: [{ id: "monthly", of: "scope" }],
      commitments: [of("web"), of("api")],
      stacking: [
        { id: "root", clause: "6.5", among: ["of-web", "of-api"], pays: "root-cause-only" },
      ],
      ...changes,
    });
  const api = (...given: Parameters<typeof outage>) => ({ ...outage(...given), service: "api" });
  // web: 740 of 744 h, 25 %. api: 740 h, 25 %; without what web caused 743 h, 99.87 %, 10 %.
  const rows = [
    outage("INC-1", "10-03T00:00", "10-03T04:00"),
    api("INC-2", "10-03T00:30", "10-03T03:30", { rootCause: "INC-1" }),
    api("INC-3", "10-09T00:00", "10-09T01:00"),
  ];
  const rule = "stacking-missed: without msa 6.5: the root cause alone is paid";
  const web = "of-web,250.00";

  it("is named, from a table", () => {
    const statement = settled({ contract: terms(), rows });
    expect(told(statement, `commitment,amount\nof-api,250.00\n${web}\n`)).toEqual([
      `amount 100.00 250.00 ${rule}`,
      "matched 250.00 250.00",
    ]);
    // The rows of the table were held against what web did not cause: none of them gives 125.00.
    expect(told(statement, `commitment,amount\nof-api,125.00\n${web}\n`)).toEqual([
      "amount 100.00 125.00",
      "matched 250.00 250.00",
    ]);
  });

  it("is named, and not another row of the table, where nothing at all is left", () => {
    // Without INC-3 api owes nothing of its own, and with all 741 h of 744: 99.597 %, a tenth.
    // 250.00 is a row of its table, and never was owed.
    const statement = settled({ contract: terms(), rows: rows.slice(0, 2) });
    const list = (amount: string) => `commitment,amount\nof-api,${amount}\n${web}\n`;
    expect(told(statement, list("100.00"))[0]).toBe(`amount 0.00 100.00 ${rule}`);
    expect(told(statement, list("250.00"))[0]).toBe("amount 0.00 250.00");
  });

  it("no cause where it takes two: the rule missed, and the cap behind it", () => {
    const capped = caps({ covers: ["of-api"], limit: { amount: "80.00" } });
    const statement = settled({ contract: terms({ caps: capped }), rows });
    const list = (amount: string) => `commitment,amount\nof-api,${amount}\n${web}\n`;
    expect(told(statement, list("250.00"))[0]).toBe("amount 80.00 250.00");
    expect(told(statement, list("100.00"))[0]).toBe(
      "amount 80.00 100.00 cap-missed: without msa 6.4",
    );
  });

  it("of two credits for one scope the smaller one was paid too", () => {
    const two = [
      { ...of("web"), credits: [tenth] },
      { ...of("web"), id: "second", credits: [tiered(["0", "99.9", "30"])] },
    ] as Commitment[];
    const stacking: ContractInput["stacking"] = [
      { id: "one", clause: "6.6", among: ["of-web", "second"], pays: "largest" },
    ];
    const list: ClaimedRow[] = [
      { commitment: "of-web", amount: "100.00" },
      { commitment: "second", amount: "300.00" },
    ];
    const cause = "stacking-missed: without msa 6.6: beside second/web/2026-10/tenth: largest";
    const changes = { commitments: two, stacking };
    expect(told(settled({ contract: terms(changes), rows: down }), list)).toEqual([
      `amount 0.00 100.00 ${cause}`,
      "matched 300.00 300.00",
    ]);
    // Where the total is rounded the exact amount stays in the line: the cause is no rounding.
    const rounding = { each: "statement", mode: "half-up" } as const;
    expect(told(settled({ contract: terms({ ...changes, rounding }), rows: down }), list)).toEqual([
      `amount 0.00 100.00 ${cause}`,
      "matched 300.00 300.00",
    ]);
  });
});

describe("semantics 31, 38: who may have it was not asked", () => {
  const eligible = { clause: "1.4", where: { plan: ["gold", "black"] } };
  const statement = settled({
    contract: contractOf({
      attributes: { plan: "tin" },
      commitments: [
        withCredit({ ...tiered(["99", "99.9", "10"], ["0", "99", "25"]) }, { eligible }),
      ],
    }),
    rows: down,
  });

  it("is named with the reason, and not the row that would have been used", () => {
    expect(told(statement, availabilityFor("100.00"))).toEqual([
      "amount 0.00 100.00 not-eligible: without msa 1.4: plan is tin, not gold or black",
    ]);
  });

  it("no cause where it takes two: the question, and another row", () => {
    expect(told(statement, "commitment;amount\navailability;250.00\n")).toEqual([
      "amount 0.00 250.00",
    ]);
  });
});

describe("semantics 32, 38: a least payout, and what waits", () => {
  const minimum = (payout: string, under: "lost" | "deferred") => ({
    minimum: { payout, reached: "at-least", of: "rounded", under },
  });
  const tenthWith = (more: object, changes: Partial<ContractInput> = {}) =>
    settled({
      contract: contractOf({
        effective: { from: "2026-10-01" },
        commitments: [withCredit(more)],
        ...changes,
      }),
      rows: down,
    });

  it("a least payout of the exact amount keeps back what a cap left of it", () => {
    // 100.00 are less than 250.00; the cap leaves 30.00. Without the least payout 30.00 are credited, not 100.00.
    const exact = { payout: "250.00", reached: "at-least", of: "exact", under: "lost" };
    const caps = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "30.00" },
        excess: "lost",
      },
    ] as const;
    const statement = tenthWith({ minimum: exact }, { caps: [...caps] });
    expect(told(statement, availabilityFor("30.00"))).toEqual([
      "amount 0.00 30.00 minimum-missed: without msa 6.1: paid from at least 250.00",
    ]);
    expect(told(statement, availabilityFor("100.00"))).toEqual(["amount 0.00 100.00"]);
  });

  it("what was too little was credited all the same", () => {
    const statement = tenthWith(minimum("250.00", "lost"));
    expect(told(statement, availabilityFor("100.00"))).toEqual([
      "amount 0.00 100.00 minimum-missed: without msa 6.1: paid from at least 250.00",
    ]);
    expect(told(statement, availabilityFor("99.99"))).toEqual(["amount 0.00 99.99"]);
  });

  it("what is deferred or carried is in the list already", () => {
    expect(told(tenthWith(minimum("250.00", "deferred")), availabilityFor("100.00"))).toEqual([
      "amount 0.00 100.00 waits: 100.00 is deferred until more is owed",
    ]);
    const carrying = { caps: caps({ excess: "carried" }) };
    const carried = tenthWith({}, carrying);
    expect(told(carried, availabilityFor("100.00"))).toEqual([
      "amount 60.00 100.00 waits: 40.00 is carried to the next statement",
    ]);
    expect(told(carried, availabilityFor("99.00"))).toEqual(["amount 60.00 99.00"]);
    // 40.00 over the cap, and the other 60.00 are too little.
    expect(
      told(tenthWith(minimum("250.00", "deferred"), carrying), availabilityFor("100.00")),
    ).toEqual([
      "amount 0.00 100.00 waits: 40.00 is carried to the next statement, 60.00 is deferred until more is owed",
    ]);
  });

  it("a row for the month that an amount was carried from means what came from there", () => {
    // 100.00 and 40.00 under 60.00: 42.86 for February, 17.14 for January, as money-that-waits says.
    const contract = contractOf({ caps: caps({ excess: "carried" }) });
    const february = run(contract, downIn("01", "02"), ["01", "02"]);
    const list =
      "commitment,period,amount\navailability,2026-01,17.14\navailability,2026-02,42.86\n";
    expect(told(february, list)).toEqual(["matched 42.86 42.86", "matched 17.14 17.14"]);
    // All of January again: nothing in this statement says that it was 100.00.
    expect(told(february, availabilityFor("100.00", { period: "2026-01" }))).toEqual([
      "not-claimed 42.86 0.00",
      "amount 17.14 100.00",
    ]);
  });

  it("by the month that was judged too, where a quarter is settled", () => {
    const contract = contractOf({
      settlement: "calendar-quarter",
      caps: caps({ per: "calendar-quarter", excess: "carried" }),
    });
    const given = { contract, rows: downIn("02"), asOf: "2027-06-01T00:00:00Z" };
    const first = settled({ ...given, period: "2026-Q1" });
    const second = settled({ ...given, period: "2026-Q2", issued: [first] });
    for (const period of ["2026-02", "2026-Q1", "2026-Q2"])
      expect(told(second, availabilityFor("40.00", { period }))).toEqual(["matched 40.00 40.00"]);
    expect(told(second, availabilityFor("40.00", { period: "2026-01" }))).toEqual([
      "period 40.00 40.00",
    ]);
  });
});

describe("semantics 30, 38: what may be earned back, and what was", () => {
  const earnBack = { floor: "99", periods: 2, level: "99.9" };
  const contract = contractOf({ commitments: [withCredit({ earnBack })] });
  const rows = downIn("01");

  it("a list that leaves out what may still be earned back, or says 0", () => {
    const january = run(contract, rows, ["01"]);
    const cause = "earn-back: may be earned back through 2026-03";
    expect(told(january, [])).toEqual([`not-claimed 100.00 0.00 ${cause}`]);
    expect(told(january, availabilityFor("0.00"))).toEqual([`amount 100.00 0.00 ${cause}`]);
    expect(told(january, availabilityFor("30.00"))).toEqual(["amount 100.00 30.00"]);
  });

  it("a list that does not take it back; a row that does is matched by the month that it is of", () => {
    const march = run(contract, rows, ["01", "02", "03"]);
    const cause = "earn-back: the credit of 2026-01 was earned back";
    expect(told(march, [])).toEqual([`not-claimed -100.00 0.00 ${cause}`]);
    expect(told(march, availabilityFor("0.00"))).toEqual([`amount -100.00 0.00 ${cause}`]);
    expect(told(march, "commitment,period,amount\navailability,2026-01,-100.00\n")).toEqual([
      "matched -100.00 -100.00",
    ]);
    expect(told(march, availabilityFor("-50.00"))).toEqual(["amount -100.00 -50.00"]);
  });

  it("what is credited never means what is taken back, what is deducted does", () => {
    // One month at the level is enough: February misses its target, and keeps January's level.
    const easy = { floor: "99", periods: 1, level: "99" };
    const both = run(
      contractOf({ commitments: [withCredit({ earnBack: easy })] }),
      downIn("01", "02"),
      ["01", "02"],
    );
    const list = "commitment,amount\navailability,100.00\navailability,-100.00\n";
    expect(told(both, list)).toEqual(["matched 100.00 100.00", "matched -100.00 -100.00"]);
    const march = run(contract, rows, ["01", "02", "03"]);
    expect(told(march, availabilityFor("70.00"))).toEqual([
      "not-claimed -100.00 0.00 earn-back: the credit of 2026-01 was earned back",
      "not-owed 0.00 70.00",
    ]);
    // Where nothing is taken back a deduction is held against what is owed.
    const january = run(contract, rows, ["01"]);
    expect(told(january, availabilityFor("-100.00"))).toEqual(["amount 100.00 -100.00"]);
  });
});

describe("semantics 32, 38: a limit in days was missed", () => {
  const bases: ContractInput["bases"] = [
    { id: "monthly", of: ["fee"] },
    { id: "daily", of: ["fee"], taken: { averageDays: "30" } },
  ];
  const sixDays = { days: "6", base: "daily" };

  // Half of 1,000.00 is 500.00; six thirtieths of the fee are 200.00.
  it.each([
    {
      of: "one line",
      more: { limits: { line: sixDays } },
      detail: "without msa 6.1: at most 200.00 for one line",
    },
    {
      of: "one incident",
      more: { limits: { incident: sixDays } },
      detail: "without msa 6.1: at most 200 for one incident",
    },
    { of: "a month", more: {}, detail: "without msa 6.4", caps: caps({ limit: sixDays }) },
  ])("in daily fees, of $of", ({ more, detail, caps: own = [] }) => {
    const credit = { ...tiered(["0", "99.9", "50"]), ...more };
    const contract = contractOf({ bases, commitments: [withCredit(credit)], caps: own });
    const statement = settled({ contract, rows: down });
    expect(told(statement, availabilityFor("500.00"))).toEqual([
      `amount 200.00 500.00 cap-missed: ${detail}`,
    ]);
    expect(told(statement, availabilityFor("450.00"))).toEqual(["amount 200.00 450.00"]);
    expect(told(statement, availabilityFor("199.99"))).toEqual(["amount 200.00 199.99"]);
  });

  it("days of service are no money: nothing is owed, and an amount of them has no cause", () => {
    const days = {
      id: "days",
      clause: "6.1",
      on: "each-miss",
      how: "flat",
      give: { days: "7" },
      limits: { incident: { days: "3" } },
    };
    const contract = contractOf({
      commitments: [{ ...availability, credits: [days] } as Commitment],
    });
    const statement = settled({ contract, rows: down });
    expect(statement.lines).toMatchObject([{ inKind: [{ unit: "days", count: "3" }] }]);
    expect(told(statement, [])).toEqual(["matched 0.00 0.00"]);
    expect(told(statement, availabilityFor("7.00"))).toEqual(["amount 0.00 7.00"]);
  });
});

describe("semantics 32, 38: caps, one behind the other and over several periods", () => {
  it("both caps were missed, or the latter; the first alone would change nothing", () => {
    const two = caps({ limit: { amount: "80.00" } }, { clause: "6.5" });
    const statement = settled({ contract: contractOf({ caps: two }), rows: down });
    expect(told(statement, availabilityFor("100.00"))).toEqual([
      "amount 60.00 100.00 cap-missed: without msa 6.4 and msa 6.5",
    ]);
    expect(told(statement, availabilityFor("80.00"))).toEqual([
      "amount 60.00 80.00 cap-missed: without msa 6.5",
    ]);
    expect(told(statement, availabilityFor("90.00"))).toEqual(["amount 60.00 90.00"]);
  });

  it("under a cap another row of the table explains only what is less", () => {
    const rows = tiered(["99.5", "99.9", "10"], ["99", "99.5", "4"], ["0", "99", "25"]);
    const contract = contractOf({ commitments: [withCredit(rows)], caps: caps({}) });
    const statement = settled({ contract, rows: down });
    expect(told(statement, availabilityFor("40.00"))).toEqual([
      "amount 60.00 40.00 other-tier: the row from 99 below 99.5",
    ]);
    // A quarter would have been cut to 60.00 as well.
    expect(told(statement, availabilityFor("250.00"))).toEqual(["amount 60.00 250.00"]);
  });

  const any = (amount: string) => ({ per: { any: { months: 2 } }, limit: { amount } });
  // January gave 100.00 under it: so much is left for February.
  it.each([
    {
      limit: "150.00",
      claimed: "100.00",
      why: "without the 100.00 that earlier statements gave under msa 6.4, or without it",
    },
    { limit: "150.00", claimed: "90.00", why: undefined },
    {
      limit: "100.00",
      claimed: "100.00",
      why: "without the 100.00 that earlier statements gave under msa 6.4, or without it",
    },
  ])("over any two months, $limit: $claimed is $why", ({ limit, claimed, why }) => {
    const contract = contractOf({ caps: caps(any(limit)) as Caps });
    const february = run(contract, downIn("01", "02"), ["01", "02"]);
    expect(told(february, availabilityFor(claimed))[0]?.split(" cap-missed: ")[1]).toBe(why);
  });

  it("a month alone under the cap of two: the whole limit once more", () => {
    // February owes a quarter, 250.00: 200.00 without January, 100.00 with it.
    const credits = [tiered(["99", "99.9", "10"], ["0", "99", "25"])];
    const contract = contractOf({
      commitments: [{ ...availability, credits }],
      caps: caps(any("200.00")) as Caps,
    });
    const long = outage("INC-02", "02-03T00:00", "02-03T12:00");
    const february = run(contract, [...downIn("01"), long], ["01", "02"]);
    const cause = "cap-missed: without";
    expect(told(february, availabilityFor("200.00"))).toEqual([
      `amount 100.00 200.00 ${cause} the 100.00 that earlier statements gave under msa 6.4`,
    ]);
    expect(told(february, availabilityFor("250.00"))).toEqual([
      `amount 100.00 250.00 ${cause} msa 6.4`,
    ]);
    expect(told(february, availabilityFor("240.00"))).toEqual(["amount 100.00 240.00"]);
  });

  it("a cap of two months that had nothing before it was missed as such", () => {
    const contract = contractOf({ caps: caps(any("60.00")) as Caps });
    expect(told(run(contract, downIn("02"), ["01", "02"]), availabilityFor("100.00"))).toEqual([
      "amount 60.00 100.00 cap-missed: without msa 6.4",
    ]);
  });
});

describe("semantics 35, 38: of what was claimed too late it takes two", () => {
  it("no cause but the loss itself, whatever else would fit", () => {
    const claim: ContractInput["claim"] = {
      on: "request",
      stages: [{ what: "claim", within: { days: 5 }, after: "settlement-end" }],
    };
    const contract = contractOf({ claim, caps: caps({}) });
    const statement = settled({ contract, rows: down, asOf: "11-20T00:00" });
    expect(told(statement, availabilityFor("60.00"))).toEqual([
      "amount 0.00 60.00 forfeited: claimed after 2026-11-05",
    ]);
    expect(told(statement, availabilityFor("100.00"))).toEqual(["amount 0.00 100.00"]);
  });
});

it("what a row without a line says and its cause stand side by side for people", () => {
  const january = run(contractOf({}), downIn("01"), ["01"]);
  const text = reconciliationText(
    reconcile(january, [{ commitment: "availability", period: "2026-02", amount: "7.00" }]),
  );
  expect(text).toContain("claimed, not owed: availability, 2026-02\n");
});
