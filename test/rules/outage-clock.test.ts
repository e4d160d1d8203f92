import { describe, expect, it } from "vitest";
import { type Changes, judged, type Measure, stated } from "./outage-world.ts";
import { MINUTE, outage, stamp } from "./world.ts";

const bad = (measure: Partial<Measure>, more: object, changes: Changes = {}) =>
  Number(judged(measure, [outage("A", "10-05T10:00", "10-05T12:00", more)], changes).bad) / MINUTE;

/** Detected at 10:10, reported at 10:30, ticket at 10:45; told at 12:15, closed at 13:00. */
const stamps = {
  detectedAt: stamp("10-05T10:10"),
  reportedAt: stamp("10-05T10:30"),
  ticketOpenedAt: stamp("10-05T10:45"),
  notifiedAt: stamp("10-05T12:15"),
  ticketClosedAt: stamp("10-05T13:00"),
};

describe("semantics 22: when the clock of an outage runs", () => {
  it.each([
    { measure: {}, bad: 120, why: "from impact to restored" },
    { measure: { starts: "impact", ends: "restored" }, bad: 120, why: "the same, said" },
    { measure: { starts: "detection" }, bad: 110, why: "from 10:10" },
    { measure: { starts: "report" }, bad: 90, why: "from 10:30" },
    { measure: { starts: "ticket-opened" }, bad: 75, why: "from 10:45" },
    { measure: { starts: { earlierOf: ["report", "detection"] } }, bad: 110, why: "10:10" },
    { measure: { starts: { laterOf: ["report", "detection"] } }, bad: 90, why: "10:30" },
    { measure: { starts: { laterOf: ["impact", "report"] } }, bad: 90, why: "10:30, not 10:00" },
    { measure: { starts: { earlierOf: ["report", "impact"] } }, bad: 120, why: "10:00" },
    { measure: { ends: "notified" }, bad: 135, why: "until 12:15" },
    { measure: { ends: "ticket-closed" }, bad: 180, why: "until 13:00" },
    {
      measure: { starts: "ticket-opened", ends: "ticket-closed" },
      bad: 135,
      why: "10:45 to 13:00",
    },
  ] as const)("$measure: $bad minutes, $why", ({ measure, bad: found }) => {
    expect(bad(measure as Partial<Measure>, stamps)).toBe(found);
  });

  it("a report before the impact does not start the clock earlier", () => {
    expect(bad({ starts: "report" }, { reportedAt: stamp("10-05T09:00") })).toBe(120);
  });

  it("a report after the end leaves nothing", () => {
    expect(bad({ starts: "report" }, { reportedAt: stamp("10-05T12:30") })).toBe(0);
  });

  it.each([
    { starts: "report", why: "there is none" },
    { starts: { laterOf: ["detection", "report"] }, why: "the later of two needs both" },
  ] as const)("without a report, $starts: $why", ({ starts }) => {
    const rows = [outage("A", "10-05T10:00", "10-05T12:00", { detectedAt: stamps.detectedAt })];
    const { results, evidence } = stated({ starts: starts as Measure["starts"] }, rows);
    expect(results[0]?.bad).toBe("0");
    expect(evidence.notCounted.map(({ record, why }) => [record, why])).toEqual([
      ["A", "not-started"],
    ]);
  });

  it("the earlier of two is there with one of them", () => {
    const starts = { earlierOf: ["detection", "report"] } as const;
    expect(bad({ starts: starts as never }, { detectedAt: stamps.detectedAt })).toBe(110);
  });

  it("a report that is made after asOf has not started anything", () => {
    const rows = [outage("A", "10-05T10:00", undefined, { reportedAt: stamp("10-20T10:00") })];
    const { evidence } = stated({ starts: "report" }, rows, {}, "10-10T00:00");
    expect(evidence.notCounted.map(({ why }) => why)).toEqual(["not-started"]);
  });

  it("as long as nobody was told, or the ticket is open, it goes on to asOf", () => {
    const rows = [outage("A", "10-31T23:00", "10-31T23:10")];
    expect(judged({ ends: "notified" }, rows).bad).toBe(String(60 * MINUTE));
    expect(judged({ ends: "ticket-closed" }, rows).bad).toBe(String(60 * MINUTE));
  });
});

