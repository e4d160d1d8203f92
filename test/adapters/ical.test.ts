import { describe, expect, it } from "vitest";
import { type HolidayOptions, readHolidays } from "../../src/adapters/ical.ts";
import { parseContract } from "../../src/index.ts";
import { contractOf } from "../rules/world.ts";

/** Holidays from iCalendar files: all-day events as the dates of a calendar (semantics 6). */

const years: HolidayOptions = { from: "2026-01-01", until: "2029-01-01" };

const file = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
/** Its properties begin in line 4 of the file. */
const event = (...lines: string[]) => file("BEGIN:VEVENT", ...lines, "END:VEVENT");

const datesOf = (text: string, options = years) => {
  const result = readHolidays(text, options);
  return result.ok ? result.value : result.issues.map(({ code, line }) => `${code} ${line}`);
};

describe("dates of all-day events", () => {
  it.each([
    {
      lines: ["DTSTART;VALUE=DATE:20261001"],
      dates: ["2026-10-01"],
      why: "without an end: one day",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261008"],
      dates: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
      why: "DTEND is the first day after",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261001"],
      dates: ["2026-10-01"],
      why: "an end on its own day",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20261230", "DURATION:P3D"],
      dates: ["2026-12-30", "2026-12-31", "2027-01-01"],
      why: "a duration in days",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20251228", "DURATION:P1W"],
      dates: ["2026-01-01", "2026-01-02", "2026-01-03"],
      why: "a week, of which the range holds three days",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20281231", "DTEND;VALUE=DATE:20290103"],
      dates: ["2028-12-31"],
      why: "the end of the range is not in it",
    },
    {
      lines: ["dtstart;value=date:20261001", 'SUMMARY;X="a:b;c","d":National', "  Day: the first"],
      dates: ["2026-10-01"],
      why: "small letters, quoted parameters, folded lines",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20261001", "BEGIN:VALARM", "DURATION:PT5M", "END:VALARM"],
      dates: ["2026-10-01"],
      why: "an alarm inside the event is none of it",
    },
    { lines: ["DTSTART;VALUE=DATE:20261001", "STATUS:CANCELLED"], dates: [], why: "cancelled" },
  ])("$why", ({ lines, dates }) => {
    expect(datesOf(event(...lines))).toEqual(dates);
  });

  it("several events are sorted, and a date stands once", () => {
    const text = file(
      "BEGIN:VTIMEZONE",
      "BEGIN:STANDARD",
      "DTSTART:19701025T030000",
      "END:STANDARD",
      "END:VTIMEZONE",
      ...["20261225", "20261001", "20261225"].flatMap((date) => [
        "BEGIN:VEVENT",
        `DTSTART;VALUE=DATE:${date}`,
        "END:VEVENT",
      ]),
    );
    expect(datesOf(`\uFEFF${text}`)).toEqual(["2026-10-01", "2026-12-25"]);
    expect(datesOf(text.replaceAll("\r\n", "\n"))).toEqual(["2026-10-01", "2026-12-25"]);
  });

  it("a calendar without events is refused: no holiday at all is hardly meant", () => {
    expect(datesOf(file())).toEqual(["ical.no-events 1"]);
    expect(datesOf(file("BEGIN:VTODO", "DTSTART;VALUE=DATE:20261001", "END:VTODO"))).toEqual([
      "ical.no-events 1",
    ]);
  });

  it.each([
    { day: "20251231", warned: true, why: "the day before the range" },
    { day: "20260101", warned: false, why: "its first" },
    { day: "20281231", warned: false, why: "its last" },
    { day: "20290101", warned: true, why: "the first no longer in it" },
  ])("none in the range is warned of: $why", ({ day, warned }) => {
    const text = event(`DTSTART;VALUE=DATE:${day}`);
    const result = readHolidays(text, { ...years, file: "x.ics" });
    const found = result.ok ? result.warnings.map(({ code, file: name }) => `${code} ${name}`) : [];
    expect(found).toEqual(warned ? ["ical.none-in-range x.ics"] : []);
    expect(result.ok ? result.value.length : undefined).toBe(warned ? 0 : 1);
  });

  it("are what a contract takes", () => {
    const holidays = [...datesOf(event("DTSTART;VALUE=DATE:20261001"))];
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-18:00"] }, holidays }];
    expect(parseContract(contractOf({ calendars })).terms.calendars[0]?.holidays).toEqual(holidays);
  });
});

