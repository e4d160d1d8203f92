import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Issue, Result } from "../../src/base/result.ts";
import { dateOf, hoursOf, lengthMs, localMs, timeOf } from "../../src/clock/formats.ts";
import { readTicket, type TicketInput } from "../../src/clock/ticket-input.ts";
import { businessTime, RefusedError } from "../../src/clock.ts";
import { elapsedMs } from "../../src/core/calendar.ts";
import { parseDayRange, parseTimeOfDay } from "../../src/core/day-range.ts";
import { parseContract, safeParseContract, safeParseRecords } from "../../src/index.ts";
import { parseCivilDate } from "../../src/time/civil.ts";
import { parseDuration } from "../../src/time/duration.ts";
import type { Instant } from "../../src/time/instant.ts";
import { parseLocalStamp } from "../../src/time/stamp.ts";
import { mutated } from "../support/mutate.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { soundContract } from "../support/sound.ts";

/** What the clock entry reads by hand is what the schemas of the main entry read. */

const calendars = [
  {
    id: "office",
    zone: "Europe/Berlin",
    weekly: {
      "mon-thu": ["09:00-12:00", "13:00-17:30"],
      fri: ["09:00-15:00"],
      sat: ["22:00-02:00"],
    },
    holidays: [
      "2026-12-25",
      { yearly: "05-01" },
      { nth: { weekday: "mon", n: -1, month: 5 } },
      { date: "2026-12-24", hours: ["12:00-18:00"] },
    ],
    workdays: [{ date: "2026-12-27", hours: ["09:00-12:00"] }],
    breaks: [{ on: ["tue", "wed"], hours: "10:00-10:15" }],
    effective: { from: "2026-01-01", until: "2028-01-01" },
    holidayShift: "clip-at-midnight",
  },
  {
    id: "weekend",
    zone: "UTC",
    between: [
      {
        opens: { on: "fri", at: "17:00", zone: "America/Los_Angeles" },
        closes: { on: "mon", at: "10:00", zone: "Australia/Sydney" },
      },
    ],
  },
  { id: "both", zone: "Asia/Tokyo", union: ["office", "weekend"] },
];

const spans = ["2026-05-01", "2026-05-25", "2026-10-24", "2026-12-24", "2027-06-04"].map(
  (date) => [Date.parse(date), Date.parse(date) + 4 * 86_400_000] as const,
);

/** The calendars of the list, as the clock entry is given them: the last one with its members. */
function byHand(list: unknown): readonly number[] | "refused" {
  const own = Array.isArray(list) ? (list as object[]).at(-1) : undefined;
  const members = (list as object[]).slice(0, -1);
  try {
    const hours = businessTime({ ...own, members } as unknown as Parameters<
      typeof businessTime
    >[0]);
    return spans.map(([from, until]) => hours.elapsedMs(from, until));
  } catch (error) {
    if (error instanceof RefusedError) return "refused";
    throw error;
  }
}

function bySchema(list: unknown): readonly number[] | "refused" {
  const contract = { ...soundContract, timeZone: "UTC", calendars: list };
  const commitments = soundContract.commitments.filter(
    ({ measure }) => measure.facts === "outages",
  );
  const parsed = safeParseContract({ ...contract, commitments });
  if (!parsed.ok) return "refused";
  const calendar = [...parsed.value.plan.calendars.values()].at(-1);
  if (calendar === undefined) return "refused";
  return spans.map(([from, until]) => elapsedMs(calendar, from as Instant, until as Instant));
}

/** Differences that are meant: see each. */
function isApart(list: unknown): boolean {
  if (!Array.isArray(list) || list.length === 0) return true;
  return list.some((one: unknown) => {
    if (typeof one !== "object" || one === null || Array.isArray(one)) return true;
    // Zones are said here, and taken from the contract there; attributes are given at the call.
    return typeof (one as { zone?: unknown }).zone !== "string" || "members" in one;
  });
}

describe("calendars", () => {
  it("semantics 6, 7: the sound ones have the same hours", () => {
    for (let count = 1; count <= calendars.length; count += 1) {
      const list = calendars.slice(0, count);
      expect(bySchema(list)).not.toBe("refused");
      expect(byHand(list)).toEqual(bySchema(list));
    }
  });

  it("mutated ones are refused by both or have the same hours", () => {
    fc.assert(
      fc.property(mutated(calendars), (list) => {
        fc.pre(!isApart(list));
        expect(byHand(list)).toEqual(bySchema(list));
      }),
      { numRuns: 10 * RUNS_CHEAP },
    );
  });
});

const outcomeOf = (result: Result<unknown>) => (result.ok ? result.value : "refused");
const orRefused = (value: unknown) =>
  value === undefined || Number.isNaN(value) ? "refused" : value;

