import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { contractOf, resultOf, settled } from "../rules/world.ts";
import { dateText, dayMs, instantOfWallMs, stamp } from "../support/local-time.ts";
import { RUNS } from "../support/settings.ts";
import {
  counted,
  type Happened,
  hourMs,
  hoursBeyond,
  type OwedWorld,
  quota,
  supported,
} from "./owed.ts";

type Commitment = ContractInput["commitments"][number];

const september = Date.UTC(2026, 8, 1);
const hours = (days: number) => fc.integer({ min: 0, max: days * 24 });

/** From September to the middle of November; clocks go back in Berlin and New York. */
const worlds = fc
  .record({
    zone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Shanghai"),
    start: fc.integer({ min: 0, max: 40 }),
    length: fc.option(fc.integer({ min: 31, max: 70 })),
    asOf: hours(40),
    n: fc.integer({ min: 1, max: 6 }),
    subjects: fc.constantFrom("apart" as const, "together" as const),
    unit: fc.constantFrom("occurrences" as const, "local-days" as const, "minutes" as const),
    which: fc.constantFrom("earliestOf" as const, "latestOf" as const),
    date: fc.integer({ min: 20, max: 70 }),
    happened: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2 }),
        hours(75),
        fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 70 }), hours(20)),
      ),
      { maxLength: 10 },
    ),
  })
  .map(({ start, length, asOf, date, happened, ...rest }): OwedWorld => {
    const at = (days: number) => instantOfWallMs(rest.zone, september + days * dayMs);
    const first = at(0);
    return {
      ...rest,
      date: september / dayMs + date,
      termStartMs: at(start),
      termEndMs: length === null ? Infinity : at(start + length),
      asOfMs: Math.max(at(30), at(start)) + hourMs + asOf * hourMs,
      happened: happened.map(([subject, from, lasts], index) => ({
        id: `F-${index}`,
        subject: `S-${subject}`,
        atMs: first + from * hourMs,
        untilMs: first + (from + lasts) * hourMs,
      })),
    };
  });

const found = (world: OwedWorld, commitment: Partial<Commitment>, rows: readonly object[]) => {
  const { zone, termStartMs, termEndMs, asOfMs } = world;
  const dateOf = (ms: number) => dateText(ms + 12 * hourMs);
  const contract = contractOf({
    timeZone: zone,
    effective: {
      from: dateOf(termStartMs),
      ...(termEndMs === Infinity ? {} : { until: dateOf(termEndMs) }),
    },
    commitments: [
      {
        id: "owed",
        clause: "7.1",
        scope: { service: "web" },
        period: "calendar-month",
        excludes: [],
        targets: [],
        ...commitment,
      } as Commitment,
    ],
  });
  const given = { contract, asOf: stamp(asOfMs) };
  const statement = settled({ ...given, rows });
  // The order of the rows is no fact (39).
  expect(settled({ ...given, rows: [...rows].reverse() }).hashes).toEqual(statement.hashes);
  return { statement, result: resultOf(statement) };
};

const measure = (duty: object, more: object = {}) =>
  ({ facts: "cycles", clock: { duty }, figure: "each", ...more }) as Commitment["measure"];

const facts = (happened: readonly Happened[], name: string, lasts: boolean) =>
  happened.map(({ id, subject, atMs, untilMs }) => ({
    type: "fact",
    id,
    subject,
    fact: name,
    at: stamp(atMs),
    ...(lasts ? { until: stamp(untilMs) } : {}),
  }));

describe("decision 0036: duties agree with a walk over every hour", () => {
  it("so many in a period (4, 5, 15)", () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (world, isCutOwed) => {
        const duty = {
          countInPeriod: {
            fact: "review",
            atLeast: world.n,
            per: "calendar-month",
            subjects: world.subjects,
            partialPeriod: isCutOwed ? "clip" : "not-a-period",
          },
        };
        const rows = facts(world.happened, "review", false);
        const { population } = found(world, { measure: measure(duty) }, rows).result;
        expect(population).toMatchObject(counted(world, isCutOwed));
      }),
      { numRuns: RUNS },
    );
  });

  it("somebody is there, away for n days at most (8, 15)", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const duty = {
          presence: { fact: "contact", per: "calendar-month", subjects: world.subjects },
        };
        const rows = facts(world.happened, "contact", true);
        const commitment = { measure: measure(duty), targets: [{ within: { days: world.n } }] };
        const { statement, result } = found(world, commitment, rows);
        const beyond = hoursBeyond(world).filter((hours) => hours > 0);
        expect(result.population?.late).toBe(beyond.length);
        const late = statement.evidence.tickets.flatMap(({ lateMs }) =>
          lateMs === undefined ? [] : [Number(lateMs) / hourMs],
        );
        expect(late.toSorted()).toEqual(beyond.toSorted());
      }),
      { numRuns: RUNS },
    );
  });

  it("what is asked for up to a quota (16, 23)", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { n, unit } = world;
        const size = unit === "minutes" ? n * 60 : n;
        const duty = {
          entitlement: { event: "asked", fact: "given", quota: size, unit, per: "calendar-month" },
        };
        // One subject is one asking.
        const rows = facts(
          world.happened.map((one) => ({ ...one, subject: one.id })),
          "asked",
          true,
        );
        const commitment = {
          measure: measure(duty, { countedIn: "opened" }),
          targets: [{ within: { days: 5 } }],
        };
        const { statement, result } = found(world, commitment, rows);
        const { used, notOwed } = quota(world);
        expect(result.entitlements).toMatchObject([
          {
            period: "2026-10",
            used: String(used),
            left: String(size - used),
            notOwed: notOwed.length,
          },
        ]);
        const listed = statement.evidence.notCounted.filter(({ why }) => why === "not-owed");
        expect(listed.map(({ record }) => record).toSorted()).toEqual(notOwed);
      }),
      { numRuns: RUNS },
    );
  });

  it("support until the earliest or latest of a date and of weeks after a release (8, 15)", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const until = {
          [world.which]: [
            { date: dateText(world.date * dayMs) },
            { after: { event: "released", lasts: { days: 7 * world.n } } },
          ],
        };
        const order = world.happened.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
        const first = (one: Happened) =>
          order.find(({ subject }) => subject === one.subject) === one;
        const rows = [
          ...facts(order.filter(first), "released", false),
          ...facts(
            order.filter((one) => !first(one)),
            "retired",
            false,
          ),
        ];
        const duty = { supportedUntil: { fact: "retired", until } };
        const { population, misses } = found(world, { measure: measure(duty) }, rows).result;
        const { met, late } = supported(world);
        const own = order.filter(({ atMs }) => atMs < world.asOfMs).length > 0;
        // Without any record the date alone may still be kept: that is one, of no subject.
        if (own) expect(population?.met).toBe(met);
        expect(misses.ids).toEqual(late.map((subject) => `${subject}#0`));
      }),
      { numRuns: RUNS },
    );
  });
});
