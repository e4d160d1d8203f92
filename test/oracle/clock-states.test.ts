import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clocksAt } from "../../src/clock.ts";
import {
  clockPolicy,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import {
  live,
  type PlainReading,
  type PlainTarget,
  type PlainTerms,
  stepMs,
} from "./clock-simulator.ts";
import {
  contractWith,
  hourMs,
  hours,
  later,
  opening,
  reasons,
  ticket,
  ticketRow,
  wall,
} from "./clock-world.ts";

/**
 * Every clock under every rule for priorities and reopenings, on random tickets around the night in
 * which summer time ends, against the simulator. MAKEGOOD_ORACLE_RUNS asks for more tickets.
 */
const runs = Number(process.env.MAKEGOOD_ORACLE_RUNS ?? 3000);
/** Long walks on a busy machine. */
const patienceMs = 300_000;

/** A target in the words of a contract, and as the simulator takes it. */
interface Row {
  readonly within: object;
  readonly target: PlainTarget;
}

const met = (strict: boolean) => (strict ? { met: "less-than" } : {});
const strict = fc.constantFrom(false, false, true);
const calendar = fc.constantFrom("office" as const, "night" as const);
/** Often whole hours, as events are: so that a target is used up in the very step of an event. */
const steps = fc.oneof(
  fc.constantFrom(6, 12, 18, 24, 36, 42, 48),
  fc.integer({ min: 1, max: 200 }),
);
const iso = (ms: number) => `PT${ms / 60_000}M`;

const timeRow: fc.Arbitrary<Row> = fc
  .tuple(steps, fc.option(calendar), strict)
  .map(([count, name, isStrict]) => {
    const ms = count * stepMs;
    return name === null
      ? {
          within: { elapsed: iso(ms), ...met(isStrict) },
          target: { kind: "elapsed", ms, strict: isStrict },
        }
      : {
          within: { business: iso(ms), calendar: name, ...met(isStrict) },
          target: { kind: "business", ms, calendar: name, strict: isStrict },
        };
  });
const dayRow: fc.Arbitrary<Row> = fc
  .record({
    n: fc.integer({ min: 1, max: 3 }),
    by: fc.constantFrom("same-time" as const, "end-of-day" as const, "12:30" as const),
    outsideHours: fc.constantFrom("move" as const, "keep" as const, "roll" as const),
    countStartDay: fc.boolean(),
    name: calendar,
    isStrict: strict,
  })
  // A due at the start itself or before it is no matter of clocks: it is a case by itself.
  .map((made) => ({ ...made, countStartDay: made.countStartDay && made.n > 1 }))
  .map(({ n, by, outsideHours, countStartDay, name, isStrict }) => ({
    within: {
      ...{ businessDays: n, by, outsideHours, calendar: name, ...met(isStrict) },
      countStartDay: countStartDay ? "yes" : "no",
    },
    target: {
      ...{ kind: "business-days", n, by, outsideHours, countStartDay, strict: isStrict },
      calendar: name,
    },
  }));
const windowRow: fc.Arbitrary<Row> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), calendar, strict)
  .map(([n, name, isStrict]) => ({
    within: { businessWindows: n, calendar: name, ...met(isStrict) },
    target: { kind: "business-windows", n, calendar: name, strict: isStrict },
  }));
const civilRow: fc.Arbitrary<Row> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), strict)
  .map(([n, isStrict]) => ({
    within: { days: n, ...met(isStrict) },
    target: { kind: "days", n, strict: isStrict },
  }));
const agreedRow: fc.Arbitrary<Row> = strict.map((isStrict) => ({
  within: { agreed: "with-the-customer", ...met(isStrict) },
  target: { kind: "agreed", strict: isStrict },
}));
const anyRow = fc.oneof(
  { weight: 6, arbitrary: timeRow },
  { weight: 4, arbitrary: dayRow },
  { weight: 1, arbitrary: windowRow },
  { weight: 1, arbitrary: civilRow },
  { weight: 1, arbitrary: agreedRow },
);

const clockNames = [
  "first-response",
  "next-response",
  "time-to-own",
  "workaround",
  "restoration",
  "first-resolution",
  "resolution",
] as const;

type Risk = { readonly used: string } | { readonly left: string };