describe("texts", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789-:T.PHMSZ "), maxLength: 24 });
  const two = fc.integer({ min: 0, max: 70 }).map((n) => String(n).padStart(2, "0"));
  const time = fc
    .tuple(two, two, fc.option(two))
    .map(([h, m, s]) => `${h}:${m}${s === null ? "" : `:${s}`}`);
  const date = fc
    .tuple(
      fc.integer({ min: 1968, max: 2202 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    )
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`);
  const part = (unit: string) =>
    fc.oneof(
      fc.constant(""),
      fc.integer({ min: 0, max: 99_999 }).map((n) => `${n}${unit}`),
    );
  const seconds = fc.oneof(
    part("S"),
    fc.tuple(fc.nat(99), fc.stringMatching(/^\d{1,5}$/)).map(([n, d]) => `${n}.${d}S`),
  );
  const duration = fc.tuple(part("H"), part("M"), seconds).map((parts) => `PT${parts.join("")}`);
  const runs = { numRuns: 5 * RUNS_CHEAP };
  const agree = (
    texts: fc.Arbitrary<string>,
    byHand: (text: string) => unknown,
    byReader: (text: string, path: Issue["path"]) => Result<unknown>,
  ) =>
    fc.assert(
      fc.property(fc.oneof(texts, digits), (text) => {
        expect(orRefused(byHand(text))).toEqual(outcomeOf(byReader(text, [])));
      }),
      runs,
    );

  it("dates", () => agree(date, dateOf, parseCivilDate));
  it("times of the day", () => agree(time, timeOf, parseTimeOfDay));
  it("hours", () =>
    agree(
      fc.tuple(time, time).map((both) => both.join("-")),
      hoursOf,
      parseDayRange,
    ));
  it("lengths", () => agree(duration, lengthMs, parseDuration));
  it("local stamps, but for 24:00, which ends a date on a calendar's wall clock", () => {
    const stamps = fc.tuple(date, time).map((both) => both.join("T"));
    const isOther = (text: string) => !/T24:00(?::00)?$/.test(text);
    agree(stamps.filter(isOther), localMs, parseLocalStamp);
  });
});

const contract = parseContract(soundContract);
const ticket = {
  type: "ticket",
  id: "T-1",
  customer: "acme",
  service: "messaging",
  openedAt: "2026-10-05T01:30:00Z",
  openedBy: "agent",
  severity: "P1",
  waiting: "customer",
  attributes: { plan: "gold" },
  recordedAt: "2026-10-05T02:30:00Z",
  events: [
    { event: "waiting-ended", at: "2026-10-05T02:30:00Z", reason: "customer" },
    { event: "replied", at: "2026-10-05T03:30:00Z", by: "customer", channel: "mail" },
    { event: "replied", at: "2026-10-05T04:30:00Z", by: "agent", kind: "automated" },
    { event: "priority-changed", at: "2026-10-05T05:30:00Z", severity: "P2" },
    { event: "assigned", at: "2026-10-05T05:31:00Z", to: "a team" },
    { event: "waiting-started", at: "2026-10-05T05:32:00Z", reason: "vendor" },
    {
      event: "due-agreed",
      at: "2026-10-05T05:33:00Z",
      clock: "first-response",
      due: "2026-10-06T05:33:00Z",
      author: "a",
      reason: "b",
    },
    { event: "resolved", at: "2026-10-05T06:30:00Z" },
    { event: "reopened", at: "2026-10-05T07:30:00Z" },
    { event: "cancelled", at: "2026-10-05T08:30:00Z", reason: "duplicate" },
  ],
};

/** The model's ticket, by the schema of records/1. */
function recordOf(row: unknown): unknown {
  const parsed = safeParseRecords([row], contract);
  // Which clocks there are is asked later: see `clocksAt`.
  if (!parsed.ok && parsed.issues.every(({ code }) => code === "record.unknown-clock"))
    return "elsewhere";
  if (!parsed.ok) return "refused";
  const [only] = parsed.value.tickets;
  return only === undefined ? "elsewhere" : { ...only, events: sorted(only.events) };
}

function readByHand(row: unknown): unknown {
  const issues: Issue[] = [];
  const read = readTicket(row as TicketInput, [], issues);
  return read === undefined ? "refused" : { ...read, events: sorted(read.events) };
}

/** Without the fields that the model does not keep. */
function sorted(events: readonly object[]): readonly string[] {
  return events
    .map((event) => {
      const { to: _, channel: __, ...kept } = event as { to?: string; channel?: string };
      const isCancelled = "event" in kept && kept.event === "cancelled";
      const { reason: ___, ...bare } = kept as { reason?: string };
      const entries = Object.entries(isCancelled ? bare : kept).filter(([, v]) => v !== undefined);
      return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    })
    .sort();
}

describe("tickets", () => {
  it("semantics 10: the sound one is read as records/1 reads it", () => {
    expect(recordOf(ticket)).not.toBe("refused");
    expect(readByHand(ticket)).toEqual(recordOf(ticket));
  });

  it("mutated ones are refused by both or read alike", () => {
    fc.assert(
      fc.property(mutated(ticket), (row) => {
        const { type, service, source } = row as {
          type?: unknown;
          service?: unknown;
          source?: unknown;
        };
        // A type may be left out here; which services there are is asked later.
        fc.pre(type === "ticket" && service === "messaging" && source === undefined);
        const record = recordOf(row);
        fc.pre(record !== "elsewhere" && !hasOtherStamps(row));
        expect(readByHand(row)).toEqual(record);
      }),
      { numRuns: 20 * RUNS_CHEAP },
    );
  });
});

/** Epoch ms and dates are stamps here, and none in records. */
function hasOtherStamps(value: unknown): boolean {
  if (value instanceof Date || typeof value === "number") return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasOtherStamps);
}
