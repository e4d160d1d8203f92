import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { availability, contractOf, coverage, outage, settled } from "./world.ts";

const first = "availability/web/2026-01/tenth";
const down = outage("INC-1", "01-03T00:00", "01-03T02:00");

interface Case {
  readonly why: string;
  readonly fees: Readonly<Record<string, string>>;
  readonly changes: Partial<ContractInput>;
  /** Of each statement: what it books on each charge. */
  readonly booked: readonly Readonly<Record<string, number>>[];
}

/** January to as many months as are expected; only January is down. */
function run({ fees, changes, booked }: Case): readonly Statement[] {
  const contract = contractOf({
    services: [
      {
        id: "web",
        charges: Object.entries(fees).map(([id, amount]) => ({ id, amount, per: "month" })),
      },
    ],
    bases: [{ id: "monthly", of: Object.keys(fees) }],
    ...changes,
  });
  const issued: Statement[] = [];
  for (const month of ["01", "02", "03"].slice(0, booked.length))
    issued.push(
      settled({
        contract,
        rows: [coverage, down],
        period: `2026-${month}`,
        asOf: "10-01T00:00",
        issued,
      }),
    );
  return issued;
}

/** Minor units by charge, of the line that January owes and of what is left of it. */
const bookedBy = ({ lines }: Statement) =>
  Object.fromEntries(
    lines
      .filter(({ id }) => id.startsWith(first))
      .flatMap(({ allocations }) => allocations.map(({ charge, minor }) => [charge, minor])),
  );

const cap = (amount: string): ContractInput["caps"] => [
  {
    id: "monthly-cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { amount },
    excess: "carried",
  },
];
const giving = (amount: string): Partial<ContractInput> => ({
  commitments: [
    {
      ...availability,
      credits: [{ id: "tenth", clause: "6.1", on: "measured", how: "flat", give: { amount } }],
    },
  ],
});

describe("semantics 32: what is paid in parts is booked on each charge as the whole would have been", () => {
  it.each<Case>([
    {
      why: "100.00 are 50.00 each: 60.01 are 30.01 and 30.00, and the rest 19.99 and 20.00",
      fees: { a: "500.00", b: "500.00" },
      changes: { caps: cap("60.01") },
      booked: [
        { a: 3001, b: 3000 },
        { a: 1999, b: 2000 },
      ],
    },
    {
      why: "a cent a month of three: the first of equal charges gets the first, then the next one",
      fees: { a: "0.10", b: "0.10", c: "0.10" },
      changes: { caps: cap("0.01") },
      booked: [{ a: 1 }, { b: 1 }, { c: 1 }],
    },
    {
      // 11 by 6, 6 and 2 are 4.71, 4.71 and 1.57: 5, 5 and 1. 10 are 4.29, 4.29 and 1.43: 4, 4 and 2,
      // of which c has 1 in all; the other one goes to a.
      why: "a charge whose share of a part were more than its share of the whole",
      fees: { a: "0.06", b: "0.06", c: "0.02" },
      changes: { ...giving("0.11"), caps: cap("0.10") },
      booked: [{ a: 5, b: 4, c: 1 }, { b: 1 }],
    },
    {
      why: "without charges the contract as a whole owes 0.11: 0.10 and the rest",
      fees: {},
      changes: { ...giving("0.11"), bases: [], caps: cap("0.10") },
      booked: [{ "(contract)": 10 }, { "(contract)": 1 }],
    },
  ])("$why", (one) => {
    expect(run(one).map(bookedBy)).toEqual(one.booked);
  });
});
