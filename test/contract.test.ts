import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { parseContract, safeParseContract } from "../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  response,
  settled,
  tenth,
  tiered,
} from "./rules/world.ts";
import { unplaced } from "./support/placed.ts";
import { put } from "./support/sound.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];
type Tiers = Extract<Credit, { how: "tiers" }>;

/** Codes of issues, or "ok" with the codes of warnings. */
function read(contract: unknown): readonly string[] {
  const result = safeParseContract(contract);
  expect(unplaced(contract, result.ok ? result.warnings : result.issues)).toEqual([]);
  return result.ok
    ? ["ok", ...result.warnings.map(({ code }) => code)]
    : result.issues.map(({ code }) => code);
}

const withCredit = (credit: object, commitment: Partial<Commitment> = {}) =>
  contractOf({ commitments: [{ ...availability, ...commitment, credits: [credit as Credit] }] });

const withTiers = (
  tiers: readonly object[],
  credit: Partial<Tiers> = {},
  commitment: Partial<Commitment> = {},
) => withCredit({ ...tenth, ...credit, tiers }, commitment);

const row = (from: string | undefined, below: string | undefined, more: object = {}) => ({
  ...(from === undefined ? {} : { from }),
  ...(below === undefined ? {} : { below }),
  give: { percent: "10" },
  ...more,
});

describe("semantics 29: a table of credits is a partition of what is breached", () => {
  const moreThan: Partial<Commitment> = { targets: [{ moreThan: "99.9" }] };
  it.each([
    {
      tiers: [row("0", "99.9")],
      found: ["ok"],
      why: "all that misses the target, nothing that meets it",
    },
    { tiers: [row(undefined, "99.9")], found: ["ok"], why: "an open lower end" },
    {
      tiers: [row("0", "99.8")],
      found: ["tier.gap"],
      why: "99.8 to 99.9 is breached and in no row",
    },
    { tiers: [row("1", "99.9")], found: ["tier.gap"], why: "0 to 1 is in no row" },
    {
      tiers: [row("0", "99.9", { fromExclusive: "yes" })],
      found: ["tier.gap"],
      why: "0 itself, a month without service, is in no row",
    },
    {
      tiers: [row("0", "100")],
      found: ["tier.in-met-region"],
      why: "99.9 to 100 meets the target",
    },
    {
      tiers: [row("0", undefined)],
      found: ["tier.in-met-region"],
      why: "an open upper end reaches 100",
    },
    {
      tiers: [row("0", "99.9", { belowInclusive: "yes" })],
      found: ["tier.in-met-region"],
      why: "99.9 itself meets it",
    },
    {
      tiers: [row("0", "99.9"), row("99.9", undefined, { give: "nothing" })],
      found: ["ok"],
      why: "a row may say that nothing is given",
    },
    {
      tiers: [row("0", "99.9")],
      commitment: moreThan,
      found: ["tier.gap"],
      why: "more than 99.9: 99.9 itself is breached and in no row",
    },
    {
      tiers: [row("0", "99.9", { belowInclusive: "yes" })],
      commitment: moreThan,
      found: ["ok"],
      why: "now it is in one",
    },
    { tiers: [row("0", "99"), row("99", "99.9")], found: ["ok"], why: "bounds that meet" },
    {
      tiers: [row("0", "99"), row("99", "99.9", { fromExclusive: "yes" })],
      found: ["tier.gap"],
      why: "99 itself is in no row",
    },
    {
      tiers: [row("0", "99", { belowInclusive: "yes" }), row("99", "99.9")],
      found: ["tier.overlap"],
      why: "99 itself is in two rows",
    },
    {
      tiers: [
        row("0", "99", { belowInclusive: "yes" }),
        row("99", "99.9", { fromExclusive: "yes" }),
      ],
      found: ["ok"],
      why: "flags that fit",
    },
    {
      tiers: [
        row("0", "99"),
        row("99", "99", { belowInclusive: "yes" }),
        row("99", "99.9", { fromExclusive: "yes" }),
      ],
      found: ["ok"],
      why: "a row for one point",
    },
    {
      tiers: [row("0", "99.9"), row("50", "60")],
      found: ["tier.overlap"],
      why: "a row inside another",
    },
    { tiers: [row("99.9", "0")], found: ["tier.reversed"], why: "bounds the wrong way round" },
    {
      tiers: [row("0", "99.9"), row("50", "50")],
      found: ["tier.reversed"],
      why: "a row of nothing",
    },
    {
      tiers: [row("0", "99.9"), row("50", "50", { fromExclusive: "yes", belowInclusive: "yes" })],
      found: ["tier.reversed"],
      why: "above 50 and up to 50 is nothing too",
    },
    {
      tiers: [
        row("0", "99.9"),
        row("99.9", undefined, {
          give: "nothing",
          plus: { per: "0.1", round: "down", from: "target", give: { amount: "1.00" } },
        }),
      ],
      found: ["tier.in-met-region"],
      why: "nothing and a rate is more than nothing",
    },
    {
      tiers: [row("0", "99.9"), { give: { percent: "1" } }],
      found: ["tier.no-bounds", "tier.overlap", "tier.in-met-region"],
      why: "a row without bounds",
    },
    {
      tiers: [row("PT0S", "PT5M")],
      found: ["credit.axis-mismatch", "credit.axis-mismatch"],
      why: "lengths where the figure is a percentage",
    },
    {
      tiers: [row("0", "99.9", { give: { percent: "-5" } })],
      found: ["decimal.negative"],
      why: "a credit is not negative",
    },
    { tiers: [row("0.1234567890123", "99.9")], found: ["decimal.too-long"], why: "13 decimals" },
    { tiers: [row("0", "123456789012345678.9")], found: ["decimal.too-long"], why: "19 digits" },
  ])("$found: $why", ({ tiers, commitment, found }) => {
    expect(read(withTiers(tiers, {}, commitment))).toEqual(found);
  });

  it.each([
    { tiers: [row("0", "99.8")], credit: { onGap: "none" }, found: ["ok"] },
    { tiers: [row("1", "99.9")], credit: { onGap: "next-row-down" }, found: ["ok"] },
    {
      tiers: [row("0", "98"), row("99", "99.9")],
      credit: { onGap: "none" },
      found: ["ok", "tier.gap"],
    },
    {
      tiers: [row("0", "99.9"), row("50", "60")],
      credit: { onOverlap: "first" },
      found: ["ok", "tier.overlap"],
    },
    {
      tiers: [row("0", "99.9"), row("10", "20"), row("30", "40")],
      credit: { onOverlap: "larger" },
      found: ["ok", "tier.overlap", "tier.overlap"],
    },
    { tiers: [row("0", "100")], credit: { when: "always" }, found: ["ok", "tier.in-met-region"] },
  ] as const)(
    "what the contract reads itself is a warning: $credit",
    ({ tiers, credit, found }) => {
      expect(read(withTiers(tiers, credit))).toEqual(found);
    },
  );
});

