import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type DutyTerms, runDuty } from "../../src/core/duty.ts";
import { openDuties, parseContract, parseRecords, verify } from "../../src/index.ts";
import type { Instant } from "../../src/time/instant.ts";
import { contractOf, resultOf, settled, stamp } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type By = "start" | "stop";

const commitment = (id: string, duty: object, within: object, more: object = {}): Commitment =>
  ({
    id,
    clause: "7.1",
    scope: { service: "web" },
    period: "calendar-month",
    measure: { facts: "cycles", clock: { duty }, figure: "each" },
    excludes: [],
    targets: [{ within }],
    ...more,
  }) as Commitment;

/** One version after another: the first, then each from its date on. */
const versions = (
  duty: object,
  first: object,
  ...later: readonly (readonly [from: string, by: By, within: object])[]
): Commitment[] => [
  commitment("v1", duty, first),
  ...later.map(([from, termsAt, within], index) =>
    commitment(`v${index + 2}`, duty, within, {
      effective: { from, continues: { commitment: `v${index + 1}`, termsAt } },
    }),
  ),
];
const cut = "2026-10-15";
const fact = (id: string, name: string, when: string, more: object = {}) => ({
  type: "fact",
  id,
  fact: name,
  at: stamp(when),
  ...more,
});
const judged = (commitments: Commitment[], rows: readonly object[]) =>
  settled({ contract: contractOf({ effective: { from: "2026-10-01" }, commitments }), rows });
/** Each late one with the instant from which it is. */
const late = (commitments: Commitment[], rows: readonly object[]) =>
  judged(commitments, rows).evidence.tickets.map(
    ({ record, breachedAt }) => `${record} ${breachedAt?.slice(5, 16)}`,
  );

/** The table of docs/versions.md, for whatever takes an hour, and half an hour from the 15th on. */
const hours = [
  { from: "10-14T23:40", until: "10-15T00:20", start: [], stop: ["10-15T00:10"] },
  { from: "10-14T23:20", until: "10-15T00:10", start: [], stop: ["10-15T00:00"] },
  { from: "10-14T23:10", until: "10-15T00:00", start: [], stop: [] },
  { from: "10-15T00:00", until: "10-15T00:40", start: ["10-15T00:30"], stop: ["10-15T00:30"] },
] as const;

describe("semantics 37: what is owed after an event takes the terms of its start, or those it stops under", () => {
  const [hour, half] = [{ elapsed: "PT1H" }, { elapsed: "PT30M" }];
  const duties = {
    withinAfter: { event: "incident", fact: "report" },
    entitlement: {
      event: "incident",
      fact: "report",
      quota: 5,
      unit: "occurrences",
      per: "calendar-month",
    },
  };

  for (const [kind, duty] of Object.entries(duties))
    for (const by of ["start", "stop"] as const)
      it.each(hours)(`${kind}, by the ${by}: from $from to $until`, (row) => {
        const rows = [fact("F-1", "incident", row.from), fact("F-2", "report", row.until)];
        const own = versions({ [kind]: duty }, hour, [cut, by, half]);
        expect(late(own, rows)).toEqual(row[by].map((at) => `F-1 ${at}`));
      });

  it.each([
    // Five days, then two, of which the second is over on the 15th at ten.
    { from: "10-13T10:00", until: "10-17T09:00", start: [], stop: ["F-1 10-15T10:00"] },
    // Two days from the 11th were over before the terms changed.
    { from: "10-11T10:00", until: "10-16T09:00", start: [], stop: ["F-1 10-15T00:00"] },
  ])("days: from $from to $until", ({ from, until, ...wanted }) => {
    const rows = [fact("F-1", "incident", from), fact("F-2", "report", until)];
    for (const by of ["start", "stop"] as const) {
      const own = versions({ withinAfter: duties.withinAfter }, { days: 5 }, [
        cut,
        by,
        { days: 2 },
      ]);
      expect(late(own, rows)).toEqual(wanted[by]);
    }
  });

  it("the period is judged by the version of its start or stop, and the rows of both are shown", () => {
    const rows = [fact("F-1", "incident", "10-14T23:40"), fact("F-2", "report", "10-15T00:20")];
    const own = versions({ withinAfter: duties.withinAfter }, hour, [cut, "stop", half]);
    const statement = judged(own, rows);
    expect(statement.results.map(({ id }) => id)).toEqual(["v2/web/2026-10"]);
    expect(resultOf(statement).target).toMatchObject({
      rows: [{ row: "≤ PT1H" }, { row: "≤ PT30M" }],
    });
    expect(statement.evidence.tickets).toMatchObject([{ record: "F-1", row: 1, lateMs: "600000" }]);
    expect(verify(statement, { rows }).ok).toBe(true);
  });

  it("what is owed now is listed once", () => {
    const dueAt = (by: By) => {
      const contract = parseContract(
        contractOf({
          commitments: versions({ withinAfter: duties.withinAfter }, hour, [cut, by, half]),
        }),
      );
      const records = parseRecords([fact("F-1", "incident", "10-14T23:40")], contract);
      return openDuties(contract, records, "2026-10-15T00:05:00Z").map(
        (one) => `${one.id} ${new Date(one.dueAt ?? 0).toISOString()} ${one.row?.shown}`,
      );
    };
    expect(dueAt("start")).toEqual(["v2 2026-10-15T00:40:00.000Z ≤ PT1H"]);
    expect(dueAt("stop")).toEqual(["v2 2026-10-15T00:10:00.000Z ≤ PT30M"]);
  });
});

