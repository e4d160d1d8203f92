import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import { type ContractInput, safeParseContract } from "../../src/contract.ts";
import { elapsedMs, isBusinessDay } from "../../src/core/calendar.ts";
import { parseContract, parseRecords, safeParseRecords, settle } from "../../src/index.ts";
import { at, dateOf } from "../core/calendar-support.ts";
import { unplaced } from "../support/placed.ts";
import { availability, contractOf, HOUR, response } from "./world.ts";

/** Calendars as a contract writes them (semantics 6, 7): what is read, and what is refused. */

type CalendarInput = NonNullable<ContractInput["calendars"]>[number];

const office: CalendarInput = { id: "office", weekly: { "mon-fri": ["09:00-18:00"] } };

function issuesWith(...calendars: CalendarInput[]) {
  const result = safeParseContract(contractOf({ calendars }));
  const issues = result.ok ? [] : result.issues;
  return issues.map(({ code, path }) => `${code} ${path.join(".")}`);
}

it("a calendar that was refused is none that is missing: who names it is not told", () => {
  const within = { business: "PT4H", calendar: "office" };
  const commitments = [{ ...response, targets: [{ within }] }];
  const codes = (...calendars: CalendarInput[]) => {
    const result = safeParseContract(contractOf({ calendars, commitments }));
    return result.ok ? [] : result.issues.map(({ code }) => code);
  };
  expect(codes({ ...office, zone: "CET" })).toEqual(["zone.abbreviation"]);
  expect(codes({ id: "office", union: ["a", "b"] })).toEqual([
    "contract.unknown-calendar",
    "contract.unknown-calendar",
  ]);
  expect(codes({ ...office, id: "other" })).toEqual(["contract.unknown-calendar"]);
});

/** The calendar of the last entry, in a contract from 1 January 2026 in UTC. */
function compiled(...calendars: CalendarInput[]) {
  const { plan } = unwrap(safeParseContract(contractOf({ calendars })));
  const found = [...plan.calendars.values()].at(-1);
  if (found === undefined) throw new Error("a contract that is read has its calendars");
  return found;
}

function hours(calendar: ReturnType<typeof compiled>, from: string, until: string): number {
  return elapsedMs(calendar, at(`${from}T00:00Z`), at(`${until}T00:00Z`)) / HOUR;
}

describe("hours as they are written (semantics 6)", () => {
  const all = compiled({
    ...office,
    weekly: { "mon-fri": ["09:00-18:00"], sat: ["22:00-06:00"] },
    holidays: [
      "2026-10-01",
      { date: "2026-12-24", hours: ["13:00-18:00"] },
      { yearly: "05-01" },
      { yearly: "02-29" },
      { nth: { weekday: "thu", n: 4, month: 11 } },
      { nth: { weekday: "mon", n: -1, month: 5 } },
      { yearly: "12-31", hours: ["14:00-24:00"] },
      { nth: { weekday: "fri", n: -1, month: 7 }, hours: ["15:00-18:00"] },
    ],
    workdays: [{ date: "2026-10-05", hours: ["09:00-12:00"] }],
    breaks: [
      { on: ["mon", "tue"], hours: "12:00-13:00" },
      { on: ["tue"], hours: "11:00-12:30" },
    ],
    effective: { from: "2026-01-05", until: "2029-01-01" },
    holidayShift: "clip-at-midnight",
  });

  it.each([
    { from: "2026-10-01", until: "2026-10-02", is: 0, why: "a holiday" },
    { from: "2026-12-24", until: "2026-12-25", is: 4, why: "09:00 to 13:00 of a partial holiday" },
    { from: "2026-12-31", until: "2027-01-01", is: 5, why: "09:00 to 14:00 of each 31 December" },
    { from: "2027-12-31", until: "2028-01-01", is: 5, why: "in 2027 a Friday" },
    { from: "2026-07-31", until: "2026-08-01", is: 6, why: "09:00 to 15:00, last Friday of July" },
    { from: "2026-05-01", until: "2026-05-02", is: 0, why: "1 May, a Friday" },
    { from: "2028-02-29", until: "2028-03-01", is: 0, why: "29 February, a Tuesday" },
    {
      from: "2027-03-01",
      until: "2027-03-02",
      is: 8,
      why: "no 29 February in 2027: 1 March is open",
    },
    { from: "2026-11-26", until: "2026-11-27", is: 0, why: "the fourth Thursday of November" },
    { from: "2026-05-25", until: "2026-05-26", is: 0, why: "the last Monday of May" },
    { from: "2026-10-05", until: "2026-10-06", is: 3, why: "a short day, over before the break" },
    { from: "2026-10-12", until: "2026-10-13", is: 8, why: "Monday with its break" },
    { from: "2026-10-13", until: "2026-10-14", is: 7, why: "Tuesday with two, 11:00 to 13:00" },
    { from: "2026-10-14", until: "2026-10-15", is: 9, why: "Wednesday has none" },
    { from: "2026-10-17", until: "2026-10-19", is: 8, why: "Saturday night" },
    { from: "2026-01-01", until: "2026-01-05", is: 0, why: "not in force yet" },
    { from: "2029-01-01", until: "2029-02-01", is: 0, why: "no longer in force" },
  ])("$is h from $from to $until: $why", ({ from, until, is }) => {
    expect(hours(all, from, until)).toBe(is);
  });

  it("a holiday that clips at midnight ends the night of the day before", () => {
    const night = { id: "night", weekly: { "mon-sun": ["22:00-06:00"] }, holidays: ["2026-10-02"] };
    // From Thursday 22:00: two hours under clip, eight under whole.
    const found = (["whole", "clip-at-midnight"] as const).map((holidayShift) => {
      const calendar = compiled({ ...night, holidayShift });
      return elapsedMs(calendar, at("2026-10-01T12:00Z"), at("2026-10-02T12:00Z")) / HOUR;
    });
    expect(found).toEqual([8, 2]);
  });
});

