import { describe, expect, it } from "vitest";
import {
  type BusinessCalendar,
  businessTime,
  calendarOf,
  openClocks,
  RefusedError,
} from "../../src/clock.ts";
import { clockPolicy, parseContract } from "../../src/index.ts";
import { soundContract } from "../support/sound.ts";

/** What the reader of calendars refuses, each with its place; the main entry has the same codes. */

const hours = ["09:00-17:00"];
const monday = { on: "mon", at: "09:00", zone: "UTC" } as const;
const own = { id: "own", zone: "UTC", weekly: { "mon-fri": hours } };
const faultOf = (terms: object) => {
  try {
    businessTime(terms as BusinessCalendar);
  } catch (error) {
    if (error instanceof RefusedError)
      return error.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
    throw error;
  }
  return "taken";
};
const whole = (terms: object) => ({ id: "whole", zone: "UTC", ...terms });
const other = { id: "other", zone: "UTC", weekly: { sat: hours } };

describe("semantics 6, 7: a calendar is refused", () => {
  it.each([
    {
      why: "its week names a day twice",
      terms: { ...own, weekly: { "mon-fri": hours, fri: hours } },
      fault: ["calendar.day-twice weekly.fri"],
    },
    {
      why: "its hours overlap",
      terms: { ...own, weekly: { mon: ["09:00-12:00", "11:00-13:00"] } },
      fault: ["calendar.hours-overlap weekly.mon"],
    },
    { why: "it has no hours", terms: { ...own, weekly: {} }, fault: ["calendar.empty "] },
    {
      why: "it ends before it begins",
      terms: { ...own, effective: { from: "2026-02-01", until: "2026-02-01" } },
      fault: ["calendar.never-in-force effective"],
    },
    {
      why: "its only hours are on a holiday",
      terms: {
        ...own,
        weekly: {},
        holidays: ["2026-10-01"],
        workdays: [{ date: "2026-10-01", hours }],
      },
      fault: ["calendar.never-opens "],
    },
    {
      why: "it opens and closes at one moment",
      terms: { id: "own", zone: "UTC", between: [{ opens: monday, closes: monday }] },
      fault: ["calendar.same-boundary between.0"],
    },
    {
      why: "it is open in two ways",
      terms: whole({ union: ["own", "other"], weekly: { mon: hours }, members: [own, other] }),
      fault: ["calendar.form weekly"],
    },
    {
      why: "a member is not there, and none of the others either",
      terms: whole({ union: ["own", "other"] }),
      fault: ["contract.unknown-calendar union.0", "contract.unknown-calendar union.1"],
    },
    {
      why: "it is made of itself",
      terms: whole({
        intersection: ["own", "ring"],
        members: [own, { id: "ring", zone: "UTC", union: ["whole", "own"] }],
      }),
      fault: ["calendar.cycle intersection.1"],
    },
    {
      why: "two have one id",
      terms: whole({ union: ["own", "other"], members: [own, other, own] }),
      fault: ["contract.duplicate-name members.2.id"],
    },
    {
      why: "its members have no hour in common",
      terms: whole({ intersection: ["own", "other"], members: [own, other] }),
      fault: ["calendar.never-opens "],
    },
  ])("when $why", ({ terms, fault }) => {
    const found = faultOf(terms);
    expect(found).toEqual(fault);
  });

  it("takes boundaries that differ in one thing, and members that are open together", () => {
    for (const closes of [
      { ...monday, at: "10:00" },
      { ...monday, on: "tue" },
      { ...monday, zone: "Asia/Tokyo" },
    ])
      expect(faultOf({ id: "own", zone: "UTC", between: [{ opens: monday, closes }] })).toBe(
        "taken",
      );
    const long = { ...other, weekly: { "mon-sat": ["16:00-20:00"] } };
    const both = businessTime(
      whole({ intersection: ["own", "other"], members: [own, long] }) as BusinessCalendar,
    );
    // Monday 16:00 to 17:00 is in both.
    expect(both.elapsedMs("2026-10-12T00:00:00Z", "2026-10-13T00:00:00Z")).toBe(3_600_000);
  });

  it("a local time before 1970 UTC, and a start before 1970, are out of reach", () => {
    const berlin = businessTime({ ...own, zone: "Europe/Berlin" });
    const codeOf = (call: () => unknown) => {
      try {
        return call();
      } catch (error) {
        return error instanceof RefusedError ? error.issues[0]?.code : error;
      }
    };
    expect(codeOf(() => berlin.localToInstant("1970-01-01T00:00"))).toBe("calendar.out-of-reach");
    expect(codeOf(() => berlin.before(1000, { elapsed: "PT2S" }))).toBe("calendar.out-of-reach");
    expect(berlin.before(1000, { elapsed: "PT1S" })).toBe(0);
  });
});

describe("semantics 2, 7: calendars of a contract", () => {
  it("bring those that they are made of, and the zone that the customer's attribute names", () => {
    const calendars = [
      { id: "own", weekly: { "mon-fri": hours } },
      { id: "theirs", zone: { attribute: "tz" }, weekly: { "mon-fri": hours } },
      { id: "elsewhere", zone: { attribute: "site" }, weekly: { "mon-fri": hours } },
      { id: "both", union: ["own", "theirs"] },
    ];
    const terms = { timeZone: "UTC", attributes: { tz: "Asia/Tokyo" }, calendars };
    const both = calendarOf({ terms }, "both");
    expect(both.members?.map(({ id, zone }) => [id, zone])).toEqual([
      ["own", "UTC"],
      ["theirs", "Asia/Tokyo"],
    ]);
    expect(calendarOf({ terms }, "elsewhere").zone).toEqual({ attribute: "site" });
    // 09:00 to 17:00 UTC, and 00:00 to 08:00 UTC, which is 09:00 to 17:00 in Tokyo.
    expect(businessTime(both).elapsedMs("2026-10-12T00:00:00Z", "2026-10-13T00:00:00Z")).toBe(
      16 * 3_600_000,
    );
  });
});

describe("semantics 15: open clocks", () => {
  it("stand in the order of their dues, those that wait without one last", () => {
    const commitments = soundContract.commitments.flatMap((one) => {
      if (one.measure.facts !== "cycles") return [];
      const measure = { ...one.measure, pausedBy: ["customer"] };
      const again = { ...one, measure, id: "again" };
      return [{ ...one, measure }, again];
    });
    const policy = clockPolicy(parseContract({ ...soundContract, commitments }));
    const [{ id = "" } = {}] = commitments;
    const openedAt = "2026-10-12T01:00:00Z";
    const ticket = { service: policy.services[0] ?? "", severity: "P1", openedAt };
    const at = "2026-10-12T01:01:00Z";
    const waits = [{ event: "waiting-started" as const, at, reason: "customer" }];
    const open = openClocks(
      policy,
      [
        { ...ticket, id: "T-4", events: waits },
        { ...ticket, id: "T-3", severity: "P2" },
        { ...ticket, id: "T-2" },
        { ...ticket, id: "T-1" },
      ],
      "2026-10-12T01:02:00Z",
    );
    // P1 is due after 15 minutes, P2 after 4 business hours; T-4 has no due while it waits.
    expect(open.map((one) => `${one.ticket} ${one.id}`)).toEqual(
      ["T-1", "T-2", "T-3", "T-4"].flatMap((name) => [`${name} again`, `${name} ${id}`]),
    );
  });
});