describe("semantics 29: worse figures earn no less, and nobody more than was charged", () => {
  const percent = (from: string, below: string, text: string) =>
    row(from, below, { give: { percent: text } });
  const amount = (from: string, below: string, text: string) =>
    row(from, below, { give: { amount: text } });
  const nothing = (from: string, below: string) => row(from, below, { give: "nothing" });
  it.each([
    { tiers: [percent("99", "99.9", "10"), percent("0", "99", "25")], why: "more for worse" },
    { tiers: [percent("99", "99.9", "10"), percent("0", "99", "10")], why: "the same for worse" },
    {
      tiers: [percent("99", "99.9", "10"), percent("0", "99", "5")],
      found: ["tier.not-monotone 1.give"],
      why: "5 % below 99, 10 % above",
    },
    {
      tiers: [percent("0", "99", "5"), percent("99", "99.9", "10")],
      found: ["tier.not-monotone 0.give"],
      why: "the order of the rows in the list says nothing",
    },
    {
      tiers: [percent("99", "99.9", "10"), nothing("0", "99")],
      found: ["tier.not-monotone 1.give"],
      why: "nothing is less than 10 %",
    },
    { tiers: [nothing("99", "99.9"), percent("0", "99", "10")], why: "nothing for a near miss" },
    {
      tiers: [percent("99", "99.9", "10"), amount("0", "99", "5.00")],
      why: "a percentage and an amount cannot be compared",
    },
    {
      tiers: [
        percent("99", "99.9", "10"),
        amount("98", "99", "50.00"),
        percent("97", "98", "5"),
        amount("0", "97", "40.00"),
      ],
      found: ["tier.not-monotone 2.give", "tier.not-monotone 3.give"],
      why: "each against the next higher row of its kind",
    },
    {
      tiers: [row(undefined, "99.9"), percent("50", "99", "25")],
      credit: { onOverlap: "larger" },
      found: ["tier.not-monotone 0.give"],
      why: "an open lower end is the lowest",
    },
    {
      tiers: [
        { below: "99.9", give: { percent: "10" } },
        { below: "99", give: { percent: "5" } },
      ],
      credit: { onOverlap: "smaller" },
      found: ["tier.not-monotone 1.give"],
      why: "of two open rows the one that ends first is the lower",
    },
    {
      tiers: [percent("99", "99.9", "100"), percent("0", "99", "100.1")],
      found: ["tier.above-base 1.give.percent"],
      why: "100 % is the whole base, 100.1 % is more",
    },
    { tiers: [amount("0", "99.9", "5000.00")], why: "an amount has no base" },
  ] as const)("$why", ({ tiers, ...more }) => {
    const { credit = {}, found = [] } = more as { credit?: Partial<Tiers>; found?: string[] };
    const hasPercent = tiers.some(({ give }) => "percent" in Object(give));
    const { base: _, ...baseless } = tenth;
    const contract = hasPercent
      ? withTiers(tiers, credit)
      : withCredit({ ...baseless, ...credit, tiers });
    const result = safeParseContract(contract);
    expect(result.ok ? [] : result.issues).toEqual([]);
    const told = (result.ok ? result.warnings : []).filter(({ code }) => code !== "tier.overlap");
    expect(told.map(({ code, path }) => `${code} ${path.slice(5).join(".")}`)).toEqual(found);
  });
});

