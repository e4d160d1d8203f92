import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  breakdown,
  budget,
  explain,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { settleAll } from "../../src/node/index.ts";
import { availability, contractOf, linesOf, outage, settled, tenth } from "./world.ts";

type Commitment = ContractInput["commitments"][number];

/** A reseller's contract: each of its customers has its own result and line. */
const wholesale = (
  commitment: Partial<Commitment> = {},
  changes: Partial<ContractInput> = {},
): ContractInput =>
  contractOf({
    services: [{ id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] }],
    bases: [{ id: "monthly", of: ["fee"], taken: "per-unit" }],
    commitments: [{ ...availability, scope: { each: { customersOf: "web" } }, ...commitment }],
    ...changes,
  });

const of = (customer: string) => ({ contract: "acme", customer });

/** Of north four hours, of south one minute; of both half an hour. */
const rows = [
  outage("INC-1", "10-02T00:00", "10-02T04:00", of("north")),
  outage("INC-2", "10-03T00:00", "10-03T00:01", of("south")),
  outage("INC-3", "10-04T00:00", "10-04T00:30"),
];

const codesOf = (contract: ContractInput) => {
  const parsed = safeParseContract(contract);
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};

describe("each customer of a service (semantics 21)", () => {
  it("has its own result: its own rows, and those that name no customer", () => {
    const { results, assumptions } = settled({ contract: wholesale(), rows });
    expect(results.map(({ id, bad, verdict }) => [id, Number(bad) / 60_000, verdict])).toEqual([
      ["availability/web:north/2026-10", 270, "breached"],
      // 31 of 44,640 minutes are less than 0.1 %.
      ["availability/web:south/2026-10", 31, "met"],
    ]);
    expect(assumptions).toContainEqual({
      path: "commitments.availability.scope.each.customersOf",
      used: { "customers that records name": 2 },
      semantics: 21,
    });
  });

  it("a line of its own: a tenth of its share of the fee, one of two", () => {
    const statement = settled({ contract: wholesale(), rows });
    expect(linesOf(statement)).toEqual(["availability/web:north/2026-10/tenth 50.00 automatic"]);
  });

  it("a charge record of its own is its base, and makes it known where nothing was down", () => {
    const charge = (customer: string, amount: string) => ({
      type: "charge",
      id: `C-${customer}`,
      ...of(customer),
      service: "web",
      charge: "fee",
      amount,
      currency: "EUR",
      from: "2026-10-01T00:00:00Z",
      until: "2026-11-01T00:00:00Z",
      invoice: `INV-${customer}`,
    });
    const contract = wholesale(
      {},
      {
        services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
        bases: [{ id: "monthly", of: ["fee"] }],
      },
    );
    const charges = [
      charge("north", "300.00"),
      charge("south", "200.00"),
      charge("east", "900.00"),
    ];
    const statement = settled({ contract, rows: [...rows, ...charges] });
    expect(statement.results.map(({ scope }) => scope)).toEqual([
      "web:east",
      "web:north",
      "web:south",
    ]);
    expect(linesOf(statement)).toEqual(["availability/web:north/2026-10/tenth 30.00 automatic"]);
    expect(statement.lines[0]?.allocations).toMatchObject([{ invoice: "INV-north", minor: 3000 }]);
  });

  it("a row of another customer that does not name the contract belongs to another one", () => {
    const stray = outage("INC-9", "10-05T00:00", "10-06T00:00", { customer: "west" });
    const statement = settled({ contract: wholesale(), rows: [...rows, stray] });
    expect(statement.results.map(({ scope }) => scope)).toEqual(["web:north", "web:south"]);
    expect(statement.manifest.rows.unrouted).toBe(1);
  });

  it("the contract's own customer is nobody's part, and rows of other kinds have none", () => {
    const own = outage("INC-4", "10-06T00:00", "10-06T01:00", of("acme"));
    const claim = {
      type: "claim",
      id: "CL-1",
      ...of("north"),
      at: "2026-11-02T00:00:00Z",
      period: "2026-10",
    };
    const statement = settled({ contract: wholesale(), rows: [...rows, own, claim] });
    expect(statement.results.map(({ bad }) => Number(bad) / 60_000)).toEqual([330, 91]);
    expect(statement.manifest.rows.unrouted).toBe(1);
  });

  it("attributions, claims, coverage, tickets and facts are of the contract's customer alone", () => {
    const north = of("north");
    const at = "2026-10-02T00:00:00Z";
    const others = [
      {
        type: "attribution",
        id: "A",
        ...north,
        outage: "INC-1",
        cause: "customer",
        by: "x",
        at,
        evidence: [],
      },
      { type: "claim", id: "L", ...north, at, period: "2026-10" },
      { type: "coverage", id: "K", ...north, of: "outages", from: at, until: at },
      { type: "event", id: "E", ...north, ticket: "T", happened: { event: "closed", at } },
      { type: "fact", id: "F", ...north, fact: "users", at, value: "1" },
      { type: "ticket", id: "T", ...north, service: "web", openedAt: at, events: [] },
    ];
    expect(
      settled({ contract: wholesale(), rows: [...rows, ...others] }).manifest.rows,
    ).toMatchObject({
      in: 9,
      unrouted: 6,
    });
  });

  it("other services and commitments stay as they are", () => {
    const whole = { ...availability, id: "whole", scope: { service: "mail" }, credits: [] };
    const each = { ...availability, scope: { each: { customersOf: "web" } }, credits: [] };
    const contract = wholesale(
      {},
      { services: [{ id: "web" }, { id: "mail" }], bases: [], commitments: [each, whole] },
    );
    const statement = settled({ contract, rows, asOf: "10-16T00:00" });
    expect(statement.results.map(({ scope }) => scope)).toEqual(["web:north", "web:south", "mail"]);
    expect(budget(statement, "availability/web:north/2026-10").allowedMs).toBe("2678400");
  });

  it("states and counts of a customer are its own too", () => {
    const state = (at: string, name: string) => ({
      type: "state",
      ...of("north"),
      service: "web",
      at: `2026-${at}:00Z`,
      state: name,
    });
    const states = [
      state("09-30T00:00", "up"),
      state("10-02T00:00", "down"),
      state("10-02T02:00", "up"),
    ];
    const { results } = settled({ contract: wholesale(), rows: states });
    expect(results).toMatchObject([{ scope: "web:north", bad: String(2 * 3_600_000) }]);
  });

  it("no record names one: no result, and that is listed", () => {
    const { results, assumptions } = settled({ contract: wholesale(), rows: [rows[2] as object] });
    expect(results).toEqual([]);
    expect(assumptions).toContainEqual(
      expect.objectContaining({ used: { "customers that records name": 0 } }),
    );
  });

  it("the service as a whole has the records of all, as it has those of its resources", () => {
    const whole = { ...availability, id: "whole", credits: [] };
    const each = { ...availability, scope: { each: { customersOf: "web" } }, credits: [tenth] };
    const contract = wholesale({}, { commitments: [each, whole] });
    const { results } = settled({ contract, rows });
    expect(results.map(({ scope, bad }) => [scope, Number(bad) / 60_000])).toEqual([
      ["web:north", 270],
      ["web:south", 31],
      ["web", 271],
    ]);
  });

  it("breakdown, budget and explain know them", () => {
    const contract = parseContract(wholesale());
    const records = parseRecords(rows, contract);
    const call = { contract, records, period: "2026-10", asOf: "2026-10-16T00:00:00Z" };
    const statement = settle(call);
    const { results } = breakdown({ ...call, by: "month" });
    expect(results.map(({ result }) => result)).toEqual(statement.results.map(({ id }) => id));
    // 0.1 % of all of October, though half of it is still to come.
    expect(budget(statement, "availability/web:south/2026-10").allowedMs).toBe("2678400");
    const told = explain(statement, { record: "INC-2" }, { rows }).facts.map(
      ({ effect }) => effect,
    );
    expect(told.join()).toContain("availability/web:south/2026-10");
    expect(told.join()).not.toContain("north");
  });

  it("many contracts: rows that name contract and customer are routed, and none is left", async () => {
    const contract = parseContract(wholesale());
    const stray = { ...(rows[0] as object), id: "INC-8", contract: "other" };
    async function* stream() {
      yield* [...rows, stray];
    }
    const warnings: string[] = [];
    const found = [];
    for await (const one of settleAll({
      contracts: [contract],
      records: stream(),
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
      onWarning: ({ message }) => warnings.push(message),
    }))
      found.push(one);
    expect(found.map(linesOf)).toEqual([["availability/web:north/2026-10/tenth 50.00 automatic"]]);
    expect(warnings).toEqual([expect.stringContaining('the contract "other"')]);
  });
});

