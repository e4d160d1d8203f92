import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  explain,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { shared } from "../support/shared.ts";
import { type Answer, answerFrom } from "./cycle-answers.ts";
import { type Case, calendarOf, commitmentOf, ticketOf, type Wanted } from "./translate.ts";

/**
 * What the tests and papers of other ticket systems expect, asked of the public calls: each case
 * becomes a contract and records by rote, and what `explain` says of the ticket is the answer.
 */

/** Read another way on purpose, or no question to a clock: docs/limitations.md says it too. */
const unread: Readonly<Record<string, string>> = {
  "zammad-44": "the source gives no cause for the clock's later start",
  "jsm-01": "it changes a target after the fact; versions belong to the contract, not to a clock",
};
const unreadKinds: Readonly<Record<string, string>> = {
  subtract: "a question to a calendar, without a ticket",
  "previous-open": "a question to a calendar, without a ticket",
  "open-intervals": "a question to a calendar, without a ticket",
  "is-business-day": "a question to a calendar, without a ticket",
  "invalid-input": "arguments of the source's own functions",
};

function whyUnread({ id, kind, target, expected }: Case): string | undefined {
  if (Object.keys(expected).every((key) => key === "overall"))
    return "states of a whole ticket: each clock has its own result";
  if ((target?.businessDays ?? 0) < 0) return "no target lies before its start";
  return unread[id] ?? unreadKinds[kind];
}

const file = shared("cases/ticket-clocks.json");

describe(`cases of other ticket systems, semantics 6 to 15 (${file.note})`, () => {
  if (file.isAbsent) {
    it.skip(file.note, () => {});
    return;
  }
  const { calendars, cases } = JSON.parse(readFileSync(file.path, "utf8")) as {
    readonly calendars: Readonly<Record<string, object>>;
    readonly cases: readonly Case[];
  };
  for (const each of cases) {
    const why = whyUnread(each);
    if (why !== undefined) it.skip(`${each.kind} ${each.id}: ${why}`, () => {});
    else it(`${each.kind} ${each.id}`, () => check(each, calendars));
  }

  it("most are answered", () => {
    const answered = cases.filter((each) => whyUnread(each) === undefined).length;
    expect([answered, cases.length]).toEqual([answered, 204]);
    expect(answered).toBeGreaterThan(160);
  });
});

const wantedOf = ({ expected, recommendedExpected }: Case) => recommendedExpected ?? expected;

function check(each: Case, calendars: Readonly<Record<string, object>>): void {
  const wanted = wantedOf(each);
  switch (each.kind) {
    case "invalid-calendar":
      expect(safeParseContract(contractOf(each.target ?? {}, ["resolution"], each)).ok).toBe(false);
      return;
    case "due":
    case "business-days":
    case "next-open": {
      const [answer] = asked(each, calendars, ["resolution"]);
      // The opening itself is found by a target of one millisecond.
      const beyond = each.kind === "next-open" ? 1 : 0;
      expect(answer?.dueMs).toBe(Date.parse(String(wanted.dueAt ?? wanted.at)) + beyond);
      return;
    }
    case "open-at":
      expect(asked(each, calendars, ["resolution"])[0]?.countedMs).toBe(
        wanted.open === true ? 1 : 0,
      );
      return;
    case "elapsed": {
      const [start, end] = each.events.map(({ at }) => Date.parse(at));
      if ((end ?? 0) < (start ?? 0)) {
        expectRefused(each, calendars);
        return;
      }
      const [answer] = asked(each, calendars, ["resolution"]);
      expect((answer?.countedMs ?? 0) / 1000).toBe(wanted.businessSeconds);
      return;
    }
    case "reply-cycles":
    case "periodic-update":
      checkCycles(each, asked(each, calendars, Object.keys(each.target ?? {})), wanted);
      return;
    default:
      for (const [name, value] of Object.entries(wanted)) {
        if (name === "overall" || typeof value === "number") continue;
        const [answer] = asked(each, calendars, [name]);
        if (typeof value === "string") checkState(answer, value);
        else
          checkFields(
            answer,
            each.target?.[name as "resolution"]?.businessSeconds ?? 0,
            value as Wanted,
          );
      }
  }
}

/** The same question as a contract and rows: what `explain` says of every cycle of the ticket. */
function asked(
  each: Case,
  calendars: Readonly<Record<string, object>>,
  clocks: readonly string[],
): readonly Answer[] {
  const contract = parseContract(contractOf(calendars[each.calendar ?? ""] ?? {}, clocks, each));
  const { row, asOf } = ticketOf(each);
  const period = new Date(asOf).toISOString().slice(0, 7);
  const statement = settle({ contract, records: parseRecords([row], contract), period, asOf });
  const { facts } = explain(statement, { record: row.id }, { rows: [row] });
  return facts.map(({ effect }) => answerFrom(effect));
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
    calendars: [calendarOf(calendar)],
    services: [{ id: "desk" }],
    commitments: clocks.map((name) => commitmentOf(name, each)),
    claim: { on: "automatic" },
  };
}

/** A reversed interval is 0 in a library call; in a record it is refused (9). */
function expectRefused(each: Case, calendars: Readonly<Record<string, object>>): void {
  const contract = parseContract(
    contractOf(calendars[each.calendar ?? ""] ?? {}, ["resolution"], each),
  );
  expect(safeParseRecords([ticketOf(each).row], contract).ok).toBe(false);
}

function checkState(answer: Answer | undefined, state: string): void {
  if (state === "breached") expect(answer?.breachedMs).toBeDefined();
  else expect(answer?.state).toBe(state);
}

function checkFields(answer: Answer | undefined, targetSeconds: number, wanted: Wanted): void {
  const seconds = Math.floor((answer?.countedMs ?? 0) / 1000);
  const found: Readonly<Record<string, unknown>> = {
    dueAt: answer?.dueMs ?? null,
    elapsedSeconds: seconds,
    elapsedMinutes: seconds / 60,
    remainingMinutes: (targetSeconds - seconds) / 60,
    breached: answer?.breachedMs !== undefined,
    overdueSeconds: (answer?.lateMs ?? 0) / 1000,
    state: answer?.state,
  };
  for (const [key, value] of Object.entries(wanted)) {
    if (!(key in found)) continue;
    const isStamp = key === "dueAt" && typeof value === "string";
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
