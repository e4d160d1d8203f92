import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import { guardStatement } from "../../src/core/guards.ts";
import type { Statement } from "../../src/index.ts";
import { contractOf, outage, settled } from "../rules/world.ts";
import { at, put } from "../support/sound.ts";

const sound = settled({
  contract: contractOf({
    caps: [
      {
        id: "m",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "60" },
        excess: "lost",
      },
    ],
  }),
  rows: [outage("INC-1", "10-03T01:00", "10-03T02:00")],
});

describe("every statement checks itself (semantics 40)", () => {
  it("a sound one passes, one with negative amounts too", () => {
    expect(() => guardStatement(sound, 2)).not.toThrow();
    const [line] = sound.lines;
    const allocations = line?.allocations.map((one) => ({ ...one, minor: -6000 }));
    const negative = {
      ...sound,
      lines: [{ ...line, amount: "-60.00", minor: -6000, allocations }],
      totals: { ...sound.totals, automatic: "-60.00", lines: "-60.00" },
    };
    expect(() => guardStatement(negative as unknown as Statement, 2)).not.toThrow();
  });

  it("without decimals, where the currency has none", () => {
    const contract = contractOf({ currency: "JPY" });
    const yen = settled({ contract, rows: [outage("INC-1", "10-03T01:00", "10-03T02:00")] });
    expect(yen.totals.lines).toBe("100");
    expect(() => guardStatement(yen, 0)).not.toThrow();
    expect(() => guardStatement(yen, 2)).toThrow(InvariantError);
  });

  it.each([
    { path: ["lines", 0, "minor"], value: 60.5, rule: "safe whole number" },
    { path: ["lines", 0, "minor"], value: 2 ** 53, rule: "safe whole number" },
    { path: ["lines", 0, "amount"], value: "60.01", rule: "amount and minor say the same" },
    { path: ["lines", 0, "amount"], value: "60", rule: "written to the minor unit" },
    { path: ["lines", 0, "allocations", 0, "minor"], value: 5999, rule: "allocations add up" },
    { path: ["lines", 0, "allocations"], value: [], rule: "allocations add up" },
    { path: ["totals", "lines"], value: "61.00", rule: "lines add up to the total" },
    { path: ["totals", "claimable"], value: "1.00", rule: "totals by status add up" },
    { path: ["caps", 0, "after"], value: "60.01", rule: "within their cap" },
    { path: ["results", 0, "ledger", "elapsedMs"], value: "1", rule: "classes of a ledger" },
    { path: ["manifest", "rows", "used"], value: 2, rule: "every row is accounted for" },
  ] as const)("$path $value breaks: $rule", ({ path, value, rule }) => {
    expect(at(sound, path)).not.toEqual(value);
    const broken = put(sound, path, value) as Statement;
    expect(() => guardStatement(broken, 2)).toThrow(InvariantError);
    expect(() => guardStatement(broken, 2)).toThrow(rule);
  });

  it.each([
    { path: ["lines", 0, "carried", "minor"], value: 4001 },
    { path: ["lines", 0, "carried", "amount"], value: "40.01" },
    { path: ["lines", 0, "carried", "shares"], value: [] },
  ] as const)("what waits, $path $value", ({ path, value }) => {
    const carrying = settled({
      contract: contractOf({
        caps: [
          {
            id: "m",
            clause: "6.4",
            covers: "all",
            per: "calendar-month",
            limit: { amount: "60" },
            excess: "carried",
          },
        ],
        effective: { from: "2026-10-01" },
      }),
      rows: [outage("INC-1", "10-03T01:00", "10-03T02:00")],
    });
    expect(at(carrying, path)).not.toEqual(value);
    const broken = put(carrying, path, value) as Statement;
    expect(() => guardStatement(broken, 2)).toThrow("what waits adds up");
  });

  it("two bookings under one key", () => {
    const half = { ...sound.lines[0]?.allocations[0], minor: 3000 };
    const broken = put(sound, ["lines", 0, "allocations"], [half, half]) as Statement;
    expect(() => guardStatement(broken, 2)).toThrow("every booking has a key of its own");
  });
});
