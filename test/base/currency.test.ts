import { describe, expect, it } from "vitest";
import { minorUnitsOf } from "../../src/base/currency.ts";
import { InvariantError } from "../../src/base/invariant.ts";

describe("semantics 33: minor units from a dated ISO 4217 table", () => {
  it.each([
    ["CNY", 2],
    ["USD", 2],
    ["EUR", 2],
    ["HUF", 2], // Intl shows 0
    ["MRU", 2],
    ["MGA", 2],
    ["LAK", 2], // Intl shows 0
    ["IRR", 2], // Intl shows 0
    ["JPY", 0],
    ["KRW", 0],
    ["CLP", 0],
    ["UGX", 0],
    ["ISK", 0],
    ["UYI", 0],
    ["XAF", 0],
    ["BHD", 3],
    ["IQD", 3],
    ["JOD", 3],
    ["KWD", 3],
    ["LYD", 3],
    ["OMR", 3],
    ["TND", 3],
    ["CLF", 4],
    ["UYW", 4],
  ] as const)("%s has %i", (code, places) => {
    expect(minorUnitsOf(code, "2026-10-31")).toEqual({ kind: "known", places });
  });

  it.each([
    ["HRK", "2022-12-31", "Croatia paid in kuna to the end of 2022"],
    ["BGN", "2025-12-31", "Bulgaria paid in leva to the end of 2025"],
    ["DEM", "2001-12-31", "the mark was a unit of the euro to the end of 2001"],
    ["VES", "2018-08-20", "the first day of the bolívar soberano"],
    ["XCG", "2025-03-31", "the first day of the Caribbean guilder"],
    ["ANG", "2025-06-30", "the old guilder went round beside it for three months"],
    ["EUR", "1999-01-01", "the first day of the euro"],
  ])("%s is in force on %s: %s", (code, on) => {
    expect(minorUnitsOf(code, on)).toMatchObject({ kind: "known" });
  });

  it.each([
    ["HRK", "2023-01-01", { until: "2023-01-01" }],
    ["BGN", "2026-01-01", { from: "1999-07-05", until: "2026-01-01" }],
    ["DEM", "2002-01-01", { until: "2002-01-01" }],
    ["VES", "2018-08-19", { from: "2018-08-20" }],
    ["VEF", "2018-08-20", { from: "2008-01-01", until: "2018-08-20" }],
    ["ANG", "2025-07-01", { until: "2025-07-01" }],
    ["EUR", "1998-12-31", { from: "1999-01-01" }],
    ["ZWL", "2024-09-01", { from: "2009-02-02", until: "2024-09-01" }],
  ])("%s is not in force on %s", (code, on, bounds) => {
    expect(minorUnitsOf(code, on)).toEqual({ kind: "not-in-force", ...bounds });
  });

  it.each(["XXX", "XAU", "XDR", "RMB", "cny", "", "__proto__", "constructor", "EURO"])(
    "does not know %j",
    (code) => {
      expect(minorUnitsOf(code, "2026-10-31")).toEqual({ kind: "unknown" });
    },
  );

  it("keeps the old decimals of old money", () => {
    expect(minorUnitsOf("ITL", "2001-06-30")).toEqual({ kind: "known", places: 0 });
    expect(minorUnitsOf("FRF", "2001-06-30")).toEqual({ kind: "known", places: 2 });
  });

  it("is asked about a day, not an instant", () => {
    expect(() => minorUnitsOf("CNY", "2026-10")).toThrow(InvariantError);
  });

  it("knows at least the 150 national currencies of ISO 4217 that the runtime knows of", () => {
    // The runtime's list of names is an independent check of presence only, not of decimals.
    const named = Intl.supportedValuesOf("currency");
    const inForce = named.filter((code) => minorUnitsOf(code, "2026-06-01").kind === "known");
    expect(inForce.length).toBeGreaterThanOrEqual(150);
  });
});
