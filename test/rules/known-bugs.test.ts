import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { availability, contractOf, outage, restated, settled } from "./world.ts";

/** Mistakes that other systems are known to have made with credits, each with its clause. */

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const flat = (give: object, more: object = {}): Credit =>
  ({ id: "own", clause: "6.1", on: "measured", how: "flat", base: "all", give, ...more }) as Credit;

/** Charges by amount, all in one base; one outage of two hours unless `rows` says else. */
function owed(
  fees: readonly string[],
  credits: readonly Credit[],
  changes: Partial<ContractInput> = {},
  rows: readonly object[] = [outage("INC-1", "10-03T00:00", "10-03T02:00")],
): Statement {
  return settled({ contract: contractFor(fees, credits, changes), rows });
}

function contractFor(
  fees: readonly string[],
  credits: readonly Credit[],
  changes: Partial<ContractInput>,
): ContractInput {
  const charges = fees.map(
    (amount, index) => ({ id: `c${index + 1}`, amount, per: "month" }) as const,
  );
  return contractOf({
    services: [{ id: "web", charges }],
    bases: [{ id: "all", of: charges.map(({ id }) => id) }],
    commitments: [{ ...availability, credits: [...credits] }],
    ...changes,
  });
}

const shares = ({ lines }: Statement) =>
  lines.map(({ allocations }) => allocations.map(({ minor }) => minor));

describe("semantics 32, 33: mistakes with cents", () => {
  it("99.99 allocated 75 to 25: 74.99 and 25.00, not 74.99 and 24.99 nor 75.00 and 25.00", () => {
    // 9,999 × 3 ÷ 4 = 7,499.25 and 2,499.75: the larger remainder gets the cent.
    expect(
      shares(owed(["75.00", "25.00"], [flat({ amount: "99.99" }, { base: undefined })])),
    ).toEqual([[7499, 2500]]);
  });

  it("one unit over [1, 1] goes to one of them, the first by its id", () => {
    expect(shares(owed(["1.00", "1.00"], [flat({ amount: "0.01" }, { base: undefined })]))).toEqual(
      [[1]],
    );
  });

  it("the remainder goes where the remainder is, not to the last nor to the largest", () => {
    // 10.00 over 3 : 3 : 1 is 428.571…, 428.571…, 142.857… cents: the third has the largest remainder.
    const third = owed(["3.00", "3.00", "1.00"], [flat({ amount: "10.00" }, { base: undefined })]);
    // 428 + 428 + 142 = 998: two cents are left, for the third and then the first.
    expect(shares(third)).toEqual([[429, 428, 143]]);
  });

  it("10 % of 99.99 under a cap of 10 %: 10.00 is rounded up, the cap 9.999 down to 9.99", () => {
    const caps: ContractInput["caps"] = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { percent: "10", base: "all" },
        excess: "lost",
      },
    ];
    const statement = owed(["99.99"], [flat({ percent: "10" })], { caps });
    expect(statement.lines).toMatchObject([{ exact: "9.999", amount: "9.99" }]);
    expect(statement.caps).toMatchObject([{ limit: "9.99", before: "10.00", after: "9.99" }]);
  });

  it("99.95 × 4,320 ÷ 43,200 is 9.995, and half a cent is rounded up", () => {
    // A tenth of June's 43,200 minutes. The double that is called 9.995 lies below it: 9.99.
    const contract = contractFor(["99.95"], [flat({ times: "1" }, { on: "bad" })], {});
    const statement = settled({
      contract,
      rows: [outage("INC-1", "2026-06-03T00:00:00Z", "2026-06-06T00:00:00Z")],
      period: "2026-06",
    });
    expect(statement.lines).toMatchObject([{ exact: "9.995", amount: "10.00" }]);
  });

  it("totals are sums of what is paid: three times 0.335 are 1.02 by line, 1.01 by statement", () => {
    // 0.335 is 0.34 a line; 3 × 0.335 = 1.005 is 1.01 in one, handed out as 0.34, 0.34 and 0.33.
    const commitments = ["a", "b", "c"].map((id) => ({
      ...availability,
      id,
      credits: [flat({ percent: "0.335" })],
    }));
    const each = (rounding: ContractInput["rounding"]) =>
      owed(["100.00"], [], { commitments, ...(rounding === undefined ? {} : { rounding }) });
    const byLine = each({ each: "line", mode: "half-up" });
    const atOnce = each({ each: "statement", mode: "half-up" });
    expect([byLine.totals.lines, byLine.lines.map(({ minor }) => minor)]).toEqual([
      "1.02",
      [34, 34, 34],
    ]);
    expect([atOnce.totals.lines, atOnce.lines.map(({ minor }) => minor)]).toEqual([
      "1.01",
      [34, 34, 33],
    ]);
  });

  it("a cap looks at what is paid, not at what was owed before rounding", () => {
    // 99.994 exact is below 100.00 and so is 99.99; 99.995 is paid as 100.00 and reaches it exactly.
    const caps: ContractInput["caps"] = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "99.995" },
        excess: "lost",
      },
    ];
    const paid = (percent: string) => owed(["1000.00"], [flat({ percent })], { caps }).caps[0];
    // The limit is rounded down to 99.99 before use.
    expect(paid("9.9994")).toMatchObject({ before: "99.99", after: "99.99", reached: "no" });
    expect(paid("9.9995")).toMatchObject({ before: "100.00", after: "99.99", reached: "yes" });
  });
});

describe("semantics 38: an item that was adjusted and then repaired", () => {
  it("comes back to what was issued first: the differences cancel, and nothing is paid twice", () => {
    const contract = contractFor(
      ["75.00", "25.00"],
      [flat({ amount: "99.99" }, { on: "each-miss", base: undefined })],
      { clawBack: "allowed" },
    );
    const one = outage("INC-1", "10-03T00:00", "10-03T02:00");
    const wrong = outage("INC-2", "10-05T00:00", "10-05T02:00");
    const first = settled({ contract, rows: [one] });
    const adjusted = restated({ contract, rows: [one, wrong], issued: [first] });
    const issued = [first, ...(adjusted === undefined ? [] : [adjusted])];
    const repaired = restated({ contract, rows: [one], asOf: "11-25T00:00", issued });
    expect(adjusted?.lines.map(({ amount }) => amount)).toEqual(["99.99"]);
    expect(repaired?.lines.map(({ amount }) => amount)).toEqual(["-99.99"]);
    const all = [...issued, ...(repaired === undefined ? [] : [repaired])];
    const byCharge = new Map<string, number>();
    for (const { lines } of all)
      for (const { allocations } of lines)
        for (const { charge, minor } of allocations)
          byCharge.set(charge, (byCharge.get(charge) ?? 0) + minor);
    expect([...byCharge]).toEqual([
      ["c1", 7499],
      ["c2", 2500],
    ]);
    expect(restated({ contract, rows: [one], asOf: "11-26T00:00", issued: all })).toBeUndefined();
  });
});
