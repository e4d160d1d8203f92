import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../src/index.ts";
import { settled } from "../rules/world.ts";
import {
  contractFor,
  days,
  first,
  rowsOf,
  SLOT_MS,
  stampOf,
  worlds,
} from "../support/generate-exclusions.ts";
import { RUNS } from "../support/settings.ts";
import { DAY, type Slot, slotsOf } from "./exclusions.ts";

/** Per slot of one day, by whom and for what it was taken; per rule and record what was withheld. */
function wanted(slots: readonly Slot[]) {
  const takesTime = (one: Slot) =>
    one.rule?.removes === "window" || one.rule?.removes === "downtime-and-its-time";
  const withheld: Record<string, number> = {};
  for (const one of slots)
    for (const name of one.withheld) withheld[name] = (withheld[name] ?? 0) + SLOT_MS;
  return {
    bad: String(slots.filter((one) => one.isDown && one.rule === undefined).length * SLOT_MS),
    whole: String(slots.filter((one) => !takesTime(one)).length * SLOT_MS),
    taken: slots.map((one) => (one.rule === undefined ? "" : `${one.rule.id} ${one.record}`)),
    withheld,
  };
}

function found(statement: Statement, day: number) {
  const label = stampOf(day * DAY).slice(0, 10);
  const result = statement.results.find(({ period }) => period.label === label);
  const taken = Array.from({ length: DAY }, () => "");
  for (const row of statement.evidence.excluded) {
    if (row.result !== result?.id || (row.downMs === "0" && row.windowMs === "0")) continue;
    const [from, until] = [row.from, row.until].map(
      (text) => (Date.parse(text) - first) / SLOT_MS - day * DAY,
    ) as [number, number];
    for (let at = from; at < until; at += 1) taken[at] += `${row.rule} ${row.record}`;
  }
  const withheld: Record<string, number> = {};
  for (const { result: id, rule: by, record, reason, ms } of statement.evidence.rejected) {
    if (id !== result?.id || !(reason === "quota-used-up" || reason === "concurrent-fault"))
      continue;
    withheld[`${by} ${record} ${reason}`] =
      (withheld[`${by} ${record} ${reason}`] ?? 0) + Number(ms);
  }
  return { bad: result?.bad, whole: result?.whole, taken, withheld };
}

describe("semantics 17, 23 to 25: exclusions agree with a walk over every slot", () => {
  it("all conditions, effects and quotas of days, weeks and months", () => {
    fc.assert(
      fc.property(worlds, (facts) => {
        const slots = slotsOf(facts);
        const statement = settled({
          contract: contractFor(facts),
          rows: rowsOf(facts),
          asOf: stampOf(days * DAY),
        });
        for (let day = 0; day < days; day += 1)
          expect(found(statement, day)).toEqual(wanted(slots.slice(day * DAY, (day + 1) * DAY)));
      }),
      { numRuns: RUNS * 5 },
    );
  }, 60_000);
});