describe("semantics 29: how a gap and an overlap are read", () => {
  /** 744 hours are October; `hours` of them down. */
  const amountAt = (uptime: number, credit: Partial<Tiers>, tiers: readonly object[]) => {
    const downMs = Math.round(((100 - uptime) / 100) * 2_678_400_000);
    const until = new Date(Date.UTC(2026, 9, 1) + downMs).toISOString();
    const rows = [
      outage("INC", "10-01T00:00", "10-01T00:00"),
      { ...outage("INC-2", "10-01T00:00"), until },
    ];
    return settled({ contract: withTiers(tiers, credit), rows }).lines[0]?.amount ?? "nothing";
  };
  const gapped = [
    row("99", "99.8", { give: { percent: "10" } }),
    row("0", "98", { give: { percent: "20" } }),
  ];

  it.each([
    { uptime: 99.95, onGap: "none", amount: "nothing", why: "met" },
    { uptime: 99.85, onGap: "none", amount: "nothing", why: "breached, above the top row" },
    {
      uptime: 99.85,
      onGap: "next-row-down",
      amount: "100.00",
      why: "the top row is the next one down",
    },
    {
      uptime: 99.8,
      onGap: "next-row-down",
      amount: "100.00",
      why: "the bound itself is above the row",
    },
    { uptime: 99, onGap: "none", amount: "100.00", why: "in the row" },
    { uptime: 98.5, onGap: "none", amount: "nothing", why: "between the rows" },
    { uptime: 98.5, onGap: "next-row-down", amount: "200.00", why: "the lower row" },
    { uptime: 98, onGap: "next-row-down", amount: "200.00", why: "the bound itself" },
    { uptime: 97, onGap: "next-row-down", amount: "200.00", why: "in the row" },
  ] as const)("$uptime with $onGap: $amount ($why)", ({ uptime, onGap, amount }) => {
    expect(amountAt(uptime, { onGap }, gapped)).toBe(amount);
  });

  it.each([
    {
      uptime: 100,
      amount: "nothing",
      why: "above every row nothing is credited when the table alone decides",
    },
    { uptime: 99.85, amount: "nothing", why: "above the top row, breached or not" },
    { uptime: 98.5, amount: "200.00", why: "between rows the next one down" },
  ])("when: always, next-row-down at $uptime: $why", ({ uptime, amount }) => {
    expect(amountAt(uptime, { onGap: "next-row-down", when: "always" }, gapped)).toBe(amount);
  });

  it("no row further down: nothing", () => {
    expect(amountAt(10, { onGap: "next-row-down" }, [row("99", "99.9")])).toBe("nothing");
  });

  it("when: always credits a figure that meets the target", () => {
    expect(amountAt(99.95, { when: "always" }, [row("0", "100")])).toBe("100.00");
    expect(amountAt(100, { when: "always" }, [row("0", "100")])).toBe("nothing");
  });

  const overlapping = [
    row("0", "99.9", { give: { percent: "10" } }),
    row("50", "99", { give: { percent: "30" } }),
    row("50", "98", { give: { percent: "20" } }),
  ];
  it.each([
    { onOverlap: "larger", amount: "300.00" },
    { onOverlap: "smaller", amount: "100.00" },
    { onOverlap: "first", amount: "100.00" },
  ] as const)("three rows hold 97: $onOverlap gives $amount", ({ onOverlap, amount }) => {
    expect(amountAt(97, { onOverlap }, overlapping)).toBe(amount);
    expect(amountAt(99.5, { onOverlap }, overlapping)).toBe("100.00");
  });

  it("the first of two is the first that is written, be it the larger", () => {
    const larger = [
      row("50", "99", { give: { percent: "30" } }),
      row("0", "99.9", { give: { percent: "10" } }),
    ];
    expect(amountAt(97, { onOverlap: "first" }, larger)).toBe("300.00");
    expect(amountAt(97, { onOverlap: "first" }, larger.toReversed())).toBe("100.00");
  });

  it("nothing is the smaller of two", () => {
    const tiers = [row("0", "99.9"), row("50", "99", { give: "nothing" })];
    expect(amountAt(97, { onOverlap: "smaller" }, tiers)).toBe("nothing");
    expect(amountAt(97, { onOverlap: "larger" }, tiers)).toBe("100.00");
  });
});

