import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, safeParseContract, safeParseRecords, unwrap } from "../../src/index.ts";
import { availability, contractOf, outage, restated, settled, work } from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

type Flat = Extract<Credit, { how: "flat" }>;

const each = (where: object, more: object = {}) =>
  ({
    id: "each",
    clause: "6.1",
    on: "each-miss",
    how: "flat",
    give: { amount: "10.00" },
    where,
    ...more,
  }) as unknown as Credit;

const contract = (credit: Credit, measure: object = {}, changes: Partial<ContractInput> = {}) =>
  contractOf({
    commitments: [
      { ...availability, measure: { ...availability.measure, ...measure }, credits: [credit] },
    ] as ContractInput["commitments"],
    ...changes,
  });

/** Two hours each on three days: 6 of 744 hours are down, 99.19 %. */
const rows = [
  outage("INC-1", "10-03T00:00", "10-03T02:00", {
    impact: "major",
    attributes: { severity: "P1", region: "eu" },
  }),
  outage("INC-2", "10-09T00:00", "10-09T02:00", {
    impact: "minor",
    cause: "third-party",
    tags: ["network", "vip"],
    attributes: { severity: "P2", region: "eu" },
  }),
  outage("INC-3", "10-20T00:00", "10-20T02:00"),
];

const partsOf = (credit: Credit, own: readonly object[] = rows, measure: object = {}) =>
  settled({ contract: contract(credit, measure), rows: own }).lines.flatMap(({ parts }) =>
    parts.map(({ record, exact }) => `${record} ${exact}`),
  );

