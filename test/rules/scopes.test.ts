import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  otherReadings,
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeParseRecords,
} from "../../src/index.ts";
import { unplaced } from "../support/placed.ts";
import { availability, contractOf, outage, settled, stamp, tiered, type World } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Scope = Commitment["scope"];
type Exclusion = NonNullable<ContractInput["exclusions"]>[number];

const HOUR = 3_600_000;
const HOURS = 744;

/** Two services with a fee each, and `db` with two resources. */
function contract(
  scope: Scope,
  { exclusions = [], ...more }: Partial<Commitment> & { exclusions?: readonly Exclusion[] } = {},
): ContractInput {
  return contractOf({
    services: [
      { id: "a", charges: [{ id: "fee-a", amount: "1000.00", per: "month" }] },
      { id: "b", charges: [{ id: "fee-b", amount: "500.00", per: "month" }] },
      {
        id: "db",
        resources: ["db-1", "db-2"],
        charges: [{ id: "fee-db", amount: "200.00", per: "month" }],
      },
    ],
    bases: [{ id: "monthly", of: "scope" }],
    exclusions: [...exclusions],
    commitments: [
      {
        ...availability,
        scope,
        excludes: exclusions.map(({ id }) => id),
        credits: [{ ...tiered(["0", "99.9", "10"]), base: "monthly" }],
        ...more,
      },
    ],
  });
}

const down = (id: string, service: string, from: string, until: string, more: object = {}) =>
  outage(id, from, until, { service, ...more });

const work = (id: string, service: string, from: string, until: string) => ({
  type: "maintenance",
  id,
  service,
  from: stamp(from),
  until: stamp(until),
});

const planned: Exclusion = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "window",
};

/** Hours down, and hours that count, of the only result. */
function counted(world: World) {
  const [result] = settled(world).results;
  return [Number(result?.bad) / HOUR, Number(result?.whole) / HOUR];
}

/** "downtime: 1 + 2 = 3", and the same of the denominator. */
const sumsOf = (result: Statement["results"][number] | undefined) =>
  (result?.steps ?? [])
    .filter(({ op }) => op === "denominator" || op === "downtime")
    .map(({ op, in: sum, out }) => `${op}: ${sum} = ${out}`);

/** a is down 00–06, b 04–10 on the 2nd: 2 hours together, 10 hours in all. */
const both = [
  down("INC-A", "a", "10-02T00:00", "10-02T06:00"),
  down("INC-B", "b", "10-02T04:00", "10-02T10:00"),
];

