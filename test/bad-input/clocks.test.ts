import { describe, expect, it } from "vitest";
import { businessTime, clocksAt } from "../../src/clock.ts";
import {
  clockPolicy,
  parseContract,
  RefusedError,
  safeParseContract,
  safeParseRecords,
} from "../../src/index.ts";
import { folderWith, ran } from "../cli/support.ts";
import { put, soundContract } from "../support/sound.ts";

/**
 * What can be wrong with calendars, targets and the logs of tickets: refused with code, path and
 * hint, the same from a program, from the clock entry where it reads it too, and from a file.
 */

type Path = readonly (string | number)[];

interface Bad {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  readonly code: string;
  /** Where the issue points, if not at the value. */
  readonly at?: Path;
}

const office = ["calendars", 0];
const weekly = [...office, "weekly"];
const within = ["commitments", 1, "targets", 1, "within"];

const badCalendars: readonly Bad[] = [
  { name: "no hours at all", path: office, value: { id: "office" }, code: "calendar.empty" },
  {
    name: "hours that overlap",
    path: [...weekly, "mon-fri"],
    value: ["09:00-13:00", "12:00-18:00"],
    code: "calendar.hours-overlap",
    at: [...weekly, "mon-fri", 1],
  },
  {
    name: "hours that begin twice",
    path: [...weekly, "mon-fri"],
    value: ["09:00-13:00", "09:00-10:00"],
    code: "calendar.hours-overlap",
    at: [...weekly, "mon-fri", 1],
  },
  {
    name: "an hour 25",
    path: [...weekly, "mon-fri", 0],
    value: "09:00-25:00",
    code: "day-range.no-such-time",
  },
  {
    name: "24:00 as a start",
    path: [...weekly, "mon-fri", 0],
    value: "24:00-06:00",
    code: "day-range.no-such-time",
  },
  {
    name: "a day that is named twice",
    path: weekly,
    value: { fri: ["09:00-15:00"], "mon-fri": ["09:00-18:00"] },
    code: "calendar.day-twice",
    at: [...weekly, "mon-fri"],
  },
  {
    name: "a holiday that does not exist",
    path: [...office, "holidays", 0],
    value: "2026-09-31",
    code: "date.no-such-date",
  },
  {
    name: "a yearly holiday that does not exist",
    path: [...office, "holidays", 0],
    value: { yearly: "02-30" },
    code: "calendar.no-such-day",
    at: [...office, "holidays", 0, "yearly"],
  },
  {
    name: "dates of force the wrong way round",
    path: [...office, "effective"],
    value: { from: "2026-06-01", until: "2026-01-01" },
    code: "calendar.never-in-force",
  },
  {
    name: "no opening within reach: out of force before the contract begins",
    path: office,
    value: {
      id: "office",
      weekly: { "mon-fri": ["09:00-18:00"] },
      effective: { until: "2025-12-31" },
    },
    code: "calendar.never-opens",
  },
  {
    name: "no opening within reach: what is open is a break",
    path: office,
    value: {
      id: "office",
      weekly: { mon: ["09:00-18:00"] },
      breaks: [{ on: ["mon"], hours: "08:00-19:00" }],
    },
    code: "calendar.never-opens",
  },
];

const badTargets: readonly Bad[] = [
  {
    name: "a negative length",
    path: [...within, "business"],
    value: "-PT4H",
    code: "duration.negative",
  },
  {
    name: "a negative count of days",
    path: within,
    value: { businessDays: -1, calendar: "office" },
    code: "contract.too-small",
    at: [...within, "businessDays"],
  },
  {
    name: "no days",
    path: within,
    value: { businessDays: 0, calendar: "office" },
    code: "contract.too-small",
    at: [...within, "businessDays"],
  },
  {
    name: "a length above ten years",
    path: [...within, "business"],
    value: "PT87841H",
    code: "duration.too-long",
  },
  {
    name: "days above ten years",
    path: within,
    value: { days: 3661 },
    code: "target.too-long",
    at: [...within, "days"],
  },
  {
    name: "months above ten years",
    path: within,
    value: { months: 121 },
    code: "target.too-long",
    at: [...within, "months"],
  },
  {
    name: "a day as a length",
    path: [...within, "business"],
    value: "P1D",
    code: "duration.calendar-part",
  },
];

