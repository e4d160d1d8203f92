import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, safeParseContract, safeParseRecords } from "../../src/index.ts";
import { availability, contractOf, stamp } from "./world.ts";

/** Refusals and warnings that hang on one record, charge or row, beside others that are like it. */

type Commitment = ContractInput["commitments"][number];

const issuesOf = (terms: ContractInput) => {
  const parsed = safeParseContract(terms);
  return parsed.ok ? parsed.warnings : parsed.issues;
};

describe("semantics 31: a base takes the charges that it lists", () => {
  const judgedByWeek = (of: string[]): ContractInput => {
    const credit = {
      id: "tenth",
      clause: "6.1",
      on: "measured",
      how: "flat",
      base: "base",
      give: { percent: "10" },
    } as const;
    return contractOf({
      services: [
        {
          id: "web",
          charges: [
            { id: "fee", amount: "1000.00", per: "month" },
            { id: "use", amount: "2.00", per: "hour" },
          ],
        },
      ],
      bases: [{ id: "base", of }],
      commitments: [{ ...availability, period: "calendar-week", credits: [credit] }],
    });
  };
  it.each([
    { of: ["use"], refused: [], why: "an hour's charge has a week; the month's is not in it" },
    { of: ["fee"], refused: ["base.months-in-days"], why: "a month's charge has none" },
    { of: ["use", "fee"], refused: ["base.months-in-days"], why: "nor beside another" },
  ])("$of by week: $why", ({ of, refused }) => {
    const codes = issuesOf(judgedByWeek(of)).map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith("base."))).toEqual(refused);
  });
});

describe("semantics 29: a row that gives less than one for better figures", () => {
  const tiers = (high: object, low: object): ContractInput =>
    contractOf({
      commitments: [
        {
          ...availability,
          credits: [
            {
              id: "rows",
              clause: "6.1",
              on: "measured",
              how: "tiers",
              ...("percent" in high ? { base: "monthly" } : {}),
              tiers: [
                { from: "99", below: "99.9", give: high },
                { from: "0", below: "99", give: low },
              ],
            } as NonNullable<Commitment["credits"]>[number],
          ],
        },
      ],
    });
  it("is told with what both give: percents as percents, amounts as they stand", () => {
    const messageOf = (high: object, low: object) =>
      issuesOf(tiers(high, low)).find(({ code }) => code === "tier.not-monotone")?.message;
    expect(messageOf({ percent: "20" }, { percent: "10" })).toBe(
      "the row gives 10 %, a row for better figures gives 20 %",
    );
    expect(messageOf({ amount: "20.00" }, { amount: "10.00" })).toBe(
      "the row gives 10.00, a row for better figures gives 20.00",
    );
  });
});

describe("facts of two services (39)", () => {
  const report: Commitment = {
    id: "report",
    clause: "7.1",
    scope: { service: "web" },
    period: "calendar-month",
    measure: {
      facts: "cycles",
      clock: { duty: { withinAfter: { event: "incident", fact: "report-sent" } } },
      figure: "each",
    },
    excludes: [],
    targets: [{ within: { days: 5 } }],
    credits: [],
  };
  const contract = parseContract(
    contractOf({
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1.00", per: "month" }] },
        { id: "db" },
      ],
      commitments: [report],
    }),
  );
  const incident = (id: string, service: string) => ({
    type: "fact",
    id,
    fact: "incident",
    service,
    subject: "I-1",
    at: stamp("10-03T10:00"),
  });
  it("one subject in two services is two events, and twice in one of them a repetition", () => {
    const codes = (...rows: object[]) => {
      const read = safeParseRecords(rows, contract);
      return read.ok ? [] : read.issues.map(({ code }) => code);
    };
    expect(codes(incident("F-1", "web"), incident("F-2", "db"))).toEqual([]);
    expect(codes(incident("F-1", "web"), incident("F-2", "web"))).toEqual(["fact.event-repeated"]);
  });

  it("a name that no duty asks for is told with its first fact and how many more there are", () => {
    const named = (id: string, fact: string, day: string) => ({
      ...incident(id, "web"),
      fact,
      at: stamp(`10-${day}T10:00`),
    });
    const messages = (...rows: object[]) => {
      const read = safeParseRecords(rows, contract);
      return read.ok ? read.warnings.map(({ message }) => message) : [];
    };
    const [one, two, three] = ["03", "04", "05"].map((day, at) =>
      named(`F-${at + 1}`, "weather", day),
    ) as [object, object, object];
    const text = 'the contract asks for no fact "weather": fact "F-1"';
    expect(messages(one)).toEqual([text]);
    expect(messages(one, two)).toEqual([`${text}, and 1 more`]);
    expect(messages(three, two, one)).toEqual([`${text}, and 2 more`]);
  });
});

it("a type of record that is nearly one is answered with that one", () => {
  const contract = parseContract(contractOf());
  const hintOf = (type: string) => {
    const read = safeParseRecords([{ type, id: "A" }], contract);
    return read.ok ? "" : read.issues[0]?.hint;
  };
  expect(hintOf("outge")).toBe('did you mean "outage"?');
  expect(hintOf("zzzzzz")).toMatch(/^use one of: outage, /);
});