describe("credits that cannot be what was meant", () => {
  const flat = { id: "x", clause: "6", on: "measured", how: "flat", give: { amount: "5" } };
  it.each([
    {
      contract: withCredit({ ...flat, give: { percent: "5" } }),
      found: ["credit.base-missing"],
      why: "a percentage of nothing",
    },
    {
      contract: withCredit({ ...flat, base: "monthly" }),
      found: ["credit.base-unused"],
      why: "a base beside an amount",
    },
    {
      contract: withCredit({ ...flat, give: { percent: "5" }, base: "montly" }),
      found: ["contract.unknown-base"],
      why: "a typo",
    },
    {
      contract: withCredit({ ...flat, where: { severity: ["P1"] } }),
      found: ["credit.where-without-misses"],
      why: "`where` picks misses",
      loose: true,
    },
    {
      contract: contractOf({
        commitments: [{ ...response, credits: [{ ...flat, on: "measured" } as Credit] }],
      }),
      found: ["credit.axis-mismatch"],
      why: "a count of late tickets is no percentage",
    },
    {
      contract: withCredit(
        { ...flat, give: { percent: "5" }, base: "monthly" },
        { period: "calendar-week" },
      ),
      found: ["base.months-in-days"],
      why: "a month's fee has no share in a week",
    },
    {
      contract: withCredit({
        ...flat,
        on: "each-miss",
        how: "tiers",
        give: undefined,
        tiers: [{ from: "PT1H", below: "PT2H", give: { amount: "5" } }],
      }),
      found: ["ok"],
      why: "lengths of outages",
    },
    {
      contract: withCredit({
        ...flat,
        on: "each-miss",
        how: "tiers",
        give: undefined,
        tiers: [{ from: "1", below: "2", give: { amount: "5" } }],
      }),
      found: ["credit.axis-mismatch", "credit.axis-mismatch"],
      why: "numbers where lengths are needed",
    },
  ])("$found: $why", ({ contract, found, loose }) => {
    const codes = read(JSON.parse(JSON.stringify(contract)));
    if (loose === true) expect(codes).toEqual(expect.arrayContaining([...found]));
    else expect(codes).toEqual(found);
  });

  it("a base that follows the scope needs charges in it", () => {
    const contract = contractOf({
      services: [
        { id: "web", charges: [{ id: "fee", amount: "10", per: "month" }] },
        { id: "free", charges: [] },
      ],
      bases: [{ id: "monthly", of: "scope" }],
      commitments: [{ ...availability, scope: { each: { services: ["web", "free"] } } }],
    });
    expect(read(contract)).toEqual(["base.scope-without-charges"]);
  });
});

