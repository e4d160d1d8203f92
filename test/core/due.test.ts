import { expect, it } from "vitest";
import { civilDue, dueAfter } from "../../src/core/due.ts";
import { at, stampOf, zoneOf } from "./calendar-support.ts";
import { elapsed } from "./ticket-clock-support.ts";

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

it("the first instant of 1970 is one, where days go back to it (semantics 1, 8)", () => {
  const by = { cutOffMs: 0 };
  const target = {
    kind: "days",
    n: -1,
    zone: zoneOf("UTC"),
    by,
    endOfMonth: "clamp",
    strict: false,
  };
  const due = civilDue(target as Parameters<typeof civilDue>[0], at("1970-01-02T12:00Z"), -1);
  expect(stampOf(due)).toBe("1970-01-01T00:00:00.000Z");
});

it("a due in real time is one up to the last millisecond of 2200 (semantics 1)", () => {
  const target = elapsed(1) as Parameters<typeof dueAfter>[0];
  const from = at("2200-12-31T23:00Z");
  expect(stampOf(dueAfter(target, from, 3_599_999))).toBe("2200-12-31T23:59:59.999Z");
  expect(dueAfter(target, from, 3_600_000)).toBeUndefined();
});
