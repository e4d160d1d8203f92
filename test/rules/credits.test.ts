import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Statement, safeParseContract } from "../../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  MINUTE,
  OCTOBER_MS,
  outage,
  response,
  restated,
  settled,
  stamp,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];
type Bases = NonNullable<ContractInput["bases"]>;

const START_MS = Date.parse("2026-10-01T00:00:00Z");
const at = (ms: number) => new Date(START_MS + ms).toISOString();

/** Outages of so many minutes each, six hours from start to start. */
const downs = (...minutes: readonly number[]) =>
  minutes.map((length, index) =>
    outage(`INC-${index + 1}`, at(index * 360 * MINUTE), at((index * 360 + length) * MINUTE)),
  );
/** One outage that brings October to this percentage: the rest of 2,678,400,000 ms. */
const downTo = (percent: number) => {
  const badMs = Math.round(OCTOBER_MS * (100 - percent)) / 100;
  return badMs === 0
    ? [outage("INC-0", at(-2 * MINUTE), at(-MINUTE))]
    : [outage("INC-1", at(0), at(Math.round(badMs)))];
};

interface Clause {
  readonly credit: object;
  readonly rows: readonly object[];
  readonly atLeast?: string;
  readonly fee?: string;
  readonly per?: "month" | "year" | "hour";
  readonly bases?: Bases;
  readonly changes?: Partial<ContractInput>;
}

function owed({
  credit,
  rows,
  atLeast = "99.9",
  fee = "1000.00",
  per = "month",
  bases,
  changes,
}: Clause): Statement {
  const given = { id: "credit", clause: "6.1", ...credit } as Credit;
  return settled({
    contract: contractOf({
      services: [{ id: "web", charges: [{ id: "fee", amount: fee, per }] }],
      bases: bases ?? [{ id: "monthly", of: ["fee"] }],
      commitments: [{ ...availability, targets: [{ atLeast }], credits: [given] }],
      ...changes,
    }),
    rows,
  });
}
const amount = (clause: Clause) => owed(clause).lines[0]?.amount;