describe("names, dates and sums of a contract", () => {
  const cap = {
    id: "cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { amount: "500" },
    excess: "lost",
  } as const;
  const exclusion = {
    id: "planned",
    clause: "4",
    matches: { kind: "maintenance" },
    removes: "window",
  } as const;
  it.each([
    {
      changes: { commitments: [availability, availability] },
      found: ["contract.duplicate-name"],
      why: "two commitments of one id",
    },
    {
      changes: { commitments: [{ ...availability, credits: [tenth, tenth] }] },
      found: ["contract.duplicate-name"],
      why: "two credits of one id",
    },
    {
      changes: {
        commitments: [{ ...availability, scope: { each: { services: ["web", "web"] } } }],
      },
      found: ["contract.duplicate-name"],
      why: "a service twice",
    },
    {
      changes: {
        exclusions: [exclusion],
        commitments: [{ ...availability, excludes: ["planned", "planned"] }],
      },
      found: ["contract.duplicate-name"],
      why: "an exclusion twice would take its quota twice",
    },
    {
      changes: {
        bases: [{ id: "fee", of: ["fee"] }],
        commitments: [{ ...availability, credits: [] }],
      },
      found: ["contract.duplicate-name"],
      why: "a base named like a charge",
      loose: true,
    },
    {
      changes: { bases: [{ id: "monthly", of: ["fee", "fee"] }] },
      found: ["contract.duplicate-name"],
      why: "a charge twice in one sum",
    },
    {
      changes: {
        services: ["web", "api"].map((id) => ({
          id,
          charges: [{ id: "fee", amount: "1", per: "month" }],
        })),
      },
      found: ["contract.duplicate-name"],
      why: "one charge id for two services",
    },
    {
      changes: { commitments: [{ ...availability, scope: { service: "wbe" } }] },
      found: ["contract.unknown-service"],
      why: "an unknown service",
    },
    {
      changes: { commitments: [{ ...availability, excludes: ["planned"] }] },
      found: ["contract.unknown-exclusion"],
      why: "an exclusion that nobody declares",
    },
    {
      changes: { bases: [{ id: "monthly", of: ["fe"] }] },
      found: ["contract.unknown-charge"],
      why: "an unknown charge",
    },
    {
      changes: {
        bases: [
          { id: "monthly", of: ["half"] },
          { id: "half", of: ["monthly"] },
        ],
      },
      found: ["base.cycle", "base.cycle"],
      why: "bases of each other",
    },
    {
      changes: { bases: [{ id: "monthly", of: ["monthly"] }] },
      found: ["base.cycle"],
      why: "a base of itself",
    },
    {
      changes: { caps: [{ ...cap, covers: ["avail"] }] },
      found: ["contract.unknown-commitment-or-credit"],
      why: "a cap over nothing known",
    },
    {
      changes: { caps: [{ ...cap, covers: ["tenth"] }] },
      found: ["ok"],
      why: "a cap over a credit",
    },
    {
      changes: {
        caps: [{ ...cap, covers: ["tenth"] }],
        commitments: [availability, { ...availability, id: "again" }],
      },
      found: ["ok", "cap.covers-several"],
      why: "a cap over a credit that two commitments have",
    },
    {
      changes: {
        caps: [{ ...cap, covers: ["tenth"] }],
        commitments: [availability, { ...response, id: "tenth" }],
      },
      found: ["ok", "cap.covers-several"],
      why: "a cap over a credit and a commitment of one name",
    },
    {
      changes: {
        caps: [{ ...cap, covers: ["tenth"] }],
        commitments: [
          {
            ...availability,
            id: "tenth",
            credits: [
              tenth,
              {
                id: "flat",
                clause: "6.2",
                on: "measured",
                how: "flat",
                give: { amount: "1.00" },
              },
            ],
          },
        ],
      },
      found: ["ok", "cap.covers-several"],
      why: "a cap over a commitment of two credits, or over the one that bears its name",
    },
    {
      changes: {
        caps: [{ ...cap, covers: ["tenth"] }],
        commitments: [{ ...availability, id: "tenth" }],
      },
      found: ["ok"],
      why: "the only credit of a commitment of its name",
    },
    {
      changes: { caps: [{ ...cap, per: "calendar-year" }] },
      found: ["ok"],
      why: "a cap over a year, of months",
    },
    {
      changes: { caps: [{ ...cap, limit: { percent: "101", base: "monthly" } }] },
      found: ["ok", "cap.over-base"],
      why: "more than the whole base",
    },
    {
      changes: { caps: [{ ...cap, limit: { percent: "10", base: "yearly" } }] },
      found: ["contract.unknown-base"],
      why: "a cap of an unknown base",
    },
    {
      changes: { caps: [{ ...cap, limit: { amount: "-1" } }] },
      found: ["decimal.negative"],
      why: "a negative limit",
    },
    {
      changes: {
        bases: [{ id: "monthly", of: "scope" }],
        caps: [{ ...cap, limit: { percent: "10", base: "monthly" } }],
      },
      found: ["base.scope-outside-commitment"],
      why: "a cap has no scope to follow",
    },
    {
      changes: {
        settlement: "calendar-week",
        caps: [{ ...cap, per: "calendar-week", limit: { percent: "10", base: "monthly" } }],
      },
      found: ["base.months-in-days"],
      why: "a week's share of a month's fee",
    },
    { changes: { currency: "XYZ" }, found: ["currency.unknown"], why: "no such currency" },
    { changes: { currency: "DEM" }, found: ["currency.not-in-force"], why: "retired in 2002" },
    {
      changes: { effective: { from: "2026-10-01", until: "2026-10-01" } },
      found: ["contract.never-effective"],
      why: "it ends when it begins",
    },
    {
      changes: { effective: { from: "2026-02-30" } },
      found: ["date.no-such-date"],
      why: "30 February",
      loose: true,
    },
    {
      changes: { effective: { from: "2026-01-01", until: "2026-02-30" } },
      found: ["date.no-such-date"],
      why: "30 February",
      loose: true,
    },
    {
      changes: { timeZone: "Mars/Base" },
      found: ["zone.unknown"],
      why: "no such zone",
      loose: true,
    },
    {
      changes: {
        services: [{ id: "web", charges: [{ id: "fee", amount: "1.005", per: "month" }] }],
      },
      found: ["ok", "charge.finer-than-minor-unit"],
      why: "half a cent",
    },
    {
      changes: {
        services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
      },
      found: ["ok"],
      why: "charges from records",
      loose: true,
    },
    {
      changes: { services: [{ id: "web", charges: [{ id: "fee", amount: "-5", per: "month" }] }] },
      found: ["decimal.negative"],
      why: "a negative fee (31)",
    },
    {
      changes: { exclusions: [{ ...exclusion, evidence: "required" }] },
      found: ["exclusion.evidence-of-work"],
      why: "work has its announcement",
    },
    {
      changes: { exclusions: [{ ...exclusion, matches: { cause: "customer" }, notice: "PT1H" }] },
      found: ["exclusion.notice-of-a-cause"],
      why: "nobody announces a cause",
      loose: true,
    },
    {
      changes: { exclusions: [{ ...exclusion, matches: { cause: "customer" } }] },
      found: ["ok", "exclusion.window-of-a-cause", "exclusion.granted-nowhere"],
      why: "a cause has no window of its own",
    },
    {
      changes: { exclusions: [{ ...exclusion, notice: "P2D" }] },
      found: ["duration.calendar-part"],
      why: "a day is never silently 24 hours (8)",
      loose: true,
    },
    {
      changes: {
        exclusions: [{ ...exclusion, quota: { atMost: "PT1H", per: "calendar-quarter" } }],
        commitments: [{ ...availability, excludes: ["planned"] }],
      },
      found: ["ok"],
      why: "a quota over another period",
    },
    {
      changes: {
        commitments: [{ ...availability, targets: [{ atLeast: "99.9" }, { atLeast: "99" }] }],
      },
      found: ["target.twice"],
      why: "two bounds of one kind",
    },
    {
      changes: { commitments: [{ ...availability, targets: [{ atLeast: "100.1" }] }] },
      found: ["target.not-a-percentage"],
      why: "more than all",
      loose: true,
    },
    {
      changes: { commitments: [{ ...availability, targets: [{ atLeast: "-1" }], credits: [] }] },
      found: ["target.not-a-percentage"],
      why: "less than nothing",
    },
    {
      changes: { commitments: [{ ...availability, targets: [{ atLeast: "PT1H" }], credits: [] }] },
      found: ["target.axis-mismatch"],
      why: "a length is no percentage",
      loose: true,
    },
    {
      changes: {
        commitments: [{ ...availability, targets: [{ within: { elapsed: "PT1H" } }], credits: [] }],
      },
      found: ["target.not-a-bound"],
      why: "a time is no bound on a percentage",
    },
    {
      changes: {
        commitments: [
          { ...availability, targets: [{ where: { severity: ["P1"] }, atLeast: "99.9" }] },
        ],
      },
      found: ["target.where-on-figure"],
      why: "a figure has no tickets to select",
    },
    {
      changes: { commitments: [{ ...availability, attainment: { atLeast: "95" } }] },
      found: ["attainment.not-cycles"],
      why: "attainment is of cycles",
    },
    {
      changes: { commitments: [{ ...response, attainment: { atLeast: "95" } }] },
      found: ["attainment.beside-each"],
      why: "each promises every ticket",
    },
    {
      changes: {
        commitments: [
          {
            ...response,
            measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
            credits: [],
          },
        ],
      },
      found: ["attainment.missing"],
      why: "no share is promised",
    },
    {
      changes: { commitments: [{ ...response, targets: [{ atLeast: "95" }] }] },
      found: ["target.not-a-time"],
      why: "a clock is held against times",
      loose: true,
    },
    {
      changes: {
        commitments: [
          {
            ...response,
            targets: [{ within: { elapsed: "PT1H" } }, { within: { elapsed: "PT2H" } }],
          },
        ],
      },
      found: ["target.unreachable-row"],
      why: "the first row takes every ticket",
    },
    {
      changes: {
        commitments: [
          { ...response, targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }] },
        ],
      },
      found: ["ok", "target.no-last-row"],
      why: "tickets that fit no row have no clock",
    },
    {
      changes: { commitments: [{ ...response, targets: [{ within: { elapsed: "PT87841H" } }] }] },
      found: ["duration.too-long"],
      why: "more than 10 × 366 days",
    },
    {
      changes: { commitments: [{ ...response, targets: [{ within: { elapsed: "PT87840H" } }] }] },
      found: ["ok"],
      why: "exactly that",
    },
    {
      changes: { commitments: [{ ...response, excludes: ["planned"] }], exclusions: [exclusion] },
      found: ["contract.not-supported-yet"],
      why: "exclusions of ticket time",
    },
    {
      changes: {
        commitments: [
          {
            ...availability,
            measure: { facts: "outages", figure: "uptime-percent", weights: { major: "1.1" } },
          },
        ],
      },
      found: ["weight.above-one"],
      why: "more than the whole service",
    },
    {
      changes: {
        claim: {
          on: "request",
          stages: [
            { what: "claim", within: { days: 30 }, after: "settlement-end" },
            { what: "evidence", within: { days: 60 }, after: "eligibility" },
          ],
        },
      },
      found: ["contract.not-supported-yet"],
      why: "a stage counted from what no record says",
      loose: true,
    },
  ])("$found: $why", ({ changes, found, loose }) => {
    const codes = read(contractOf(changes as Partial<ContractInput>));
    if (loose === true) expect(codes).toEqual(expect.arrayContaining([...found]));
    else expect(codes).toEqual(found);
  });
});