describe("calendars of calendars (semantics 7)", () => {
  const early: CalendarInput = { id: "early", weekly: { mon: ["06:00-12:00"] } };
  const late: CalendarInput = { id: "late", weekly: { mon: ["10:00-14:00"] } };

  it.each([
    { form: { union: ["early", "late"] }, is: 8, why: "06:00 to 14:00" },
    { form: { intersection: ["early", "late"] }, is: 2, why: "10:00 to 12:00" },
  ])("$form: $why", ({ form, is }) => {
    // 5 October 2026 is a Monday.
    const ahead = compiled({ ...office, id: "other" }, early, late, { id: "both", ...form });
    expect(hours(ahead, "2026-10-05", "2026-10-12")).toBe(is);
    const { plan } = parseContract(
      contractOf({ calendars: [{ id: "both", ...form }, early, late] }),
    );
    expect([...plan.calendars.keys()]).toEqual(["both", "early", "late"]);
  });

  it("versions of one calendar are a union, and the zone of their dates may be said", () => {
    const versions = compiled(
      { ...office, id: "office-2025", effective: { until: "2026-01-01" } },
      {
        id: "office-2026",
        weekly: { "mon-fri": ["08:00-20:00"] },
        effective: { from: "2026-01-01" },
      },
      { id: "office", zone: "Asia/Tokyo", union: ["office-2025", "office-2026"] },
    );
    // Wednesday 31 December 2025, 9 h, and Thursday 1 January 2026, 12 h.
    expect(hours(versions, "2025-12-31", "2026-01-02")).toBe(21);
    expect(versions.zone.name).toBe("Asia/Tokyo");
  });

  it("between Monday 10:00 in Sydney and Friday 17:00 in California", () => {
    const calendar = compiled({
      id: "24x5",
      between: [
        {
          opens: { on: "mon", at: "10:00", zone: "Australia/Sydney" },
          closes: { on: "fri", at: "17:00", zone: "America/Los_Angeles" },
        },
      ],
    });
    // July: Monday 00:00Z to Saturday 00:00Z. January: Sunday 23:00Z to Saturday 01:00Z.
    expect(hours(calendar, "2026-07-06", "2026-07-13")).toBe(120);
    expect(hours(calendar, "2026-01-11", "2026-01-18")).toBe(122);
    expect(isBusinessDay(calendar, dateOf("2026-07-11"))).toBe(false);
  });
});