describe("semantics 32: credits on outages that `where` selects", () => {
  it.each<{ where: object; selected: readonly string[]; why: string }>([
    { where: { severity: ["P1"] }, selected: ["INC-1"], why: "an attribute" },
    { where: { region: ["eu"] }, selected: ["INC-1", "INC-2"], why: "of two records" },
    { where: { region: ["eu"], severity: ["P2", "P3"] }, selected: ["INC-2"], why: "both hold" },
    { where: { impact: ["major", "minor"] }, selected: ["INC-1", "INC-2"], why: "its impact" },
    { where: { cause: ["third-party"] }, selected: ["INC-2"], why: "its cause" },
    { where: { tag: ["vip", "night"] }, selected: ["INC-2"], why: "one of its tags" },
    {
      where: { service: ["web"] },
      selected: ["INC-1", "INC-2", "INC-3"],
      why: "its service: all of them",
    },
    { where: { severity: ["P4"] }, selected: [], why: "none has it, and there is no line" },
    { where: { constructor: ["x"] }, selected: [], why: "what nobody said is not there" },
  ])("$where: $why", ({ where, selected }) => {
    expect(partsOf(each(where))).toEqual(selected.map((id) => `${id} 10`));
  });

  it("its resource, of a service whose parts are declared", () => {
    const services = [
      {
        id: "web",
        resources: ["eu-1", "us-1"],
        charges: [{ id: "fee", amount: "1000.00", per: "month" as const }],
      },
    ];
    const own = [
      outage("INC-1", "10-03T00:00", "10-03T02:00", { resource: "eu-1" }),
      outage("INC-2", "10-09T00:00", "10-09T02:00", { resource: "us-1" }),
    ];
    const changed = contract(each({ resource: ["us-1"] }), {}, { services });
    const { lines } = settled({ contract: changed, rows: own });
    expect(lines.flatMap(({ parts }) => parts.map(({ record }) => record))).toEqual(["INC-2"]);
  });

  it("the n-th of those that are selected, and how many there are", () => {
    const table = [
      { below: "2", give: "nothing" as const },
      { from: "2", give: { amount: "7.00" } },
    ];
    const where = { region: ["eu"] };
    const tiers = (on: string) => {
      const { give: _, ...credit } = each(where, { on, how: "tiers", tiers: table }) as Flat;
      return credit as unknown as Credit;
    };
    expect(partsOf(tiers("nth-miss"))).toEqual(["INC-2 7"]);
    const counted = settled({ contract: contract(tiers("misses")), rows });
    expect(counted.totals.lines).toBe("7.00");
    const third = [...rows.slice(0, 1), ...rows.slice(2)];
    expect(settled({ contract: contract(tiers("misses")), rows: third }).totals.lines).toBe("0.00");
  });

  it("a merged outage is one, where one of its records that count fits, with its whole length", () => {
    // INC-1 from 0 to 2 and INC-4 from 1 to 5 o'clock are one outage of 5 hours (18): 5 × 1.00.
    const later = outage("INC-4", "10-03T01:00", "10-03T05:00", { attributes: { severity: "P3" } });
    const hourly = each(
      { severity: ["P3"] },
      { how: "rate", rate: { per: "PT1H", round: "up", from: "zero", give: { amount: "1.00" } } },
    );
    const { give: _, ...credit } = hourly as Flat;
    expect(partsOf(credit as unknown as Credit, [...rows, later])).toEqual(["INC-1 5"]);
    // What is fully excluded or without weight does not count: of weight 0 INC-4 is no part of it.
    const weights = { weights: { major: "1", minor: "1", none: "0" } };
    const [first = {}] = rows;
    const weightless = { ...later, impact: "none" };
    expect(partsOf(each({ severity: ["P3"] }), [first, weightless], weights)).toEqual([]);
    expect(partsOf(each({ severity: ["P1"] }), [first, weightless], weights)).toEqual(["INC-1 10"]);
  });

  it("both values must be of one record", () => {
    const later = outage("INC-4", "10-03T01:00", "10-03T05:00", { attributes: { severity: "P3" } });
    expect(partsOf(each({ severity: ["P3"], region: ["eu"] }), [...rows, later])).toEqual([]);
  });

  it("work that was down itself: its cause is maintenance", () => {
    const down = work("MNT-1", "10-05T00:00", "10-05T02:00", { resource: undefined });
    const plain = [{ ...down, resource: undefined }].map(({ resource: _, ...row }) => row);
    expect(partsOf(each({ cause: ["maintenance"] }), [...rows, ...plain])).toEqual(["MNT-1 10"]);
  });

  it("what states and corrections tell says nothing that could be selected", () => {
    const corrected = {
      type: "correction",
      id: "COR-1",
      service: "web",
      from: "2026-10-25T00:00:00Z",
      until: "2026-10-25T02:00:00Z",
      as: "down",
      author: "operations",
      reason: "the log of the probe",
      enteredAt: "2026-11-01T00:00:00Z",
    };
    expect(partsOf(each({ service: ["web"] }), [...rows.slice(0, 1), corrected])).toEqual([
      "INC-1 10",
    ]);
    expect(partsOf(each({ service: ["web"] }), [corrected])).toEqual([]);
  });

  it("members of a scope are selected by their service", () => {
    const pooled = contract(
      each({ service: ["api"] }),
      {},
      {
        services: [
          { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
          { id: "api", charges: [{ id: "api-fee", amount: "1000.00", per: "month" }] },
        ],
      },
    );
    const own = [...rows, { ...outage("INC-9", "10-11T00:00", "10-11T09:00"), service: "api" }];
    const scoped = (scope: object) => {
      const [commitment] = pooled.commitments;
      const changed = { ...pooled, commitments: [{ ...commitment, scope }] } as ContractInput;
      return settled({ contract: changed, rows: own }).lines.flatMap(({ parts }) =>
        parts.map(({ record }) => record),
      );
    };
    expect(scoped({ anyDown: ["web", "api"] })).toEqual(["INC-9"]);
    expect(scoped({ pooled: ["web", "api"] })).toEqual(["INC-9"]);
  });

  it("restating: an attribute that is corrected moves the credit", () => {
    const own = contract(each({ severity: ["P1"] }));
    const first = settled({ contract: own, rows });
    const mended = [...rows.slice(0, 2), { ...rows[2], attributes: { severity: "P1" } }];
    const revision = restated({ contract: own, rows: mended, issued: [first] });
    expect(revision?.lines.map(({ exact, amount }) => [exact, amount])).toEqual([["20", "10.00"]]);
    expect(restated({ contract: own, rows, issued: [first] })).toBeUndefined();
  });

  it("explain: the line's steps count what was selected", () => {
    const statement = settled({ contract: contract(each({ region: ["eu"] })), rows });
    const { steps } = explain(statement, { line: "availability/web/2026-10/each" });
    expect(steps.map(({ in: of, out }) => `${of} = ${out}`)).toContain("2 × 10.00 = 20");
  });
});

describe("what an outage is selected by is checked", () => {
  const codes = (where: object, measure: object = {}) => {
    const parsed = safeParseContract(contract(each(where), measure));
    return parsed.ok
      ? []
      : parsed.issues.map(({ code, path }) => `${code} ${path.slice(5).join(".")}`);
  };

  it.each<{ where: object; measure?: object; code: string }>([
    { where: { cause: ["provider", "providr"] }, code: "contract.unknown-cause cause.1" },
    { where: { service: ["wbe"] }, code: "contract.unknown-service service.0" },
    { where: { resource: ["eu-1"] }, code: "contract.unknown-resource resource.0" },
    {
      where: { impact: ["mjor"] },
      measure: { weights: { major: "1" } },
      code: "contract.unknown-weighted-impact impact.0",
    },
  ])("$where: $code", ({ where, code, measure }) => {
    expect(codes(where, measure)).toEqual([code]);
  });

  it("any impact, where none is weighed; down is that of work", () => {
    expect(codes({ impact: ["major"] })).toEqual([]);
    expect(codes({ impact: ["down"] }, { weights: { major: "1" } })).toEqual([]);
  });

  it("a service that is not declared is told, and its parts are not told beside it", () => {
    const [commitment] = contract(each({ resource: ["eu-1"] })).commitments;
    const own = { ...commitment, scope: { service: "wbe" } };
    const parsed = safeParseContract(contractOf({ commitments: [own as typeof availability] }));
    expect(parsed.ok ? [] : parsed.issues.map(({ code, path }) => [code, ...path])).toEqual([
      ["contract.unknown-service", "commitments", 0, "scope", "service"],
    ]);
  });

  it("any part, where the parts are customers", () => {
    const [commitment] = contract(each({ resource: ["beta"] })).commitments;
    const own = { ...commitment, scope: { each: { customersOf: "web" } } };
    const parsed = safeParseContract(contractOf({ commitments: [own as typeof availability] }));
    expect(parsed.ok ? [] : parsed.issues.map(({ code }) => code)).toEqual([]);
  });

  it("an attribute that is a field is refused, each by its name", () => {
    const parsed = unwrap(safeParseContract(contract(each({ severity: ["P1"] }))));
    const twice = outage("INC-1", "10-03T00:00", "10-03T02:00", {
      attributes: { cause: "provider", tag: "vip", severity: "P1" },
    });
    const read = safeParseRecords([twice], parsed);
    expect(read.ok ? [] : read.issues.map(({ code, path, hint }) => [code, path, hint])).toEqual([
      [
        "outage.attribute-is-a-field",
        [0, "attributes", "cause"],
        "write it as cause: ..., beside `attributes`",
      ],
      [
        "outage.attribute-is-a-field",
        [0, "attributes", "tag"],
        "write it as tags: [...], beside `attributes`",
      ],
    ]);
  });

  it("a value that nearly is what the contract names is told, and only there", () => {
    const near = outage("INC-1", "10-03T00:00", "10-03T02:00", { attributes: { severity: "p1" } });
    const warned = (credit: Credit) => {
      const parsed = unwrap(safeParseContract(contract(credit)));
      return unwrap(safeParseRecords([near], parsed)).warnings.map(({ message }) => message);
    };
    expect(warned(each({ severity: ["P1"] }))).toEqual([
      'severity "p1" is not named in the contract, "P1" is: outage "INC-1"',
    ]);
    expect(warned(each({ region: ["eu"] }))).toEqual([]);
    const [{ where: _, ...plain }] = [each({ region: ["eu"] })];
    expect(warned(plain as Credit)).toEqual([]);
  });
});