describe("semantics 37: gaps and absences over a boundary", () => {
  it("a gap of ten days, then of five", () => {
    // From the 1st to the 9th: in time. From there to the 18th nine days; from there to the 26th eight.
    const rows = ["10-09", "10-18", "10-26"].map((date, n) =>
      fact(`R-${n}`, "review", `${date}T00:00`),
    );
    const by = (termsAt: By) =>
      late(
        versions({ maxGap: { fact: "review" } }, { days: 10 }, [cut, termsAt, { days: 5 }]),
        rows,
      );
    expect(by("start")).toEqual(["R-1 10-23T00:00", "R-2 10-31T00:00"]);
    // Five days from the 9th are over on the 14th, before the terms change.
    expect(by("stop")).toEqual(["R-0 10-15T00:00", "R-1 10-23T00:00", "R-2 10-31T00:00"]);
  });

  it.each(hours.slice(0, 2))("nobody there from $from to $until", (row) => {
    const there = [
      fact("F-1", "staffed", "10-01T00:00", { until: stamp(row.from) }),
      fact("F-2", "staffed", row.until),
    ];
    const presence = { fact: "staffed", per: "calendar-month", subjects: "together" };
    for (const by of ["start", "stop"] as const) {
      const own = versions({ presence }, { elapsed: "PT1H" }, [cut, by, { elapsed: "PT30M" }]);
      expect(late(own, there)).toEqual(row[by].map((at) => `staffed/2026-10 ${at}`));
      // The row is that of the version by which the period itself is judged.
      if (row[by].length > 0)
        expect(judged(own, there).evidence.tickets).toMatchObject([{ row: 1 }]);
    }
  });
});

