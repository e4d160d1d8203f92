import { describe, expect, it } from "vitest";
import { parseContract, safeParseRecords } from "../../src/index.ts";
import { contractOf, resultOf, settled, stamp } from "./world.ts";

/** Reading rows in bulk: buckets and samples (semantics 17, 24, 40). */

const contract = contractOf({
  commitments: [
    {
      id: "requests",
      clause: "3.1",
      scope: { service: "web" },
      period: "calendar-month",
      measure: {
        facts: "tally",
        figure: "mean-of-ratios",
        of: "requests",
        bucket: "PT5M",
        zeroTraffic: "good",
      },
      excludes: [],
      targets: [{ atLeast: "99.9" }],
    },
    {
      id: "voice",
      clause: "3.2",
      scope: { service: "web" },
      period: "calendar-month",
      measure: { facts: "values", figure: "mean", of: "mos" },
      excludes: [],
      targets: [{ atLeast: "3.9" }],
    },
  ],
});

const at = (minute: number) => stamp(`10-01T00:${String(minute).padStart(2, "0")}`);
const bucket = (minute: number, more: object = {}) => ({
  type: "bucket",
  service: "web",
  of: "requests",
  from: at(minute),
  until: at(minute + 5),
  good: 9,
  total: 10,
  ...more,
});
const sample = (minute: number, more: object = {}) => ({
  type: "sample",
  service: "web",
  of: "mos",
  at: at(minute),
  value: "4",
  ...more,
});

const read = (...rows: readonly object[]) => {
  const result = safeParseRecords(rows, parseContract(contract));
  return (result.ok ? result.warnings : result.issues).map(
    ({ code, path, message }) => `${code} ${path.join(".")}: ${message}`,
  );
};

describe("a bucket", () => {
  it.each([
    { row: bucket(0), issues: [] },
    {
      row: bucket(0, { until: at(0) }),
      issues: ['bucket.no-length 0.until: the bucket begins and ends at "2026-10-01T00:00:00Z"'],
    },
    {
      row: bucket(5, { until: at(0) }),
      issues: [
        'record.until-before-from 0.until: the span ends at "2026-10-01T00:00:00Z", before its start "2026-10-01T00:05:00Z"',
      ],
    },
    {
      row: bucket(0, { good: 8, excluded: 3 }),
      issues: [
        "bucket.counts-exceed-total 0.good: 8 good and 3 excluded are more than 10 in total",
      ],
    },
    { row: bucket(0, { good: 7, excluded: 3 }), issues: [] },
    { row: bucket(0, { good: -1 }), issues: [expect.stringContaining("record.too-small 0.good")] },
    { row: bucket(0, { total: 1.5 }), issues: [expect.stringContaining("0.total")] },
    {
      row: bucket(0, { service: "wep" }),
      issues: [expect.stringContaining("record.unknown-service 0.service")],
    },
    {
      row: bucket(0, { from: "yesterday", good: 11 }),
      issues: [
        expect.stringContaining("stamp.malformed 0.from"),
        expect.stringContaining("bucket.counts-exceed-total"),
      ],
    },
  ])("$row.from to $row.until, $row.good of $row.total: $issues", ({ row, issues }) => {
    expect(read(row)).toEqual(issues);
  });

  it("that overlaps another of its series is refused with both places", () => {
    const source = (line: number) => ({ source: { file: "web.ndjson", line } });
    expect(read(bucket(0, source(1)), bucket(4, source(2)))).toEqual([
      'bucket.overlap 1.from: the bucket of "requests of web" at 2026-10-01T00:04:00Z (web.ndjson:2) stands beside that of 2026-10-01T00:00:00Z, at web.ndjson:1',
    ]);
    expect(read(bucket(5), bucket(0, { until: at(6) }))).toHaveLength(2);
    expect(read(bucket(0), bucket(5), bucket(0, { of: "other" }))).toHaveLength(1);
  });

  it("of another count at the same time is refused, an equal one is merged", () => {
    expect(read(bucket(0), bucket(0, { good: 8 }))).toEqual([
      expect.stringContaining("bucket.overlap 1.from"),
    ]);
    expect(read(bucket(0), bucket(5), bucket(0), bucket(0))).toEqual([
      'record.duplicate 2.from: 2 buckets of "requests of web" are given again, alike; the first at row 0 and row 2',
    ]);
    // Who recorded it when may differ: then they are two.
    expect(read(bucket(0), bucket(0, { recordedAt: at(50) }))).toEqual([
      expect.stringContaining("bucket.overlap"),
    ]);
  });

  it("with an id of its own is equal to none but its twin", () => {
    expect(read(bucket(0, { id: "B-1" }), bucket(0, { id: "B-2" }))).toEqual([
      expect.stringContaining("bucket.overlap"),
    ]);
    expect(read(bucket(0, { id: "B-1" }), bucket(0))).toEqual([
      expect.stringContaining("bucket.overlap"),
    ]);
    expect(read(bucket(0, { id: "B-1" }), bucket(0, { id: "B-1" }))).toEqual([
      expect.stringContaining("record.duplicate 1.id"),
    ]);
  });

  it("must have the length that the contract weighs alike, and stand on its grid", () => {
    expect(read(bucket(0, { until: at(4) }), bucket(5), bucket(10, { until: at(14) }))).toEqual([
      'bucket.length-differs 0.from: 2 buckets of "requests of web" are not PT5M long, the first at 2026-10-01T00:00:00Z; requests weighs buckets of PT5M alike',
    ]);
    expect(read(bucket(0), bucket(6), bucket(12))).toEqual([
      'bucket.misaligned 0.from: 2 buckets of "requests of web" begin between two others, the first at 2026-10-01T00:06:00Z; requests weighs buckets of PT5M alike',
    ]);
    // A hole is no shift of the grid (19).
    expect(read(bucket(0), bucket(20))).toEqual([expect.stringContaining("bucket.hole")]);
  });

  it("that nothing looks at is told once for its name, with the name that is near, in any order (39)", () => {
    const source = { source: { file: "web.ndjson", line: 7 } };
    const rows = [
      bucket(0, { of: "request", ...source }),
      bucket(5, { of: "request" }),
      sample(0, { of: undefined }),
    ];
    for (const given of [rows, [...rows].reverse()]) {
      const result = safeParseRecords(given, parseContract(contract));
      expect(result.ok && result.warnings).toEqual([
        {
          code: "series.not-measured",
          path: [],
          message: 'nothing looks at the buckets "request of web"; they change no figure',
          hint: 'did you mean "requests"?',
          value: '"request"',
        },
        expect.objectContaining({ code: "series.not-measured", path: [], hint: "measured: mos" }),
      ]);
    }
  });
});