/** Shares of a hundred and steps, so that a threshold often falls on an asOf. */
const risk: fc.Arbitrary<Risk> = fc.oneof(
  fc.constantFrom("50", "75", "90").map((used) => ({ used })),
  fc.integer({ min: 0, max: 6 }).map((count) => ({ left: iso(count * stepMs) })),
);

interface Asked {
  readonly options: Omit<PlainTerms, "targets" | "wall" | "hours">;
  readonly rows: readonly [Row, Row, Row];
  readonly atRisk: readonly Risk[];
  readonly countedIn: "opened" | "due" | "closed";
}

const edges = [
  ...(["customer-replied", "agent-replied", "assigned", "workaround"] as const),
  ...(["restored", "resolved", "closed", "reopened"] as const),
];
/** From one event to another. */
const customClock = fc
  .tuple(fc.constantFrom("opened", ...edges), fc.constantFrom(...edges))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ custom: { from, to } }));

const terms: fc.Arbitrary<Asked> = fc
  .record({
    clock: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...clockNames) },
      { weight: 1, arbitrary: customClock },
    ),
    isAfterFirst: fc.boolean(),
    pausedBy: fc.subarray([...reasons]),
    onPriorityChange: fc.constantFrom(
      ...(["carry", "carry", "reset", "proportional", "freeze", "recount"] as const),
    ),
    onReopen: fc.constantFrom(
      ...(["resume", "resume", "new-cycle", "first-only", "count-gap"] as const),
    ),
    countedUnder: fc.constantFrom(...(["at-start", "at-stop", "at-due"] as const)),
  })
  .chain((options) => {
    // A share of a target is left of another: lengths of time only.
    const row = options.onPriorityChange === "proportional" ? timeRow : anyRow;
    return fc.record({
      rows: fc.tuple(row, row, row),
      options: fc.constant(options),
      atRisk: fc.array(risk, { maxLength: 2 }),
      countedIn: fc.constantFrom(...(["opened", "due", "due", "closed"] as const)),
    });
  });

function termsOf({ options, rows }: Asked): PlainTerms {
  const [first, second, last] = rows;
  return { ...options, targets: [first.target, second.target, last.target], wall, hours };
}

/** A first response that is agreed too: next ones are those after it. */
const firstResponse = { clock: "first-response", targets: [{ within: { elapsed: "PT1H" } }] };

function contractOf({ options, rows, atRisk, countedIn }: Asked): object {
  const { isAfterFirst, ...measure } = options;
  const also = isAfterFirst && options.clock === "next-response" ? [firstResponse] : [];
  const risks = atRisk.length === 0 ? {} : { atRisk };
  const [first, second, last] = rows;
  return contractWith(
    { ...measure, ...risks, countedIn },
    [
      { where: { severity: ["P1"] }, within: first.within },
      { where: { severity: ["P2"] }, within: second.within },
      { within: last.within },
    ],
    also,
  );
}

describe("every clock against a simulator, semantics 8 to 15", () => {
  it(
    `${runs} tickets: state, due, breach, elapsed and lateness of each cycle`,
    () => {
      let cycles = 0;
      fc.assert(
        fc.property(terms, ticket, later, (asked, plain, afterMs) => {
          const asOf = plain.openedAt + afterMs + stepMs;
          const parsed = safeParseContract(contractOf(asked));
          if (!parsed.ok) throw new Error(parsed.issues.map(({ code }) => code).join());
          const row = ticketRow(plain, nameOf(asked));
          const refused = safeParseRecords([row], parsed.value);
          if (!refused.ok) throw new Error(refused.issues.map(({ code }) => code).join());
          const wanted = live(termsOf(asked), plain, asOf);
          const found = clocksAt(clockPolicy(parsed.value), row, asOf)
            .filter(({ id, state }) => id === "clock" && state !== "not-started")
            .map(({ row: own, remainingMs, ...reading }) => ({
              ...Object.fromEntries(
                (Object.keys(shape) as (keyof typeof shape)[]).map((key) => [key, reading[key]]),
              ),
              row: own?.index,
              leftMs: reading.state === "paused" ? undefined : remainingMs,
            }));
          cycles += found.length;
          expect(found).toEqual(wanted.map((reading) => comparable(reading, asked)));
        }),
        { numRuns: runs },
      );
      expect(cycles).toBeGreaterThan(runs / 2);
    },
    patienceMs,
  );
});

