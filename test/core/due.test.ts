import { expect, it } from "vitest";
import { civilDue } from "../../src/core/due.ts";
import { at, stampOf, zoneOf } from "./calendar-support.ts";

it("the end of the last day of 2200 is an instant no longer, that of the day before is (semantics 1)", () => {
  const target = {
    kind: "days",
    n: 1,
    zone: zoneOf("UTC"),
    by: "end-of-day",
    endOfMonth: "clamp",
    strict: false,
  } as const;
  const due = (start: string) => stampOf(civilDue(target, at(start), target.n));
  expect(due("2200-12-29T12:00Z")).toBe("2200-12-31T00:00:00.000Z");
  expect(due("2200-12-30T12:00Z")).toBeUndefined();
});