describe("the zone of a calendar (semantics 2)", () => {
  const theirs: CalendarInput = { ...office, zone: { attribute: "customer-zone" } };

  it("may be an attribute of the customer", () => {
    const attributes = { "customer-zone": "Asia/Tokyo" };
    const { plan } = parseContract(contractOf({ calendars: [theirs], attributes }));
    expect(plan.calendars.get("office")?.zone.name).toBe("Asia/Tokyo");
  });

  it("that is no zone is refused where it stands", () => {
    const attributes = { "customer-zone": "Tokyo" };
    const result = safeParseContract(contractOf({ calendars: [theirs], attributes }));
    const issues = result.ok ? [] : result.issues;
    expect(issues.map(({ code, path }) => [code, ...path])).toEqual([
      ["zone.unknown", "attributes", "customer-zone"],
    ]);
  });

  it.each([
    { member: { id: "both", union: ["office", "office"], zone: "PST" }, why: "a union" },
    {
      member: {
        id: "between",
        zone: "PST",
        between: [
          {
            opens: { on: "mon", at: "10:00", zone: "UTC" },
            closes: { on: "tue", at: "10:00", zone: "UTC" },
          },
        ],
      },
      why: "a boundary",
    },
  ] as { member: CalendarInput; why: string }[])(
    "$why in no zone is refused once",
    ({ member }) => {
      expect(issuesWith(office, member)).toEqual(["zone.abbreviation calendars.1.zone"]);
    },
  );

  describe("or one of each ticket, where the customer has none", () => {
    const within = { business: "PT1H", calendar: "all" };
    const raw = contractOf({
      calendars: [
        theirs,
        { id: "weekend", weekly: { sat: ["10:00-12:00"] }, zone: "UTC" },
        { id: "all", union: ["office", "weekend"] },
      ],
      commitments: [
        {
          ...response,
          targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }, { within }],
        },
        availability,
      ],
    });
    const contract = parseContract(raw);
    const ticket = (id: string, attributes: Record<string, string> | undefined) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: "2026-10-05T00:30:00Z",
      openedBy: "customer",
      ...(attributes === undefined ? {} : { attributes }),
      events: [{ event: "replied", at: "2026-10-05T07:30:00Z", by: "agent", kind: "substantive" }],
    });

    it("is counted there, and is in the manifest", () => {
      // Monday 5 October, 00:30Z to 07:30Z: 09:30 to 16:30 in Tokyo, 7 h; 02:30 to 09:30 in Berlin,
      // half an hour of it open.
      const rows = [
        ticket("T-1", { "customer-zone": "Asia/Tokyo" }),
        ticket("T-2", { "customer-zone": "Europe/Berlin" }),
        ticket("T-3", { "customer-zone": "Asia/Tokyo" }),
      ];
      const records = parseRecords(rows, contract);
      const statement = settle({
        contract,
        records,
        period: "2026-10",
        asOf: "2026-11-05T00:00:00Z",
      });
      expect(statement.results[0]?.misses?.ids).toEqual(["T-1", "T-3"]);
      expect(statement.manifest.zones.map(({ zone }) => zone)).toEqual([
        "Asia/Tokyo",
        "Europe/Berlin",
        "UTC",
      ]);
    });

    it("is warned of, as a misspelled attribute would look the same", () => {
      expect(contract.warnings.map(({ code, path }) => [code, ...path])).toContainEqual([
        "calendar.zone-attribute",
        "calendars",
        0,
        "zone",
        "attribute",
      ]);
    });

    it.each([
      { attributes: undefined, code: "ticket.zone-missing", why: "no attributes" },
      { attributes: { plan: "gold" }, code: "ticket.zone-missing", why: "others only" },
      { attributes: { "customer-zone": "PST" }, code: "zone.abbreviation", why: "no zone" },
    ])("$code: $why", ({ attributes, code }) => {
      const result = safeParseRecords([ticket("T-1", attributes)], contract);
      const issues = result.ok ? [] : result.issues;
      expect(issues.map((issue) => [issue.code, ...issue.path])).toEqual([
        [code, 0, "attributes", "customer-zone"],
      ]);
    });

    it("is asked of no ticket whose clocks have other calendars", () => {
      const other = parseContract({ ...raw, commitments: [response] });
      const records = parseRecords(
        [ticket("T-1", { "customer-zone": "PST" }), ticket("T-2", undefined)],
        other,
      );
      const statement = settle({
        contract: other,
        records,
        period: "2026-10",
        asOf: "2026-11-05T00:00:00Z",
      });
      expect(statement.manifest.zones.map(({ zone }) => zone)).toEqual(["UTC"]);
    });
  });
});

