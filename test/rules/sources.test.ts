import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, parseContract, safeParseContract, safeParseRecords } from "../../src/index.ts";
import { verboseLines } from "../../src/present/verbose-text.ts";
import { availability, contractOf, OCTOBER_MS, outage, settled, stamp } from "./world.ts";

type Measure = Extract<
  ContractInput["commitments"][number]["measure"],
  { readonly facts: "outages" }
>;
type Service = ContractInput["services"][number];

const HOUR = 3_600_000;
const fee = [{ id: "fee", amount: "1000.00", per: "month" as const }];

/** One commitment on `web` in October 2026, 31 days of 24 hours. */
function contract(measure: Partial<Measure> = {}, service: Partial<Service> = {}): ContractInput {
  return contractOf({
    services: [{ id: "web", charges: fee, ...service }],
    commitments: [
      {
        ...availability,
        measure: { facts: "outages", figure: "uptime-percent", ...measure },
      },
    ],
  });
}

const state = (id: string, at: string, is: string, more: object = {}) => ({
  type: "state",
  id,
  service: "web",
  at: stamp(at),
  state: is,
  ...more,
});

const sample = (at: string, more: object) => ({
  type: "sample",
  service: "web",
  at: stamp(at),
  ...more,
});

/** Classes of the ledger in hours, and the figure's parts. */
function hoursOf(statement: ReturnType<typeof settled>, index = 0) {
  const result = statement.results[index];
  if (result?.ledger === undefined) throw new TypeError("no ledger");
  const classes = result.ledger.classes
    .filter(({ ms }) => ms !== "0")
    .map(({ class: name, ms }) => [name, Number(ms) / HOUR]);
  return Object.fromEntries(classes);
}