describe("composites (semantics 21)", () => {
  it.each([
    [{ allDown: ["a", "b"] }, [2, HOURS], "allDown:a+b"],
    [{ anyDown: ["a", "b"] }, [10, HOURS], "anyDown:a+b"],
    [{ atLeastDown: { n: 2, of: ["a", "b", "db"] } }, [2, HOURS], "atLeastDown:a+b+db"],
    [{ pooled: ["a", "b"] }, [12, 2 * HOURS], "pooled:a+b"],
    // a quarter of 6 hours and three quarters of 6 hours
    [
      {
        weighted: [
          { service: "a", weight: "1" },
          { service: "b", weight: "3" },
        ],
      },
      [6, HOURS],
      "weighted:a+b",
    ],
  ] as const)("%j counts %j", (scope, expected, name) => {
    const world = { contract: contract(scope as unknown as Scope), rows: both };
    expect(counted(world)).toEqual(expected);
    const [result] = settled(world).results;
    expect(result).toMatchObject({ id: `availability/${name}/2026-10`, scope: name });
  });

  it("sums of shortfalls and means of percentages are made of each member's percentage", () => {
    // each lacks 6/744 of 100 %: 25/31 %; together 50/31; the mean lacks 25/31.
    const figure = (scope: Scope) =>
      settled({ contract: contract(scope), rows: both }).results[0]?.figure?.exact;
    expect(figure({ sumOfShortfalls: ["a", "b"] })).toBe("3050/31");
    expect(figure({ meanOfPercentages: ["a", "b"] })).toBe("3075/31");
    expect(figure({ meanOfPercentages: ["a", "db"] }), "99.19… and 100").toBe("6175/62");
  });

  it("what no other member shares is listed, and its records keep their ids", () => {
    const statement = settled({
      contract: contract({ allDown: ["a", "b"] }),
      rows: [...both, down("INC-C", "a", "10-03T00:00", "10-03T01:00")],
    });
    expect(statement.evidence.outages).toMatchObject([
      { record: "INC-A", from: "2026-10-02T04:00:00Z", until: "2026-10-02T06:00:00Z" },
    ]);
    expect(statement.evidence.notCounted.map(({ record, why }) => [record, why])).toEqual([
      ["INC-B", "covered-by-another"],
      ["INC-C", "others-up"],
    ]);
    expect(statement.results[0]?.misses).toEqual({ count: 1, ids: ["INC-A"] });
  });

  it("the credit takes the charges of all members, one line for the whole", () => {
    const { lines } = settled({ contract: contract({ allDown: ["a", "b"] }), rows: both });
    expect(lines).toMatchObject([
      { id: "availability/allDown:a+b/2026-10/tenth", amount: "150.00" },
    ]);
    expect(lines[0]?.allocations.map(({ charge, minor }) => [charge, minor])).toEqual([
      ["fee-a", 10000],
      ["fee-b", 5000],
    ]);
  });

  it("the least length is asked of the whole, not of each member", () => {
    // together they are down for 2 hours: shorter than 3, though each was down for 6.
    const measure = { ...availability.measure, minimumOutage: "PT3H" } as Commitment["measure"];
    expect(
      counted({ contract: contract({ allDown: ["a", "b"] }, { measure }), rows: both }),
    ).toEqual([0, HOURS]);
    expect(
      counted({ contract: contract({ pooled: ["a", "b"] }, { measure }), rows: both }),
    ).toEqual([12, 2 * HOURS]);
  });
});

describe("members of which nothing is known (semantics 19, 21)", () => {
  /** a is covered by its states; of b only the first ten days are known. */
  const rows = [
    { type: "state", service: "a", at: "2026-10-01T00:00:00Z", state: "up" },
    { type: "state", service: "a", at: "2026-10-20T00:00:00Z", state: "down" },
    { type: "state", service: "b", at: "2026-10-01T00:00:00Z", state: "up" },
    { type: "state", service: "b", at: "2026-10-11T00:00:00Z", state: "unknown" },
  ];

  it("one is left out while another is known", () => {
    // a is down from the 20th on, 12 days; b is unknown then.
    expect(counted({ contract: contract({ allDown: ["a", "b"] }), rows })).toEqual([288, HOURS]);
  });

  it("strict: unknown as soon as one is", () => {
    const strict = { allDown: { of: ["a", "b"], unknownMember: "strict" } } as const;
    expect(counted({ contract: contract(strict as unknown as Scope), rows })).toEqual([0, 240]);
  });

  it("of none of them: not measured", () => {
    const [result] = settled({ contract: contract({ allDown: ["a", "b"] }) }).results;
    expect(result).toMatchObject({ verdict: "not-measured", whyNot: "no-data" });
  });

  it("a pool leaves out what has no figure, while another has one", () => {
    const some = rows.filter(({ service }) => service === "a");
    expect(counted({ contract: contract({ pooled: ["a", "b"] }), rows: some })).toEqual([
      288,
      HOURS,
    ]);
    const [none] = settled({ contract: contract({ pooled: ["a", "b"] }) }).results;
    expect(none).toMatchObject({ verdict: "not-measured", whyNot: "no-data", figure: null });
    expect(sumsOf(none)).toEqual(["denominator: 0 = 0", "downtime: 0 = 0"]);
    const [mean] = settled({
      contract: contract({ meanOfPercentages: ["a", "b"] }),
      rows: some,
    }).results;
    expect(mean?.figure?.exact, "19 of 31 days").toBe("1900/31");
  });
});