const found = (input: unknown) => {
  const result = safeParseContract(input);
  return result.ok ? [] : result.issues;
};

describe.each([
  ["calendars", "semantics 6, 7, 9", badCalendars],
  ["targets", "semantics 8, 9", badTargets],
] as const)("%s that are refused, %s", (_, __, list) => {
  it.each(list)("$name: $code", async ({ path, value, code, at = path }) => {
    const input = put(soundContract, path, value);
    const issue = found(input).find((one) => one.code === code);
    expect(issue).toMatchObject({ code, path: at, hint: expect.stringMatching(/\S/) });
    const folder = folderWith({ "contract.json": JSON.stringify(input) });
    const { status, err } = await ran(["check", "contract.json"], { cwd: folder.path });
    folder.remove();
    expect(err).toContain(`: ${at.join(".")}: `);
    expect(err).toContain(`[${code}]\n  hint: `);
    expect(status).toBe(3);
  });

  it("all of them at once", () => {
    const one = list.find(({ code }) => code.startsWith("d"));
    if (one === undefined) throw new Error("one of meaning is needed");
    const twice = put(put(soundContract, one.path, one.value), ["timeZone"], "CST");
    expect(found(twice).map(({ code }) => code)).toContain(one.code);
    expect(found(twice).map(({ code }) => code)).toContain("zone.abbreviation");
  });
});

describe("the clock entry refuses the same calendars, semantics 6, 7, 9", () => {
  // 31 September and the like are told by another code there.
  const codes: Readonly<Record<string, string>> = {
    "date.no-such-date": "date.malformed",
    "day-range.no-such-time": "day-range.malformed",
  };

  it.each(badCalendars)("$name", ({ path, value, code, name }) => {
    const { calendars } = put(soundContract, path, value) as typeof soundContract;
    const [own] = calendars ?? [];
    // It knows no contract that begins: a calendar that was once open is none that never opens.
    if (name.includes("before the contract begins")) return;
    expect.assertions(1);
    try {
      businessTime({ ...own, zone: "Asia/Shanghai" } as Parameters<typeof businessTime>[0]);
    } catch (error) {
      const issues = error instanceof RefusedError ? error.issues : [];
      expect(issues.map((one) => one.code)).toContain(codes[code] ?? code);
    }
  });

  it("no reachable opening: refused when it is asked for", () => {
    const past = businessTime({
      id: "past",
      zone: "UTC",
      weekly: { mon: ["09:00-18:00"] },
      effective: { until: "1990-01-01" },
    });
    expect(() => past.dueAt("2026-10-12T09:00:00Z", { business: "PT1H" })).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ code: "calendar.out-of-reach" })],
      }),
    );
    expect(past.elapsedMs("2026-10-12T09:00:00Z", "2026-10-13T09:00:00Z")).toBe(0);
  });
});

const contract = parseContract(soundContract);
const openedAt = "2026-10-09T01:00:00Z";
const ticket = (events: readonly object[]) => ({
  type: "ticket" as const,
  id: "T-1",
  service: "messaging",
  openedAt,
  severity: "P1",
  events: events as never[],
});