describe("a sample", () => {
  it.each([
    { row: sample(0), issues: [] },
    { row: sample(0, { interval: "PT5M" }), issues: [] },
    {
      row: sample(0, { value: undefined }),
      issues: ["sample.empty 0: the sample says neither a state nor a value"],
    },
    {
      row: sample(0, { value: "123456789012345678.5" }),
      issues: [expect.stringContaining("decimal.too-long 0.value")],
    },
    {
      row: sample(0, { interval: "P1D" }),
      issues: [expect.stringContaining("duration.calendar-part 0.interval")],
    },
  ])("$row.value, $row.interval: $issues", ({ row, issues }) => {
    expect(read(row)).toEqual(issues);
  });

  it("of another value at the same instant is refused, an equal one is merged", () => {
    expect(read(sample(0), sample(0, { value: "3" }))).toEqual([
      'sample.clash 1.at: the sample of "mos of web" at 2026-10-01T00:00:00Z (row 1) stands beside that of 2026-10-01T00:00:00Z, at row 0',
    ]);
    expect(read(sample(0), sample(0, { interval: "PT5M" }))).toHaveLength(1);
    expect(read(sample(0), sample(1), sample(0))).toEqual([
      'record.duplicate 2.at: 1 samples of "mos of web" are given again, alike; the first at row 0 and row 2',
    ]);
  });
});

it("equal rows count once, in any order, and all of them are accounted for (39, 40)", () => {
  const rows = [
    bucket(5, { good: 5 }),
    bucket(0),
    bucket(5, { good: 5 }),
    bucket(10, { id: "B-1" }),
    bucket(10, { id: "B-1" }),
    sample(1),
    sample(0, { value: "3" }),
    sample(1),
  ];
  const statement = settled({ contract, rows });
  // 0.9, 0.5 and 0.9 of three buckets; 3 and 4 of two samples.
  expect(resultOf(statement, "requests").figure?.exact).toBe("230/3");
  expect(resultOf(statement, "voice").figure?.exact).toBe("3.5");
  expect(statement.manifest.rows).toMatchObject({ in: 8, used: 8, outside: 0 });
  expect(resultOf(settled({ contract, rows: [...rows].reverse() }), "requests")).toEqual(
    resultOf(statement, "requests"),
  );
});