describe("exclusions of a member (semantics 21, 24; decision 0031)", () => {
  // b is worked on from 00 to 08; a is down from 04 to 06.
  const rows = [work("CHG-1", "b", "10-02T00:00", "10-02T08:00"), both[0] as object];

  it.each([
    {
      scope: { allDown: ["a", "b"] },
      expected: [0, HOURS - 6],
      why: "a alone was down: whether all were rests on b, and goes with its window",
    },
    {
      scope: { anyDown: ["a", "b"] },
      expected: [6, HOURS - 2],
      why: "a was down, whatever b was; where a was up, the window leaves both sides",
    },
  ])("a window: $scope, $why", ({ scope, expected }) => {
    expect(counted({ contract: contract(scope, { exclusions: [planned] }), rows })).toEqual(
      expected,
    );
  });

  const thirdParty: Exclusion = {
    id: "third-party",
    clause: "4.3",
    matches: { cause: "third-party" },
    removes: "downtime",
  };
  const excused = [
    down("INC-A", "a", "10-02T00:00", "10-02T06:00", { cause: "third-party" }),
    down("INC-B", "b", "10-02T04:00", "10-02T10:00"),
  ];

  it.each([
    { scope: { allDown: ["a", "b"] }, expected: [0, HOURS], why: "a's part is forgiven" },
    { scope: { anyDown: ["a", "b"] }, expected: [6, HOURS], why: "b's own fault is not" },
  ])("downtime: $scope, $why", ({ scope, expected }) => {
    expect(
      counted({ contract: contract(scope, { exclusions: [thirdParty] }), rows: excused }),
    ).toEqual(expected);
  });

  it("where a fault that no rule excuses counts, it counts beside it (24)", () => {
    const strict: Exclusion = { ...thirdParty, concurrent: "counts" };
    const world = {
      contract: contract({ allDown: ["a", "b"] }, { exclusions: [strict] }),
      rows: excused,
    };
    expect(counted(world)).toEqual([2, HOURS]);
    expect(settled(world).evidence.rejected).toMatchObject([
      { record: "INC-A", reason: "concurrent-fault" },
    ]);
  });

  it("a rule that removes nothing is listed, and changes no figure", () => {
    const noted: Exclusion = { ...thirdParty, removes: "nothing" };
    const world = {
      contract: contract({ allDown: ["a", "b"] }, { exclusions: [noted] }),
      rows: excused,
    };
    expect(counted(world)).toEqual([2, HOURS]);
  });
});

