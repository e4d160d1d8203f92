import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  allocations,
  parseContract,
  parseRecords,
  restate,
  type Statement,
  safeParseContract,
  safeSettle,
} from "../../src/index.ts";
import {
  availability,
  billed,
  contractOf,
  coverage,
  linesOf,
  outage,
  settled,
  tenth,
} from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

/** A tenth of 1,000.00 below 99.9 %; kept for two months at 99.9, with a mean of 99.95 in all. */
const terms = { floor: "99", periods: 2, level: "99.9", mean: "99.95" };
const earning = (earnBack: object = terms, changes: Partial<ContractInput> = {}): ContractInput =>
  contractOf({
    commitments: [{ ...availability, credits: [{ ...tenth, earnBack } as Credit] }],
    effective: { from: "2026-01-01" },
    ...changes,
  });

/** Minutes of outage on the third of the month. */
const down = (month: string, minutes: number) =>
  outage(
    `INC-${month}`,
    `2026-${month}-03T00:00:00Z`,
    new Date(Date.parse(`2026-${month}-03T00:00:00Z`) + minutes * 60_000).toISOString(),
  );

interface Run {
  readonly contract?: ContractInput;
  readonly rows: readonly object[];
  readonly months?: readonly string[];
  readonly asOf?: string;
}

function run({
  contract = earning(),
  rows,
  months = ["01", "02", "03", "04"],
  asOf = "2027-06-01T00:00:00Z",
}: Run): Statement[] {
  const issued: Statement[] = [];
  for (const month of months)
    issued.push(
      settled({ contract, rows: [coverage, ...rows], period: `2026-${month}`, asOf, issued }),
    );
  return issued;
}

const line = "availability/web/2026-01/tenth";
const back = `${line}#earned-back`;