describe("semantics 30: a rate for each unit", () => {
  const perPoint = (per: string, round: "up" | "down" | "exact", percent: string) => ({
    on: "measured",
    how: "rate",
    base: "monthly",
    rate: { per, round, from: "target", give: { percent } },
    limits: { line: { percent: "100", base: "monthly" } },
  });

  it.each([
    { percent: 99.7, owes: undefined, why: "met" },
    { percent: 99, owes: undefined, why: "0.7 below: no whole point" },
    { percent: 98.7, owes: "20.00", why: "1 point: 2 %" },
    { percent: 96.4, owes: "60.00", why: "3.3 points: 3 whole ones" },
    { percent: 40, owes: "1000.00", why: "59.7 points would be 118 %: at most the fee" },
  ])("2 % for each full point below 99.7, at $percent: $owes ($why)", ({ percent, owes }) => {
    const credit = perPoint("1", "down", "2");
    expect(amount({ credit, rows: downTo(percent), atLeast: "99.7" })).toBe(owes);
  });

  it("in proportion: 3.3 points of 2 % are 6.6 %", () => {
    const credit = perPoint("1", "exact", "2");
    expect(amount({ credit, rows: downTo(96.4), atLeast: "99.7" })).toBe("66.00");
  });

  it.each([
    { percent: 99.5, owes: undefined, why: "met" },
    { percent: 99.49, owes: "200.00", why: "a portion of 0.3" },
    { percent: 99.2, owes: "200.00", why: "0.3 exactly" },
    { percent: 98.71, owes: "600.00", why: "0.79 is three begun" },
    { percent: 98.6, owes: "600.00", why: "0.9 is three exactly, which binary floats make four" },
  ])(
    "1/365 of a year's fees for each 0.3 or portion thereof, at $percent: $owes ($why)",
    ({ percent, owes }) => {
      const credit = {
        on: "measured",
        how: "rate",
        base: "yearly",
        rate: { per: "0.3", round: "up", from: "target", give: { fraction: "1/365" } },
      };
      const bases: Bases = [{ id: "yearly", of: ["fee"], taken: "annual" }];
      const clause = { credit, rows: downTo(percent), atLeast: "99.5", fee: "73000.00", bases };
      expect(amount({ ...clause, per: "year" })).toBe(owes);
    },
  );

  const blocks = (round: "up" | "down", percent: string) => ({
    on: "bad",
    how: "rate",
    base: "monthly",
    rate: { per: "PT30M", round, from: "zero", give: { percent } },
    limits: { line: { percent: "100", base: "monthly" } },
  });

  it.each([
    { minutes: [1], part: "30.00", whole: undefined },
    { minutes: [29], part: "30.00", whole: undefined },
    { minutes: [30], part: "30.00", whole: "30.00" },
    { minutes: [31], part: "60.00", whole: "30.00" },
    { minutes: [59], part: "60.00", whole: "30.00" },
    { minutes: [60], part: "60.00", whole: "60.00" },
    { minutes: [300, 300], part: "600.00", whole: "600.00" },
    { minutes: [300, 301], part: "600.00", whole: "600.00" },
    { minutes: [20, 20], part: "60.00", whole: "30.00" },
  ])(
    "5 % of 600.00 for half hours of $minutes min: or part $part, complete $whole",
    ({ minutes, part, whole }) => {
      const clause = { rows: downs(...minutes), fee: "600.00", atLeast: "100" };
      expect(amount({ ...clause, credit: blocks("up", "5") })).toBe(part);
      expect(amount({ ...clause, credit: blocks("down", "5") })).toBe(whole);
    },
  );

  it("by single outages: two of twenty minutes are two begun half hours, and none complete", () => {
    const clause = { rows: downs(20, 20), fee: "600.00", atLeast: "100" };
    expect(amount({ ...clause, credit: { ...blocks("up", "5"), on: "each-miss" } })).toBe("60.00");
    expect(
      amount({ ...clause, credit: { ...blocks("down", "5"), on: "each-miss" } }),
    ).toBeUndefined();
  });

  it.each([
    { minutes: 4, owes: "20.00" },
    { minutes: 99, owes: "495.00" },
    { minutes: 100, owes: "500.00" },
    { minutes: 101, owes: "500.00" },
  ])("0.5 % a minute up to 50 %: $minutes min are $owes of 1000.00", ({ minutes, owes }) => {
    const credit = {
      on: "bad",
      how: "rate",
      base: "monthly",
      rate: { per: "PT1M", round: "exact", from: "zero", give: { percent: "0.5" } },
      limits: { line: { percent: "50", base: "monthly" } },
    };
    expect(amount({ credit, rows: downs(minutes), atLeast: "100" })).toBe(owes);
  });

  it("a row with a rate on top: below 99 it is 30 % plus 5 % for each full 0.1", () => {
    const credit = {
      on: "measured",
      how: "tiers",
      base: "monthly",
      tiers: [
        { from: "99", below: "99.9", give: { percent: "10" } },
        {
          from: "0",
          below: "99",
          give: { percent: "30" },
          plus: { per: "0.1", round: "down", from: "tier", give: { percent: "5" } },
        },
      ],
      limits: { line: { percent: "50", base: "monthly" } },
    };
    // 98.73 is 0.27 below 99: two full steps, 30 + 10 = 40 %; 98 would be 80 %, of which 50.
    expect(amount({ credit, rows: downTo(98.73) })).toBe("400.00");
    expect(amount({ credit, rows: downTo(98.95) })).toBe("300.00");
    expect(amount({ credit, rows: downTo(98) })).toBe("500.00");
    expect(amount({ credit, rows: downTo(99.5) })).toBe("100.00");
  });

  it("the steps lead from the figure to the amount", () => {
    const credit = perPoint("1", "down", "2");
    const [line] = owed({ credit, rows: downTo(96.4), atLeast: "99.7" }).lines;
    expect(line?.steps.map(({ op, in: from, out }) => `${op}: ${from} = ${out}`)).toEqual([
      "charge: 1000 = 1000",
      "base: 1000 = 1000",
      "units: (99.7 − 96.4) ÷ 1 = 3.3",
      "round: for each 1, only whole ones count = 3",
      "times: 3 × 1000 × 2 ÷ 100 = 60",
      "round: 60 = 60.00",
    ]);
    const up = owed({ credit: perPoint("1", "up", "2"), rows: downTo(96.4), atLeast: "99.7" });
    expect(up.lines[0]?.steps).toContainEqual(
      expect.objectContaining({ in: "for each 1, each begun one counts", out: "4" }),
    );
    const exact = owed({
      credit: perPoint("1", "exact", "2"),
      rows: downTo(96.4),
      atLeast: "99.7",
    });
    expect(exact.lines[0]?.steps.map(({ op }) => op)).toEqual([
      "charge",
      "base",
      "units",
      "times",
      "round",
    ]);
  });
});

