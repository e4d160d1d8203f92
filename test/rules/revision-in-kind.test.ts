import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Statement, verify } from "../../src/index.ts";
import { registerCsv } from "../../src/present/register-csv.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { availability, contractOf, outage, restated, settled } from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

/** Three days of service below 99.9 %, seven below 99 %. */
const days = {
  id: "days",
  clause: "6.1",
  on: "measured",
  how: "tiers",
  tiers: [
    { from: "99", below: "99.9", give: { days: "3" } },
    { from: "0", below: "99", give: { days: "7" } },
  ],
} as Credit;
const right = {
  id: "leave",
  clause: "6.2",
  on: "measured",
  how: "tiers",
  onGap: "none",
  tiers: [{ from: "0", below: "99", give: { right: { what: "terminate", holder: "customer" } } }],
} as Credit;
const terms = (changes: Partial<ContractInput> = {}, credits: readonly Credit[] = [days]) =>
  contractOf({ commitments: [{ ...availability, credits: [...credits] }], ...changes });

const none = outage("INC-0", "10-02T00:00", "10-02T00:00");
const hour = outage("INC-1", "10-03T01:00", "10-03T02:00"); // 99.87 %: 3 days
const day = outage("INC-2", "10-05T00:00", "10-06T00:00"); // 96.77 %: 7 days
const line = "availability/web/2026-10/days";

/** Issues and restates in turn, each time with the rows given; a day apart. */
function chain(contract: ContractInput, ...rows: readonly (readonly object[])[]): Statement[] {
  const [first = [], ...later] = rows;
  const issued = [settled({ contract, rows: first })];
  later.forEach((own, index) => {
    const asOf = `11-${String(index + 10)}T00:00`;
    const made = restated({ contract, rows: own, asOf, issued });
    if (made !== undefined) issued.push(made);
  });
  return issued;
}

const given = ({ lines }: Statement) =>
  lines.map(({ id, status, inKind = [], rights = [] }) =>
    [
      id,
      status,
      ...inKind.map(({ unit, count }) => `${count} ${unit}`),
      ...rights.map(({ what }) => what),
    ].join(" "),
  );