describe("states (semantics 17)", () => {
  it("a source that knew nothing at all says nothing of the month: it is not measured (19)", () => {
    const rows = [state("S-1", "09-01T00:00", "unknown")];
    const [result] = settled({ contract: contract(), rows }).results;
    expect(result).toMatchObject({ figure: null, verdict: "not-measured" });
    // It is a source: where the contract says what the unknown is, the month is that.
    const figure = (unknown: "up" | "down") =>
      settled({ contract: contract({ unknown }), rows }).results[0]?.figure?.exact;
    expect([figure("up"), figure("down")]).toEqual(["100", "0"]);
  });

  it("down from one row to the next; before the first one, what it left", () => {
    // up until the 2nd 00:00, down two hours, up for the rest: 744 − 2 = 742 hours.
    const statement = settled({
      contract: contract(),
      rows: [
        state("S-1", "10-02T00:00", "down", { left: "up" }),
        state("S-2", "10-02T02:00", "up"),
      ],
    });
    expect(hoursOf(statement)).toEqual({ up: 742, down: 2 });
    expect(statement.evidence.outages).toMatchObject([
      { record: "S-1", from: "2026-10-02T00:00:00Z", until: "2026-10-02T02:00:00Z" },
    ]);
    expect(statement.assumptions.filter(({ semantics }) => semantics === 19)).not.toContainEqual(
      expect.objectContaining({ path: "records.coverage.web" }),
    );
    expect(statement.manifest.rows).toMatchObject({ in: 2, used: 2 });
  });

  it("before the first row nothing is known, unless the service has an initial state", () => {
    const rows = [state("S-1", "10-02T00:00", "up")];
    expect(hoursOf(settled({ contract: contract(), rows }))).toEqual({ up: 720, unknown: 24 });
    const initial = contract({}, { initialState: "down" });
    const statement = settled({ contract: initial, rows });
    expect(hoursOf(statement)).toEqual({ up: 720, down: 24 });
    expect(statement.evidence.outages[0]?.record).toBe("web@before-the-first-row");
  });

  it("the last change before the period decides, however old it is", () => {
    const rows = [state("S-1", "08-15T00:00", "down"), state("S-2", "10-01T06:00", "up")];
    const statement = settled({ contract: contract(), rows });
    expect(hoursOf(statement)).toEqual({ up: 738, down: 6 });
    expect(statement.manifest.rows.used).toBe(2);
  });

  it("degraded counts by its weight; without one it is refused", () => {
    const rows = [
      state("S-1", "10-01T00:00", "up"),
      state("S-2", "10-05T00:00", "degraded"),
      state("S-3", "10-05T10:00", "up"),
    ];
    const statement = settled({ contract: contract({ weights: { degraded: "0.3" } }), rows });
    expect(hoursOf(statement)).toEqual({ up: 734, degraded: 10 });
    expect(statement.results[0]?.bad).toBe(String(3 * HOUR));
    const refused = safeParseRecords(rows, parseContract(contract()));
    expect(refused.ok ? [] : refused.issues.map(({ code, path }) => [code, path])).toEqual([
      ["record.impact-without-weight", [0, "state"]],
    ]);
  });

  it("names of the source mean what the table of the service says", () => {
    const table = [
      { is: "up" as const, source: ["OK", "WARNING"] },
      { is: "down" as const, source: ["CRITICAL"] },
    ];
    const own = contract({}, { states: table });
    const rows = [
      state("S-1", "10-01T00:00", "OK"),
      state("S-2", "10-02T00:00", "CRITICAL"),
      state("S-3", "10-02T01:00", "WARNING", { left: "CRITICAL" }),
    ];
    expect(hoursOf(settled({ contract: own, rows }))).toEqual({ up: 743, down: 1 });
    const wrong = safeParseRecords(
      [state("S-1", "10-01T00:00", "CRITICALL"), state("S-2", "10-02T00:00", "up", { left: "x" })],
      parseContract(own),
    );
    expect(wrong.ok ? [] : wrong.issues.map(({ code, hint }) => [code, hint])).toEqual([
      ["record.unknown-state", 'did you mean "CRITICAL"?'],
      [
        "record.unknown-state",
        "use one of OK, WARNING, CRITICAL, or add the name to `states` of the service",
      ],
      [
        "record.unknown-state",
        "use one of OK, WARNING, CRITICAL, or add the name to `states` of the service",
      ],
    ]);
    const twice = safeParseContract(
      contract({}, { states: [...table, { is: "degraded" as const, source: ["WARNING"] }] }),
    );
    expect(twice.ok ? [] : twice.issues).toMatchObject([
      { code: "contract.duplicate-name", path: ["services", 0, "states", 2, "source", 0] },
    ]);
  });

  it("two states at one instant are refused; equal rows without ids are one", () => {
    const clash = safeParseRecords(
      [state("S-1", "10-01T00:00", "up"), state("S-2", "10-01T00:00", "down")],
      parseContract(contract()),
    );
    expect(clash.ok ? [] : clash.issues.map(({ code }) => code)).toEqual(["state.clash"]);
    const row = { type: "state", service: "web", at: "2026-10-01T00:00:00Z", state: "down" };
    const twins = settled({ contract: contract(), rows: [row, row] });
    expect(hoursOf(twins)).toEqual({ down: 744 });
    expect(twins.manifest.rows).toMatchObject({ in: 2, used: 2 });
    expect(twins.evidence.outages[0]?.record).toBe("web@2026-10-01T00:00:00Z");
  });

  it("a row that was known at asOf is told from one that was not, whatever it says beside", () => {
    const later = { recordedAt: "2026-11-06T00:00:00Z" };
    const rows = [
      state("S-1", "10-01T00:00", "down", { left: "up" }),
      state("S-2", "10-02T00:00", "up", { left: "down" }),
      state("S-3", "10-02T12:00", "up", later),
    ];
    expect(hoursOf(settled({ contract: contract(), rows }))).toEqual({ up: 720, down: 24 });
    // Nothing is said of the first day but what the first row left.
    const left = [state("S-1", "10-02T00:00", "up", { left: "down" }), ...rows.slice(2)];
    expect(hoursOf(settled({ contract: contract(), rows: left }))).toEqual({ up: 720, down: 24 });
    const early = [{ ...rows[0], ...later }];
    expect(settled({ contract: contract(), rows: early }).results[0]).toMatchObject({
      verdict: "not-measured",
    });
  });

  it("equal rows of one id are counted with the first", () => {
    const row = state("S-1", "10-01T00:00", "up");
    const statement = settled({ contract: contract(), rows: [row, row] });
    expect(statement.manifest.rows).toMatchObject({ in: 2, used: 2 });
  });

  it("what was recorded after asOf, or happens at it, is not known", () => {
    const rows = [
      state("S-1", "10-01T00:00", "up"),
      state("S-2", "10-02T00:00", "down", { recordedAt: "2026-11-06T00:00:00Z" }),
      state("S-3", "11-05T00:00", "down", { left: "down" }),
    ];
    const statement = settled({ contract: contract(), rows });
    expect(hoursOf(statement)).toEqual({ up: 744 });
    expect(statement.manifest.rows).toMatchObject({ in: 3, used: 1, outside: 2 });
  });

  it("beside an outage list both count: down where one of them says so", () => {
    // down 00–04 by the list, 02–06 by states: six hours together.
    const statement = settled({
      contract: contract(),
      rows: [
        outage("INC-1", "10-02T00:00", "10-02T04:00"),
        state("S-1", "10-01T00:00", "up"),
        state("S-2", "10-02T02:00", "down"),
        state("S-3", "10-02T06:00", "up"),
      ],
    });
    expect(hoursOf(statement)).toEqual({ up: 738, down: 6 });
  });

  it("an outage list beside states is complete only where a record says so", () => {
    const rows = [outage("INC-1", "10-02T00:00", "10-02T04:00"), state("S-1", "10-11T00:00", "up")];
    // ten days before the first state are unknown but for the outage.
    expect(hoursOf(settled({ contract: contract(), rows }))).toEqual({
      up: 504,
      down: 4,
      unknown: 236,
    });
    const coverage = {
      type: "coverage",
      id: "C-1",
      service: "web",
      of: "outages",
      from: "2026-10-01T00:00:00Z",
      until: "2026-10-06T00:00:00Z",
    };
    expect(hoursOf(settled({ contract: contract(), rows: [...rows, coverage] }))).toEqual({
      up: 620,
      down: 4,
      unknown: 120,
    });
  });
});

