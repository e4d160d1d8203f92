import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  businessTime,
  type ClockReading,
  calendarOf,
  clocksAt,
  openClocks,
} from "../../src/clock.ts";
import {
  clockPolicy,
  explain,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { shared } from "../support/shared.ts";
import { checkCalendar, isCalendarQuestion } from "./calendar-answers.ts";
import { type Answer, answerFrom } from "./cycle-answers.ts";
import {
  type Case,
  type CaseCalendar,
  commitmentOf,
  calendarOf as hoursOf,
  ticketOf,
  type Wanted,
} from "./translate.ts";

/**
 * What the tests and papers of other ticket systems expect, asked of the public calls: each case
 * becomes a contract and records by rote, and what `explain` says of the ticket is the answer.
 */

/** Lines of a file of cases. */
function linesOf<Line>(name: string): readonly Line[] {
  const path = new URL(`../../fixtures/ticket-clocks/${name}`, import.meta.url);
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

const cases = linesOf<Case>("cases.ndjson");
const calendars = new Map(
  linesOf<CaseCalendar & { readonly id: string }>("calendars.ndjson").map((one) => [one.id, one]),
);

describe("cases of other ticket systems, semantics 6 to 15", () => {
  it.each(cases.map((each) => [each.kind, each.id, each] as const))("%s %s", (_, __, each) => {
    check(each);
  });

  it("are all there", () => {
    expect(cases.length).toBe(204);
  });
});

const extra = shared("cases/ticket-clocks.json");

describe(`the collection that they were taken from (${extra.note})`, () => {
  it.skipIf(extra.isAbsent)("has no other case, and expects the same", () => {
    const all = JSON.parse(readFileSync(extra.path, "utf8")) as { readonly cases: readonly Case[] };
    const wanted = all.cases.map((each) => [each.id, each.recommendedExpected ?? each.expected]);
    expect(cases.map(({ id, expected }) => [id, expected])).toEqual(wanted);
  });
});

/** A question to a calendar is asked of `makegood/clock`; where a ticket can ask it, of a ticket too. */
function check(each: Case): void {
  if (each.id === "jsm-01") checkVersions(each);
  else if (each.kind === "invalid-calendar")
    expect(safeParseContract(contractOf(hoursOf(each.target ?? {}), ["resolution"], each)).ok).toBe(
      false,
    );
  else if (!isCalendarQuestion(each)) checkTicket(each);
  else {
    checkCalendar(each, parseContract(contractFor({ ...each, target: null }, ["resolution"])));
    checkAsTicket(each);
  }
}

function checkAsTicket(each: Case): void {
  const { expected } = each;
  switch (each.kind) {
    case "due":
    case "business-days":
    case "next-open": {
      // No target of a clock lies before its start.
      if ((each.target?.businessDays ?? 0) < 0) return;
      const [answer] = asked(each, ["resolution"]);
      // The opening itself is found by a target of one millisecond.
      const beyond = each.kind === "next-open" ? 1 : 0;
      expect(answer?.dueMs).toBe(Date.parse(String(expected.dueAt ?? expected.at)) + beyond);
      return;
    }
    case "open-at":
      expect(asked(each, ["resolution"])[0]?.countedMs).toBe(expected.open === true ? 1 : 0);
      return;
    case "elapsed": {
      const [start = 0, end = 0] = each.events.map(({ at }) => Date.parse(at));
      if (end < start) expectRefused(each);
      else
        expect((asked(each, ["resolution"])[0]?.countedMs ?? 0) / 1000).toBe(
          expected.businessSeconds,
        );
    }
  }
}

function checkTicket(each: Case): void {
  const { kind, target, expected } = each;
  if (kind === "reply-cycles" || kind === "periodic-update") {
    checkCycles(each, asked(each, Object.keys(target ?? {})), expected);
    return;
  }
  const [clock = "resolution"] = Object.keys(expected);
  for (const [name, value] of Object.entries(expected)) {
    const seconds = (of: string) => target?.[of as "resolution"]?.businessSeconds ?? 0;
    if (name === "overall") checkOverall(each, String(value));
    else if (name === "percent")
      expect(cutOff((asked(each, [clock])[0]?.countedMs ?? 0) / seconds(clock) / 10)).toBe(value);
    else if (typeof value === "string") checkState(asked(each, [name])[0], value);
    else checkFields(each, name, asked(each, [name])[0], seconds(name), value as Wanted);
  }
}

/** To three decimals: never rounded up to a breach. */
const cutOff = (percent: number) => Math.floor(percent * 1000) / 1000;

/** The state of a whole ticket, told by its clocks: which is the most urgent, whether one is late. */
function checkOverall(each: Case, wanted: string): void {
  const { policy, ticket, asOf } = clocksFor(each, [
    ...new Set([...Object.keys(each.target ?? {}), "resolution"]),
  ]);
  const states = clocksAt(policy, ticket, asOf).map(({ state }) => state);
  const urgent = openClocks(policy, [ticket], asOf)[0];
  const isLate = states.some((state) => state.startsWith("breached"));
  const isMet = states.every((state) => state === "met");
  const overall = isLate ? "breached" : isMet ? "met" : urgent === undefined ? "none" : "active";
  if (wanted.endsWith("-due")) expect([overall, `${urgent?.id}-due`]).toEqual(["active", wanted]);
  else expect(overall).toBe(wanted);
}

/** When the clock comes to be at risk, found as a screen finds it: from change to change. */
function riskAt(each: Case, name: string): number | undefined {
  const { policy, ticket, asOf } = clocksFor(each, [name]);
  for (let at: number | undefined = asOf; at !== undefined; ) {
    const [reading] = clocksAt(policy, ticket, at);
    if (reading?.state !== "running") return reading?.state === "at-risk" ? at : undefined;
    at = reading.nextChangeAt;
  }
  return undefined;
}

function readingOf(each: Case, name: string): ClockReading | undefined {
  const { policy, ticket, asOf } = clocksFor(each, [name]);
  return clocksAt(policy, ticket, asOf)[0];
}

/** Open time inside the pauses, which follow one another. */
function pausedMs(each: Case): number {
  const hours = businessTime(calendarOf(parseContract(contractFor(each, ["resolution"])), "hours"));
  // One that is opened in a waiting state is paused from its opening.
  let from = each.events[0]?.at ?? "";
  let ms = 0;
  for (const { type, at } of each.events) {
    if (type === "paused") from = at;
    if (type === "resumed") ms += hours.elapsedMs(from, at);
  }
  return ms;
}

function clocksFor(each: Case, clocks: readonly string[]) {
  const contract = parseContract(contractFor(each, clocks));
  const { row, asOf } = ticketOf(each);
  return { policy: clockPolicy(contract), ticket: row, asOf };
}

/**
 * A target that is changed after the fact is another version of the contract: the first one judges
 * what was due in its term, the second does not count it (37).
 */
function checkVersions(each: Case): void {
  const change = each.events.find(({ type }) => type === "definitionChanged");
  const from = change?.at.slice(0, 10);
  const events = each.events.filter(({ type }) => type === "opened" || type === "resolved");
  const ofVersion = (seconds: number, effective: object, period: string) => {
    const target = { resolution: { businessSeconds: seconds } } as unknown as Case["target"];
    const version = { ...each, events, target };
    const contract = parseContract({ ...contractFor(version, ["resolution"]), effective });
    const records = parseRecords([ticketOf(version).row], contract);
    const asOf = "2024-03-01T00:00:00Z";
    return settle({ contract, records, period, asOf }).results[0];
  };
  const first = ofVersion(change?.from ?? 0, { from: "1970-01-01", until: from }, "2024-01");
  expect(first).toMatchObject({ verdict: "met", population: { counted: 1, met: 1 } });
  const second = ofVersion(change?.to ?? 0, { from }, "2024-02");
  expect(second).toMatchObject({ verdict: "not-measured", population: { counted: 0, late: 0 } });
}

/** The same question as a contract and rows: what `explain` says of every cycle of the ticket. */
function asked(each: Case, clocks: readonly string[]): readonly Answer[] {
  const contract = parseContract(contractFor(each, clocks));
  const { row, asOf } = ticketOf(each);
  const period = new Date(asOf).toISOString().slice(0, 7);
  const statement = settle({ contract, records: parseRecords([row], contract), period, asOf });
  const { facts } = explain(statement, { record: row.id }, { rows: [row] });
  return facts.map(({ effect }) => answerFrom(effect));
}

function contractFor(each: Case, clocks: readonly string[]): object {
  return contractOf(hoursOf(calendars.get(each.calendar ?? "") ?? {}), clocks, each);
}

function contractOf(calendar: object, clocks: readonly string[], each: Case): object {
  return {
    makegood: "contract/1",
    id: "case",
    documents: [{ id: "source", title: "Case" }],
    parties: { provider: "provider", customer: "customer" },
    currency: "USD",
    timeZone: "UTC",
    settlement: "calendar-month",
    effective: { from: "1970-01-01" },
    calendars: [calendar],
    services: [{ id: "desk" }],
    commitments: clocks.map((name) => commitmentOf(name, each)),
    claim: { on: "automatic" },
  };
}

/** A reversed interval is 0 in a library call; in a record it is refused (9). */
function expectRefused(each: Case): void {
  const contract = parseContract(contractFor(each, ["resolution"]));
  expect(safeParseRecords([ticketOf(each).row], contract).ok).toBe(false);
}

function checkState(answer: Answer | undefined, state: string): void {
  if (state === "breached") expect(answer?.breachedMs).toBeDefined();
  else expect(answer?.state).toBe(state);
}

function checkFields(
  each: Case,
  name: string,
  answer: Answer | undefined,
  targetSeconds: number,
  wanted: Wanted,
): void {
  const seconds = Math.floor((answer?.countedMs ?? 0) / 1000);
  const found: Readonly<Record<string, unknown>> = {
    dueAt: answer?.dueMs ?? readingOf(each, name)?.dueAt ?? null,
    elapsedSeconds: seconds,
    elapsedMinutes: seconds / 60,
    remainingMinutes: (targetSeconds - seconds) / 60,
    breached: answer?.breachedMs !== undefined,
    overdueSeconds: (answer?.lateMs ?? 0) / 1000,
    state: answer?.state,
    pausedBusinessSeconds: pausedMs(each) / 1000,
    thresholdAt: "thresholdAt" in wanted ? riskAt(each, name) : undefined,
  };
  for (const [key, value] of Object.entries(wanted)) {
    const isStamp = key.endsWith("At") && typeof value === "string";
    expect({ [key]: found[key] }).toEqual({ [key]: isStamp ? Date.parse(value) : value });
  }
}

const isOpen = ({ state }: Answer) => state === "running" || state === "open-late";

function checkCycles({ id }: Case, answers: readonly Answer[], wanted: Wanted): void {
  const open = answers.filter(isOpen).sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0));
  const due = wanted.openCycleDueAt ?? wanted.nextDueAt ?? wanted.dueAt;
  expect({ id, due: open[0]?.dueMs ?? null }).toEqual({
    id,
    due: typeof due === "string" ? Date.parse(due) : null,
  });
  if (wanted.nextDueClock !== undefined) expect(open[0]?.commitment).toBe(wanted.nextDueClock);
  if (wanted.cycles !== undefined)
    expect(
      answers.filter(({ state }) => state === "met").map(({ countedMs }) => countedMs / 1000),
    ).toEqual(wanted.cycles);
  if (wanted.closedWithoutReply !== undefined)
    expect(answers.filter(({ state }) => state === "ended-without-reply").length).toBe(
      wanted.closedWithoutReply,
    );
}