describe("semantics 22: a latest report", () => {
  const measure = (
    within: NonNullable<Measure["latestReport"]>["within"],
    after: "outage-start" | "outage-end" = "outage-start",
  ) => ({ latestReport: { within, after } });
  const office = [
    { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } },
  ] as const satisfies Changes["calendars"];

  // 5 October 2026 is a Monday; the outage runs from 10:00 to 12:00.
  it.each([
    { within: { hours: 3 }, reported: "10-05T13:00", bad: 120, why: "three hours exactly (9)" },
    { within: { hours: 3 }, reported: "2026-10-05T13:00:00.001Z", bad: 0, why: "one ms more" },
    { within: { hours: 3 }, after: "outage-end", reported: "10-05T14:59", bad: 120, why: "15:00" },
    { within: { days: 3 }, reported: "10-08T23:59", bad: 120, why: "the whole third day" },
    { within: { days: 3 }, reported: "10-09T00:00", bad: 0, why: "a day too late" },
    { within: { months: 1 }, reported: "11-04T23:00", bad: 120, why: "up to 5 November" },
    {
      within: { months: { n: 1, endOfMonth: "preserve" } },
      reported: "11-04T23:00",
      bad: 120,
      why: "the 5th is no end of a month",
    },
    {
      within: { businessDays: { n: 1, calendar: "office" } },
      reported: "10-06T23:59",
      bad: 120,
      why: "Tuesday to its end",
    },
    {
      within: { businessDays: { n: 1, calendar: "office" } },
      reported: "10-07T00:00",
      bad: 0,
      why: "Wednesday",
    },
    {
      within: {
        businessDays: { n: 2, calendar: "office", outsideHours: "move", countStartDay: "yes" },
      },
      reported: "10-07T00:00",
      bad: 0,
      why: "Monday is day one, Tuesday the second",
    },
    {
      within: { endOf: { period: "calendar-week", n: 1 } },
      reported: "10-18T23:59",
      bad: 120,
      why: "the end of the week after",
    },
    {
      within: { endOf: { period: "calendar-week", n: 1 } },
      reported: "10-19T00:00",
      bad: 0,
      why: "the week after that",
    },
  ] as const)("$within, reported $reported: $bad, $why", (row) => {
    const { within, reported, bad: found } = row;
    const after = "after" in row ? row.after : "outage-start";
    const terms = measure(within as never, after);
    expect(bad(terms, { reportedAt: stamp(reported) }, { calendars: [...office] })).toBe(found);
  });

  it("one that was never reported is not counted once the deadline is over", () => {
    expect(bad(measure({ days: 3 }), {})).toBe(0);
    const rows = [outage("A", "10-05T10:00", "10-05T12:00")];
    const before = judged(measure({ days: 3 }), rows, {}, "10-08T23:00");
    expect(before.bad).toBe(String(120 * MINUTE));
  });

  it("an outage that goes on has no end yet from which a report could be late", () => {
    const rows = [outage("A", "10-31T22:00")];
    expect(judged(measure({ hours: 1 }, "outage-end"), rows).bad).toBe(String(120 * MINUTE));
  });

  it("tells when it was reported and until when that counts", () => {
    const rows = [
      outage("A", "10-05T10:00", "10-05T12:00", { reportedAt: stamp("10-09T00:00") }),
      outage("B", "10-06T10:00", "10-06T12:00"),
    ];
    const { evidence } = stated(measure({ days: 3 }), rows);
    expect(evidence.notCounted.map(({ record, detail }) => `${record}: ${detail}`)).toEqual([
      "A: reported at 2026-10-09T00:00:00Z; a report counts before 2026-10-09T00:00:00Z",
      "B: not reported; a report counts before 2026-10-10T00:00:00Z",
    ]);
  });

  it("a deadline beyond the years that are known is never over", () => {
    expect(bad(measure({ months: 1_000_000 }), {})).toBe(120);
  });
});