describe("samples (semantics 17, 19)", () => {
  const hourly = [
    sample("10-01T00:00", { state: "up", interval: "PT1H" }),
    sample("10-01T01:00", { state: "down", interval: "PT1H" }),
    sample("10-01T04:00", { state: "up", interval: "PT1H" }),
  ];

  it("each stands until the next, at most for its interval; then nothing is known", () => {
    const statement = settled({ contract: contract(), rows: hourly });
    expect(hoursOf(statement)).toEqual({ up: 2, down: 1, unknown: 741 });
    expect(statement.results[0]?.figure?.exact).toBe("200/3");
  });

  it("maxGap of the measure takes the place of the interval", () => {
    const statement = settled({ contract: contract({ maxGap: "PT2H" }), rows: hourly });
    // up 00–01, down 01–03, up 04–06.
    expect(hoursOf(statement)).toEqual({ up: 3, down: 2, unknown: 739 });
  });

  it("carried on, what was down stays down and what was up stays up", () => {
    const carrying = contract({ unknown: { carry: "PT1H" } });
    // down 01–02 and carried to 03; up 04–05 and carried to 06.
    expect(hoursOf(settled({ contract: carrying, rows: hourly }))).toEqual({
      up: 3,
      down: 2,
      unknown: 739,
    });
  });

  it("one that does not say how long it stands is refused, unless the measure does", () => {
    const rows = [sample("10-01T00:00", { state: "up" })];
    const refused = safeParseRecords(rows, parseContract(contract()));
    expect(refused.ok ? [] : refused.issues.map(({ code, path }) => [code, path])).toEqual([
      ["sample.no-interval", [0, "interval"]],
    ]);
    const given = settled({ contract: contract({ maxGap: "PT1H" }), rows });
    expect(hoursOf(given)).toEqual({ up: 1, unknown: 743 });
  });

  it("of a value only, it says nothing about being up", () => {
    const rows = [sample("10-01T00:00", { value: "12.5", of: "latency" })];
    const statement = settled({ contract: contract({ maxGap: "PT1H" }), rows });
    expect(statement.results[0]).toMatchObject({ verdict: "not-measured", whyNot: "no-data" });
  });
});

const bucket = (at: string, good: number, total: number, more: object = {}) => {
  const from = Date.parse(stamp(at));
  return {
    type: "bucket",
    service: "web",
    from: new Date(from).toISOString(),
    until: new Date(from + HOUR).toISOString(),
    good,
    total,
    ...more,
  };
};