describe("semantics 38: what is given beside money is restated too", () => {
  it("the difference alone: 7 days less the 3 that were given", () => {
    const [first, second, ...others] = chain(terms(), [hour], [hour, day], [hour, day]) as [
      Statement,
      Statement,
    ];
    expect(given(first)).toEqual([`${line} automatic 3 days`]);
    expect(given(second)).toEqual([`${line} automatic 4 days`]);
    expect(others).toEqual([]);
    expect(second.lines[0]).toMatchObject({
      amount: "0.00",
      minor: 0,
      allocations: [],
      corrects: { revision: 0, was: "0.00", now: "0.00", because: ["records"] },
    });
    expect(verify(second).ok).toBe(true);
    expect(registerCsv([second]).split("\r\n")[1]).toContain(",0.00,0,EUR,automatic,4 days,,,1");
    const text = statementText(second).split("\n");
    expect(text.find((one) => one.startsWith(`  ${line}`))).toMatch(
      / \+0\.00, \+4 days +automatic/,
    );
    expect(text).toContain("  credit 4 days, credited without a claim");
  });

  it("nothing flows back without a claw-back term: what is held is used up first", () => {
    const [, down, up, more] = chain(terms(), [hour, day], [hour], [hour, day], [none]) as [
      Statement,
      Statement,
      Statement,
      Statement,
    ];
    expect(given(down)).toEqual([`${line} automatic -4 days`, "not-clawed-back automatic 4 days"]);
    expect(given(up)).toEqual([`${line} automatic 4 days`, "not-clawed-back automatic -4 days"]);
    expect(given(more)).toEqual([`${line} automatic -7 days`, "not-clawed-back automatic 7 days"]);
    expect(verify(down).ok).toBe(true);
    expect(statementText(down)).toContain(" +0.00, -4 days ");
  });

  it("with one the revisions add up to what is owed", () => {
    const issued = chain(terms({ clawBack: "allowed" }), [hour, day], [hour], [none]);
    expect(issued.map(given)).toEqual([
      [`${line} automatic 7 days`],
      [`${line} automatic -4 days`],
      [`${line} automatic -3 days`],
    ]);
  });

  it("money and days of one line, each by its own difference", () => {
    const tiers = [
      {
        from: "0",
        below: "99.9",
        give: { days: "10" },
        plus: { per: "10", round: "up", from: "tier", give: { amount: "100.00" } },
      },
    ];
    const both = { ...days, tiers } as unknown as Credit;
    const longer = outage("INC-1", "10-03T01:00", "10-10T01:00");
    // 168 of 744 h: 77.42 %, 22.48 below the row, three begun tens; before one.
    const [, second] = chain(terms({}, [both]), [hour], [longer]) as [Statement, Statement];
    expect(given(second)).toEqual([`${line} automatic`]);
    expect(second.lines[0]).toMatchObject({ amount: "200.00" });
  });

  it("a right that arises is told once, and is not taken back", () => {
    const issued = chain(terms({}, [right]), [hour], [hour, day], [hour, day, none], [hour]);
    expect(issued.map(given)).toEqual([[], ["availability/web/2026-10/leave automatic terminate"]]);
  });

  it("what was forfeited and is owed after all is taken back there and given here (35)", () => {
    const stages = [{ what: "claim", within: { days: 8 }, after: "settlement-end" }] as const;
    const contract = terms({ claim: { on: "request", stages: [...stages] } });
    const first = settled({ contract, rows: [hour], asOf: "11-10T00:00" });
    expect(given(first)).toEqual([`${line} forfeited 3 days`]);
    const claim = { type: "claim", id: "CL", at: "2026-11-05T00:00:00Z", period: "2026-10" };
    const revision = restated({ contract, rows: [hour, day, claim], issued: [first] }) as Statement;
    expect(given(revision)).toEqual([
      `${line} claimable 7 days`,
      `${line}#owed-after-all forfeited -3 days`,
    ]);
    // Found too late, four more are forfeited, and nothing is held for them.
    const late = restated({ contract, rows: [hour, day], issued: [first] }) as Statement;
    expect(given(late)).toEqual([`${line} forfeited 4 days`]);
  });

  it("points are no benefit of their own: their money alone is held (30)", () => {
    const each = { ...days, tiers: undefined, how: "flat", on: "each-miss", give: { points: "1" } };
    const contract = terms(
      { points: { clause: "7", base: "monthly", convert: { percentPerPoint: "1" } } },
      [JSON.parse(JSON.stringify(each))],
    );
    // Two outages are two points and 20.00, one is one and 10.00.
    const [, second] = chain(contract, [hour, day], [day]) as [Statement, Statement];
    expect(second.lines.map(({ id, amount }) => [id, amount])).toEqual([
      [line, "0.00"],
      ["points/2026-10", "-10.00"],
      ["not-clawed-back", "10.00"],
    ]);
    expect(given(second)[0]).toBe(`${line} automatic -1 points`);
    expect(given(second)[2]).toBe("not-clawed-back automatic");
  });

  it("a cap in days over the year counts the differences: 3 and 4 of 8 leave one (32)", () => {
    const cap = {
      id: "year",
      clause: "6.4",
      covers: "all" as const,
      per: "calendar-year" as const,
      limit: { days: "8" },
      excess: "lost" as const,
    };
    const contract = terms({ caps: [cap], effective: { from: "2026-10-01" } });
    const issued = chain(contract, [hour], [hour, day]);
    const rows = [hour, day, outage("INC-3", "11-20T00:00", "11-20T02:00")];
    const november = settled({
      contract,
      rows,
      period: "2026-11",
      asOf: "2026-12-05T00:00:00Z",
      issued,
    });
    expect(given(november)).toEqual(["availability/web/2026-11/days automatic 1 days"]);
  });
});
