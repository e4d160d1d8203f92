import { UTCDate } from "@date-fns/utc";
import { addMonths as addMonthsTo } from "date-fns";
import fc from "fast-check";
import { expect, it } from "vitest";
import { addMonths, type CivilDate } from "../../src/time/civil.ts";
import { DAY_MS } from "../../src/time/instant.ts";

it("semantics 8: months are counted as date-fns counts them on UTC fields", () => {
  const dates = fc.integer({ min: 0, max: 84_370 });
  const months = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -2772, max: 2772 }));
  fc.assert(
    fc.property(dates, months, (date, count) => {
      const expected = addMonthsTo(new UTCDate(date * DAY_MS), count).getTime() / DAY_MS;
      expect(addMonths(date as CivilDate, count)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
