import fc from "fast-check";
import type { ContractInput } from "../../src/contract.ts";
import {
  DAY,
  type Facts,
  type OutageFact,
  type QuotaFact,
  type RuleFact,
  type WorkFact,
} from "../oracle/exclusions.ts";
import { availability, contractOf } from "../rules/world.ts";

/** Small worlds of exclusions in slots of ten minutes, as facts for an oracle and as contract and rows. */

export const SLOT_MS = 600_000;
export const days = 6;
export const first = Date.UTC(2026, 9, 1);
export const stampOf = (slot: number) => new Date(first + slot * SLOT_MS).toISOString();

const slot = fc.integer({ min: -40, max: days * DAY });
const length = fc.integer({ min: 1, max: 40 });
const oneIn = (n: number) => fc.integer({ min: 1, max: n }).map((drawn) => drawn === 1);
const causes = ["third-party", "maintenance", "customer"];

const outages: fc.Arbitrary<readonly OutageFact[]> = fc
  .array(
    fc.record({
      from: slot,
      length,
      cause: fc.option(fc.constantFrom(...causes), { nil: undefined }),
      isTagged: oneIn(3),
      claim: fc.option(
        fc.record({
          cause: fc.constantFrom(...causes),
          from: fc.option(slot, { nil: undefined }),
          length: fc.option(length, { nil: undefined }),
          evidence: fc.subarray(["carrier-report: RFO 7", "traceroute"]),
        }),
        { nil: undefined },
      ),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ length: size, claim, ...one }, index) => ({
      ...one,
      id: `O-${index}`,
      until: one.from + size,
      claim:
        claim === undefined
          ? undefined
          : {
              cause: claim.cause,
              evidence: claim.evidence,
              from: claim.from === undefined ? undefined : one.from + (Math.abs(claim.from) % 20),
              until: claim.length === undefined ? undefined : one.from + 20 + claim.length,
            },
    })),
  );

