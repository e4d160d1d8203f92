import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  check,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  safeSettle,
  settle,
} from "../../src/index.ts";
import { outagesContract } from "../rules/outage-world.ts";
import { availability, contractOf, outage, resultOf } from "../rules/world.ts";

/**
 * What can be wrong with measures, periods, exclusions and the rows of bulk: refused with code, path
 * and hint, or told where a contract may mean it.
 */

type Commitment = ContractInput["commitments"][number];
type Measure = Commitment["measure"];

const tally = {
  facts: "tally",
  figure: "ratio",
  of: "requests",
  bucket: "PT5M",
  zeroTraffic: "good",
} satisfies Measure;

const counted = (measure: object = tally, more: Partial<ContractInput> = {}) =>
  contractOf({
    commitments: [{ ...availability, measure: measure as Measure, credits: [] }],
    bases: [],
    ...more,
  });

const without = (object: object, key: string) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

const bucket = (from: string, until: string, more: object = {}) => ({
  type: "bucket",
  service: "web",
  of: "requests",
  from: `2026-10-01T${from}:00Z`,
  until: `2026-10-01T${until}:00Z`,
  good: 10,
  total: 10,
  ...more,
});

const state = (id: string, name: string) => ({
  type: "state",
  id,
  service: "web",
  at: "2026-10-01T00:00:00Z",
  state: name,
});

const planned = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "window",
} as const;

const codes = (result: { readonly ok: boolean; readonly issues?: readonly unknown[] }) =>
  ((result.issues ?? []) as { code: string; path: (string | number)[]; hint: string }[]).map(
    (one) => {
      expect(one.hint.length).toBeGreaterThan(0);
      return `${one.code} ${one.path.join(".")}`;
    },
  );

describe("rows that are refused (17, 24, 40)", () => {
  const [first, second] = [bucket("00:00", "00:05"), bucket("00:05", "00:10")];

  it.each([
    {
      rows: [first, bucket("00:03", "00:08")],
      code: "bucket.overlap 1.from",
      why: "buckets that overlap",
    },
    {
      rows: [first, bucket("00:07", "00:12")],
      code: "bucket.misaligned 0.from",
      why: "a bucket between two others",
    },
    {
      rows: [bucket("00:00", "00:04")],
      code: "bucket.length-differs 0.from",
      why: "another length",
    },
    {
      rows: [bucket("00:00", "00:05", { good: 11 })],
      code: "bucket.counts-exceed-total 0.good",
      why: "good above total",
    },
    {
      rows: [bucket("00:00", "00:05", { good: -1 })],
      code: "record.too-small 0.good",
      why: "a negative count",
    },
    {
      rows: [bucket("00:00", "00:05", { total: -1 })],
      code: "record.too-small 0.total",
      why: "a negative number of attempts",
    },
    {
      rows: [{ ...first, service: "wbe" }],
      code: "record.unknown-service 0.service",
      why: "a service that is not declared",
    },
    {
      rows: [outage("A", "10-01T00:00", "10-01T01:00", { resource: "db" })],
      code: "record.unknown-resource 0.resource",
      why: "an outage on an unknown component",
    },
    {
      rows: [state("S-1", "up"), state("S-2", "down")],
      code: "state.clash 1.at",
      why: "two states at one instant",
    },
  ])("$why: $code", ({ rows, code }) => {
    const contract = parseContract(counted());
    expect(codes(safeParseRecords(rows, contract))).toEqual([code]);
    expect(codes(safeParseRecords([first, second], contract))).toEqual([]);
  });

  it.each([
    {
      rows: [bucket("00:00", "00:05"), bucket("00:10", "00:15")],
      code: "bucket.hole ",
      why: "buckets that leave holes",
    },
    {
      rows: [
        bucket("00:00", "00:05", {
          from: "2026-09-30T23:58:00Z",
          until: "2026-10-01T00:03:00Z",
        }),
      ],
      code: "bucket.over-period ",
      why: "a series off the grid of the period",
    },
  ])("$why are told, and may be meant: $code", ({ rows, code }) => {
    const { warnings } = parseRecords(rows, parseContract(counted()));
    expect(warnings.map((one) => `${one.code} ${one.path.join(".")}`)).toEqual([code]);
  });

  it("holes are unknown time: counted in the result, and decisive where coverage is agreed (19)", () => {
    const rows = [bucket("00:00", "00:05"), bucket("00:10", "00:15")];
    const resultWith = (more: object) => {
      const contract = parseContract(counted({ ...tally, ...more }));
      const records = parseRecords(rows, contract);
      return resultOf(
        settle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" }),
      );
    };
    // Of 44,640 minutes ten are known; the holes are 00:05 to 00:10, and all behind 00:15.
    expect(resultWith({}).tally).toMatchObject({ gaps: 2, unknownMs: String(44_630 * 60_000) });
    expect(resultWith({ minCoverage: "99" })).toMatchObject({
      verdict: "not-measured",
      whyNot: "below-coverage",
    });
  });
});