it("what was written down late is unknown before, in the order in which it came (15)", () => {
  const late = { recordedAt: stamp("10-20T00:00") };
  const rows = [
    bucket(10, { ...late, good: 0, id: "B-3" }),
    bucket(0, { id: "B-1", excluded: 1 }),
    bucket(5, { id: "B-2" }),
    sample(3, { ...late, value: "1", interval: "PT1M" }),
    sample(1, { id: "S-1" }),
    sample(2, { value: undefined, state: "up" }),
  ];
  const figures = (asOf: string) =>
    settled({ contract, rows, asOf }).results.map(({ figure }) => figure?.exact);
  // 9 of 9 and 9 of 10; then also 0 of 10.
  expect(figures("10-19T00:00")).toEqual(["95", "4"]);
  expect(figures("10-20T00:00")).toEqual(["190/3", "2.5"]);
  expect(settled({ contract, rows, asOf: "10-19T00:00" }).manifest.rows).toMatchObject({
    used: 4,
    outside: 2,
  });
});

describe("what other measures look at (17, 20)", () => {
  const outages = (measure: object) =>
    parseContract(
      contractOf({
        commitments: [
          {
            id: "uptime",
            clause: "3.1",
            scope: { service: "web" },
            period: "calendar-month",
            measure: { facts: "outages", figure: "uptime-percent", ...measure },
            excludes: [],
            targets: [{ atLeast: "99.9" }],
          },
          {
            id: "response",
            clause: "2.1",
            scope: { service: "web" },
            period: "calendar-month",
            measure: { facts: "cycles", clock: "first-response", figure: "each" },
            excludes: [],
            targets: [{ within: { elapsed: "PT1H" } }],
          },
        ],
      }),
    );
  const told = (measure: object, ...rows: readonly object[]) => {
    const result = safeParseRecords(rows, outages(measure));
    return (result.ok ? result.warnings : result.issues).map(
      ({ code, hint }) => `${code}: ${hint}`,
    );
  };
  const unread = "series.not-measured: no commitment measures buckets of web";
  const failing = { anyFailure: "yes" };
  const slow = { slowerThan: { value: "mos", limit: "3" } };

  it("buckets are read where runs of bad ones are outages", () => {
    expect(told({}, bucket(0))).toEqual([unread]);
    expect(told({ downWhen: { of: "requests", bucket: "PT5M", bad: failing } }, bucket(0))).toEqual(
      [],
    );
    expect(told({ downWhen: { bucket: "PT5M", bad: failing } }, bucket(0))).toEqual([unread]);
    expect(told({ downWhen: { of: "requests", bucket: "PT1M", bad: failing } }, bucket(0))).toEqual(
      ["bucket.length-differs: give one row for each bucket of the contract"],
    );
  });

  it("values are read where a slow answer is a failure; states wherever there are outages", () => {
    expect(told({ downWhen: { bucket: "PT1M", bad: slow } }, sample(0))).toEqual([]);
    expect(told({}, sample(0, { value: undefined, state: "up", interval: "PT1M" }))).toEqual([]);
  });
});

describe("states, and places in files", () => {
  const state = (name: string) => ({
    type: "state",
    service: "web",
    at: at(0),
    state: name,
  });

  it("semantics 17: without a table the four words are the names of states", () => {
    const result = safeParseRecords([state("dwn"), state("burning")], parseContract(contract));
    expect(
      result.ok ? [] : result.issues.map(({ code, path, hint }) => [code, path, hint]),
    ).toEqual([
      ["record.unknown-state", [0, "state"], 'did you mean "down"?'],
      [
        "record.unknown-state",
        [1, "state"],
        "use one of up, degraded, down, unknown, or add the name to `states` of the service",
      ],
    ]);
  });

  it("a sample in an unknown state, and with other faults: all of them are told", () => {
    const rows = [
      { type: "sample", service: "web", at: at(0), state: "dwn" },
      { type: "sample", service: "web", at: "2026-02-30T00:00:00Z", state: "dwn" },
      { type: "sample", service: "web", at: at(0), state: "down", interval: "P1D" },
    ];
    expect(read(...rows).map((one) => one.split(":")[0])).toEqual([
      "record.unknown-state 0.state",
      "record.unknown-state 1.state",
      "stamp.no-such-date 1.at",
      "duration.calendar-part 2.interval",
    ]);
  });

  it("semantics 40: two buckets that clash are named by their file, with the line where it is known", () => {
    const source = (line?: number) => ({
      source: { system: "export", file: "a.csv", ...(line === undefined ? {} : { line }) },
    });
    const [clash] = read(bucket(0, source()), bucket(0, { good: 8, ...source(7) }));
    expect(clash).toContain("a.csv:?");
    expect(clash).toContain("a.csv:7");
  });
});