describe("semantics 39: the normalized contract is its identity", () => {
  it("writes clauses out with their document", () => {
    const documents = [
      { id: "msa", title: "Master agreement" },
      { id: "annex", title: "Annex" },
    ];
    const contract = contractOf({
      documents,
      commitments: [
        { ...availability, clause: "3.1 (a)", credits: [{ ...tenth, clause: "annex 6" }] },
      ],
    });
    const { terms } = parseContract(contract);
    expect(terms.commitments[0]).toMatchObject({
      clause: "msa 3.1 (a)",
      credits: [{ clause: "annex 6" }],
    });
  });

  it("what is parsed again is the same, to the hash", () => {
    const first = parseContract(contractOf({ commitments: [availability, response] }));
    expect(parseContract(first.terms).hash).toBe(first.hash);
  });

  it("the order of keys decides nothing, the order of lists does", () => {
    const weights = (entries: Record<string, string>) =>
      parseContract(
        contractOf({
          commitments: [
            {
              ...availability,
              measure: { facts: "outages", figure: "uptime-percent", weights: entries },
            },
          ],
        }),
      ).hash;
    expect(weights({ a: "1", b: "0.5" })).toBe(weights({ b: "0.5", a: "1" }));
    const { hash } = parseContract(contractOf({ commitments: [availability, response] }));
    expect(parseContract(contractOf({ commitments: [response, availability] })).hash).not.toBe(
      hash,
    );
  });

  it("an impact may be named clause: only fields of that name are written out", () => {
    const contract = contractOf({
      commitments: [
        {
          ...availability,
          measure: { facts: "outages", figure: "uptime-percent", weights: { clause: "0.5" } },
        },
      ],
    });
    const rows = [outage("INC", "10-03T00:00", "10-03T02:00", { impact: "clause" })];
    // Half of two hours: 99.87 %, a tenth.
    expect(linesOf(settled({ contract, rows }))).toEqual([
      "availability/web/2026-10/tenth 100.00 automatic",
    ]);
  });

  it("lists the defaults that decide something, with their numbers (promise 7)", () => {
    const { assumptions } = parseContract(contractOf());
    const path = "commitments.availability";
    expect(assumptions).toContainEqual({
      path: `${path}.measure.overlap`,
      used: "largest",
      semantics: 18,
    });
    expect(assumptions).toContainEqual({
      path: `${path}.credits.tenth.when`,
      used: "breached",
      semantics: 29,
    });
    expect(assumptions).toContainEqual({
      path: "rounding",
      used: { each: "line", mode: "half-up" },
      semantics: 33,
    });
    const said = contractOf({ rounding: { each: "line", mode: "half-up" }, clawBack: "none" });
    const paths = parseContract(said).assumptions.map((one) => one.path);
    expect(paths).not.toContain("rounding");
    expect(paths).not.toContain("clawBack");
  });

  it("a resolution clock pauses for all reasons, a response clock for none (12)", () => {
    const clock = (name: "resolution" | "first-response") =>
      parseContract(
        contractOf({
          commitments: [{ ...response, measure: { facts: "cycles", clock: name, figure: "each" } }],
        }),
      ).terms.commitments[0]?.measure;
    expect(clock("resolution")).toMatchObject({ pausedBy: "all" });
    expect(clock("first-response")).toMatchObject({ pausedBy: [] });
  });

  it("tiers of one contract and the same in another spelling differ: the text is the identity (2)", () => {
    const one = parseContract(
      contractOf({ commitments: [{ ...availability, credits: [tiered(["0", "99.9", "10"])] }] }),
    );
    const two = parseContract(
      contractOf({ commitments: [{ ...availability, credits: [tiered(["0", "99.90", "10"])] }] }),
    );
    expect(one.hash).not.toBe(two.hash);
  });
});