/** What `due-agreed` calls the clock: one of the contract's own by the commitment. */
function nameOf({ options: { clock } }: Asked): string {
  return typeof clock === "object" ? "clock" : clock;
}

const shape = {
  ...{ state: 0, startedAt: 0, stoppedAt: 0, dueAt: 0, breachedAt: 0, elapsedMs: 0, lateMs: 0 },
};

/** What waits has its time left held in reserve; the simulator does not look there. */
function comparable(reading: PlainReading, { atRisk }: Asked): object {
  const { state, leftMs } = reading;
  if (state === "paused") return { ...reading, leftMs: undefined };
  // Of a due that nobody agreed on nothing was met (16).
  if (state === "met" && reading.dueAt === undefined) return { ...reading, state: "stopped" };
  const isAtRisk = state === "running" && atRisk.some((one) => isReached(one, reading));
  return { ...reading, leftMs, state: isAtRisk ? "at-risk" : state };
}

function isReached(one: Risk, { elapsedMs, leftMs }: PlainReading): boolean {
  if (leftMs === undefined) return false;
  if ("left" in one) return leftMs <= Number(/\d+/.exec(one.left)) * 60_000;
  return leftMs * 100 <= (elapsedMs + leftMs) * (100 - Number(one.used));
}

/** 26 October 2026, 00:00 in Berlin: after the change of the clocks, at +01:00. */
const weekEndMs = Date.parse("2026-10-25T23:00:00Z");
const weekStartMs = Date.parse("2026-10-18T22:00:00Z");

/** The instant whose period a cycle counts in (16). */
function countedAt({ countedIn }: Asked, reading: PlainReading): number {
  const { state, startedAt, stoppedAt, breachedAt, dueAt } = reading;
  const due = breachedAt ?? dueAt;
  if (countedIn === "opened") return startedAt;
  if (countedIn === "closed") return stoppedAt ?? due ?? Number.POSITIVE_INFINITY;
  return due ?? (state === "cancelled" ? startedAt : (stoppedAt ?? Number.POSITIVE_INFINITY));
}

/** Without an instant to count at it is told of where its clock began, and not counted. */
function toldAt(asked: Asked, reading: PlainReading): number {
  const at = countedAt(asked, reading);
  return at === Number.POSITIVE_INFINITY ? reading.startedAt : at;
}

function isInWeek(at: number): boolean {
  return weekStartMs <= at && at < weekEndMs;
}

/** Open tickets are never met; what ended after its due is late, however it ended (11, 15, 16). */
function standingOf(asked: Asked, reading: PlainReading): string {
  const { countedIn } = asked;
  const { state, breachedAt, dueAt } = reading;
  if (countedAt(asked, reading) === Number.POSITIVE_INFINITY) return "notCounted";
  if (countedIn === "closed" && state === "breached-open") return "open";
  if (breachedAt !== undefined) return "late";
  if (state === "met") return dueAt === undefined ? "notCounted" : "met";
  if (state === "cancelled") return "cancelled";
  return state === "ended-without-reply" ? "notCounted" : "open";
}

describe("the population of a week against the simulator, semantics 15 and 16", () => {
  it(
    `${Math.ceil(runs / 5)} lists of tickets`,
    () => {
      const lists = fc.array(ticket, { minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(terms, lists, opening, (asked, tickets, at) => {
          const contract = parseContract(contractOf(asked));
          const rows = tickets.map((plain, index) => ({
            ...ticketRow(plain, nameOf(asked)),
            id: `T-${index}`,
          }));
          const known = at + 24 * hourMs;
          const records = parseRecords(rows, contract);
          const { results } = settle({ contract, records, period: "2026-W43", asOf: known });
          const standings = tickets.flatMap((plain) =>
            live(termsOf(asked), plain, known)
              .filter((one) => isInWeek(toldAt(asked, one)))
              .map((one) => standingOf(asked, one)),
          );
          const count = (standing: string) => standings.filter((one) => one === standing).length;
          expect(results[0]?.population).toEqual({
            counted: count("met") + count("late"),
            met: count("met"),
            late: count("late"),
            open: count("open"),
            cancelled: count("cancelled"),
            notCounted: count("notCounted"),
          });
        }),
        { numRuns: Math.ceil(runs / 5) },
      );
    },
    patienceMs,
  );
});
