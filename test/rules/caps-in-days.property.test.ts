import fc from "fast-check";
import { expect, it } from "vitest";
import {
  add,
  compare,
  exactText,
  parseExact,
  type Ratio,
  ratio,
  ZERO,
} from "../../src/base/ratio.ts";
import { capDays } from "../../src/rules/caps-in-days.ts";

/** Days in parts that collide: halves, thirds, whole ones. */
const days = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(1, 2, 3))
  .map(([n, d]) => ratio(BigInt(n), BigInt(d)));

function daysIn(
  lines: readonly { readonly inKind: readonly { readonly count: string }[] }[],
): Ratio[] {
  return lines.map(({ inKind }) => parseExact(inKind[0]?.count ?? "0") ?? ZERO);
}

it("semantics 32: under a cap in days nothing is lost but what exceeds it, in any order of the lines", () => {
  fc.assert(
    fc.property(fc.array(days, { maxLength: 6 }), days, days, (given, serviceDays, before) => {
      const lines = given.map((count, index) => ({
        id: `line-${index}`,
        inKind: [{ unit: "days", count: exactText(count) }],
        steps: [],
      }));
      const cap = {
        id: "cap",
        clause: "msa 1",
        per: undefined,
        limit: { serviceDays, text: exactText(serviceDays) },
      };
      const capped = (all: typeof lines) =>
        capDays(
          cap,
          all,
          () => true,
          () => before,
        );
      const { lines: kept, use } = capped(lines);
      const own = given.reduce(add, ZERO);
      const sum = daysIn(kept).reduce(add, ZERO);

      const left = compare(serviceDays, before) > 0 ? serviceDays : before;
      const most = compare(add(own, before), left) > 0 ? left : add(own, before);
      expect(exactText(add(sum, before))).toBe(exactText(most));
      expect(daysIn(kept).every((one, index) => compare(one, given[index] ?? ZERO) <= 0)).toBe(
        true,
      );
      expect(compare(parseExact(use.after) ?? ZERO, serviceDays)).toBeLessThan(1);

      const turned = capped(lines.toReversed());
      expect(turned.lines.toReversed()).toEqual(kept);
    }),
  );
});
