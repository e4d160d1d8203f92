import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, type StatementResult, settle } from "../../src/index.ts";
import { RUNS_CHEAP, RUNS_COSTLY } from "../support/settings.ts";
import { answerOf, BUCKET, type MemberFacts, type State, type Terms } from "./sources.ts";

const END = 160;
const names = ["a", "b", "c"];
const stamp = (second: number) => new Date(second * 1000).toISOString();

const moment = fc.integer({ min: 0, max: END - 1 });
const span = fc
  .tuple(moment, fc.integer({ min: 0, max: 60 }))
  .map(([from, length]) => ({ from, until: from + length }));
const state = fc.constantFrom<State>("up", "degraded", "down", "unknown");
const few = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most });
const byAt = <T extends { readonly at: number }>(rows: readonly T[]) =>
  rows.slice().sort((a, b) => a.at - b.at);

const states = fc
  .uniqueArray(fc.record({ at: moment, state, left: fc.option(state, { nil: undefined }) }), {
    maxLength: 4,
    selector: ({ at }) => at,
  })
  .map((rows) =>
    byAt(rows).map(({ left, ...row }) => (left === undefined ? row : { ...row, left })),
  );
const samples = fc
  .uniqueArray(fc.record({ at: moment, state, stands: fc.integer({ min: 1, max: 30 }) }), {
    maxLength: 4,
    selector: ({ at }) => at,
  })
  .map(byAt);
const buckets = fc.uniqueArray(
  fc
    .record({
      place: fc.integer({ min: 0, max: END / BUCKET - 1 }),
      good: fc.integer({ min: 0, max: 3 }),
      bad: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ place, good, bad }) => ({ place, good, total: good + bad })),
  { maxLength: 12, selector: ({ place }) => place },
);

const member = fc
  .record({
    outages: few(
      fc.tuple(span, fc.boolean()).map(([one, half]) => ({ ...one, half })),
      3,
    ),
    works: few(span, 2),
    coverage: few(span, 2),
    states: fc.oneof(fc.constant([]), states),
    samples: fc.oneof(fc.constant([]), samples),
    buckets,
    corrections: few(
      fc.tuple(span, state).map(([one, as]) => ({ ...one, as })),
      2,
    ),
    initial: fc.option(state, { nil: undefined }),
  })
  .map(
    ({ initial, ...facts }): MemberFacts => (initial === undefined ? facts : { ...facts, initial }),
  );

const terms: fc.Arbitrary<Terms> = fc.record({
  period: fc.constant({ from: 40, until: 120 }),
  asOf: fc.constantFrom(100, 130, END),
  minimum: fc.constantFrom(0, 0, 8, 20),
  runOf: fc.integer({ min: 1, max: 3 }),
  partialRuns: fc.constantFrom("kept" as const, "dropped" as const),
  readsBuckets: fc.boolean(),
  removes: fc.constantFrom("window" as const, "downtime" as const, undefined),
  combine: fc.oneof(
    fc.constantFrom({ by: "itself" as const }, { by: "pooled" as const }),
    fc.record({
      by: fc.constant("timeline" as const),
      n: fc.constantFrom("all" as const, 1, 2, 3),
      strict: fc.boolean(),
    }),
  ),
});

const world = fc.record({ members: fc.array(member, { minLength: 3, maxLength: 3 }), terms });

function contractOf(members: readonly MemberFacts[], given: Terms): ContractInput {
  const { period, minimum, runOf, partialRuns, readsBuckets, removes } = given;
  const instants = [stamp(period.from), stamp(period.until)];
  return {
    makegood: "contract/1",
    id: "world",
    documents: [{ id: "msa", title: "World" }],
    parties: { provider: "p", customer: "c" },
    currency: "USD",
    timeZone: "UTC",
    settlement: { instants },
    effective: { from: "1970-01-01" },
    services: members.map(({ initial }, index) => ({
      id: names[index] ?? "",
      ...(initial === undefined ? {} : { initialState: initial }),
    })),
    exclusions:
      removes === undefined
        ? []
        : [{ id: "planned", clause: "1", matches: { kind: "maintenance" }, removes }],
    commitments: [
      {
        id: "availability",
        clause: "1",
        scope: scopeOf(given),
        period: { instants },
        measure: {
          facts: "outages",
          figure: "uptime-percent",
          weights: { half: "0.5", degraded: "0.5" },
          minimumOutage: `PT${minimum}S`,
          ...(readsBuckets
            ? {
                downWhen: {
                  bucket: `PT${BUCKET}S`,
                  bad: { rateMoreThan: "1/2" },
                  runOf,
                  partialRuns,
                  partlyExcluded: "kept",
                },
              }
            : {}),
        },
        excludes: removes === undefined ? [] : ["planned"],
        targets: [{ atLeast: "99" }],
      },
    ],
    claim: { on: "automatic" },
  };
}

