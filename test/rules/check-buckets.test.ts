import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, safeParseRecords, settle } from "../../src/index.ts";
import { availability, contractOf, resultOf } from "./world.ts";

/** Buckets that leave holes, and buckets that stand off the grid of their periods (17 to 19). */

type Commitment = ContractInput["commitments"][number];

const counts: Commitment = {
  id: "requests",
  clause: "3.2",
  scope: { service: "web" },
  period: "calendar-month",
  measure: { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good" },
  excludes: [],
  targets: [{ atLeast: "99" }],
};
const runs: Commitment = {
  ...availability,
  id: "runs",
  measure: {
    facts: "outages",
    figure: "uptime-percent",
    downWhen: { of: "requests", bucket: "PT5M", bad: { anyFailure: "yes" } },
  },
  credits: [],
};
const services = [{ id: "web", resources: ["eu", "us"] }];
const under = (...commitments: readonly Commitment[]) =>
  contractOf({ services, bases: [], commitments: [...commitments] });

/** A bucket from a minute of 1 October on. */
const bucket = (minute: number, more: object = {}, length = 5) => {
  const at = (plus: number) =>
    new Date(Date.UTC(2026, 9, 1) + (minute + plus) * 60_000).toISOString();
  return {
    type: "bucket",
    service: "web",
    of: "requests",
    from: at(0),
    until: at(length),
    good: 9,
    total: 10,
    ...more,
  };
};

const told = (contract: ContractInput, rows: readonly object[]) => {
  const result = safeParseRecords(rows, parseContract(contract));
  return (result.ok ? result.warnings : result.issues).map(
    ({ code, path, message }) => `${path.join(".")} ${code}: ${message}`,
  );
};

describe("semantics 19: holes between buckets are unknown time, and are told", () => {
  it("once for all that is read together, whoever reads it, in any order of the rows (39)", () => {
    // 00:10 to 00:15 and 00:20 to 00:30.
    const rows = [bucket(0), bucket(5), bucket(15), bucket(30)];
    const expected = [
      ' bucket.hole: buckets of "requests of web" leave 2 stretches without any, 15 min in all, the first from 2026-10-01T00:10:00Z on: nothing is known of them',
    ];
    expect(told(under(counts), rows)).toEqual(expected);
    expect(told(under(counts, { ...counts, id: "again" }), [...rows].reverse())).toEqual(expected);
  });

  it("without a hole there is nothing to tell; what lies before and behind is asked when settling", () => {
    expect(told(under(counts), [bucket(0), bucket(5), bucket(10)])).toEqual([]);
    expect(told(under(counts), [bucket(5)])).toEqual([]);
  });

  it("counts of parts are of each part; a time line of the service has the buckets of all", () => {
    const of = (resource: string) => ({ resource });
    const rows = [
      bucket(0, of("eu")),
      bucket(10, of("eu")),
      bucket(5, of("us")),
      bucket(10, of("us")),
    ];
    expect(told(under(counts), rows)).toEqual([
      ' bucket.hole: buckets of "requests of web" leave 1 stretch without any in 1 of 2 parts, 5 min in all, the first from 2026-10-01T00:05:00Z on: nothing is known of them',
    ]);
    expect(told(under(runs), rows)).toEqual([]);
    const each = { each: { resourcesOf: "web" } };
    expect(told(under({ ...runs, scope: each }), rows)).toEqual([
      expect.stringContaining("1 stretch without any in 1 of 2 parts, 5 min in all"),
    ]);
    // Of a part that no row names there is no bucket between which one could lack.
    expect(told(under({ ...counts, scope: each }), [bucket(0, of("eu"))])).toEqual([]);
  });

  it("names that are scored together fill each other's holes", () => {
    const scored: Commitment = {
      ...counts,
      measure: {
        facts: "tally",
        figure: "mean-score",
        of: "requests",
        zeroTraffic: "good",
        weights: { fast: "1", slow: "0.5" },
      },
    };
    const of = (name: string) => ({ of: `requests.${name}` });
    const rows = [bucket(0, of("fast")), bucket(10, of("fast")), bucket(5, of("slow"))];
    expect(told(under(scored), rows)).toEqual([]);
    expect(told(under(scored), [...rows, bucket(20, of("slow"))])).toEqual([
      ' bucket.hole: buckets of "requests.fast, requests.slow of web" leave 1 stretch without any, 5 min in all, the first from 2026-10-01T00:15:00Z on: nothing is known of them',
    ]);
  });

  it("buckets without a name, where those are asked for", () => {
    const nameless: Commitment = {
      ...runs,
      measure: {
        facts: "outages",
        figure: "uptime-percent",
        downWhen: { bucket: "PT5M", bad: { anyFailure: "yes" } },
      },
    };
    const rows = [bucket(0, { of: undefined }), bucket(10, { of: undefined })];
    expect(told(under(nameless), rows)).toEqual([
      expect.stringContaining('buckets of "web" leave 1 stretch'),
    ]);
  });
});

describe("semantics 17, 18: buckets that reach over the end of a period are told", () => {
  /** 2 November is minute 44,640 + 1,440; the last bucket of October begins 2 minutes early. */
  const shifted = [bucket(44_628), bucket(44_633), bucket(44_638), bucket(44_643)];

  it.each([
    {
      commitment: counts,
      how: "a count cannot be divided, so it is of the period that the bucket begins in",
    },
    { commitment: runs, how: "each of the two has its part" },
  ])("$how", ({ commitment, how }) => {
    const { id } = commitment;
    expect(told(under(commitment), shifted)).toEqual([
      ` bucket.over-period: 1 bucket of "requests of web" reach from one period of ${id} into the next, the first from 2026-10-31T23:58:00Z on: ${how}`,
    ]);
  });

  it("each bucket once, by whatever periods; on the grid there is nothing to tell", () => {
    const by = (period: Commitment["period"], rows = shifted) =>
      told(under({ ...counts, period }), rows).map((text) => text.split(" reach")[0]);
    const found = (n: string) => [` bucket.over-period: ${n} of "requests of web"`];
    expect(by("calendar-week")).toEqual([]);
    expect(by("clock-hour", [bucket(58), bucket(63), bucket(117, {}, 6)])).toEqual([
      expect.stringContaining("bucket.hole"),
      ...found("2 buckets"),
    ]);
    // One of a day reaches over many hours.
    expect(by("clock-hour", [bucket(30, {}, 1440)])).toEqual(found("1 bucket"));
    expect(by("clock-hour", [bucket(55), bucket(60)])).toEqual([]);
    const instants = ["2026-10-01T00:00:00Z", "2026-10-01T00:07:00Z", "2026-11-01T00:00:00Z"];
    expect(by({ instants }, [bucket(0), bucket(5)])).toEqual(found("1 bucket"));
    expect(by({ instants }, [bucket(44_640)])).toEqual([]);
    expect(by({ rolling: { days: 30, until: "period-end" } })).toEqual([]);
  });

  it("periods that records decide have no grid", () => {
    expect(told(under({ ...runs, period: "event" }), shifted)).toEqual([]);
  });

  it("of several parts their number together", () => {
    const rows = ["eu", "us"].flatMap((resource) => shifted.map((row) => ({ ...row, resource })));
    expect(told(under(counts), rows)).toEqual([
      expect.stringContaining('2 buckets of "requests of web" reach'),
    ]);
  });
});

describe("buckets of customers are read by what judges each of them (21)", () => {
  const customers = (commitment: Commitment) =>
    contractOf({
      services: [{ id: "web" }],
      bases: [],
      commitments: [{ ...commitment, scope: { each: { customersOf: "web" } } }],
    });
  const north = { contract: "acme", customer: "north" };
  const rows = [bucket(0, north), bucket(10, { ...north, good: 10 })];
  const hole = expect.stringContaining("bucket.hole");

  it("so that nobody is told that nothing looks at them", () => {
    expect(told(customers(counts), rows)).toEqual([hole]);
    expect(told(customers(runs), rows)).toEqual([hole]);
    const contract = parseContract(customers(counts));
    const read = safeParseRecords(rows, contract);
    const records = read.ok ? read.value : expect.unreachable();
    const statement = settle({
      contract,
      records,
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    // 19 good of 20.
    expect(resultOf(statement).figure?.exact).toBe("95");
  });

  it("and buckets of no customer are theirs where time is measured, and nobody's where counts are", () => {
    expect(told(customers(counts), [bucket(0)])).toEqual([
      ' series.not-measured: nothing looks at the buckets "requests of web"; they change no figure',
    ]);
    expect(told(customers(runs), [bucket(0)])).toEqual([]);
    expect(told(customers(runs), [bucket(0), bucket(5, north)])).toEqual([
      expect.stringContaining("series.resource-mixed"),
    ]);
  });
});