describe("semantics 30: what else a credit is counted by", () => {
  const flat = { how: "flat", give: { amount: "7.00" } };

  it("below-target: 1.00 for each 0.01 below", () => {
    const credit = {
      on: "below-target",
      how: "rate",
      rate: { per: "0.01", round: "exact", from: "zero", give: { amount: "1.00" } },
    };
    const [line] = owed({ credit, rows: downTo(99.5) }).lines;
    expect(line?.amount).toBe("40.00");
    expect(line?.steps[0]).toMatchObject({ op: "excess", in: "99.9 − 99.5", out: "0.4" });
  });

  it("bad-beyond-target: what breaches by the very bound is beyond it by nothing", () => {
    const given = { id: "credit", clause: "6.1", on: "bad-beyond-target" };
    const due = (percent: number) =>
      owed({
        credit: {},
        rows: downTo(percent),
        changes: {
          commitments: [
            {
              ...availability,
              targets: [{ moreThan: "99.9" }],
              credits: [{ ...given, how: "flat", give: { amount: "7.00" } } as Credit],
            },
          ],
        },
      });
    // 0.1 % of 31 days are 2,678.4 s, which the target allows as downtime; the figure is 99.9.
    expect(due(99.9).results[0]?.verdict).toBe("breached");
    expect(due(99.9).lines).toEqual([]);
    expect(due(99.8).lines).toMatchObject([{ amount: "7.00" }]);
  });

  it("bad-beyond-target: ten times the rent of the minutes beyond the guarantee", () => {
    // 99.9 % of 44,640 minutes allow 44.64; of 104.64 minutes 60 are beyond.
    const credit = { on: "bad-beyond-target", how: "flat", base: "monthly", give: { times: "10" } };
    const rows = [outage("INC-1", at(0), at(104.64 * MINUTE))];
    // 100 × 60 ÷ 44,640 × 10 = 1.344…
    expect(owed({ credit, rows, fee: "100.00" }).lines[0]).toMatchObject({
      exact: "125/93",
      amount: "1.34",
    });
  });

  it.each([
    { timeValue: undefined, exact: "2.5", why: "44,640 minutes of October" },
    { timeValue: "days-in-month" as const, exact: "2.5", why: "31 days" },
    { timeValue: { fixedDays: 30 }, exact: "31/12", why: "30 days: 1116 × 100 ÷ 43,200" },
    { timeValue: { fixedHours: 100 }, exact: "18.6", why: "100 hours: 1116 × 100 ÷ 6,000" },
    { timeValue: "scheduled-time" as const, exact: "2.5", why: "nothing was taken out" },
  ])("times of the fee of lost time over $why", ({ timeValue, exact }) => {
    const credit = { on: "bad", how: "flat", base: "monthly", give: { times: "1" } };
    const bases: Bases = [{ id: "monthly", of: ["fee"], ...(timeValue && { timeValue }) }];
    const [line] = owed({ credit, rows: downs(100), fee: "1116.00", bases }).lines;
    expect(line?.exact).toBe(exact);
  });

  it("misses: a table by how many", () => {
    const credit = {
      on: "misses",
      how: "tiers",
      onGap: "none",
      tiers: [
        { from: "2", below: "3", give: { amount: "10.00" } },
        { from: "3", give: { amount: "30.00" } },
      ],
    };
    expect(amount({ credit, rows: downs(60), atLeast: "100" })).toBeUndefined();
    expect(amount({ credit, rows: downs(60, 1), atLeast: "100" })).toBe("10.00");
    expect(amount({ credit, rows: downs(60, 1, 1, 1), atLeast: "100" })).toBe("30.00");
  });

  it("nth-miss: the second costs more than the first", () => {
    const credit = {
      on: "nth-miss",
      how: "tiers",
      tiers: [
        { below: "2", give: { amount: "10.00" } },
        { from: "2", give: { amount: "25.00" } },
      ],
    };
    const [line] = owed({ credit, rows: downs(60, 1, 1), atLeast: "100" }).lines;
    expect(line).toMatchObject({
      amount: "60.00",
      parts: [
        { record: "INC-1", exact: "10" },
        { record: "INC-2", exact: "25" },
        { record: "INC-3", exact: "25" },
      ],
    });
  });

  it("bad of clocks is the number of late cycles, beyond the target those that are too many", () => {
    const ticket = (id: string, minutes: number) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: "2026-10-05T10:00:00Z",
      events: [
        { event: "replied", by: "agent", at: at(4 * 24 * 60 * MINUTE + (600 + minutes) * MINUTE) },
      ],
    });
    const share: Commitment = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
      attainment: { atLeast: "75" },
    };
    const rows = [ticket("A", 90), ticket("B", 90), ticket("C", 30), ticket("D", 10)];
    const by = (on: "bad" | "bad-beyond-target") =>
      settled({
        contract: contractOf({
          commitments: [
            {
              ...share,
              credits: [
                {
                  id: "late",
                  clause: "2.2",
                  on,
                  how: "rate",
                  rate: { per: "1", round: "exact", from: "zero", give: { amount: "10.00" } },
                },
              ],
            },
          ],
        }),
        rows,
      }).lines[0]?.amount;
    // Two of four are late; a quarter, one, may be.
    expect(by("bad")).toBe("20.00");
    expect(by("bad-beyond-target")).toBe("10.00");
  });

  it.each(["below-target", "bad", "bad-beyond-target", "misses"])(
    "%s is nothing where nothing was bad, also where the table alone decides",
    (on) => {
      expect(owed({ credit: { ...flat, on, when: "always" }, rows: downTo(100) }).lines).toEqual(
        [],
      );
    },
  );
});

