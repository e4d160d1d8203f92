import { describe, expect, it } from "vitest";
import { parseContract, parseRecords, safeSettle } from "../../src/index.ts";
import { availability, contractOf, coverage, outage } from "./world.ts";

/** 10.00 for each of two outages of October, under half of what was billed for it. */
const down = [
  outage("INC-1", "2026-10-03T00:00:00Z", "2026-10-03T02:00:00Z"),
  outage("INC-2", "2026-10-04T00:00:00Z", "2026-10-04T02:00:00Z"),
];
const billed = (amount: string) => ({
  type: "charge",
  id: `CH${amount}`,
  service: "web",
  charge: "fee",
  amount,
  currency: "EUR",
  from: "2026-10-01T00:00:00Z",
  until: "2026-11-01T00:00:00Z",
  invoice: "INV-10",
});
const half = { percent: "50", base: "monthly" } as const;

function found(where: "cap" | "line" | "incident" | "day", rows: readonly object[]) {
  const each = {
    id: "each",
    clause: "6.2",
    on: "each-miss",
    how: "flat",
    give: { amount: "10.00" },
    ...(where === "cap" ? {} : { limits: { [where]: half } }),
  } as const;
  const contract = parseContract(
    contractOf({
      services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
      commitments: [{ ...availability, credits: [each] }],
      caps:
        where === "cap"
          ? [
              {
                id: "own",
                clause: "6.4",
                covers: "all",
                per: "calendar-month",
                limit: half,
                excess: "lost",
              },
            ]
          : [],
    }),
  );
  const records = parseRecords([coverage, ...rows], contract);
  return safeSettle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
}

const messagesOf = (result: ReturnType<typeof found>) =>
  result.ok ? [] : result.issues.map(({ code, message }) => `${code}: ${message}`);

describe.each([
  { where: "cap", who: "the cap own" },
  { where: "line", who: "a limit of the line availability/web/2026-10/each" },
  { where: "incident", who: "a limit of the line availability/web/2026-10/each" },
  { where: "day", who: "a limit of the line availability/web/2026-10/each" },
] as const)("semantics 31, 32: half of the charges as a limit ($where)", ({ where, who }) => {
  it("is refused once where it is half of less than nothing: 10.00 − 30.00", () => {
    expect(messagesOf(found(where, [...down, billed("10.00"), billed("-30.00")]))).toEqual([
      `base.negative: ${who} takes a share of -20, which is less than nothing`,
    ]);
  });

  it("is refused once where nothing was billed: the credit would be kept back without a word", () => {
    expect(messagesOf(found(where, down))).toEqual([
      `charge.missing: ${who} takes a share of fee, and no charge record of it lies in that time`,
    ]);
  });

  it("is not asked for where nothing is owed", () => {
    expect(messagesOf(found(where, []))).toEqual([]);
    expect(messagesOf(found(where, [billed("-30.00")]))).toEqual([]);
  });

  it("keeps all back where 0.00 were billed", () => {
    const result = found(where, [...down, billed("0.00")]);
    expect(messagesOf(result)).toEqual([]);
    expect(result.ok && result.value.totals.lines).toBe("0.00");
  });
});

it("semantics 31: a cap that is a share of less than nothing is 0.00 where nothing is owed", () => {
  const result = found("cap", [billed("-30.00")]);
  expect(result.ok && result.value.caps).toMatchObject([
    { limit: "0.00", before: "0.00", after: "0.00", reached: "no" },
  ]);
  const steps = result.ok ? (result.value.caps[0]?.steps ?? []) : [];
  expect(steps.at(-1)).toEqual({ op: "cap", clause: "msa 6.4", in: "-15", out: "0.00" });
});