describe("semantics 30: a credit that later periods earn back", () => {
  it("gives what a credit note took of it to that again (31)", () => {
    // A tenth of 1,200.00 − 200.00: 120.00 and −20.00, and all of it back.
    const inJanuary = (id: string, amount: string) =>
      billed(id, amount, "01-01T00:00", "02-01T00:00");
    const charges = [{ id: "fee", amount: "from-records", per: "month" }] as const;
    const statements = run({
      contract: earning(terms, { services: [{ id: "web", charges: [...charges] }] }),
      rows: [down("01", 120), inJanuary("INV", "1200.00"), inJanuary("NOTE", "-200.00")],
      months: ["01", "02", "03"],
    });
    const booked = statements.map(({ lines }) =>
      lines.flatMap((one) => one.allocations.map(({ invoice, minor }) => [invoice, minor])),
    );
    expect(booked).toEqual([
      [
        ["INV", 12_000],
        ["NOTE", -2000],
      ],
      [],
      [
        ["INV", -12_000],
        ["NOTE", 2000],
      ],
    ]);
  });

  it("is paid, may be earned back through the second month, and is taken back there", () => {
    const [january, february, march, april] = run({ rows: [down("01", 120)] });
    expect(january?.lines).toMatchObject([
      { id: line, amount: "100.00", status: "automatic", earnBack: { through: "2026-03" } },
    ]);
    expect(february?.lines).toEqual([]);
    expect(march?.lines).toMatchObject([
      {
        id: back,
        result: "availability/web/2026-01",
        amount: "-100.00",
        exact: "-100",
        status: "automatic",
        from: { period: "2026-01", line },
        allocations: [{ charge: "fee", minor: -10_000 }],
      },
    ]);
    expect(march?.lines[0]?.steps).toMatchObject([
      { op: "history", in: "99.9 or better: 2026-03 100, 2026-02 100", out: "earned back" },
      { op: "figure", in: "(100 + 100) ÷ 2", out: "100" },
      { op: "issued", out: "100.00" },
      { op: "difference", in: "0 − 100.00", out: "-100.00" },
    ]);
    expect(march?.totals).toMatchObject({ automatic: "-100.00", lines: "-100.00" });
    expect(march === undefined ? [] : allocations(march)).toMatchObject([{ minor: -10_000 }]);
    expect(april?.lines).toEqual([]);
  });

  it.each([
    // February has 28 days: 40.32 min are 0.1 %, 20.16 min 0.05 %. March 44.64 and 22.32 min.
    { february: 0, march: 44.64, taken: [back], why: "100 and 99.9: on average 99.95 exactly" },
    { february: 40, march: 44, taken: [], why: "each keeps the level, and on average too little" },
    { february: 40.32, march: 0, taken: [back], why: "99.9 and 100: on average 99.95 exactly" },
    { february: 40.33, march: 0, taken: [], why: "February is below the level" },
    { february: 0, march: 45, taken: [], why: "March is below the level" },
    { february: 20.16, march: 22.32, taken: [back], why: "99.95 and 99.95" },
  ])("$february and $march minutes down: $why", ({ february, march, taken }) => {
    const rows = [down("01", 120), down("02", february), down("03", march)];
    const found = run({ rows, months: ["01", "02", "03"] })[2]?.lines.map(({ id }) => id);
    expect(found?.filter((id) => id.endsWith("#earned-back"))).toEqual(taken);
  });

  it("another credit of the same month is not taken back with it", () => {
    const extra = {
      id: "extra",
      clause: "6.9",
      on: "measured",
      how: "flat",
      give: { amount: "50.00" },
    };
    const credits = [{ ...tenth, earnBack: terms }, extra] as Credit[];
    const contract = earning(terms, { commitments: [{ ...availability, credits }] });
    const [january, , march] = run({ contract, rows: [down("01", 120)] });
    expect(january?.lines.map(({ amount }) => amount).sort()).toEqual(["100.00", "50.00"]);
    expect(march?.lines.map(({ id, amount }) => [id, amount])).toEqual([[back, "-100.00"]]);
  });

  it("without a mean the level of each month is enough", () => {
    const { mean: _, ...each } = terms;
    const rows = [down("01", 120), down("02", 40), down("03", 44)];
    const march = run({ contract: earning(each), rows })[2];
    expect(march?.lines.map(({ id }) => id)).toEqual([back]);
    expect(march?.lines[0]?.steps.map(({ op }) => op)).toEqual(["history", "issued", "difference"]);
  });

  it("a figure below the floor is never earned back", () => {
    // 446.4 minutes are 1 % of January: 99 exactly; one minute more is below.
    expect(run({ rows: [down("01", 446.4)] })[2]?.lines.map(({ id }) => id)).toEqual([back]);
    const statements = run({ rows: [down("01", 447)] });
    expect(statements[0]?.lines[0]).not.toHaveProperty("earnBack");
    expect(statements[2]?.lines).toEqual([]);
  });

  it("a month that was not measured keeps nothing", () => {
    const contract = earning();
    const short = { ...coverage, until: "2026-02-01T00:00:00Z" };
    const again = { ...coverage, id: "COV-2", from: "2026-03-01T00:00:00Z" };
    const issued: Statement[] = [];
    for (const period of ["2026-01", "2026-02", "2026-03"])
      issued.push(
        settled({
          contract,
          rows: [short, again, down("01", 120)],
          period,
          asOf: "2027-06-01T00:00:00Z",
          issued,
        }),
      );
    expect(issued.map(({ lines }) => lines.length)).toEqual([1, 0, 0]);
  });

  it("takes back what was issued in all revisions, from the charges that bore it", () => {
    // Two outages of 50.00 each; the second was found later.
    const each = {
      id: "each",
      clause: "6.1",
      on: "each-miss",
      how: "flat",
      give: { amount: "50.00" },
    };
    const contract = contractOf({
      commitments: [{ ...availability, credits: [{ ...each, earnBack: terms } as Credit] }],
    });
    const parsed = parseContract(contract);
    const later = outage("INC-2", "2026-01-20T00:00:00Z", "2026-01-20T02:00:00Z");
    const rows = [coverage, down("01", 120)];
    const first = settled({ contract, rows, period: "2026-01", asOf: "2026-02-05T00:00:00Z" });
    const revision = restate({
      issued: [first],
      contract: parsed,
      records: parseRecords([...rows, later], parsed),
      asOf: "2026-02-10T00:00:00Z",
    });
    const issued = [first, ...(revision === undefined ? [] : [revision])];
    for (const period of ["2026-02", "2026-03"])
      issued.push(
        settled({ contract, rows: [...rows, later], period, asOf: "2027-06-01T00:00:00Z", issued }),
      );
    expect(issued.at(-1)?.lines).toMatchObject([{ amount: "-100.00" }]);
  });

  it("of lines of an invoice too, and of a contract without charges", () => {
    const contract = earning(terms, {
      services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
    });
    const billed = {
      type: "charge",
      id: "CH-1",
      service: "web",
      charge: "fee",
      amount: "1000.00",
      currency: "EUR",
      from: "2026-01-01T00:00:00Z",
      until: "2026-02-01T00:00:00Z",
      invoice: "INV-7",
      line: "3",
    };
    const [, , march] = run({ contract, rows: [billed, down("01", 120)] });
    expect(march?.lines[0]?.allocations).toMatchObject([
      { charge: "fee", invoice: "INV-7", line: "3", minor: -10_000 },
    ]);
  });

  it("what was not claimed in time was not paid, and is not taken back (35)", () => {
    const contract = earning(terms, {
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
      },
    });
    const rows = [coverage, down("01", 120)];
    const claim = {
      type: "claim",
      id: "C",
      at: "2026-02-20T00:00:00Z",
      stage: "claim",
      period: "2026-01",
    };
    const march = (more: readonly object[], asOfJanuary: string) => {
      const issued: Statement[] = [];
      const when = [asOfJanuary, "2026-03-05T00:00:00Z", "2026-04-05T00:00:00Z"];
      ["2026-01", "2026-02", "2026-03"].forEach((period, index) => {
        const asOf = when[index] ?? "";
        issued.push(settled({ contract, rows: [...rows, ...more], period, asOf, issued }));
      });
      return issued[2] === undefined ? [] : linesOf(issued[2]);
    };
    expect(march([claim], "2026-02-05T00:00:00Z")).toEqual([`${back} -100.00 claimable`]);
    expect(march([], "2026-02-05T00:00:00Z")).toEqual([]);
    expect(march([], "2026-05-05T00:00:00Z")).toEqual([]);
  });

  it("asks for the months between, once this one keeps the level (38)", () => {
    const contract = earning();
    const parsed = parseContract(contract);
    const ask = (rows: readonly object[], issued: readonly Statement[] = []) => {
      const found = safeSettle({
        contract: parsed,
        records: parseRecords([coverage, ...rows], parsed),
        period: "2026-03",
        asOf: "2026-04-05T00:00:00Z",
        issued,
      });
      return found.ok ? found.value.lines.length : found.issues.map(({ value }) => value);
    };
    expect(ask([])).toEqual(["availability/web/2026-02"]);
    expect(ask([down("03", 120)])).toBe(1);
    const [, february] = run({ rows: [], months: ["01", "02"] });
    expect(ask([], february === undefined ? [] : [february])).toEqual(["availability/web/2026-01"]);
  });

  it("of a figure that is better the smaller it is", () => {
    // At most two outages; floor four, then two months of one at most.
    const contract = contractOf({
      commitments: [
        {
          ...availability,
          measure: { facts: "outages", figure: "count" },
          targets: [{ atMost: "2" }],
          credits: [
            {
              id: "tenth",
              clause: "6.1",
              on: "measured",
              how: "flat",
              base: "monthly",
              give: { percent: "10" },
              earnBack: { floor: "4", periods: 1, level: "1" },
            } as Credit,
          ],
        },
      ],
    });
    const times = (month: string, count: number) =>
      Array.from({ length: count }, (_, day) =>
        outage(
          `I-${month}-${day}`,
          `2026-${month}-0${day + 1}T00:00:00Z`,
          `2026-${month}-0${day + 1}T01:00:00Z`,
        ),
      );
    const taken = (january: number, february: number) =>
      run({
        contract,
        rows: [...times("01", january), ...times("02", february)],
        months: ["01", "02"],
      })[1]?.totals.lines;
    expect([taken(4, 1), taken(4, 2), taken(5, 1), taken(3, 0), taken(2, 0)]).toEqual([
      "-100.00",
      "0.00",
      "0.00",
      "-100.00",
      "0.00",
    ]);
  });

  it("a provisional statement shows it as provisional", () => {
    const issued = run({ rows: [down("01", 120)], months: ["01", "02"] });
    const march = settled({
      contract: earning(),
      rows: [coverage, down("01", 120)],
      period: "2026-03",
      asOf: "2026-03-20T00:00:00Z",
      issued,
    });
    expect(linesOf(march)).toEqual([`${back} -100.00 provisional`]);
  });

  it("a figure that was not measured, whose misses are credited all the same, cannot be earned back", () => {
    const contract = contractOf({
      commitments: [
        {
          ...availability,
          measure: { facts: "outages", figure: "uptime-percent", minCoverage: "90" },
          credits: [
            {
              id: "each",
              clause: "6.1",
              when: "always",
              on: "each-miss",
              how: "flat",
              give: { amount: "5.00" },
              earnBack: { floor: "0", periods: 1, level: "99" },
            } as Credit,
          ],
        },
      ],
    });
    const short = { ...coverage, until: "2026-01-10T00:00:00Z" };
    const january = settled({
      contract,
      rows: [short, down("01", 120)],
      period: "2026-01",
      asOf: "2026-02-05T00:00:00Z",
    });
    expect(january.results[0]?.figure).toBeNull();
    expect(january.lines).toMatchObject([{ amount: "5.00" }]);
    expect(january.lines[0]).not.toHaveProperty("earnBack");
  });
});