function scopeOf({ combine }: Terms): ContractInput["commitments"][number]["scope"] {
  if (combine.by !== "timeline")
    return combine.by === "pooled" ? { pooled: [...names] } : { each: { services: [...names] } };
  const strict = combine.strict ? { unknownMember: "strict" as const } : {};
  if (combine.n !== "all") return { atLeastDown: { n: combine.n, of: [...names], ...strict } };
  return { allDown: combine.strict ? { of: [...names], unknownMember: "strict" } : [...names] };
}

function rowsOf(facts: MemberFacts, service: string, readsBuckets: boolean): object[] {
  const spanOf = ({ from, until }: { readonly from: number; readonly until: number }) => ({
    from: stamp(from),
    until: stamp(until),
  });
  const id = (what: string, index: number) => `${service}-${what}-${index}`;
  return [
    ...facts.outages.map((one, index) => ({
      type: "outage",
      id: id("INC", index),
      service,
      ...spanOf(one),
      ...(one.half ? { impact: "half" } : {}),
    })),
    ...facts.works.map((one, index) => ({
      type: "maintenance",
      id: id("CHG", index),
      service,
      ...spanOf(one),
    })),
    // A coverage record, however empty: an outage list is never taken as complete unasked here.
    ...[{ from: 0, until: 0 }, ...facts.coverage].map((one, index) => ({
      type: "coverage",
      id: id("COV", index),
      service,
      of: "outages",
      ...spanOf(one),
    })),
    ...facts.states.map(({ at, ...row }) => ({ type: "state", service, at: stamp(at), ...row })),
    ...facts.samples.map(({ at, state: seen, stands }) => ({
      type: "sample",
      service,
      at: stamp(at),
      state: seen,
      interval: `PT${stands}S`,
    })),
    ...(readsBuckets ? facts.buckets : []).map(({ place, good, total }) => ({
      type: "bucket",
      service,
      ...spanOf({ from: place * BUCKET, until: (place + 1) * BUCKET }),
      good,
      total,
    })),
    ...facts.corrections.map((one, index) => ({
      type: "correction",
      id: id("COR", index),
      service,
      ...spanOf(one),
      as: one.as,
      author: "a",
      reason: "r",
      enteredAt: stamp(index),
    })),
  ];
}

function resultsOf(members: readonly MemberFacts[], given: Terms, reversed = false) {
  const contract = parseContract(contractOf(members, given));
  const rows = members.flatMap((facts, index) =>
    rowsOf(facts, names[index] ?? "", given.readsBuckets),
  );
  const records = parseRecords(reversed ? rows.reverse() : rows, contract);
  const period = stamp(given.period.from).replace(".000Z", "Z").replaceAll(":", "");
  return settle({ contract, records, period, asOf: stamp(given.asOf) }).results;
}

/** In half seconds, and seconds. */
const answered = (result: StatementResult | undefined) => ({
  bad: Number(result?.bad) / 500,
  whole: Number(result?.whole) / 1000,
});

describe("sources and scopes against each second by itself (semantics 17 to 21, 24, 26)", () => {
  it("bad and whole of every scope", () => {
    fc.assert(
      fc.property(world, ({ members, terms: given }) => {
        const results = resultsOf(members, given);
        const expected =
          given.combine.by === "itself"
            ? members.map((facts) => answerOf([facts], given))
            : [answerOf(members, given)];
        expect(results.map(answered)).toEqual(expected);
      }),
      { numRuns: RUNS_CHEAP },
    );
  });

  it("the order of records changes nothing", () => {
    fc.assert(
      fc.property(world, ({ members, terms: given }) => {
        expect(resultsOf(members, given, true)).toEqual(resultsOf(members, given));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("more outage never raises availability, where nothing is excluded or unknown", () => {
    const covered = member.map((facts) => ({
      ...facts,
      works: [],
      corrections: [],
      coverage: [{ from: 0, until: END }],
    }));
    const plain = terms.map((given): Terms => ({ ...given, removes: undefined }));
    fc.assert(
      fc.property(fc.tuple(covered, covered, covered), span, plain, (members, more, given) => {
        const [first, ...others] = members;
        const worse = { ...first, outages: [...first.outages, { ...more, half: false }] };
        const uptime = (list: readonly MemberFacts[]) =>
          resultsOf(list, given).map(({ bad, whole }) => Number(bad) / Number(whole));
        const before = uptime(members);
        uptime([worse, ...others]).forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual(before[index] ?? 0);
        });
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});