describe("what cannot be judged for each customer is refused", () => {
  const customersOf = "commitments.0.scope.each.customersOf";

  it.each([
    {
      contract: wholesale({}, { services: [{ id: "web", resources: ["a"] }], bases: [] }),
      code: `scope.customers-beside-resources ${customersOf}`,
      why: "its resources are parts of it already",
    },
    {
      contract: wholesale({ scope: { each: { customersOf: "wbe" } } }),
      code: `contract.unknown-service ${customersOf}`,
      why: "a service that is not declared",
    },
    {
      contract: wholesale({ credits: [{ ...tenth, when: { consecutive: 2 } }] }),
      code: `scope.customers-look-back ${customersOf}`,
      why: "months in a row of a customer that is new",
    },
    {
      contract: wholesale({ credits: [{ ...tenth, when: { missed: { n: 2, of: 3 } } }] }),
      code: `scope.customers-look-back ${customersOf}`,
      why: "two of three months",
    },
    {
      contract: wholesale({
        credits: [
          {
            id: "third",
            clause: "6.2",
            on: { nthFailedPeriod: { of: 6 } },
            how: "tiers",
            base: "monthly",
            tiers: [{ from: "1", give: { percent: "10" } }],
          },
        ],
      }),
      code: `scope.customers-look-back ${customersOf}`,
      why: "the how-manieth of six months",
    },
    {
      contract: wholesale({
        credits: [{ ...tenth, earnBack: { floor: "99", periods: 2, level: "99.9" } }],
      }),
      code: `scope.customers-look-back ${customersOf}`,
      why: "what the months after it earn back",
    },
    {
      contract: wholesale({
        measure: { facts: "outages", figure: "uptime-percent", averageWith: { earlierPeriods: 1 } },
      }),
      code: `scope.customers-look-back ${customersOf}`,
      why: "a mean with the month before",
    },
    {
      contract: wholesale({
        measure: { facts: "cycles", clock: "first-response", figure: "each" },
        targets: [{ within: { elapsed: "PT1H" } }],
        credits: [],
      }),
      code: "scope.measure-mismatch commitments.0.scope",
      why: "tickets are of services",
    },
  ])("$why: $code", ({ contract, code }) => {
    expect(codesOf(contract)).toContain(code);
  });

  it("an extreme month, and events in it, look back to nothing", () => {
    const when = {
      anyOf: [{ extreme: { lessThan: "95" } }, { events: { n: 3, per: "calendar-month" } }],
    };
    expect(codesOf(wholesale({ credits: [{ ...tenth, when } as typeof tenth] }))).toEqual([]);
  });

  it("a customer of a service that is not declared", () => {
    const stray = { ...outage("INC-1", "10-02T00:00", "10-02T04:00", of("north")), service: "wbe" };
    const { manifest } = settled({ contract: wholesale(), rows: [...rows.slice(1), stray] });
    // Not of this contract's customer, as before.
    expect(manifest.rows.unrouted).toBe(1);
  });

  it("a customer whose name cannot stand in an id", () => {
    const parsed = safeParseRecords(
      [outage("INC-1", "10-02T00:00", "10-02T04:00", of("North / Ltd"))],
      parseContract(wholesale()),
    );
    expect(parsed.ok ? [] : parsed.issues).toMatchObject([
      { code: "record.customer-not-a-name", path: [0, "customer"] },
    ]);
  });
});