describe("what no calendar can be (semantics 6, 7)", () => {
  const holiday = (...holidays: NonNullable<CalendarInput["holidays"]>) =>
    issuesWith({ ...office, holidays });
  const boundary = (opens: object, closes: object) =>
    issuesWith({
      id: "week",
      between: [
        {
          opens: { on: "mon", at: "10:00", zone: "UTC", ...opens },
          closes: { on: "fri", at: "17:00", zone: "UTC", ...closes },
        },
      ],
    });
  const two = (a: CalendarInput, b: CalendarInput) => issuesWith(office, a, b);

  it.each([
    { found: holiday("2026-02-30"), is: ["date.no-such-date calendars.0.holidays.0"] },
    {
      found: holiday({ yearly: "02-30" }),
      is: ["calendar.no-such-day calendars.0.holidays.0.yearly"],
    },
    {
      found: holiday({ yearly: "13-01" }),
      is: ["calendar.no-such-day calendars.0.holidays.0.yearly"],
    },
    {
      found: holiday({ yearly: "00-01" }),
      is: ["calendar.no-such-day calendars.0.holidays.0.yearly"],
    },
    {
      found: holiday({ yearly: "01-00" }),
      is: ["calendar.no-such-day calendars.0.holidays.0.yearly"],
    },
    {
      found: holiday({ nth: { weekday: "mon", n: 0, month: 5 } }),
      is: ["calendar.nth-zero calendars.0.holidays.0.nth.n"],
    },
    {
      found: holiday({ date: "2026-02-29", hours: ["25:00-26:00"] }),
      is: [
        "day-range.no-such-time calendars.0.holidays.0.hours.0",
        "date.no-such-date calendars.0.holidays.0.date",
      ],
    },
    {
      found: issuesWith({ ...office, breaks: [{ on: ["mon"], hours: "12:00-12:00" }] }),
      is: ["day-range.empty calendars.0.breaks.0.hours"],
    },
    {
      found: issuesWith({
        ...office,
        weekly: { mon: ["09:00-25:00", "12:00-13:00", "12:30-14:00"] },
      }),
      is: [
        "day-range.no-such-time calendars.0.weekly.mon.0",
        "calendar.hours-overlap calendars.0.weekly.mon.2",
      ],
    },
    {
      found: issuesWith({ ...office, effective: { from: "2027-01-01", until: "2026-01-01" } }),
      is: ["calendar.never-in-force calendars.0.effective"],
    },
    {
      found: issuesWith({
        ...office,
        weekly: { "sat-mon": ["10:00-12:00", "08:00-10:00"], "mon-tue": ["09:00-10:00"] },
      }),
      is: ["calendar.day-twice calendars.0.weekly.sat-mon"],
    },
    { found: issuesWith(office, { ...office }), is: ["contract.duplicate-name calendars.1.id"] },
    { found: issuesWith({ id: "office" }), is: ["calendar.empty calendars.0"] },
    { found: issuesWith({ ...office, zone: "PST" }), is: ["zone.abbreviation calendars.0.zone"] },
    {
      found: boundary({ at: "25:00" }, {}),
      is: ["day-range.no-such-time calendars.0.between.0.opens.at"],
    },
    {
      found: boundary({}, { zone: "PST" }),
      is: ["zone.abbreviation calendars.0.between.0.closes.zone"],
    },
    {
      found: boundary({}, { on: "mon", at: "10:00" }),
      is: ["calendar.same-boundary calendars.0.between.0"],
    },
    {
      found: issuesWith(office, { ...office, id: "both", union: ["office", "offce"] }),
      is: ["calendar.form calendars.1.weekly", "contract.unknown-calendar calendars.1.union.1"],
    },
    {
      found: issuesWith(office, {
        id: "both",
        union: ["office", "office"],
        intersection: ["office", "office"],
        holidays: ["2026-10-01"],
        workdays: [],
      }),
      is: ["calendar.form calendars.1.intersection", "calendar.form calendars.1.holidays"],
    },
    {
      found: two({ id: "a", union: ["office", "b"] }, { id: "b", intersection: ["a", "office"] }),
      is: ["calendar.cycle calendars.2.intersection.0"],
    },
    {
      found: two({ id: "a", union: ["a", "a"] }, { id: "b", union: ["office", "a"] }),
      is: ["calendar.cycle calendars.1.union.0", "calendar.cycle calendars.1.union.1"],
    },
  ])("$is", ({ found, is }) => {
    expect(found).toEqual(is);
  });

  it("a cycle says its way round", () => {
    const calendars: CalendarInput[] = [
      office,
      { id: "a", union: ["office", "b"] },
      { id: "b", union: ["office", "a"] },
    ];
    const result = safeParseContract(contractOf({ calendars }));
    expect(result.ok ? undefined : result.issues[0]?.message).toBe(
      "a calendar is made of itself: a of b of a",
    );
  });

  it("and leaves out the way there", () => {
    const calendars: CalendarInput[] = [
      office,
      { id: "a", union: ["office", "b"] },
      { id: "b", union: ["office", "c"] },
      { id: "c", union: ["office", "b"] },
    ];
    const result = safeParseContract(contractOf({ calendars }));
    expect(result.ok ? undefined : result.issues[0]?.message).toBe(
      "a calendar is made of itself: b of c of b",
    );
  });

  it.each([
    {
      calendars: [
        { id: "days", weekly: { "mon-fri": ["09:00-17:00"] } },
        { id: "nights", weekly: { "mon-fri": ["20:00-23:00"] } },
        { id: "both", intersection: ["days", "nights"] },
      ],
      at: 2,
      why: "an intersection of hours that never meet",
    },
    {
      calendars: [{ id: "past", workdays: [{ date: "2025-12-31", hours: ["09:00-17:00"] }] }],
      at: 0,
      why: "dates before the contract only",
    },
    {
      calendars: [{ ...office, effective: { until: "2026-01-01" } }],
      at: 0,
      why: "in force before the contract only",
    },
    {
      calendars: [
        { ...office, breaks: [{ on: ["mon", "tue", "wed", "thu", "fri"], hours: "08:00-20:00" }] },
      ],
      at: 0,
      why: "breaks over all of its hours",
    },
  ] as { calendars: CalendarInput[]; at: number; why: string }[])(
    "never open from the contract's beginning on: $why (9)",
    ({ calendars, at: index }) => {
      expect(issuesWith(...calendars)).toEqual([`calendar.never-opens calendars.${index}`]);
    },
  );

  it("without a beginning of the contract, any opening will do", () => {
    const contract = contractOf({
      effective: { from: "2026-02-30" },
      calendars: [{ id: "past", workdays: [{ date: "2025-12-31", hours: ["09:00-17:00"] }] }],
    });
    const result = safeParseContract(contract);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["date.no-such-date"]);
  });
});

