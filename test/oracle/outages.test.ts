import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { fraction, fractionOf, plus, text, times } from "../support/fraction.ts";
import { answerTo, type OutageCase, WEEK } from "./outages.ts";

/** Monday 5 October 2026, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 9, 5);
const MINUTE = 60_000;

type Commitment = ContractInput["commitments"][number];
type Measure = Extract<Commitment["measure"], { facts: "outages" }>;

const length = (minutes: number) => `PT${minutes}M`;
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function stamp({ offsetMinutes }: OutageCase, minute: number): string {
  return new Date(MONDAY + (minute - offsetMinutes) * MINUTE).toISOString();
}

function contractOf(given: OutageCase): ContractInput {
  const { options, term, active } = given;
  const isLength =
    ["downtime", "longest"].includes(options.figure) || options.figure.startsWith("mean");
  return {
    makegood: "contract/1",
    id: "oracle",
    documents: [{ id: "msa", title: "MSA" }],
    parties: { provider: "Example", customer: "acme" },
    currency: "EUR",
    timeZone: given.offsetMinutes === 0 ? "UTC" : "Asia/Kolkata",
    settlement: "calendar-week",
    effective: { from: term === 0 ? "2026-01-01" : "2026-10-07" },
    calendars:
      options.hours === undefined
        ? []
        : [
            {
              id: "hours",
              weekly: { "mon-sun": [`${clock(options.hours[0])}-${clock(options.hours[1])}`] },
            },
          ],
    services: [
      {
        id: "web",
        ...(active === undefined
          ? {}
          : { active: [{ from: stamp(given, active[0]), until: stamp(given, active[1]) }] }),
      },
    ],
    exclusions: [
      { id: "planned", clause: "4", matches: { kind: "maintenance" }, removes: "window" },
    ],
    commitments: [
      {
        id: "availability",
        clause: "3",
        scope: { service: "web" },
        period: "calendar-week",
        measure: measureOf(given),
        excludes: ["planned"],
        targets: [
          isLength
            ? { atMost: "PT1H" }
            : options.figure === "count"
              ? { atMost: "2" }
              : options.figure === "downtime-percent"
                ? { atMost: "1" }
                : { atLeast: "99" },
        ],
        credits: [],
      },
    ],
    claim: { on: "automatic" },
  };
}

function measureOf({ options }: OutageCase): Measure {
  const { minimum, counting, denominator, unknown } = options;
  const given = {
    facts: "outages",
    figure: options.figure,
    weights: { full: "1", half: "0.5", none: "0" },
    ...(options.tagged ? { countOnly: { tag: ["x"] } } : {}),
    ...(minimum === undefined
      ? {}
      : {
          minimumOutage: {
            length: length(minimum.length),
            reached: minimum.reached,
            counts: minimum.counts,
            ...(minimum.bridge === undefined ? {} : { bridge: length(minimum.bridge) }),
          },
        }),
    ...(options.mergeGap === 0 ? {} : { mergeGap: length(options.mergeGap) }),
    ...(options.weighs ? { recordedShare: "weighs" } : {}),
    overlap: options.overlap,
    ...(counting === undefined
      ? {}
      : {
          counting: {
            whole: counting.unit === 5 ? "five-minutes" : "hour",
            count: counting.count,
            per: counting.per,
            ...(counting.count === "ceil" || counting.count === "floor"
              ? {}
              : { aligned: counting.aligned }),
          },
        }),
    starts: {
      impact: "impact",
      detection: "detection",
      report: "report",
      earlier: { earlierOf: ["report", "detection"] },
      later: { laterOf: ["report", "detection"] },
    }[options.starts],
    ends: options.ends,
    ...(options.reportHours === undefined
      ? {}
      : { latestReport: { within: { hours: options.reportHours }, after: "outage-start" } }),
    falseRestoration: options.falseRestoration,
    ...(options.hours === undefined ? {} : { hours: "hours" }),
    denominator: typeof denominator === "number" ? { fixedMinutes: denominator } : denominator,
    partialPeriod: options.partialPeriod,
    unknown: typeof unknown === "number" ? { carry: length(unknown) } : unknown,
  };
  return given as Measure;
}

function rowsOf(given: OutageCase): object[] {
  const at = (minute: number | undefined, key: string) =>
    minute === undefined ? {} : { [key]: stamp(given, minute) };
  return [
    ...given.outages.map((one, index) => ({
      type: "outage",
      id: `O${index}`,
      service: "web",
      ...at(one.from, "from"),
      ...at(one.until, "until"),
      impact: one.impact,
      affected: { share: `1/${one.share}` },
      tags: one.tag ? ["x"] : [],
      ...at(one.detected, "detectedAt"),
      ...at(one.reported, "reportedAt"),
      ...at(one.notified, "notifiedAt"),
      seemedRestored: one.seemed.map(([a, b]) => ({ ...at(a, "from"), ...at(b, "until") })),
    })),
    ...given.windows.map(([a, b], index) => ({
      type: "maintenance",
      id: `M${index}`,
      service: "web",
      ...at(a, "from"),
      ...at(b, "until"),
    })),
    ...(given.coverage ?? []).map(([a, b], index) => ({
      type: "coverage",
      id: `C${index}`,
      of: "outages",
      ...at(a, "from"),
      ...at(b, "until"),
    })),
  ];
}

const minute = (low: number, high: number) => fc.integer({ min: low, max: high });
/** Multiples of five, so that lengths and gaps are often exactly what the contract asks for. */
const fives = (low: number, high: number) => minute(low, high).map((count) => count * 5);
/** Near each other, so that they overlap, touch and leave short gaps. */
const near = fc.oneof(
  fives(-8, 12),
  fives(580, 600),
  fives(580, 600),
  minute(2900, 2960),
  fives(WEEK / 5 - 12, WEEK / 5 + 8),
  minute(-600, WEEK),
);
const span = (low: number, most: number) =>
  fc.tuple(minute(low, WEEK), minute(0, most)).map(([a, size]) => [a, a + size] as const);