describe("runs of bad buckets (semantics 20)", () => {
  const downWhen = { bucket: "PT1H", bad: { rateMoreThan: "0.1" } } as const;
  const day = (bad: readonly number[]) =>
    Array.from({ length: 24 }, (_, hour) =>
      bucket(`10-01T${String(hour).padStart(2, "0")}:00`, bad.includes(hour) ? 89 : 90, 100),
    );

  it("11 of 100 failures are more than a tenth, 10 are not; what no bucket covers is unknown", () => {
    const statement = settled({ contract: contract({ downWhen }), rows: day([3, 4]) });
    expect(hoursOf(statement)).toEqual({ up: 22, down: 2, unknown: 720 });
    expect(statement.evidence.outages[0]).toMatchObject({
      record: "web@2026-10-01T03:00:00Z",
      downtimeMs: String(2 * HOUR),
    });
    expect(statement.manifest.rows.used).toBe(24);
  });

  it("three in a row are needed", () => {
    const runs = contract({ downWhen: { ...downWhen, runOf: 3, partialRuns: "kept" } });
    expect(hoursOf(settled({ contract: runs, rows: day([3, 4, 8, 9, 10, 11]) }))).toEqual({
      up: 20,
      down: 4,
      unknown: 720,
    });
    const blocks = contract({ downWhen: { ...downWhen, runOf: 3, partialRuns: "dropped" } });
    expect(hoursOf(settled({ contract: blocks, rows: day([3, 4, 8, 9, 10, 11]) }))).toEqual({
      up: 21,
      down: 3,
      unknown: 720,
    });
  });

  it("excluded attempts leave both sides of the rate", () => {
    // 11 of 100 failed, 10 of them excluded: 1 of 90.
    const rows = [bucket("10-01T00:00", 89, 100, { excluded: 10 }), bucket("10-01T01:00", 89, 100)];
    expect(hoursOf(settled({ contract: contract({ downWhen }), rows }))).toEqual({
      up: 1,
      down: 1,
      unknown: 742,
    });
  });

  it("without buckets there is nothing to go by, whatever else delivered", () => {
    const statement = settled({
      contract: contract({ downWhen }),
      rows: [outage("INC-1", "11-01T00:00", "11-01T01:00")],
    });
    expect(statement.results[0]).toMatchObject({ verdict: "not-measured", whyNot: "no-data" });
  });

  it.each([
    { bad: { anyFailure: "yes" }, down: 2 },
    { bad: { everyAttemptFails: "yes" }, down: 1 },
    { bad: { rateAtLeast: "0.5" }, down: 1 },
  ] as const)("bad by $bad", ({ bad, down }) => {
    const rows = [
      bucket("10-01T00:00", 99, 100),
      bucket("10-01T01:00", 0, 100),
      bucket("10-01T02:00", 100, 100),
    ];
    const own = contract({ downWhen: { bucket: "PT1H", bad } });
    expect(hoursOf(settled({ contract: own, rows }))).toMatchObject({ down });
  });

  it("a bucket that is left out for its work keeps what reaches the least traffic (24)", () => {
    // 100 attempts are enough for a least of 50, 40 are not; work covers half of each bucket.
    const least = { requests: 50, is: "bad", over: "bucket" } as const;
    const base = contract({
      downWhen: {
        ...downWhen,
        underMinimumTraffic: least,
        partlyExcluded: "kept-if-its-rest-qualifies",
      },
    });
    const [commitment] = base.commitments;
    const excluding = {
      ...base,
      exclusions: [
        { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
      ],
      commitments: [{ ...commitment, excludes: ["planned"] }],
    } as ContractInput;
    const work = (id: string, from: string, until: string) => ({
      type: "maintenance",
      id,
      service: "web",
      from: stamp(from),
      until: stamp(until),
    });
    const rows = [
      bucket("10-01T00:00", 0, 100),
      bucket("10-01T01:00", 0, 40),
      work("CHG-1", "10-01T00:30", "10-01T01:30"),
    ];
    expect(hoursOf(settled({ contract: excluding, rows }))).toEqual({
      down: 0.5,
      excluded: 0.5,
      unknown: 743,
    });
  });

  it("by a value: slower than the limit is bad, exactly the limit is not", () => {
    const slow = contract({
      downWhen: { bucket: "PT1H", bad: { slowerThan: { value: "p99", limit: "10" } } },
    });
    const rows = [
      sample("10-01T00:10", { of: "p99", value: "10.000" }),
      sample("10-01T01:50", { of: "p99", value: "10.001" }),
      sample("10-01T03:00", { of: "p99", value: "9.5" }),
      // A state beside the values says nothing here.
      sample("10-01T03:30", { of: "p99", state: "down" }),
    ];
    expect(hoursOf(settled({ contract: slow, rows }))).toEqual({ up: 2, down: 1, unknown: 741 });
    const crowded = safeParseRecords(
      [...rows, sample("10-01T01:55", { of: "p99", value: "1" })],
      parseContract(slow),
    );
    expect(crowded.ok ? [] : crowded.issues.map(({ code }) => code)).toEqual([
      "sample.several-in-bucket",
    ]);
  });

  it.each([
    { partlyExcluded: "kept", hours: { up: 22, down: 0.5, excluded: 1.5 } },
    { partlyExcluded: "left-out", hours: { up: 22, excluded: 1, unknown: 1 } },
    { partlyExcluded: "kept-if-its-rest-qualifies", hours: { up: 22, down: 0.5, excluded: 1.5 } },
  ] as const)(
    "a bucket that work covers in part is $partlyExcluded (24)",
    ({ partlyExcluded, hours }) => {
      // bad from 03 to 05; work from 03:00 to 04:30 takes the first bucket and half of the
      // second, whose hour is unknown once it is left out.
      const base = contract({ downWhen: { ...downWhen, partlyExcluded } });
      const [commitment] = base.commitments;
      const excluding: ContractInput = {
        ...base,
        exclusions: [
          { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
        ],
        commitments: commitment === undefined ? [] : [{ ...commitment, excludes: ["planned"] }],
      };
      const maintenance = {
        type: "maintenance",
        id: "CHG-1",
        service: "web",
        from: "2026-10-01T03:00:00Z",
        until: "2026-10-01T04:30:00Z",
      };
      const statement = settled({ contract: excluding, rows: [...day([3, 4]), maintenance] });
      const { unknown = 0, ...rest } = hoursOf(statement);
      expect({ ...rest, unknown: unknown - 720 }).toEqual({ unknown: 0, ...hours });
    },
  );

  it.each([
    [{ ...downWhen, bucket: "PT0S" }, "measure.bucket-empty"],
    [{ ...downWhen, bad: { rateAtLeast: "1.5" } }, "measure.rate-above-one"],
    [{ ...downWhen, bad: { rateMoreThan: "-0.1" } }, "decimal.negative"],
    [{ ...downWhen, bad: { rateMoreThan: "0.1234567890123456789" } }, "contract.malformed"],
    [{ ...downWhen, bad: { rateMoreThan: "123456789012.123456789012" } }, "decimal.too-long"],
    [{ ...downWhen, bucket: "1 minute" }, "duration.malformed"],
    [{ ...downWhen, runOf: 2 }, "measure.partial-runs-missing"],
    [
      {
        bucket: "PT1H",
        bad: { slowerThan: { value: "p99", limit: "1" } },
        underMinimumTraffic: { requests: 1, is: "good" },
      },
      "measure.traffic-of-values",
    ],
  ] as const)("%j is refused: %s", (terms, code) => {
    const result = safeParseContract(contract({ downWhen: terms as Measure["downWhen"] }));
    expect(result.ok ? [] : result.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it("an exclusion beside buckets needs to be told what becomes of a part of one (24)", () => {
    const base = contract({ downWhen });
    const [commitment] = base.commitments;
    const result = safeParseContract({
      ...base,
      exclusions: [
        { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
      ],
      commitments: [{ ...commitment, excludes: ["planned"] }],
    });
    expect(result.ok ? [] : result.issues.map((issue) => issue.code)).toEqual([
      "measure.partly-excluded-missing",
    ]);
  });
});

describe("corrections (semantics 26)", () => {
  const correction = (id: string, from: string, until: string, more: object) => ({
    type: "correction",
    id,
    service: "web",
    from: stamp(from),
    until: stamp(until),
    author: "R. Diaz",
    reason: "probe was wrong",
    enteredAt: "2026-11-02T00:00:00Z",
    ...more,
  });
  const down = outage("INC-1", "10-02T00:00", "10-02T10:00");

  it("a stretch becomes up, the original stays with the rest; evidence says who and why", () => {
    const statement = settled({
      contract: contract(),
      rows: [down, correction("COR-1", "10-02T02:00", "10-02T05:00", { as: "up" })],
    });
    expect(hoursOf(statement)).toEqual({ up: 737, down: 7 });
    expect(statement.evidence.corrections).toEqual([
      {
        result: "availability/web/2026-10",
        record: "COR-1",
        clause: "msa 3.1",
        from: "2026-10-02T02:00:00Z",
        until: "2026-10-02T05:00:00Z",
        as: "up",
        author: "R. Diaz",
        reason: "probe was wrong",
        enteredAt: "2026-11-02T00:00:00Z",
      },
    ]);
    expect(statement.manifest.rows.used).toBe(2);
  });

  it("the latest entry wins, then the greatest id; one entered after asOf is not known", () => {
    const rows = [
      down,
      correction("COR-1", "10-02T00:00", "10-02T10:00", { as: "up" }),
      correction("COR-2", "10-02T00:00", "10-02T04:00", { as: "down" }),
      correction("COR-3", "10-02T00:00", "10-02T10:00", {
        as: "unknown",
        enteredAt: "2026-11-20T00:00:00Z",
      }),
    ];
    expect(hoursOf(settled({ contract: contract(), rows }))).toEqual({ up: 740, down: 4 });
    expect(hoursOf(settled({ contract: contract(), rows, asOf: "11-21T00:00" }))).toEqual({
      up: 734,
      unknown: 10,
    });
  });

  it("explain and the long text tell who corrected what, and why", () => {
    const rows = [down, correction("COR-1", "10-02T02:00", "10-02T05:00", { as: "up" })];
    const statement = settled({ contract: contract(), rows });
    const told = explain(statement, { record: "COR-1" }).facts.map(({ effect }) => effect);
    expect(told.join()).toContain("corrected to up by R. Diaz at 2026-11-02T00:00:00Z");
    expect(verboseLines(statement).join()).toContain(
      "R. Diaz, 2026-11-02 00:00 +00:00: probe was wrong",
    );
  });

  it("explain tells what a change of state was, and when", () => {
    const rows = [
      state("S-1", "09-01T00:00", "up"),
      state("S-2", "10-02T00:00", "up"),
      state("S-3", "11-02T00:00", "up"),
      sample("10-03T00:00", { id: "P-1", state: "up", interval: "PT1H" }),
      sample("10-03T00:00", { of: "second-probe", state: "up", interval: "PT1H" }),
    ];
    const statement = settled({ contract: contract(), rows });
    const told = (record: string) =>
      explain(statement, { record }, { rows }).facts.map(({ effect }) => effect);
    expect(told("S-1").join()).toContain("the last one decides how it begins");
    expect(told("S-2").join()).toContain("up from 2026-10-02T00:00:00Z, in the period");
    expect(told("P-1").join()).toContain("up from 2026-10-03T00:00:00Z, in the period");
    expect(told("S-3").join()).toContain("up from 2026-11-02T00:00:00Z, after the period");
  });

  it("alone it makes its own stretch known", () => {
    const rows = [correction("COR-1", "10-02T00:00", "10-02T10:00", { as: "down" })];
    const statement = settled({ contract: contract(), rows });
    expect(hoursOf(statement)).toEqual({ down: 10, unknown: 734 });
    expect(statement.evidence.outages[0]?.record).toBe("COR-1");
  });

  it("degraded needs its weight", () => {
    const rows = [down, correction("COR-1", "10-02T00:00", "10-02T10:00", { as: "degraded" })];
    const weighted = settled({ contract: contract({ weights: { degraded: "0.5" } }), rows });
    expect(weighted.results[0]?.bad).toBe(String(5 * HOUR));
    const refused = safeParseRecords(rows, parseContract(contract()));
    expect(refused.ok ? [] : refused.issues.map(({ code, path }) => [code, path])).toEqual([
      ["record.impact-without-weight", [1, "as"]],
    ]);
  });
});

it("the ledger of October sums to October whatever the source", () => {
  const statement = settled({ contract: contract(), rows: [state("S-1", "10-02T00:00", "up")] });
  expect(statement.results[0]?.ledger?.elapsedMs).toBe(String(OCTOBER_MS));
});