it.each([
  {
    weekly: { "mon-sun": ["00:00-24:00"] },
    codes: ["within.never-closes"],
    why: "round the clock",
  },
  { weekly: { "mon-fri": ["00:00-24:00"] }, codes: [], why: "over on Saturday" },
])("whole windows of a calendar $why: $codes (9)", ({ weekly, codes }) => {
  const within = { businessWindows: 1, calendar: "office" };
  const contract = contractOf({
    calendars: [{ id: "office", weekly }],
    commitments: [{ ...response, targets: [{ within }] }],
  });
  const result = safeParseContract(contract);
  expect(unplaced(contract, result.ok ? [] : result.issues)).toEqual([]);
  expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(codes);
});

describe("rolled dues and whole windows reach the ticket (semantics 8)", () => {
  // Friday 2 October 2026, 19:00, after hours; one business day later is Monday 5, 19:00, closed.
  it.each([
    {
      within: { businessDays: 1, outsideHours: "roll" },
      due: "2026-10-06T09:00:00Z",
      why: "rolled",
    },
    { within: { businessDays: 1, outsideHours: "keep" }, due: "2026-10-05T19:00:00Z", why: "kept" },
    {
      within: { businessDays: 1, outsideHours: "move" },
      due: "2026-10-06T09:00:00Z",
      why: "moved",
    },
    { within: { businessWindows: 2 }, due: "2026-10-06T18:00:00Z", why: "Monday's and Tuesday's" },
  ] as const)("$why: due $due", ({ within, due }) => {
    const contract = parseContract(
      contractOf({
        calendars: [office],
        commitments: [{ ...response, targets: [{ within: { ...within, calendar: "office" } }] }],
      }),
    );
    const ticket = (id: string, lateMs: number) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: "2026-10-02T19:00:00Z",
      openedBy: "customer",
      events: [
        {
          event: "replied",
          at: new Date(Date.parse(due) + lateMs).toISOString(),
          by: "agent",
          kind: "substantive",
        },
      ],
    });
    const records = parseRecords([ticket("in-time", 0), ticket("late", 1)], contract);
    const statement = settle({
      contract,
      records,
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    expect(statement.results[0]?.misses?.ids).toEqual(["late"]);
  });
});