const outage = fc
  .record({
    from: near,
    size: fc.oneof(fives(0, 6), fives(0, 6), minute(0, 30), minute(0, 400)),
    isOpen: fc.boolean(),
    impact: fc.constantFrom("full", "full", "half", "none"),
    share: fc.constantFrom(1, 2, 4),
    tag: fc.boolean(),
    detected: fc.option(minute(-10, 30), { nil: undefined }),
    reported: fc.option(minute(-10, 90), { nil: undefined }),
    notified: fc.option(minute(-10, 90), { nil: undefined }),
    seemed: fc.array(fc.tuple(minute(-5, 40), minute(0, 10)), { maxLength: 2 }),
  })
  .map(({ from, size, isOpen, ...more }) => ({
    ...more,
    from,
    until: isOpen && from % 5 === 0 ? undefined : from + size,
    detected: more.detected === undefined ? undefined : from + more.detected,
    reported: more.reported === undefined ? undefined : from + more.reported,
    notified: more.notified === undefined ? undefined : from + size + more.notified,
    seemed: more.seemed.map(([a, length]) => [from + a, from + a + length] as const),
  }));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });

const options = fc
  .record({
    figure: fc.constantFrom(
      "uptime-percent",
      "uptime-percent",
      "downtime-percent",
      "downtime",
      "longest",
      "count",
      "mean-to-restore",
      "mean-operating-between",
      "mean-between-starts",
    ),
    tagged: fc.constantFrom(false, false, true),
    minimum: maybe(
      fc.record({
        length: fc.oneof(fives(0, 4), minute(0, 30)),
        reached: fc.constantFrom("at-least", "more-than"),
        counts: fc.constantFrom("whole", "excess"),
        bridge: maybe(fc.oneof(fives(0, 4), minute(0, 20))),
      }),
    ),
    mergeGap: fc.constantFrom(0, 0, 5, 15),
    weighs: fc.boolean(),
    overlap: fc.constantFrom("largest", "largest", "sum"),
    counting: maybe(
      fc.record({
        unit: fc.constantFrom(5, 60),
        count: fc.constantFrom("ceil", "floor", "any-touched", "all-of"),
        per: fc.constantFrom("fault", "total"),
        aligned: fc.constantFrom("utc", "zone", "fault"),
      }),
    ),
    starts: fc.constantFrom(
      "impact",
      "impact",
      "impact",
      "detection",
      "report",
      "earlier",
      "later",
    ),
    ends: fc.constantFrom("restored", "restored", "notified"),
    reportHours: maybe(minute(1, 2)),
    falseRestoration: fc.constantFrom("left-out", "counted"),
    hours: maybe(fc.constantFrom([540, 1020] as const, [0, 90] as const, [1380, 1440] as const)),
    denominator: fc.constantFrom("elapsed", "elapsed", "days-x-1440", 10_000),
    partialPeriod: fc.constantFrom(
      "clip",
      "clip",
      "whole-denominator",
      "not-a-period",
      "undeployed-is-available",
      "outages-while-active",
      "from-first-full",
    ),
    unknown: fc.constantFrom("left-out", "up", "down", 45),
  })
  .map(legal);