describe("yearly rules", () => {
  const start = "DTSTART;VALUE=DATE:20251225";
  it.each([
    {
      lines: [start, "RRULE:FREQ=YEARLY"],
      dates: ["2026-12-25", "2027-12-25", "2028-12-25"],
      why: "each year",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;WKST=MO"],
      dates: ["2026-12-25", "2027-12-25", "2028-12-25"],
      why: "the day said again",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY;INTERVAL=2"],
      dates: ["2027-12-25"],
      why: "2025, 2027, 2029",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY;COUNT=2"],
      dates: ["2026-12-25"],
      why: "2025 is the first of two",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY;UNTIL=20271225"],
      dates: ["2026-12-25", "2027-12-25"],
      why: "the last date is in it",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY;UNTIL=20271224T235959Z"],
      dates: ["2026-12-25"],
      why: "a last instant stands for its date",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"],
      dates: ["2028-02-29"],
      why: "29 February",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20251127", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"],
      dates: ["2026-11-26", "2027-11-25", "2028-11-23"],
      why: "the fourth Thursday of November",
    },
    {
      lines: ["DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"],
      dates: ["2026-05-25", "2027-05-31", "2028-05-29"],
      why: "the last Monday of May",
    },
    {
      lines: [start, "DTEND;VALUE=DATE:20251227", "RRULE:FREQ=YEARLY;COUNT=2"],
      dates: ["2026-12-25", "2026-12-26"],
      why: "two days each time",
    },
    {
      lines: [start, "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20261225,20281225", "EXDATE:20301225"],
      dates: ["2027-12-25"],
      why: "but for its exceptions",
    },
  ])("$why", ({ lines, dates }) => {
    expect(datesOf(event(...lines))).toEqual(dates);
  });

  it("an occurrence that was moved or cancelled stands for the one of its rule", () => {
    const one = (uid: string, ...lines: string[]) => [
      "BEGIN:VEVENT",
      `UID:${uid}`,
      ...lines,
      "END:VEVENT",
    ];
    const text = file(
      ...one("a", "RECURRENCE-ID;VALUE=DATE:20271225", "DTSTART;VALUE=DATE:20271227"),
      ...one("a", start, "RRULE:FREQ=YEARLY"),
      ...one(
        "a",
        "RECURRENCE-ID;VALUE=DATE:20281225",
        "DTSTART;VALUE=DATE:20281225",
        "STATUS:CANCELLED",
      ),
      ...one("b", "DTSTART;VALUE=DATE:20280101"),
    );
    expect(datesOf(text)).toEqual(["2026-12-25", "2027-12-27", "2028-01-01"]);
  });
});

describe("what is refused, with its line", () => {
  const start = "DTSTART;VALUE=DATE:20261001";
  it.each([
    { lines: ["SUMMARY:x"], is: "ical.no-start 3" },
    { lines: ["UID:a", "DTSTART:20261001T090000Z"], is: "ical.timed-event 5" },
    { lines: ["DTSTART;TZID=W. Europe Standard Time:20261001T090000"], is: "ical.timed-event 4" },
    { lines: ["DTSTART;VALUE=DATE:20260230"], is: "ical.no-such-date 4" },
    { lines: ["DTSTART;VALUE=DATE:tomorrow"], is: "ical.no-such-date 4" },
    { lines: [start, "DTEND;VALUE=DATE:20260930"], is: "ical.length 5" },
    { lines: [start, "DTEND;VALUE=DATE:20281001"], is: "ical.length 5" },
    { lines: [start, "DTEND:20261002T000000"], is: "ical.timed-event 5" },
    { lines: [start, "DURATION:PT24H"], is: "ical.length 5" },
    { lines: [start, "DURATION:P0D"], is: "ical.length 5" },
    { lines: [start, "RRULE:FREQ=MONTHLY"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYYEARDAY=274"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;INTERVAL=0"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;INTERVAL=x"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;COUNT=0"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;UNTIL=soon"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;UNTIL=20261301"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYDAY=1TH"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=TH"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1XX"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYMONTH=11"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY;BYMONTH=13"], is: "ical.rule 5" },
    { lines: [start, "RDATE:20261002"], is: "ical.rule 5" },
    { lines: [start, "EXRULE:FREQ=YEARLY"], is: "ical.rule 5" },
    { lines: [start, "RRULE:FREQ=YEARLY", "EXDATE:20261001T090000"], is: "ical.timed-event 6" },
    { lines: [start, "RECURRENCE-ID:20261001T090000"], is: "ical.timed-event 5" },
    { lines: [start, "no property"], is: "ical.not-a-line 5" },
    { lines: [start, "END:VALARM"], is: "ical.not-nested 5" },
  ])("$lines: $is", ({ lines, is }) => {
    expect(datesOf(event(...lines))).toEqual([is]);
  });

  it.each([
    { text: "", is: "ical.cut-off 1", why: "nothing" },
    { text: "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", is: "ical.cut-off 2", why: "a cut file" },
    { text: "BEGIN:VCARD\nEND:VCARD", is: "ical.not-a-calendar 1", why: "another format" },
    { text: "X:1", is: "ical.not-a-calendar 1", why: "no beginning" },
    { text: "date,name", is: "ical.not-a-line 1", why: "a table" },
  ])("$why: $is", ({ text, is }) => {
    expect(datesOf(text)).toEqual([is]);
  });

  it("all events at once, with the name of the file", () => {
    const text = file("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VEVENT", "END:VEVENT");
    const result = readHolidays(text, { ...years, file: "cn.ics" });
    const found = result.ok
      ? []
      : result.issues.map(({ code, line, file: at }) => [code, line, at]);
    expect(found).toEqual([
      ["ical.no-start", 3, "cn.ics"],
      ["ical.no-start", 5, "cn.ics"],
    ]);
  });

  it("a range that is no range of dates", () => {
    const result = readHolidays(file(), { from: "2026-02-30", until: "tomorrow" });
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, ...path])).toEqual([
      ["date.no-such-date", "from"],
      ["date.malformed", "until"],
    ]);
    expect(datesOf(file(), { from: "2027-01-01", until: "2027-01-01" })).toEqual([
      "ical.no-range undefined",
    ]);
  });

  it("too many events, and repeated characters, end soon", () => {
    const many = file(
      ...Array.from({ length: 20_001 }, () => ["BEGIN:VEVENT", "END:VEVENT"]).flat(),
    );
    expect(datesOf(many)).toEqual(["ical.too-many-events 40003"]);
    for (const part of [";", ';a="', ":", "a", '"', ";a=", "\n "]) {
      expect(datesOf(`BEGIN${part.repeat(100_000)}`)).toHaveLength(1);
    }
  });
});