describe("terms that are refused (4, 20, 23, 24)", () => {
  const daily = { id: "a", zone: "UTC" };

  it.each([
    {
      contract: counted(without(tally, "zeroTraffic")),
      code: "contract.missing commitments.0.measure.zeroTraffic",
      why: "zero traffic without a rule",
    },
    {
      contract: counted(tally, {
        exclusions: [planned],
        commitments: [{ ...availability, measure: tally, excludes: ["planned"], credits: [] }],
      }),
      code: "measure.partly-excluded-missing commitments.0.measure",
      why: "a bucket that an exclusion covers in part, unstated",
    },
    {
      contract: contractOf({ exclusions: [without(planned, "removes") as typeof planned] }),
      code: "contract.missing exclusions.0.removes",
      why: "an exclusion without an effect",
    },
    {
      contract: without(contractOf(), "timeZone"),
      code: "contract.missing timeZone",
      why: "no zone",
    },
    {
      contract: outagesContract({ hours: "office" }),
      code: "contract.unknown-calendar commitments.0.measure.hours",
      why: "a calendar that is not declared",
    },
    {
      contract: contractOf({
        calendars: [
          { ...daily, union: ["b", "c"] },
          { ...daily, id: "b", union: ["a", "c"] },
          { id: "c", weekly: { "mon-fri": ["09:00-17:00"] } },
        ],
      } as Partial<ContractInput>),
      code: "calendar.cycle calendars.1.union.0",
      why: "calendars made of each other",
    },
    {
      contract: contractOf({
        bases: [
          { id: "monthly", of: ["other"] },
          { id: "other", of: ["monthly"] },
        ],
      }),
      code: "base.cycle bases.0.of",
      why: "bases made of each other",
    },
    {
      contract: counted(tally, {
        commitments: [
          { ...availability, measure: tally, scope: { pooled: ["web", "web"] }, credits: [] },
        ],
      }),
      code: "contract.duplicate-name commitments.0.scope.pooled.1",
      why: "a member twice: scopes are lists of components and have no trees to be cyclic",
    },
  ])("$why: $code", ({ contract, code }) => {
    expect(codes(safeParseContract(contract))).toContain(code);
  });

  it("a period that the contract does not cover", () => {
    const contract = parseContract(contractOf());
    const records = parseRecords([], contract);
    const settled = safeSettle({
      contract,
      records,
      period: "2025-12",
      asOf: "2026-11-05T00:00:00Z",
    });
    expect(codes(settled)).toEqual(["settle.outside-term period"]);
  });

  it("a source without coverage is taken as complete and listed; no source at all is not measured (19)", () => {
    const contract = parseContract(contractOf());
    const statementOf = (rows: readonly object[]) =>
      settle({
        contract,
        records: parseRecords(rows, contract),
        period: "2026-10",
        asOf: "2026-11-05T00:00:00Z",
      });
    const some = statementOf([outage("A", "10-01T00:00", "10-01T01:00")]);
    expect(some.assumptions).toContainEqual({
      path: "records.coverage.web",
      used: "complete from 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z",
      semantics: 19,
    });
    expect(resultOf(statementOf([]))).toMatchObject({ verdict: "not-measured", whyNot: "no-data" });
  });
});

describe("what check tells (28, 29)", () => {
  const told = (contract: ContractInput) =>
    check(parseContract(contract)).warnings.map(({ code }) => code);

  it.each([
    {
      contract: outagesContract(
        { figure: "downtime" },
        { commitment: { targets: [{ atMost: "PT744H" }] } },
      ),
      code: "target.longer-than-period",
      why: "an allowance longer than the period",
    },
    {
      contract: contractOf({
        exclusions: [{ ...planned, quota: { atMost: "PT25H", per: "calendar-day" } }],
        commitments: [{ ...availability, excludes: ["planned"] }],
      }),
      code: "exclusion.quota-over-period",
      why: "a quota longer than its period",
    },
    {
      contract: outagesContract({ minimumOutage: "PT5M", maxGap: "PT5M" }),
      code: "measure.minimum-is-probe",
      why: "a threshold equal to the probe interval",
    },
    {
      contract: contractOf({
        commitments: [
          {
            ...availability,
            period: "calendar-year",
            targets: [{ atLeast: "99.9", says: { allowed: "PT1H", per: "year" } }],
            credits: [],
          },
        ],
      }),
      code: "target.says-otherwise",
      why: "99.9 % is not under one hour a year, but 8 h 45 min 36 s",
    },
    {
      contract: contractOf({ exclusions: [planned] }),
      code: "exclusion.granted-nowhere",
      why: "an exclusion granted nowhere",
    },
  ])("$why: $code", ({ contract, code }) => {
    expect(told(contract)).toContain(code);
  });
});