describe("semantics 30: what is no money", () => {
  const days = {
    on: "measured",
    how: "tiers",
    tiers: [
      { from: "99", below: "99.9", give: { days: "3" } },
      { from: "95", below: "99", give: { days: "7" } },
      { from: "0", below: "95", give: { days: "15" } },
    ],
  };

  it.each([
    { percent: 99.9, count: undefined },
    { percent: 99, count: "3" },
    { percent: 98.9999, count: "7" },
    { percent: 94.99, count: "15" },
  ])("days of service at $percent: $count", ({ percent, count }) => {
    const [line] = owed({ credit: days, rows: downTo(percent) }).lines;
    expect(line?.inKind).toEqual(count === undefined ? undefined : [{ unit: "days", count }]);
    if (line !== undefined)
      expect(line).toMatchObject({ amount: "0.00", minor: 0, allocations: [] });
  });

  it("days of an average fee are money: 7 of 31 days of JPY 98,765", () => {
    const bases: Bases = [{ id: "daily", of: ["fee"], taken: { averageDays: "days-in-month" } }];
    const changes = { currency: "JPY" };
    const credit = { ...days, base: "daily" };
    const clause = { credit, rows: downTo(98), fee: "98765", bases, changes };
    // 98,765 × 7 ÷ 31 = 22,301.77…, half up; a month of thirty days would make it 23,045.
    expect(amount(clause)).toBe("22302");
    const thirty: Bases = [{ id: "daily", of: ["fee"], taken: { averageDays: "30" } }];
    expect(amount({ ...clause, bases: thirty })).toBe("23045");
  });

  it("a right arises once and is no money", () => {
    const credit = {
      on: "each-miss",
      how: "flat",
      give: { right: { what: "root-cause-analysis", holder: "customer", text: "within ten days" } },
    };
    const [line] = owed({ credit, rows: downs(60, 60), atLeast: "100" }).lines;
    expect(line).toMatchObject({
      amount: "0.00",
      rights: [{ what: "root-cause-analysis", holder: "customer", text: "within ten days" }],
      steps: [{ op: "right", out: "root-cause-analysis" }, { op: "round" }],
    });
  });

  it("fractions are exact: 1/15 of 10,000.00 is 666.67, not 6.67 %", () => {
    const credit = {
      on: "measured",
      how: "tiers",
      base: "monthly",
      tiers: [
        { from: "99.95", below: "99.99", give: { fraction: "1/30" } },
        { from: "99", below: "99.95", give: { fraction: "1/15" } },
        { from: "97", below: "99", give: { fraction: "1/7" } },
        { from: "0", below: "97", give: { fraction: "1" } },
      ],
    };
    const of = (percent: number) =>
      amount({ credit, rows: downTo(percent), atLeast: "99.99", fee: "10000.00" });
    expect([99.99, 99.96, 99.93, 98.5, 96.99].map(of)).toEqual([
      undefined,
      "333.33",
      "666.67",
      "1428.57",
      "10000.00",
    ]);
  });

  it("units of the contract's own", () => {
    const credit = {
      on: "each-miss",
      how: "flat",
      give: { units: { unit: "vouchers", count: "2" } },
    };
    const [line] = owed({ credit, rows: downs(60, 60), atLeast: "100" }).lines;
    expect(line?.inKind).toEqual([{ unit: "vouchers", count: "4" }]);
  });
});

