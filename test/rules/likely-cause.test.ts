import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { reconcile, type Statement } from "../../src/index.ts";
import { seal } from "../../src/rules/assemble.ts";
import { availability, contractOf, outage, settled, tiered } from "./world.ts";

/** Two hours of October down: 99.73 %, a tenth of the fee. */
const rows = [outage("INC-1", "10-03T00:00", "10-03T02:00")];
const caps: ContractInput["caps"] = [
  {
    id: "cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { amount: "80.00" },
    excess: "lost",
  },
];

function cappedAt80(fee: string): Statement {
  const services = [{ id: "web", charges: [{ id: "fee", amount: fee, per: "month" as const }] }];
  return settled({ contract: contractOf({ services, caps }), rows });
}

const causeOf = (statement: Statement, amount: string, index = 0) =>
  reconcile(statement, [{ line: statement.lines[index]?.id ?? "", amount }]).differences[index]
    ?.likelyCause;

describe("semantics 38: the single thing that makes a line come to what is claimed", () => {
  it("is a cap that was missed, also where the sum before it has cents", () => {
    // A tenth of 1,000.10.
    const statement = cappedAt80("1000.10");
    expect(statement.lines.map(({ amount }) => amount)).toEqual(["80.00"]);
    expect(causeOf(statement, "100.01")).toEqual({
      why: "cap-missed",
      detail: "without msa 6.4",
    });
  });

  it("is none where it takes two: the cap missed and another rounding", () => {
    // A tenth of 1,000.05 is 100.005: 100.01 half up, and 80.00 under the cap; 100.00 cut off.
    const statement = cappedAt80("1000.05");
    expect(causeOf(statement, "100.01")).toMatchObject({ why: "cap-missed" });
    expect(causeOf(statement, "100.00")).toBeUndefined();
  });

  it("is another row of the own table, not of a credit with the same name elsewhere", () => {
    const first = { ...availability, credits: [tiered(["99", "99.9", "10"], ["0", "99", "25"])] };
    const second = {
      ...availability,
      id: "reachability",
      credits: [tiered(["99", "99.9", "10"], ["0", "99", "40"])],
    };
    const statement = settled({ contract: contractOf({ commitments: [first, second] }), rows });
    expect(statement.lines.map(({ id }) => id)).toEqual([
      "availability/web/2026-10/tenth",
      "reachability/web/2026-10/tenth",
    ]);
    // A quarter of 1,000.00 and two fifths.
    expect(causeOf(statement, "400.00", 1)).toEqual({
      why: "other-tier",
      detail: "the row from 0 below 99",
    });
    expect(causeOf(statement, "250.00", 1)).toBeUndefined();
  });
});

describe("semantics 31, 33, 38: what stood before a rule is rounded as the contract says", () => {
  const attributes = { plan: "tin" };
  const eligible = { where: { plan: ["gold"] } };
  const barred = (mode: "half-up" | "down") =>
    settled({
      contract: contractOf({
        attributes,
        services: [{ id: "web", charges: [{ id: "fee", amount: "1000.05", per: "month" }] }],
        commitments: [{ ...availability, eligible }],
        rounding: { each: "line", mode },
      }),
      rows,
    });

  it.each([
    { mode: "half-up", own: "100.01", other: "100.00" },
    { mode: "down", own: "100.00", other: "100.01" },
  ] as const)("$mode: a tenth of 1,000.05 is $own", ({ mode, own, other }) => {
    expect(causeOf(barred(mode), own)).toMatchObject({ why: "not-eligible" });
    expect(causeOf(barred(mode), other)).toBeUndefined();
  });

  it("half up where a statement of somebody else does not say it", () => {
    const { terms, ...statement } = barred("down");
    const { rounding: _, ...contract } = terms.contract as Readonly<Record<string, never>>;
    const changed = seal({ ...statement, terms: { ...terms, contract } });
    expect(causeOf(changed, "100.01")).toMatchObject({ why: "not-eligible" });
  });

  it("a limit that is no amount explains nothing of earlier statements", () => {
    const statement = cappedAt80("1000.00");
    const [use] = statement.caps;
    if (use === undefined) throw new TypeError("a cap is applied");
    const issued = { op: "issued", clause: use.clause, out: "50.00" } as const;
    const detailOf = (limit: string) =>
      causeOf(seal({ ...statement, caps: [{ ...use, limit, steps: [issued] }] }), "100.00")?.detail;
    const either = "without the 50.00 that earlier statements gave under msa 6.4, or without it";
    expect(["130.00", "half of it", "130.001"].map(detailOf)).toEqual([
      either,
      "without msa 6.4",
      "without msa 6.4",
    ]);
  });
});