describe("resources (semantics 21)", () => {
  const rows = [
    down("INC-1", "db", "10-02T00:00", "10-02T02:00", { resource: "db-1" }),
    down("INC-2", "db", "10-03T00:00", "10-03T03:00"),
  ];

  it("each is judged by itself: by what names it, and by what names none", () => {
    const statement = settled({
      contract: contract({ each: { resourcesOf: "db" } }, { credits: [] }),
      rows,
    });
    expect(statement.results.map(({ scope, bad }) => [scope, Number(bad) / HOUR])).toEqual([
      ["db:db-1", 5],
      ["db:db-2", 3],
    ]);
  });

  it("an outage of a resource is an outage of its service", () => {
    expect(counted({ contract: contract({ service: "db" }), rows })).toEqual([5, HOURS]);
  });

  it("the resources of a service can be pooled, and be down together", () => {
    const pooled = contract({ pooled: { resourcesOf: "db" } });
    expect(counted({ contract: pooled, rows })).toEqual([8, 2 * HOURS]);
    const all = contract({ allDown: { resourcesOf: "db" } });
    expect(counted({ contract: all, rows })).toEqual([3, HOURS]);
  });

  const corrected = (more: object) => ({
    type: "correction",
    id: "COR-1",
    service: "db",
    from: "2026-10-02T00:00:00Z",
    until: "2026-10-04T00:00:00Z",
    as: "up",
    author: "R. Diaz",
    reason: "it was reachable",
    enteredAt: "2026-11-01T00:00:00Z",
    ...more,
  });

  it("a correction of the service is one of each of its resources", () => {
    const statement = settled({
      contract: contract({ each: { resourcesOf: "db" } }, { credits: [] }),
      rows: [...rows, corrected({})],
    });
    expect(statement.results.map(({ bad }) => bad)).toEqual(["0", "0"]);
  });

  it("a correction of one resource takes the time that its states tell, and not that of the other", () => {
    const state = (resource: string, when: string, name: string) => ({
      type: "state",
      service: "db",
      resource,
      at: stamp(when),
      state: name,
    });
    const states = ["db-1", "db-2"].flatMap((resource, day) => [
      state(resource, "10-01T00:00", "up"),
      state(resource, `10-0${day + 2}T00:00`, "down"),
      state(resource, `10-0${day + 2}T06:00`, "up"),
    ]);
    // db-1 is down for six hours of the 2nd, db-2 of the 3rd; two days of db-1 are corrected.
    const all = { contract: contract({ service: "db" }, { credits: [] }), rows: states };
    expect(counted(all)).toEqual([12, HOURS]);
    const own = corrected({ resource: "db-1" });
    expect(counted({ ...all, rows: [...states, own] })).toEqual([6, HOURS]);
    // The same as outages that were recorded.
    const outages = [
      down("INC-1", "db", "10-02T00:00", "10-02T06:00", { resource: "db-1" }),
      down("INC-2", "db", "10-03T00:00", "10-03T06:00", { resource: "db-2" }),
    ];
    expect(counted({ ...all, rows: outages })).toEqual([12, HOURS]);
    expect(counted({ ...all, rows: [...outages, own] })).toEqual([6, HOURS]);
  });

  it("a correction of one resource says nothing of the other", () => {
    const correction = corrected({ resource: "db-2" });
    const statement = settled({
      contract: contract({ each: { resourcesOf: "db" } }, { credits: [] }),
      rows: [...rows, correction],
    });
    expect(statement.results.map(({ bad }) => Number(bad) / HOUR)).toEqual([5, 0]);
    expect(statement.evidence.corrections).toMatchObject([
      { result: "availability/db:db-2/2026-10" },
    ]);
    const service = contract({ service: "db" });
    expect(counted({ contract: service, rows: [...rows, correction] })).toEqual([5, HOURS]);
  });

  it("of many that are declared the hint names twenty", () => {
    const resources = Array.from({ length: 21 }, (_, index) => `db-${index + 1}`);
    const many = contractOf({
      services: [{ id: "web", resources }],
      bases: [],
      commitments: [{ ...availability, credits: [] }],
    });
    const row = outage("INC-1", "10-02T00:00", "10-02T02:00", { resource: "cache" });
    const result = safeParseRecords([row], parseContract(many));
    const [hint] = result.ok ? [] : result.issues.map((issue) => issue.hint);
    expect(hint).toBe(`declared: ${resources.slice(0, 20).join(", ")}`);
  });

  it("one that is not declared is refused", () => {
    const parsed = parseContract(contract({ service: "db" }));
    const result = safeParseRecords(
      [
        down("INC-1", "db", "10-02T00:00", "10-02T02:00", { resource: "db-3" }),
        down("INC-2", "a", "10-02T00:00", "10-02T02:00", { resource: "x" }),
        down("INC-3", "nowhere", "10-02T00:00", "10-02T02:00"),
        work("CHG-1", "nowhere", "10-02T00:00", "10-02T02:00"),
      ],
      parsed,
    );
    expect(result.ok ? [] : result.issues.map(({ code, hint }) => [code, hint])).toEqual([
      ["record.unknown-resource", 'did you mean "db-1"?'],
      ["record.unknown-resource", "list it in the contract: resources: [x]"],
      ["record.unknown-service", expect.any(String)],
      ["record.unknown-service", expect.any(String)],
    ]);
  });
});