const badLogs: readonly { name: string; events: readonly object[]; code: string; at: Path }[] = [
  {
    name: "a resume without a pause",
    events: [{ event: "waiting-ended", at: "2026-10-09T02:00:00Z" }],
    code: "ticket.resume-without-pause",
    at: ["events", 0],
  },
  {
    name: "a resume of another reason",
    events: [
      { event: "waiting-started", at: "2026-10-09T02:00:00Z", reason: "customer" },
      { event: "waiting-ended", at: "2026-10-09T03:00:00Z", reason: "vendor" },
    ],
    code: "ticket.resume-without-pause",
    at: ["events", 1],
  },
  {
    name: "an event before the opening",
    events: [{ event: "replied", at: "2026-10-09T00:59:59Z", by: "agent" }],
    code: "ticket.event-before-opening",
    at: ["events", 0],
  },
  {
    name: "a stop before the start",
    events: [{ event: "resolved", at: "2026-10-08T01:00:00Z" }],
    code: "ticket.stop-before-opening",
    at: ["events", 0],
  },
  {
    name: "two severities at one instant",
    events: [
      { event: "priority-changed", at: "2026-10-09T02:00:00Z", severity: "P2" },
      { event: "priority-changed", at: "2026-10-09T02:00:00Z", severity: "P1" },
    ],
    code: "ticket.event-clash",
    at: ["events", 0],
  },
  {
    name: "a status that is none",
    events: [{ event: "snoozed", at: "2026-10-09T02:00:00Z" }],
    code: "record.unknown-value",
    at: ["events", 0, "event"],
  },
];

describe("logs of tickets that are refused, semantics 10", () => {
  it.each(badLogs)("$name: $code", async ({ events, code, at }) => {
    const row = ticket(events);
    const refused = safeParseRecords([row], contract);
    const issues = refused.ok ? [] : refused.issues;
    expect(issues).toContainEqual(expect.objectContaining({ code, path: [0, ...at] }));
    expect(() => clocksAt(clockPolicy(contract), row, "2026-10-10T00:00:00Z")).toThrow(
      RefusedError,
    );
    const folder = folderWith({
      "contract.json": JSON.stringify(soundContract),
      "tickets.ndjson": `${JSON.stringify(row)}\n`,
    });
    const argv = ["settle", "contract.json", "--records", "tickets.ndjson", "--period", "2026-10"];
    const { status, out, err } = await ran(argv, { cwd: folder.path });
    folder.remove();
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toContain(`tickets.ndjson:1: 0.${at.join(".")}: `);
    expect(err).toContain(`[${code}]`);
  });
});

describe("what looks odd and is not refused", () => {
  const reading = (events: readonly object[], asOf = "2026-10-10T00:00:00Z") =>
    clocksAt(clockPolicy(contract), ticket(events), asOf)[0];

  it("two events of one instant give one result in any order (10)", () => {
    const at = "2026-10-09T01:15:00.001Z";
    const events = [
      { event: "resolved", at },
      { event: "replied", at, by: "agent" },
      { event: "waiting-started", at, reason: "customer" },
    ];
    // A millisecond late, and answered: the reply acts first.
    expect(reading(events)).toMatchObject({ state: "breached", lateMs: 1 });
    expect(reading(events.toReversed())).toEqual(reading(events));
  });

  it("a target of nothing is due at the next open instant (9)", () => {
    const zero = put(soundContract, ["commitments", 1, "targets", 0, "within"], {
      business: "PT0S",
      calendar: "office",
    });
    const policy = clockPolicy(parseContract(zero));
    // Friday 9 October 2026, 20:00 in Shanghai; Saturday the 10th is a working day.
    const evening = { ...ticket([]), openedAt: "2026-10-09T12:00:00Z" };
    expect(clocksAt(policy, evening, "2026-10-09T13:00:00Z")[0]?.dueAt).toBe(
      Date.parse("2026-10-10T09:00:00+08:00"),
    );
  });

  it("hours that end before they begin run over midnight (6)", () => {
    const night = businessTime({ id: "night", zone: "UTC", weekly: { mon: ["18:00-09:00"] } });
    expect(night.elapsedMs("2026-10-12T00:00:00Z", "2026-10-14T00:00:00Z")).toBe(15 * 3_600_000);
  });
});