describe("earning back: what is refused", () => {
  const codes = (contract: object) => {
    const parsed = safeParseContract(contract);
    return parsed.ok
      ? parsed.warnings.map(({ code }) => code)
      : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };
  const at = "commitments.0.credits.0.earnBack";

  it.each([
    {
      contract: earning({ ...terms, floor: "99.95" }),
      found: ["earn-back.never"],
      why: "a floor that no miss reaches is warned of",
    },
    {
      contract: earning({ ...terms, floor: "1234567890123456789" }),
      found: [`contract.malformed ${at}.floor`],
      why: "a decimal that is none",
    },
    {
      contract: earning({ ...terms, floor: "1234567890.123456789" }),
      found: [`decimal.too-long ${at}.floor`],
      why: "a decimal of more than 18 digits",
    },
    {
      contract: earning(terms, { settlement: "calendar-quarter" }),
      found: [`contract.not-supported-yet ${at}`],
      why: "judged by month and settled by quarter",
    },
    {
      contract: earning(terms, {
        caps: [
          {
            id: "c",
            clause: "6",
            covers: "all",
            per: "calendar-month",
            limit: { amount: "50.00" },
            excess: "carried",
          },
        ],
      }),
      found: [`earn-back.of-what-waits ${at}`],
      why: "beside a cap that carries",
    },
    {
      contract: contractOf({
        commitments: [
          {
            ...availability,
            measure: { facts: "outages", figure: "longest" },
            targets: [{ atMost: "PT1H" }],
            credits: [
              { ...tenth, how: "flat", tiers: undefined, give: { percent: "10" }, earnBack: terms },
            ] as never,
          },
        ],
      }),
      found: [`earn-back.no-figure ${at}`],
      why: "a level in plain numbers for a length of time",
    },
  ])("$why", ({ contract, found }) => {
    expect(codes(JSON.parse(JSON.stringify(contract)))).toEqual(found);
  });

  it("the warning of a floor that no miss reaches stands at the floor", () => {
    const parsed = safeParseContract(earning({ ...terms, floor: "99.95" }));
    const warnings = parsed.ok ? parsed.warnings : [];
    expect(warnings.map(({ path }) => path.join("."))).toEqual([`${at}.floor`]);
  });

  it("beside a least payout that defers", () => {
    const minimum = { payout: "5.00", reached: "at-least", of: "exact", under: "deferred" };
    const contract = contractOf({
      commitments: [
        { ...availability, credits: [{ ...tenth, minimum, earnBack: terms } as Credit] },
      ],
    });
    expect(codes(contract)).toEqual([`earn-back.of-what-waits ${at}`]);
  });
});