describe("semantics 37: a notice, of the version of its event, or of the one under which it was given", () => {
  const duty = { noticeBefore: { event: "work", fact: "announced" } };
  const two = { days: 2 };
  const four = { days: 4 };

  it.each([
    {
      work: "10-16T10:00",
      told: "10-13T10:00",
      start: ["10-12T10:00"],
      stop: [],
      why: "three days",
    },
    {
      work: "10-18T10:00",
      told: "10-15T00:00",
      start: ["10-14T10:00"],
      stop: [],
      why: "at the boundary",
    },
    {
      work: "10-18T10:00",
      told: "10-15T00:01",
      start: ["10-14T10:00"],
      stop: ["10-14T10:00"],
      why: "under the new terms",
    },
    {
      work: "10-15T00:00",
      told: "10-12T00:00",
      start: ["10-11T00:00"],
      stop: [],
      why: "work at the boundary",
    },
    {
      work: "10-14T10:00",
      told: "10-13T10:00",
      start: ["10-12T10:00"],
      stop: ["10-12T10:00"],
      why: "all of it under the old terms",
    },
    {
      work: "10-16T10:00",
      told: undefined,
      start: ["10-12T10:00"],
      stop: ["10-12T10:00"],
      why: "never given",
    },
  ])("work $work, told $told: $why", ({ work, told, why: _, ...wanted }) => {
    const rows = [
      fact("F-1", "work", work),
      ...(told === undefined ? [] : [fact("F-2", "announced", told)]),
    ];
    for (const by of ["start", "stop"] as const)
      expect(late(versions(duty, two, [cut, by, four]), rows)).toEqual(
        wanted[by].map((at) => `F-1 ${at}`),
      );
  });

  it("back over each boundary at which the stop decides, up to the first at which it does not", () => {
    const rows = [fact("F-1", "work", "10-22T10:00"), fact("F-2", "announced", "10-14T10:00")];
    const of = (first: By, second: By, days: readonly [number, number, number]) =>
      late(
        versions(
          duty,
          { days: days[0] },
          [cut, first, { days: days[1] }],
          ["2026-10-20", second, { days: days[2] }],
        ),
        rows,
      );
    // Eight days of notice; of three versions one asks for ten.
    expect(of("stop", "stop", [10, 2, 2])).toEqual(["F-1 10-12T10:00"]);
    expect(of("start", "stop", [2, 10, 2])).toEqual(["F-1 10-12T10:00"]);
    expect(of("stop", "start", [2, 2, 10])).toEqual(["F-1 10-12T10:00"]);
    expect(of("start", "start", [2, 2, 10])).toEqual(["F-1 10-12T10:00"]);
    expect(of("start", "stop", [10, 2, 10])).toEqual([]);
  });
});

describe("semantics 37: minute by minute", () => {
  const minute = 60_000;
  const instant = (minutes: number) => (minutes * minute) as Instant;

  it("what takes longer than the version then in force allows is late", () => {
    const lengths = fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 20 })));
    const by = fc.constantFrom<By>("start", "stop");
    fc.assert(
      fc.property(
        lengths,
        fc.tuple(by, by),
        fc.tuple(fc.integer({ min: 10, max: 20 }), fc.integer({ min: 1, max: 15 })),
        fc.integer({ min: 0, max: 40 }),
        fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
        (minutes, [first, second], [at, later], event, took) => {
          const bounds = [at, at + later];
          const asOf = 100;
          const row = (index: number, from: number, until: number): DutyTerms["rows"][number] => ({
            where: undefined,
            target: { kind: "elapsed", ms: (minutes[index] ?? 0) * minute, strict: false },
            inForce: { from: instant(from), until: instant(until) },
          });
          const terms: DutyTerms = {
            duty: {
              kind: "within-after",
              event: { which: "earliest", names: ["event"] },
              fact: "answer",
            },
            rows: [row(0, 0, at), row(1, at, at + later), row(2, at + later, 1000)],
            versions: [
              { at: instant(at), termsAt: first },
              { at: instant(at + later), termsAt: second },
            ],
          };
          const of = (id: string, name: string, when: number) => ({
            id,
            fact: name,
            at: instant(when),
            attributes: {},
          });
          const facts = [
            of("E", "event", event),
            ...(took === undefined ? [] : [of("A", "answer", event + took)]),
          ];
          const [cycle] = runDuty(terms, {
            facts: facts as never,
            planned: [],
            termStart: instant(0),
            termEnd: instant(1000),
            judgedFrom: instant(0),
            asOf: instant(asOf),
          });

          // By hand: each minute under the version that is in force as it begins.
          let version = bounds.filter((bound) => bound <= event).length;
          let isLate = false;
          for (let now = event; now < (took === undefined ? asOf : event + took); now += 1) {
            const passed = bounds.indexOf(now);
            if (passed !== -1 && now > event && [first, second][passed] === "stop")
              version = passed + 1;
            if (now + 1 - event > (minutes[version] ?? 0)) isLate = true;
          }
          expect(cycle?.breachedAt !== undefined).toBe(isLate);
        },
      ),
    );
  });
});
