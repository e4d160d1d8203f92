import { describe, expect, it } from "vitest";
import { present } from "../../src/base/invariant.ts";
import { ofUnits, parseExact, roundedUnits, unitsText } from "../../src/base/ratio.ts";

const value = (text: string) => present(parseExact(text), "a value", text);

describe("semantics 33: amounts in units of their last place", () => {
  it.each([
    { exact: "1/3", places: 2, mode: "half-up", units: 33n, text: "0.33" },
    { exact: "0.125", places: 2, mode: "half-up", units: 13n, text: "0.13" },
    { exact: "0.125", places: 2, mode: "half-even", units: 12n, text: "0.12" },
    { exact: "-0.125", places: 2, mode: "half-up", units: -13n, text: "-0.13" },
    { exact: "-0.121", places: 2, mode: "up", units: -13n, text: "-0.13" },
    { exact: "99.9", places: 0, mode: "down", units: 99n, text: "99" },
    { exact: "5000", places: 3, mode: "down", units: 5_000_000n, text: "5000.000" },
  ] as const)(
    "$exact to $places places, $mode, is $units: $text",
    ({ exact, places, mode, ...as }) => {
      const units = roundedUnits(value(exact), places, mode);
      expect(units).toBe(as.units);
      expect(unitsText(units, places)).toBe(as.text);
      expect(ofUnits(units, places)).toEqual(value(as.text));
    },
  );
});