describe("what a scope refuses", () => {
  const codes = (input: ContractInput) => {
    const result = safeParseContract(input);
    expect(unplaced(input, result.ok ? [] : result.issues)).toEqual([]);
    return result.ok ? [] : [...new Set(result.issues.map(({ code }) => code))];
  };

  it.each([
    [{ allDown: ["a", "a"] }, "contract.duplicate-name"],
    [{ allDown: ["a", "c"] }, "contract.unknown-service"],
    [{ atLeastDown: { n: 3, of: ["a", "b"] } }, "scope.more-than-members"],
    [{ each: { resourcesOf: "a" } }, "scope.no-resources"],
    [{ each: { resourcesOf: "dbx" } }, "contract.unknown-service"],
    [
      {
        weighted: [
          { service: "a", weight: "0" },
          { service: "b", weight: "1" },
        ],
      },
      "scope.weight-not-positive",
    ],
  ] as const)("%j: %s", (scope, code) => {
    expect(codes(contract(scope as unknown as Scope))).toContain(code);
  });

  const cycles: Partial<Commitment> = {
    measure: { facts: "cycles", clock: "first-response", figure: "each" },
    targets: [{ within: { elapsed: "PT1H" } }],
    credits: [],
  };
  const figure = (name: string): Partial<Commitment> => ({
    measure: { facts: "outages", figure: name } as Commitment["measure"],
    targets: [{ atMost: "PT1H" }] as Commitment["targets"],
    credits: [],
  });

  it.each([
    [{ allDown: ["a", "b"] }, cycles, "tickets have no timeline"],
    [{ pooled: { resourcesOf: "db" } }, cycles, "tickets are of no resource"],
    [{ pooled: ["a", "b"] }, figure("mean-between-starts"), "starts of two timelines"],
    [{ sumOfShortfalls: ["a", "b"] }, figure("downtime"), "hours are no percentage"],
  ] as const)("%j of another measure: scope.measure-mismatch", (scope, more, why) => {
    expect(codes(contract(scope as Scope, more as Partial<Commitment>)), why).toContain(
      "scope.measure-mismatch",
    );
  });
});