describe("warnings", () => {
  it.each([
    {
      weekly: { mon: ["22:00-06:00"], tue: ["05:00-09:00"] },
      is: ["night-overlap weekly.mon"],
      why: "05:00 to 06:00 of Tuesday",
    },
    {
      weekly: { mon: ["22:00-06:00"], tue: ["06:00-09:00"] },
      is: [],
      why: "one begins where the other ends",
    },
    {
      weekly: { tue: ["05:00-09:00"], "sun-mon": ["22:00-05:00:01"] },
      is: ["night-overlap weekly.sun-mon"],
      why: "the second day of a run, by a second",
    },
    {
      weekly: { sun: ["20:00-02:00"], mon: ["08:00-09:00", "00:00-01:00"] },
      is: ["night-overlap weekly.sun"],
      why: "from the end of the week to its beginning",
    },
    {
      weekly: { "mon-sun": ["22:00-06:00", "05:00-09:00"] },
      is: ["night-overlap weekly.mon-sun"],
      why: "every night, told once",
    },
    { weekly: { mon: ["22:00-06:00"], wed: ["05:00-09:00"] }, is: [], why: "a closed day between" },
    {
      weekly: { mon: ["00:00-09:00", "18:00-09:00"] },
      is: ["long-night weekly.mon.1"],
      why: "15 hours: 09:00 to 18:00 may have been meant",
    },
    {
      weekly: { mon: ["21:00-09:00"], wed: ["09:00-24:00"] },
      is: [],
      why: "12 hours over midnight, and 15 of a day",
    },
    {
      breaks: [
        { on: ["mon"], hours: "12:00-13:00" },
        { on: ["tue"], hours: "13:00-12:00" },
      ],
      is: ["long-night breaks.1.hours"],
      why: "a break of 23 hours",
    },
    {
      holidays: [
        { date: "2026-12-24", hours: ["01:00-02:00", "18:00-13:00"] },
        { yearly: "12-31", hours: ["18:00-13:00"] },
        { yearly: "12-30", hours: ["13:00-01:00"] },
        { nth: { weekday: "mon", n: 1, month: 5 }, hours: ["18:00-13:00"] },
      ],
      is: [
        "long-night holidays.0.hours.1",
        "long-night holidays.1.hours.0",
        "long-night holidays.3.hours.0",
      ],
      why: "19 hours off, where 5 may have been meant; 12 over midnight are none",
    },
    {
      workdays: [{ date: "2026-10-03", hours: ["17:00-09:00"] }],
      is: ["long-night workdays.0.hours.0"],
      why: "16 hours of a working day",
    },
    {
      holidays: ["2026-10-01", "2026-10-02", "2026-10-01"],
      is: ["holiday-twice holidays.2"],
      why: "a date",
    },
    {
      holidays: [{ date: "2026-12-24", hours: ["13:00-18:00"] }, "2026-12-24"],
      is: ["holiday-twice holidays.1"],
      why: "a part of a day and all of it",
    },
    {
      holidays: [
        { yearly: "12-24", hours: ["13:00-18:00"] },
        { nth: { weekday: "mon", n: -1, month: 5 } },
        { yearly: "12-24" },
        { nth: { weekday: "mon", n: -1, month: 5 }, hours: ["13:00-18:00"] },
      ],
      is: ["holiday-twice holidays.2", "holiday-twice holidays.3"],
      why: "the same of rules",
    },
    {
      holidays: [
        { yearly: "12-25" },
        { nth: { weekday: "mon", n: -1, month: 5 } },
        { yearly: "12-25" },
        { nth: { weekday: "mon", n: -1, month: 5 } },
        { nth: { weekday: "mon", n: -1, month: 8 } },
      ],
      is: ["holiday-twice holidays.2", "holiday-twice holidays.3"],
      why: "rules",
    },
    {
      holidays: [{ yearly: "12-25" }, "2026-12-25", { nth: { weekday: "fri", n: -1, month: 12 } }],
      is: [],
      why: "a date that a rule also gives, 25 December 2026 is a Friday",
    },
    {
      workdays: [
        { date: "2026-10-03", hours: ["09:00-12:00"] },
        { date: "2026-10-03", hours: ["13:00-18:00"] },
      ],
      is: ["workday-twice workdays.1.date"],
      why: "a working day with other hours",
    },
  ] as (Partial<CalendarInput> & { is: string[]; why: string })[])(
    "what hardly was meant: $why (6)",
    ({ is, why: _, ...given }) => {
      const result = safeParseContract(contractOf({ calendars: [{ ...office, ...given }] }));
      const found = result.ok ? result.warnings : result.issues;
      expect(found.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual(
        is.map((one) => `calendar.${one.replace(" ", " calendars.0.")}`),
      );
    },
  );

  it("nights that run into the hours of the next day are named, over the end of the week too (6)", () => {
    const told = (weekly: CalendarInput["weekly"]) => {
      const result = safeParseContract(contractOf({ calendars: [{ ...office, weekly }] }));
      return result.ok ? result.warnings.map(({ message, hint }) => [message, hint]) : [];
    };
    expect(told({ mon: ["22:00-06:00"], tue: ["05:00-09:00"] })).toEqual([
      [
        "hours of mon run over midnight into those of tue; what they share counts once",
        "end those of mon where those of tue begin",
      ],
    ]);
    expect(told({ sun: ["20:00-02:00"], mon: ["01:00-09:00"] })).toEqual([
      [
        "hours of sun run over midnight into those of mon; what they share counts once",
        "end those of sun where those of mon begin",
      ],
    ]);
  });

  it("two entries of one working day are open in the hours of both (6)", () => {
    const workdays = ["09:00-12:00", "13:00-18:00"].map((one) => ({
      date: "2026-10-03",
      hours: [one],
    }));
    expect(hours(compiled({ ...office, workdays }), "2026-10-03", "2026-10-04")).toBe(8);
  });

  it("a working day on a holiday of every year stays closed, and is worth a look (6)", () => {
    const calendar: CalendarInput = {
      ...office,
      holidays: [{ yearly: "10-01" }],
      workdays: [
        { date: "2026-10-01", hours: ["09:00-12:00"] },
        { date: "2026-10-03", hours: ["09:00-12:00"] },
      ],
    };
    const result = safeParseContract(contractOf({ calendars: [calendar] }));
    const found = result.ok ? result.warnings.map(({ code, path }) => [code, ...path]) : [];
    expect(found).toEqual([
      ["calendar.holiday-and-workday", "calendars", 0, "workdays", 0, "date"],
    ]);
  });
});

it("a ticket under a boundary in two zones is settled, and the zones are in the manifest", () => {
  const within = { business: "PT2H", calendar: "24x5" };
  const contract = parseContract(
    contractOf({
      calendars: [
        {
          id: "24x5",
          between: [
            {
              opens: { on: "mon", at: "10:00", zone: "Australia/Sydney" },
              closes: { on: "fri", at: "17:00", zone: "America/Los_Angeles" },
            },
          ],
        },
        { id: "any", union: ["24x5", "24x5"] },
      ],
      commitments: [{ ...response, targets: [{ within }] }],
    }),
  );
  const ticket = (id: string, openedAt: string, repliedAt: string) => ({
    type: "ticket",
    id,
    service: "web",
    openedAt,
    openedBy: "customer",
    events: [{ event: "replied", at: repliedAt, by: "agent", kind: "substantive" }],
  });
  // The week closes on Saturday 3 October, 00:00Z, and opens again on Sunday 4, 23:00Z: from Friday
  // 23:00Z an hour is left of the old week, the second one ends on Monday at 00:00Z.
  const records = parseRecords(
    [
      ticket("T-1", "2026-10-02T23:00:00Z", "2026-10-05T00:00:00Z"),
      ticket("T-2", "2026-10-02T23:00:00Z", "2026-10-05T00:00:00.001Z"),
    ],
    contract,
  );
  const statement = settle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
  expect(statement.results[0]?.misses?.ids).toEqual(["T-2"]);
  expect(statement.manifest.zones.map(({ zone }) => zone)).toEqual([
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
  ]);
});
