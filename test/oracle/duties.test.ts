import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { contractOf, resultOf, settled } from "../rules/world.ts";
import { dateText, dayMs, instantOfWallMs, stamp } from "../support/local-time.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { answersOf, type DutyAnswer, type DutyWorld, quarterMs } from "./duties.ts";

const first = Date.UTC(2026, 8, 1);
const quarters = (days: number) => fc.integer({ min: 0, max: days * 96 });

/** Two months in which clocks go back in Berlin and New York. */
const worlds = fc
  .record({
    kind: fc.constantFrom("withinAfter" as const, "noticeBefore" as const, "maxGap" as const),
    form: fc.constantFrom(
      "elapsed" as const,
      "business" as const,
      "businessDays" as const,
      "days" as const,
    ),
    n: fc.integer({ min: 1, max: 9 }),
    strict: fc.boolean(),
    zone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Shanghai"),
    holiday: fc.integer({ min: 30, max: 75 }),
    asOf: quarters(40),
    events: fc.array(quarters(80), { minLength: 2, maxLength: 4 }),
    answers: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), quarters(80)), { maxLength: 16 }),
  })
  .map(({ holiday, asOf, events, answers, n, ...rest }): DutyWorld => {
    const firstOfPeriod = instantOfWallMs(rest.zone, Date.UTC(2026, 9, 1));
    const isLength = rest.form === "elapsed" || rest.form === "business";
    return {
      ...rest,
      n: isLength ? n * n * 3 : n,
      holiday: first / dayMs + holiday,
      termStartMs: instantOfWallMs(rest.zone, first),
      asOfMs: firstOfPeriod + quarterMs + asOf * quarterMs,
      events: events.map((at, index) => ({
        id: `E-${index}`,
        subject: `S-${index}`,
        atMs: first + dayMs + at * quarterMs,
      })),
      answers: answers.map(([subject, at], index) => ({
        id: `A-${index}`,
        subject: `S-${subject}`,
        atMs: first + dayMs + at * quarterMs,
      })),
    };
  });

it("semantics 8, 9, 15, 16: duties agree with a walk over every quarter of an hour", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const from = instantOfWallMs(world.zone, Date.UTC(2026, 9, 1));
      const until = instantOfWallMs(world.zone, Date.UTC(2026, 10, 1));
      const here = answersOf(world).filter(({ dueMs }) => from <= dueMs && dueMs < until);
      const count = (state: DutyAnswer["state"]) => here.filter((one) => one.state === state);
      const rows = [
        ...world.events.map((one) => fact(one, "event")),
        ...world.answers.map((one) => fact(one, "review")),
      ];
      const given = { contract: contractFor(world), asOf: stamp(world.asOfMs) };
      const statement = settled({ ...given, rows });
      // The order of the rows is no fact (39).
      expect(settled({ ...given, rows: rows.reverse() }).hashes).toEqual(statement.hashes);
      const { population, misses } = resultOf(statement);
      expect({
        met: population?.met,
        open: population?.open,
        late: misses.ids.toSorted(),
      }).toEqual({
        met: count("met").length,
        open: count("open").length,
        late: count("late")
          .map(({ id }) => id)
          .toSorted(),
      });
    }),
    { numRuns: RUNS_CHEAP },
  );
});

function contractFor({ kind, form, n, strict, zone, holiday }: DutyWorld): ContractInput {
  const length = {
    elapsed: { elapsed: `PT${n * 15}M` },
    business: { business: `PT${n * 15}M`, calendar: "office" },
    businessDays: { businessDays: n, calendar: "office" },
    days: { days: n },
  }[form];
  const duty =
    kind === "maxGap"
      ? { maxGap: { fact: "review" } }
      : kind === "withinAfter"
        ? { withinAfter: { event: "event", fact: "review" } }
        : { noticeBefore: { event: "event", fact: "review" } };
  return contractOf({
    timeZone: zone,
    effective: { from: "2026-09-01" },
    calendars: [
      {
        id: "office",
        weekly: { "mon-fri": ["09:00-17:00"] },
        holidays: [dateText(holiday * dayMs)],
      },
    ],
    commitments: [
      {
        id: "duty",
        clause: "7.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { facts: "cycles", clock: { duty }, figure: "each" },
        excludes: [],
        targets: [{ within: { ...length, met: strict ? "less-than" : "at-most" } }],
      },
    ],
  });
}

function fact(
  { id, subject, atMs }: { readonly id: string; readonly subject: string; readonly atMs: number },
  name: string,
) {
  return { type: "fact", id, fact: name, at: stamp(atMs), subject };
}