const works: fc.Arbitrary<readonly WorkFact[]> = fc
  .array(
    fc.record({
      from: slot,
      length,
      kind: fc.constantFrom("maintenance" as const, "emergency-maintenance" as const),
      isDown: fc.boolean(),
      isTagged: oneIn(3),
      ahead: fc.option(fc.integer({ min: -10, max: 3 * DAY }), { nil: undefined }),
      announced: fc.option(fc.tuple(fc.integer({ min: -5, max: 5 }), length), { nil: undefined }),
      approvedBy: fc.option(fc.constant("Ms Li"), { nil: undefined }),
      approvedAhead: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map(({ length: size, ahead, announced, approvedAhead, ...one }, index): WorkFact => {
      const window =
        announced === undefined
          ? undefined
          : ([one.from + announced[0], one.from + announced[0] + announced[1]] as const);
      return {
        ...one,
        id: `W-${index}`,
        until: one.from + size,
        announced: window,
        announcedAt: ahead === undefined ? undefined : one.from - ahead,
        approvedAt: approvedAhead === undefined ? undefined : one.from - approvedAhead,
      };
    }),
  );

const quota: fc.Arbitrary<Omit<QuotaFact, "pool">> = fc.record({
  most: fc.oneof(
    fc.constantFrom(3, 9, 20).map((slots) => ({ slots })),
    fc.constantFrom(1, 2).map((records) => ({ records })),
  ),
  per: fc.constantFrom("calendar-day", "calendar-week", "calendar-month"),
});

const rule = fc.record({
  matches: fc.constantFrom(
    { by: "kind" as const, value: "maintenance" },
    { by: "kind" as const, value: "maintenance" },
    { by: "kind" as const, value: "emergency-maintenance" },
    { by: "cause" as const, value: "third-party" },
    { by: "cause" as const, value: "maintenance" },
    { by: "tag" as const, value: "patch" },
  ),
  notice: fc.option(
    fc.constantFrom<NonNullable<RuleFact["notice"]>>(
      { slots: 36 },
      { days: 1 },
      { businessDays: 1, countsStart: false },
      { businessDays: 2, countsStart: true },
    ),
    { nil: undefined },
  ),
  isNightly: oneIn(4),
  quota: fc.option(quota, { nil: undefined }),
  maximum: fc.option(fc.record({ slots: fc.constantFrom(6, 15), isCliff: fc.boolean() }), {
    nil: undefined,
    freq: 2,
  }),
  evidence: fc.constantFrom<RuleFact["evidence"]>(
    "not-required",
    "not-required",
    "required",
    ["carrier-report"],
    ["carrier-report", "traceroute"],
  ),
  needsApproval: oneIn(4),
  concurrentCounts: oneIn(3),
  removes: fc.constantFrom<RuleFact["removes"]>(
    "nothing",
    "downtime",
    "downtime",
    "downtime-and-its-time",
    "window",
    "window",
    "incident",
  ),
});

/** What the grammar refuses is not drawn: notice of a cause, evidence of work, and the like. */
const rules: fc.Arbitrary<readonly RuleFact[]> = fc
  .tuple(fc.array(rule, { minLength: 1, maxLength: 3 }), oneIn(3))
  .map(([list, isShared]) => {
    const own = list.map((one, index): RuleFact => {
      const id = `r${index}`;
      const isCause = one.matches.by === "cause";
      return {
        ...one,
        id,
        notice: isCause ? undefined : one.notice,
        needsApproval: isCause ? false : one.needsApproval,
        evidence: one.matches.by === "kind" ? "not-required" : one.evidence,
        concurrentCounts: one.removes === "incident" ? false : one.concurrentCounts,
        quota:
          one.quota === undefined || one.removes === "nothing"
            ? undefined
            : { ...one.quota, pool: id },
      };
    });
    const holder = own.find((one) => one.quota !== undefined);
    if (!isShared || holder === undefined) return own;
    return own.map((one) => (one.removes === "nothing" ? one : { ...one, quota: holder.quota }));
  });

export const worlds: fc.Arbitrary<Facts> = fc
  .tuple(outages, works, rules)
  .map(([o, w, r]) => ({ days, outages: o, works: w, rules: r }));

export function contractFor({ rules: list }: Facts): ContractInput {
  return contractOf({
    effective: { from: "2026-10-01" },
    calendars: [
      { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } },
      { id: "nights", weekly: { "mon-sun": ["22:00-06:00"] } },
    ],
    exclusions: list.map((one) => exclusionOf(one, list)),
    commitments: [
      {
        ...availability,
        period: "calendar-day",
        excludes: list.map(({ id }) => id),
        credits: [],
      },
    ],
  });
}

function exclusionOf(
  one: RuleFact,
  list: readonly RuleFact[],
): NonNullable<ContractInput["exclusions"]>[number] {
  const { by, value } = one.matches;
  const sharers = list.filter(({ id, quota: other }) => id !== one.id && other?.pool === one.id);
  return {
    id: one.id,
    clause: "4",
    matches: { [by]: value },
    ...(one.notice === undefined ? {} : { notice: noticeOf(one.notice) }),
    ...(one.isNightly ? { inside: "nights" } : {}),
    ...(one.quota?.pool === one.id
      ? {
          quota: {
            atMost:
              "slots" in one.quota.most
                ? `PT${one.quota.most.slots * 10}M`
                : { count: one.quota.most.records },
            per: one.quota.per,
            ...(sharers.length === 0 ? {} : { sharedWith: sharers.map(({ id }) => id) }),
          },
        }
      : {}),
    ...(one.maximum === undefined
      ? {}
      : {
          maximum: {
            length: `PT${one.maximum.slots * 10}M`,
            beyond: one.maximum.isCliff ? "all-counts" : "counts",
          },
        }),
    evidence: typeof one.evidence === "string" ? one.evidence : [...one.evidence],
    ...(one.needsApproval ? { approval: "required" } : {}),
    concurrent: one.concurrentCounts ? "counts" : "excluded",
    removes: one.removes,
  };
}

function noticeOf(notice: NonNullable<RuleFact["notice"]>) {
  if ("slots" in notice) return `PT${notice.slots * 10}M`;
  if ("days" in notice) return { days: notice.days };
  return {
    businessDays: notice.businessDays,
    calendar: "office",
    countStartDay: notice.countsStart ? ("yes" as const) : ("no" as const),
  };
}

export function rowsOf(facts: Facts): readonly object[] {
  const spanned = (one: {
    readonly id: string;
    readonly from: number;
    readonly until: number;
  }) => ({
    id: one.id,
    service: "web",
    from: stampOf(one.from),
    until: stampOf(one.until),
  });
  const tags = (isTagged: boolean) => (isTagged ? { tags: ["patch"] } : {});
  return [
    ...facts.outages.flatMap((one) => [
      {
        type: "outage",
        ...spanned(one),
        ...tags(one.isTagged),
        ...(one.cause === undefined ? {} : { cause: one.cause }),
      },
      ...(one.claim === undefined
        ? []
        : [
            {
              type: "attribution",
              id: `A-${one.id}`,
              outage: one.id,
              cause: one.claim.cause,
              by: "operations",
              at: stampOf(0),
              ...(one.claim.from === undefined ? {} : { from: stampOf(one.claim.from) }),
              ...(one.claim.until === undefined ? {} : { until: stampOf(one.claim.until) }),
              evidence: [...one.claim.evidence],
            },
          ]),
    ]),
    ...facts.works.map((one) => ({
      type: "maintenance",
      ...spanned(one),
      ...tags(one.isTagged),
      kind: one.kind,
      impact: one.isDown ? "down" : "none",
      ...(one.announcedAt === undefined ? {} : { announcedAt: stampOf(one.announcedAt) }),
      ...(one.announced === undefined
        ? {}
        : { announced: { from: stampOf(one.announced[0]), until: stampOf(one.announced[1]) } }),
      ...(one.approvedBy === undefined ? {} : { approvedBy: one.approvedBy }),
      ...(one.approvedAt === undefined ? {} : { approvedAt: stampOf(one.approvedAt) }),
    })),
    { type: "coverage", id: "COV", of: "outages", from: stampOf(-DAY), until: stampOf(30 * DAY) },
  ];
}