describe("corners of scopes", () => {
  it("of a few members the steps write out what each of them brings", () => {
    const [pool] = settled({ contract: contract({ pooled: ["a", "b"] }), rows: both }).results;
    // 744 hours and six of them, each.
    expect(sumsOf(pool)).toEqual([
      "denominator: 2678400000 + 2678400000 = 5356800000",
      "downtime: 21600000 + 21600000 = 43200000",
    ]);
  });

  const nine = Array.from({ length: 9 }, (_, index) => `s${index}`);
  /** Each of nine is down for 7 h 26 min of 744 h: 26,760,000 ms, or 1115/1116 % of it. */
  const many = (scope: Scope) =>
    settled({
      contract: contractOf({
        services: nine.map((id) => ({ id })),
        bases: [],
        commitments: [{ ...availability, scope, credits: [] }],
      }),
      rows: nine.map((id) => down(`INC-${id}`, id, "10-02T00:00", "10-02T07:26")),
    }).results[0];
  const figureOf = (scope: Scope) => many(scope)?.steps.find(({ op }) => op === "figure")?.in;

  it("of more than four members the name holds their number, and steps only their sum", () => {
    const pool = many({ pooled: nine });
    expect(pool?.scope).toBe("pooled:9");
    expect(pool?.steps.find(({ op }) => op === "downtime")).toMatchObject({
      in: pool?.bad,
      out: pool?.bad,
    });
    expect(figureOf({ meanOfPercentages: nine })).toMatch(/^\(\S+\) ÷ 9$/);
    expect(figureOf({ sumOfShortfalls: nine })).toMatch(/^100 − \S+$/);
  });

  it("of eight the steps still hold each", () => {
    const eight = nine.slice(0, 8);
    const of = (one: string) => eight.map(() => one).join(" + ");
    expect(sumsOf(many({ pooled: eight }))[1]).toBe(`downtime: ${of("26760000")} = 214080000`);
    // 100 − 1115/1116
    expect(figureOf({ meanOfPercentages: eight })).toBe(`(${of("110485/1116")}) ÷ 8`);
  });

  it("a mean over a pool without an outage has nothing to average", () => {
    const mean: Partial<Commitment> = {
      measure: { facts: "outages", figure: "mean-to-restore" },
      targets: [{ atMost: "PT1H" }],
      credits: [],
    };
    const [result] = settled({
      contract: contract({ pooled: ["a", "b"] }, mean),
      rows: [down("INC-1", "db", "10-02T00:00", "10-02T01:00")],
    }).results;
    expect(result).toMatchObject({ figure: null, whyNot: "empty-population" });
  });

  it("a mean over a pool counts the time of a member without an outage", () => {
    const mean: Partial<Commitment> = {
      measure: { facts: "outages", figure: "mean-to-restore" },
      targets: [{ atMost: "PT1H" }],
      credits: [],
    };
    const [result] = settled({
      contract: contract({ pooled: ["a", "b"] }, mean),
      rows: [down("INC-1", "a", "10-02T00:00", "10-02T02:00")],
    }).results;
    expect(result).toMatchObject({ figure: { exact: "7200000" }, whole: String(2 * HOURS * HOUR) });
    expect(result?.ledger?.elapsedMs).toBe(String(2 * HOURS * HOUR));
  });

  it("users of one service are not users of several", () => {
    const measure = {
      ...availability.measure,
      denominator: { usersTimesMinutes: "users" },
    } as Commitment["measure"];
    const result = safeParseContract(contract({ anyDown: ["a", "b"] }, { measure }));
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toContain(
      "scope.measure-mismatch",
    );
  });

  it("time out of use is no time of a member; the whole is in use while one is", () => {
    // b is in use from the 11th on; a up to the 21st.
    const base = contract({ anyDown: ["a", "b"] }, { credits: [] });
    const [a, b, ...others] = base.services;
    const used: ContractInput = {
      ...base,
      services: [
        {
          ...a,
          id: "a",
          active: [{ from: "2026-10-01T00:00:00Z", until: "2026-10-21T00:00:00Z" }],
        },
        {
          ...b,
          id: "b",
          active: [{ from: "2026-10-11T00:00:00Z", until: "2026-10-26T00:00:00Z" }],
        },
        ...others,
      ],
    };
    const rows = [down("INC-B", "b", "10-12T00:00", "10-12T05:00")];
    const [result] = settled({ contract: used, rows }).results;
    expect(result?.ledger?.classes).toContainEqual({
      class: "inactive",
      ms: String(6 * 24 * HOUR),
    });
    expect(Number(result?.bad) / HOUR).toBe(5);
  });

  it("work that had no length excuses nothing of a composite", () => {
    const rows = [work("CHG-1", "b", "10-02T05:00", "10-02T05:00"), ...both];
    expect(
      counted({ contract: contract({ allDown: ["a", "b"] }, { exclusions: [planned] }), rows }),
    ).toEqual([2, HOURS]);
  });

  it("a record of two members is looked at once, its attribution with it", () => {
    const attribution = {
      type: "attribution",
      id: "ATT-1",
      outage: "INC-1",
      cause: "third-party",
      by: "carrier",
      at: "2026-10-05T00:00:00Z",
    };
    const rows = [down("INC-1", "db", "10-02T00:00", "10-02T02:00"), attribution];
    const statement = settled({ contract: contract({ allDown: { resourcesOf: "db" } }), rows });
    expect(statement.manifest.rows).toMatchObject({ in: 2, used: 2 });
  });

  it("outages of two members that begin together are two misses, in the order of their ids", () => {
    const rows = [
      down("INC-2", "a", "10-02T00:00", "10-02T01:00"),
      down("INC-1", "b", "10-02T00:00", "10-02T01:00"),
    ];
    const [result] = settled({ contract: contract({ pooled: ["a", "b"] }), rows }).results;
    expect(result?.misses).toEqual({ count: 2, ids: ["INC-1", "INC-2"] });
    const turned = contract({ pooled: ["b", "a"] });
    expect(settled({ contract: turned, rows }).results[0]?.misses.ids).toEqual(["INC-1", "INC-2"]);
  });

  it("what granting a rejected exclusion would change is told of a composite too", () => {
    const strict: Exclusion = { ...planned, notice: "PT48H" };
    const parsed = parseContract(
      contract(
        { allDown: ["a", "b"] },
        { exclusions: [strict], targets: [{ atLeast: "99.99" }], credits: [] },
      ),
    );
    const late = {
      ...work("CHG-1", "b", "10-02T04:00", "10-02T10:00"),
      announcedAt: stamp("10-02T00:00"),
    };
    const records = parseRecords([...both, late], parsed);
    const { readings } = otherReadings({
      contract: parsed,
      records,
      period: "2026-10",
      asOf: stamp("11-05T00:00"),
    });
    const granted = readings.find(({ of }) => of.includes("CHG-1"));
    // Both were down from 04 to 06, 744 hours: granted, these two hours leave both sides.
    expect(JSON.stringify(granted)).toContain('"100.000000"');
  });

  it("states of a resource are faults of that resource", () => {
    const rows = [
      { type: "state", service: "db", resource: "db-1", at: "2026-10-01T00:00:00Z", state: "up" },
      { type: "state", service: "db", resource: "db-1", at: "2026-10-02T00:00:00Z", state: "down" },
      { type: "state", service: "db", resource: "db-1", at: "2026-10-02T01:00:00Z", state: "up" },
      { type: "state", service: "db", resource: "db-2", at: "2026-10-01T00:00:00Z", state: "up" },
    ];
    const statement = settled({
      contract: contract({ each: { resourcesOf: "db" } }, { credits: [] }),
      rows,
    });
    expect(statement.results.map(({ bad }) => Number(bad) / HOUR)).toEqual([1, 0]);
    expect(statement.evidence.outages[0]?.record).toBe("db:db-1@2026-10-02T00:00:00Z");
  });

  it("a resource is listed once", () => {
    const base = contract({ service: "db" });
    const services = base.services.map((one) =>
      one.id === "db" ? { ...one, resources: ["db-1", "db-1"] } : one,
    );
    const result = safeParseContract({ ...base, services });
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toEqual([
      ["contract.duplicate-name", ["services", 2, "resources", 1]],
    ]);
  });
});