describe("semantics 32: limits of an incident, a day and a line", () => {
  const perHour = {
    on: "each-miss",
    how: "rate",
    rate: { per: "PT1H", round: "up", from: "zero", give: { amount: "10.00" } },
  };
  const rows = downs(60, 180, 240, 60, 60);

  it("each incident by itself: 10 + 20 + 20 + 10 + 10", () => {
    const credit = { ...perHour, limits: { incident: { amount: "20.00" } } };
    const [line] = owed({ credit, rows, atLeast: "100" }).lines;
    expect(line?.amount).toBe("70.00");
    expect(line?.parts.map(({ exact }) => exact)).toEqual(["10", "20", "20", "10", "10"]);
    expect(line?.steps.findLast(({ op }) => op === "cap")).toMatchObject({
      in: "at most 20 for one incident: 100 becomes",
      out: "70",
    });
  });

  it("then the incidents that began on one date: four on the first, one on the second", () => {
    // 1 October: 10 + 20 + 20 + 10 = 60, of which the first 45; 2 October: 10.
    const credit = {
      ...perHour,
      limits: { incident: { amount: "20.00" }, day: { amount: "45.00" } },
    };
    const [line] = owed({ credit, rows, atLeast: "100" }).lines;
    expect(line?.amount).toBe("55.00");
    expect(line?.parts.map(({ exact }) => exact)).toEqual(["10", "20", "15", "0", "10"]);
  });

  it("of a day has first what began first, whatever it is called", () => {
    const late = (id: string, hour: string) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: stamp(`10-05T${hour}:00`),
      events: [{ event: "replied", by: "agent", at: stamp("10-06T10:00") }],
    });
    const [credit] = response.credits ?? [];
    const limits = { day: { amount: "80.00" } };
    const commitment = { ...response, credits: [{ ...credit, limits }] } as Commitment;
    const contract = contractOf({ commitments: [commitment] });
    // 50.00 for each of two, of which the second has the last 30.00.
    const [line] = settled({ contract, rows: [late("T-1", "14"), late("T-9", "10")] }).lines;
    expect(line?.parts.map(({ record, exact }) => `${record} ${exact}`)).toEqual([
      "T-1 30",
      "T-9 50",
    ]);
  });

  it.each([
    { count: 12, sum: "0.1 + 0.2 + 0.3 + 0.4 + 0.5 + 0.6 + 0.7 + 0.8 + 0.9 + 1 + 1.1 + 1.2" },
    { count: 13, sum: "9.1" },
  ])("the step of $count unlike incidents reads $sum", ({ count, sum }) => {
    const perMinute = {
      ...perHour,
      rate: { ...perHour.rate, per: "PT1M", give: { amount: "0.10" } },
    };
    const lengths = Array.from({ length: count }, (_, index) => index + 1);
    const [line] = owed({ credit: perMinute, rows: downs(...lengths), atLeast: "100" }).lines;
    // 1 + 2 + … + 12 = 78 minutes, and 91 with the thirteenth.
    expect(line?.steps.find(({ op }) => op === "sum")?.in).toBe(sum);
    expect(line?.exact).toBe(count === 12 ? "7.8" : "9.1");
  });

  it("a limit is rounded down before use, a line is rounded before its limit", () => {
    // 33 % of 10.01 is 3.3033: 3.30.
    const credit = { ...perHour, limits: { line: { percent: "33", base: "monthly" } } };
    expect(amount({ credit, rows, atLeast: "100", fee: "10.01" })).toBe("3.30");
  });

  it.each([
    { minutes: 6, exact: "39/250" },
    { minutes: 90, exact: "117/50" },
    { minutes: 864, exact: "22.46" },
    { minutes: 1200, exact: "22.46" },
  ])(
    "fifty times the fee of $minutes min, at most the fees of the 30 days before",
    ({ minutes, exact }) => {
      const credit = {
        on: "each-miss",
        how: "flat",
        base: "hourly",
        give: { times: "50" },
        limits: { incident: { percent: "100", base: "trailing" } },
      };
      const bases: Bases = [
        { id: "hourly", of: ["fee"], timeValue: "elapsed-period" },
        { id: "trailing", of: ["fee"], taken: { trailing: { days: 30, before: "incident" } } },
      ];
      const rows = [outage("INC-1", at(0), at(minutes * MINUTE))];
      // 0.0312 an hour; 720 hours are 22.464, rounded down to 22.46 before use.
      const [line] = owed({
        credit,
        rows,
        fee: "0.0312",
        per: "hour",
        bases,
        atLeast: "100",
      }).lines;
      const [n = 0n, d = 1n] = exact.split("/").map((part) => part);
      const value = d === 1n ? exact : String(Number(n) / Number(d));
      expect(line?.exact).toBe(value);
    },
  );
});