describe("cut-offs of business days (8)", () => {
  const calendars: ContractInput["calendars"] = [
    { id: "office", weekly: { "mon-fri": ["09:00-18:00"] } },
  ];
  it.each([
    { by: "18:00", found: ["ok"] },
    { by: "24:00", found: ["ok"] },
    { by: "end-of-day", found: ["ok"] },
    { by: "same-time", found: ["ok"] },
    { by: "00:00", found: ["within.cut-off"] },
    { by: "25:00", found: ["within.cut-off"] },
    { by: "noon", found: ["within.cut-off"] },
    { by: "9:00", found: ["within.cut-off"] },
  ])("by $by: $found", ({ by, found }) => {
    const within = { businessDays: 1, calendar: "office", by };
    expect(
      read(contractOf({ calendars, commitments: [{ ...response, targets: [{ within }] }] })),
    ).toEqual(found);
  });

  it("needs a calendar that is declared", () => {
    const within = { businessDays: 1, calendar: "offce" };
    expect(
      read(contractOf({ calendars, commitments: [{ ...response, targets: [{ within }] }] })),
    ).toEqual(["contract.unknown-calendar"]);
  });
});

describe("calendars (semantics 6, 7)", () => {
  const office = { id: "office", weekly: { "mon-fri": ["09:00-18:00"] } };
  it.each([
    { calendar: office, found: ["ok"], why: "weekly hours" },
    { calendar: { id: "c", weekly: {} }, found: ["calendar.empty"], why: "never open" },
    {
      calendar: { id: "c", workdays: [{ date: "2026-10-10", hours: ["09:00-18:00"] }] },
      found: ["ok"],
      why: "one day alone",
    },
    {
      calendar: { ...office, weekly: { "mon-fri": ["09:00-18:00"], fri: ["10:00-12:00"] } },
      found: ["calendar.day-twice"],
      why: "Friday twice",
    },
    {
      calendar: { ...office, weekly: { "sat-mon": ["09:00-18:00"] } },
      found: ["ok"],
      why: "over Sunday",
    },
    {
      calendar: { ...office, weekly: { mon: ["09:00-12:00", "11:00-15:00"] } },
      found: ["calendar.hours-overlap"],
      why: "hours that overlap",
    },
    {
      calendar: { ...office, weekly: { mon: ["13:00-15:00", "09:00-13:00"] } },
      found: ["ok"],
      why: "in any order, touching",
    },
    {
      calendar: {
        ...office,
        holidays: ["2026-10-10"],
        workdays: [{ date: "2026-10-10", hours: ["09:00-18:00"] }],
      },
      found: ["ok", "calendar.holiday-and-workday"],
      why: "the holiday wins",
    },
    {
      calendar: { ...office, effective: { from: "2026-05-01", until: "2026-05-01" } },
      found: ["calendar.never-in-force"],
      why: "ends when it begins",
    },
    {
      calendar: { ...office, effective: { from: "2026-05-01", until: "2026-06-01" } },
      found: ["ok"],
      why: "in force for May",
    },
    { calendar: { ...office, zone: "Europe/Berlin" }, found: ["ok"], why: "a zone of its own" },
    { calendar: { ...office, zone: "Europe/Bonn" }, found: ["zone.unknown"], why: "no such zone" },
    {
      calendar: { ...office, holidays: ["2026-02-30"] },
      found: ["date.no-such-date"],
      why: "no such date",
    },
  ])("$found: $why", ({ calendar, found }) => {
    expect(read(put(contractOf(), ["calendars"], [calendar]))).toEqual(found);
  });
});