it("tickets of several services are one population where the scope is pooled", () => {
  const ticket = (id: string, service: string) => ({
    type: "ticket",
    id,
    service,
    openedAt: "2026-10-05T00:00:00Z",
    events: [{ event: "replied", at: "2026-10-05T00:30:00Z", by: "agent" }],
  });
  const statement = settled({
    contract: contract(
      { pooled: ["a", "b"] },
      {
        measure: { facts: "cycles", clock: "first-response", figure: "each" },
        targets: [{ within: { elapsed: "PT1H" } }],
        credits: [],
      },
    ),
    rows: [ticket("T-1", "a"), ticket("T-2", "b"), ticket("T-3", "db")],
  });
  expect(statement.results.map(({ scope, population }) => [scope, population?.counted])).toEqual([
    ["pooled:a+b", 2],
  ]);
});

it("explain tells what a record was to a composite", () => {
  const parsed = contract({ allDown: ["a", "b"] });
  const rows = [...both, down("INC-C", "a", "10-03T00:00", "10-03T01:00")];
  const statement = settled({ contract: parsed, rows });
  const told = (record: string) =>
    explain(statement, { record })
      .facts.map(({ effect }) => effect)
      .join("; ");
  expect(told("INC-C")).toContain("others-up");
  expect(told("INC-A")).toContain("7200000 ms counted");
});

it("semantics 21, 23: what is granted beyond a quota is granted to a composite too", () => {
  const hourly: Exclusion = { ...planned, quota: { atMost: "PT1H", per: "calendar-month" } };
  const parsed = parseContract(
    contract(
      { allDown: ["a", "b"] },
      { exclusions: [hourly], targets: [{ atLeast: "99.99" }], credits: [] },
    ),
  );
  const rows = [...both, work("CHG-1", "b", "10-02T04:00", "10-02T10:00")];
  const { readings } = otherReadings({
    contract: parsed,
    records: parseRecords(rows, parsed),
    period: "2026-10",
    asOf: stamp("11-05T00:00"),
  });
  // Both were down from 04 to 06: one hour is excluded, with the grant two.
  const granted = readings.find(({ of }) => of.includes("CHG-1"));
  expect(JSON.stringify(granted)).toContain('"100.000000"');
});