type Generated = OutageCase["options"];

/** What the parser refuses is led to the nearest that it takes. */
function legal(given: unknown): Generated {
  const one = given as Generated;
  const slots = one.counting?.count === "any-touched" || one.counting?.count === "all-of";
  const overlap = slots ? "largest" : one.overlap;
  const counting =
    one.counting?.per === "total" && one.counting.aligned === "fault"
      ? { ...one.counting, aligned: "utc" }
      : one.counting;
  return {
    ...one,
    overlap,
    counting,
    denominator: one.hours === undefined ? one.denominator : "elapsed",
  };
}

const cases: fc.Arbitrary<OutageCase> = fc
  .record({
    offsetMinutes: fc.constantFrom(0, 0, 330),
    outages: fc.array(outage, { minLength: 1, maxLength: 6 }),
    windows: fc.array(span(-100, 300), { maxLength: 2 }),
    coverage: maybe(fc.array(span(-200, 9000), { minLength: 1, maxLength: 2 })),
    asOf: fc.constantFrom(WEEK + 1500, WEEK + 1500, 4000),
    term: fc.constantFrom(0, 0, 2880),
    active: maybe(
      fc.tuple(minute(-100, 3100), minute(1, 8000)).map(([a, n]) => [a, a + n] as const),
    ),
    options,
  })
  .map((given) => {
    const one = given as OutageCase;
    const needs = ["undeployed-is-available", "outages-while-active"];
    const active =
      one.active === undefined && needs.includes(one.options.partialPeriod)
        ? ([100, 5000] as const)
        : one.active;
    // A first outage before the week, so that the source delivered something.
    const first = {
      ...(one.outages[0] as OutageCase["outages"][number]),
      from: -1400,
      until: -1390,
    };
    return { ...one, active, outages: [{ ...first, seemed: [] }, ...one.outages] };
  });

/** Minutes of the oracle are ms of a statement; a percentage and a number stay what they are. */
const inMs = (figure: string) =>
  figure.endsWith("-percent") || figure === "count" ? fraction(1) : fraction(MINUTE);

it("semantics 4, 5, 18 to 20, 22: every option agrees with a walk over every minute", () => {
  fc.assert(
    fc.property(cases, (given) => {
      const contract = parseContract(contractOf(given));
      const records = parseRecords(rowsOf(given), contract);
      const statement = settle({
        contract,
        records,
        period: "2026-W41",
        asOf: stamp(given, given.asOf),
      });
      const [result] = statement.results;
      if (result === undefined) throw new Error("no result");
      const answer = answerTo(given);
      const { figure } = given.options;
      const ms = fraction(MINUTE);
      const classes: Record<string, number> = {};
      for (const row of result.ledger?.classes ?? [])
        if (row.ms !== "0")
          classes[row.class] = (classes[row.class] ?? 0) + Number(row.ms) / MINUTE;
      expect({
        classes,
        bad: result.bad,
        whole: result.whole,
        figure: result.figure === null ? null : text(fractionOf(result.figure.exact)),
      }).toEqual({
        classes: answer.classes,
        bad: expect.toSatisfy((found: string) => same(found, times(answer.bad, ms))),
        whole: expect.toSatisfy((found: string) => same(found, times(answer.whole, ms))),
        figure: answer.figure === null ? null : text(times(answer.figure, inMs(figure))),
      });
      adjusts(result);
    }),
    { numRuns: 300 },
  );
});

const same = (found: string, wanted: ReturnType<typeof fraction>) =>
  text(fractionOf(found)) === text(wanted);

/** 27: the classes and the signed adjustments lead to numerator and denominator. */
function adjusts({ ledger, bad, whole }: ReturnType<typeof settle>["results"][number]): void {
  const sum = (of: "bad" | "whole", start: number) =>
    (ledger?.adjustments ?? [])
      .filter((one) => one.of === of)
      .reduce((total, { ms }) => plus(total, fractionOf(ms)), fraction(start));
  const total = (names: readonly string[]) =>
    (ledger?.classes ?? [])
      .filter((one) => names.includes(one.class))
      .reduce((all, { ms }) => all + Number(ms), 0);
  const gone = total(["unknown", "out-of-hours", "inactive", "excluded"]);
  expect(text(sum("bad", total(["down", "degraded"])))).toBe(text(fractionOf(bad)));
  expect(text(sum("whole", Number(ledger?.elapsedMs) - gone))).toBe(text(fractionOf(whole)));
}