describe("semantics 31: bases of other times", () => {
  const flat = (base: string) => ({ on: "measured", how: "flat", base, give: { percent: "10" } });
  const billed = (id: string, from: string, until: string, value: string, more: object = {}) => ({
    type: "charge",
    id,
    service: "web",
    charge: "fee",
    amount: value,
    currency: "EUR",
    from: `2026-${from}T00:00:00Z`,
    until: `2026-${until}T00:00:00Z`,
    invoice: `INV-${id}`,
    ...more,
  });
  const records = {
    services: [
      {
        id: "web",
        charges: [{ id: "fee", amount: "from-records" as const, per: "month" as const }],
      },
    ],
  };
  const down = downTo(99);

  it.each<{ taken: Bases[number]["taken"]; owes: string; why: string }>([
    { taken: "this-period", owes: "31.00", why: "310.00 of October" },
    { taken: "prior-period", owes: "30.00", why: "300.00 of September" },
    {
      taken: { trailing: { days: 10, before: "period-end" } },
      owes: "10.00",
      why: "10 of 31 days",
    },
    { taken: { averageDays: "days-in-period" }, owes: "1.00", why: "310.00 over 31" },
    { taken: "annual", owes: "61.00", why: "all that was billed in the year to 31 October" },
    { taken: "annual/12", owes: "5.08", why: "a twelfth of 610.00 is 50.83…" },
  ])("a tenth of $taken from records: $owes ($why)", ({ taken, owes }) => {
    const bases = [{ id: "base", of: ["fee"], taken }] as Bases;
    const rows = [
      ...down,
      billed("S", "09-01", "10-01", "300.00"),
      billed("O", "10-01", "11-01", "310.00"),
      billed("N", "11-01", "12-01", "999.00"),
    ];
    expect(amount({ credit: flat("base"), rows, bases, changes: records })).toBe(owes);
  });

  it("a year to 31 October 2026 begins on 1 November 2025", () => {
    const in2025 = (from: string, until: string) => ({
      from: `2025-${from}T00:00:00Z`,
      until: `2025-${until}T00:00:00Z`,
    });
    const rows = [
      ...down,
      billed("L", "10-01", "11-01", "700.00", in2025("10-01", "11-01")),
      billed("N", "11-01", "12-01", "50.00", in2025("11-01", "12-01")),
      billed("O", "10-01", "11-01", "310.00"),
    ];
    const bases: Bases = [{ id: "base", of: ["fee"], taken: "annual" }];
    expect(amount({ credit: flat("base"), rows, bases, changes: records })).toBe("36.00");
  });

  it("of an invoice with credit notes the notes take their part back", () => {
    const rows = [
      ...down,
      billed("A", "10-01", "11-01", "10.00"),
      billed("B", "10-01", "11-01", "20.00"),
      billed("C", "10-01", "11-01", "-0.05"),
      billed("D", "10-01", "11-01", "-0.05"),
    ];
    const bases = [{ id: "base", of: ["fee"] }];
    const [line] = owed({ credit: flat("base"), rows, bases, changes: records }).lines;
    // A tenth of 29.90. Of the 299 cents 100, 200 and twice −0.5: floors of −1, and one over, to C.
    expect(line?.amount).toBe("2.99");
    expect(line?.allocations.map(({ invoice, minor }) => [invoice, minor])).toEqual([
      ["INV-A", 100],
      ["INV-B", 200],
      ["INV-D", -1],
    ]);
  });

  it("a plan that changed inside the period splits the base, and the credit goes to each invoice line", () => {
    const rows = [
      ...down,
      billed("A", "10-01", "10-11", "100.00", { line: "1" }),
      billed("B", "10-11", "11-01", "420.00", { invoice: "INV-A", line: "2" }),
    ];
    const bases = [{ id: "base", of: ["fee"] }];
    const statement = owed({ credit: flat("base"), rows, bases, changes: records });
    expect(statement.lines[0]?.allocations).toEqual([
      {
        charge: "fee",
        invoice: "INV-A",
        line: "1",
        minor: 1000,
        key: expect.stringContaining(":fee:INV-A:1"),
      },
      {
        charge: "fee",
        invoice: "INV-A",
        line: "2",
        minor: 4200,
        key: expect.stringContaining(":fee:INV-A:2"),
      },
    ]);
    expect(statement.manifest.rows).toMatchObject({ in: 3, used: 3, outside: 0 });
  });

  it("a revision books what differs on the same invoice lines", () => {
    const rows = [
      ...downTo(99.5),
      billed("A", "10-01", "11-01", "100.00", { invoice: "INV:1", line: "1" }),
      billed("B", "10-01", "11-01", "300.00", { invoice: "INV:1", line: "2" }),
    ];
    const more = [...rows, outage("INC-2", "10-20T00:00", "10-21T00:00")];
    const tiers = {
      id: "credit",
      clause: "6.1",
      on: "measured",
      how: "tiers",
      base: "base",
      tiers: [
        { from: "99", below: "99.9", give: { percent: "10" } },
        { from: "0", below: "99", give: { percent: "25" } },
      ],
    } as Credit;
    const contract = contractOf({
      ...records,
      bases: [{ id: "base", of: ["fee"] }],
      commitments: [{ ...availability, credits: [tiers] }],
    });
    const issued = settled({ contract, rows });
    const revision = restated({ contract, rows: more, issued: [issued] });
    // From 40.00 to 100.00: a quarter of the difference on the first line, the rest on the second.
    expect(revision?.lines[0]?.allocations).toEqual([
      {
        charge: "fee",
        invoice: "INV:1",
        line: "1",
        minor: 1500,
        key: expect.stringContaining(":r1:"),
      },
      {
        charge: "fee",
        invoice: "INV:1",
        line: "2",
        minor: 4500,
        key: expect.stringContaining(":r1:"),
      },
    ]);
  });

  it("what is billed once counts whole where it begins, however long it is for (31)", () => {
    const due = (from: string, until: string) =>
      amount({
        credit: flat("base"),
        rows: [
          ...down,
          billed("A", "10-01", "11-01", "100.00"),
          billed("B", from, until, "50.00", { kind: "one-off" }),
        ],
        bases: [{ id: "base", of: ["fee"] }],
        changes: records,
      });
    expect(due("10-15", "11-15")).toBe("15.00");
    expect(due("09-15", "10-15")).toBe("10.00");
  });

  it("without one-off and voucher-paid parts", () => {
    const rows = [
      ...down,
      billed("A", "10-01", "11-01", "100.00"),
      billed("B", "10-05", "10-05", "50.00", { kind: "one-off" }),
      billed("C", "10-01", "11-01", "30.00", { paidWith: "voucher" }),
      billed("D", "10-01", "11-01", "7.00", { kind: "usage" }),
    ];
    const base = (without: Bases[number]["without"]) =>
      amount({
        credit: flat("base"),
        rows,
        bases: [{ id: "base", of: ["fee"], ...(without && { without }) }],
        changes: records,
      });
    expect(base(undefined)).toBe("18.70");
    expect(base(["one-off"])).toBe("13.70");
    expect(base(["voucher"])).toBe("15.70");
    expect(base(["usage", "one-off", "voucher"])).toBe("10.00");
  });

  it.each([
    { at: "10-01", owed: "15.00", why: "on the first day" },
    { at: "10-31", owed: "15.00", why: "on the last" },
    { at: "11-01", owed: "10.00", why: "where the next month begins" },
    { at: "09-30", owed: "10.00", why: "on the day before" },
  ])("what is billed once, $why: $owed (half-open, 31)", ({ at, owed: due }) => {
    const rows = [
      ...down,
      billed("A", "10-01", "11-01", "100.00"),
      billed("B", at, at, "50.00", { kind: "one-off" }),
    ];
    const bases = [{ id: "base", of: ["fee"] }];
    expect(amount({ credit: flat("base"), rows, bases, changes: records })).toBe(due);
  });

  it.each([
    { rows: down, code: "charge.missing" },
    { rows: [...down, billed("A", "09-01", "10-01", "1.00")], code: "charge.missing" },
    { rows: [...down, billed("A", "10-01", "11-01", "-1.00")], code: "base.negative" },
  ])("refuses a base that the records do not bear: $code", ({ rows, code }) => {
    const bases = [{ id: "base", of: ["fee"] }];
    expect(() => owed({ credit: flat("base"), rows, bases, changes: records })).toThrow(code);
  });

  it("a base of nothing is not negative: a tenth of it is nothing, and nothing is refused", () => {
    const rows = [...down, billed("A", "10-01", "11-01", "0.00")];
    const bases = [{ id: "base", of: ["fee"] }];
    expect(owed({ credit: flat("base"), rows, bases, changes: records }).lines).toEqual([]);
  });

  it("the term: 24 months of 100.00, and a twenty-fourth of it", () => {
    const term = (taken: "term" | "term/months") =>
      amount({
        credit: flat("base"),
        rows: down,
        fee: "100.00",
        bases: [{ id: "base", of: ["fee"], taken }],
        changes: { effective: { from: "2026-01-01", until: "2028-01-01" } },
      });
    expect(term("term")).toBe("240.00");
    expect(term("term/months")).toBe("10.00");
  });

  it("a base of two, one of which goes back from each incident", () => {
    const bases: Bases = [
      { id: "before", of: ["fee"], taken: { trailing: { days: 10, before: "incident" } } },
      { id: "month", of: ["fee"] },
      { id: "both", of: ["before", "month"] },
    ];
    const credit = { on: "each-miss", how: "flat", base: "both", give: { percent: "10" } };
    const rows = [
      outage("INC-1", "10-05T00:00", "10-05T02:00"),
      outage("INC-2", "10-20T00:00", "10-20T02:00"),
    ];
    // 1.00 an hour: 240 hours before each, and the 744 of October.
    const clause = { credit, rows, bases, atLeast: "100", fee: "1.00", per: "hour" as const };
    const [line] = owed(clause).lines;
    expect(line?.parts.map(({ exact }) => exact)).toEqual(["98.4", "98.4"]);
  });

  it.each<{ bases: Bases; changes?: Partial<ContractInput>; code: string }>([
    { bases: [{ id: "base", of: ["fee"], taken: "term" }], code: "base.term-open" },
    {
      bases: [{ id: "base", of: ["fee"], taken: { trailing: { days: 30, before: "period-end" } } }],
      code: "base.months-in-days",
    },
    {
      bases: [{ id: "base", of: ["fee"], taken: { trailing: { days: 30, before: "incident" } } }],
      code: "base.incident-missing",
    },
    {
      bases: [
        { id: "inner", of: ["fee"] },
        { id: "base", of: ["inner"], taken: "annual" },
      ],
      code: "base.taken-of-bases",
    },
  ])("refuses $code", ({ bases, changes, code }) => {
    const credit = { id: "credit", clause: "6.1", ...flat("base") } as Credit;
    const parsed = safeParseContract(
      contractOf({ bases, commitments: [{ ...availability, credits: [credit] }], ...changes }),
    );
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.code)).toContain(code);
  });

  it("an hour of the clock that was out for more than six minutes is not charged", () => {
    const clause = (minutes: number): Clause => ({
      credit: { on: "measured", how: "flat", base: "base", give: { percent: "100" } },
      rows: [outage("INC-1", at(603 * MINUTE), at((603 + minutes) * MINUTE))],
      fee: "0.40",
      per: "hour",
      bases: [{ id: "base", of: ["fee"] }],
    });
    const hours = (minutes: number) => {
      const { credit, rows, fee = "", bases } = clause(minutes);
      const given = { id: "credit", clause: "6.1", ...credit } as Credit;
      return linesOf(
        settled({
          contract: contractOf({
            services: [{ id: "web", charges: [{ id: "fee", amount: fee, per: "hour" }] }],
            bases: bases ?? [],
            // At most six of sixty minutes: 90 % of the hour.
            commitments: [
              {
                ...availability,
                period: "clock-hour",
                targets: [{ atLeast: "90" }],
                credits: [given],
              },
            ],
          }),
          rows,
        }),
      );
    };
    expect(hours(6)).toEqual([]);
    expect(hours(6.5)).toEqual(["availability/web/2026-10-01T100000Z/credit 0.40 automatic"]);
  });
});