describe("semantics 22: a restoration that proved false", () => {
  const seemed = (from: string, until: string) => ({
    seemedRestored: [{ from: stamp(from), until: stamp(until) }],
  });

  it.each([
    { falseRestoration: undefined, bad: 90, why: "the half hour is left out" },
    { falseRestoration: "left-out", bad: 90, why: "the same, said" },
    { falseRestoration: "counted", bad: 120, why: "it was never over" },
  ] as const)("$falseRestoration: $bad minutes, $why", ({ falseRestoration, bad: found }) => {
    const measure = falseRestoration === undefined ? {} : { falseRestoration };
    expect(bad(measure, seemed("10-05T10:30", "10-05T11:00"))).toBe(found);
  });

  it("it stays one outage: its parts reach the minimum together and count once", () => {
    const more = seemed("10-05T10:30", "10-05T11:00");
    expect(bad({ minimumOutage: "PT90M" }, more)).toBe(90);
    expect(bad({ minimumOutage: "PT91M" }, more)).toBe(0);
    const rows = [outage("A", "10-05T10:00", "10-05T12:00", more)];
    expect(judged({ figure: "count" }, rows).figure?.exact).toBe("1");
    const parts = stated({}, rows).evidence.outages.map(({ record, from, until }) => [
      record,
      from.slice(11, 16),
      until.slice(11, 16),
    ]);
    expect(parts).toEqual([
      ["A", "10:00", "10:30"],
      ["A", "11:00", "12:00"],
    ]);
  });

  it("what was not said is an assumption, where an outage seemed restored", () => {
    const rows = [outage("A", "10-05T10:00", "10-05T12:00", seemed("10-05T10:30", "10-05T11:00"))];
    const told = (measure: Partial<Measure>, given: readonly object[]) =>
      stated(measure, given).assumptions.filter(({ path }) => path.endsWith("falseRestoration"));
    expect(told({}, rows)).toEqual([
      {
        path: "commitments.availability.measure.falseRestoration",
        used: "left-out",
        semantics: 22,
      },
    ]);
    expect(told({ falseRestoration: "counted" }, rows)).toEqual([]);
    expect(told({}, [outage("A", "10-05T10:00", "10-05T12:00")])).toEqual([]);
  });

  it.each([
    { more: seemed("10-05T10:00", "10-05T12:00"), bad: 0, why: "all of it" },
    { more: seemed("10-05T09:00", "10-05T10:30"), bad: 90, why: "its beginning" },
    { more: seemed("10-05T11:00", "10-05T11:00"), bad: 120, why: "a moment" },
    { more: { seemedRestored: [] }, bad: 120, why: "nothing" },
  ])("$bad minutes: $why", ({ more, bad: found }) => {
    expect(bad({}, more)).toBe(found);
  });

  it.each([
    { ends: "12:00", why: "two parts" },
    { ends: "10:30", why: "one part" },
  ])("its beginning: it starts when it first counts, $why", ({ ends }) => {
    const more = {
      seemedRestored: [
        { from: stamp("10-05T09:00"), until: stamp("10-05T10:20") },
        { from: stamp("10-05T10:30"), until: stamp("10-05T10:40") },
      ],
    };
    const rows = [
      outage("A", "10-05T10:00", `10-05T${ends}`, more),
      outage("B", "10-05T14:20", "10-05T14:30"),
    ];
    // From 10:20 to 14:20.
    expect(judged({ figure: "mean-between-starts" }, rows).figure?.exact).toBe("14400000");
  });

  it("of no weight it is still no outage", () => {
    const more = { ...seemed("10-05T10:30", "10-05T11:00"), impact: "none" };
    expect(bad({ weights: { none: "0" } }, more)).toBe(0);
  });

  it("a stretch that runs backwards is refused where it stands", () => {
    const rows = [outage("A", "10-05T10:00", "10-05T12:00", seemed("10-05T11:00", "10-05T10:30"))];
    expect(() => judged({}, rows)).toThrow(
      /seemedRestored\.0\.until.*\[record\.until-before-from\]/s,
    );
  });
});
