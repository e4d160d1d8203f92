import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, parseContract, safeParseRecords } from "../../src/index.ts";
import { availability, contractOf, settled, stamp } from "./world.ts";

/** Records that say what a time was, of services of which nothing measures time (17, 26). */

type Commitment = ContractInput["commitments"][number];

const counts: Commitment = {
  id: "requests",
  clause: "3.2",
  scope: { service: "web" },
  period: "calendar-month",
  measure: {
    facts: "tally",
    figure: "ratio",
    of: "requests",
    bucket: "PT1H",
    zeroTraffic: "good",
  },
  excludes: [],
  targets: [{ atLeast: "99" }],
};
const values: Commitment = {
  ...counts,
  id: "voice",
  measure: { facts: "values", figure: "mean", of: "mos" },
  targets: [{ atLeast: "4" }],
};

const services = [{ id: "web", resources: ["eu", "us"] }, { id: "mail" }, { id: "chat" }];
const under = (...commitments: readonly Commitment[]) =>
  contractOf({ services, bases: [], commitments: [...commitments] });
const uptime = (scope: Commitment["scope"]): Commitment => ({
  ...availability,
  scope,
  credits: [],
  excludes: [],
});

const correction = (id: string, more: object = {}) => ({
  type: "correction",
  id,
  service: "web",
  from: stamp("10-02T00:00"),
  until: stamp("10-03T00:00"),
  as: "up",
  author: "R. Diaz",
  reason: "probe was wrong",
  enteredAt: stamp("11-02T00:00"),
  ...more,
});

const warned = (contract: ContractInput, ...rows: readonly object[]) => {
  const result = safeParseRecords(rows, parseContract(contract));
  return (result.ok ? result.warnings : result.issues).map(
    ({ code, path, message }) => `${path.join(".")} ${code}: ${message}`,
  );
};

describe("semantics 26: a correction of what no measure of time looks at is told", () => {
  it.each([
    { by: [counts], why: "counts are not corrected" },
    { by: [values], why: "nor values" },
    { by: [counts, uptime({ service: "mail" })], why: "the outages are another service's" },
  ])("$why", ({ by }) => {
    const told = [
      ' correction.not-measured: nothing measures the time of "web": corrections of it change no figure (2, the first "COR-1")',
    ];
    const rows = [correction("COR-1"), correction("COR-2")];
    expect(warned(under(...by), ...rows)).toEqual(told);
    // In the statement nothing shows how the rows were ordered (39).
    expect(warned(under(...by), ...rows.reverse())).toEqual(told);
  });

  it.each([
    { scope: { service: "web" }, more: {}, why: "the service" },
    { scope: { service: "web" }, more: { resource: "eu" }, why: "a part of it" },
    { scope: { each: { resourcesOf: "web" } }, more: { resource: "us" }, why: "one of its parts" },
    { scope: { anyDown: ["mail", "web"] }, more: {}, why: "a member" },
  ])("beside a measure of outages there is nothing to tell: $why", ({ scope, more }) => {
    const contract = under(counts, uptime(scope as Commitment["scope"]));
    expect(warned(contract, correction("COR-1", more))).toEqual([]);
  });

  it("a customer, of whom only the records say who it is", () => {
    const contract = contractOf({
      services: [{ id: "web" }],
      bases: [],
      commitments: [uptime({ each: { customersOf: "web" } })],
    });
    const row = correction("COR-1", { contract: "acme", customer: "beta" });
    expect(warned(contract, row)).toEqual([]);
  });

  it("once for each service", () => {
    const rows = [
      correction("COR-1", { resource: "us" }),
      correction("COR-2", { service: "mail" }),
      correction("COR-3", { service: "chat" }),
      correction("COR-4"),
    ];
    const found = warned(under(counts, uptime({ service: "mail" })), ...rows);
    expect(found.map((one) => one.split(": ").slice(1).join())).toEqual([
      'nothing measures the time of "chat",corrections of it change no figure (1, the first "COR-3")',
      'nothing measures the time of "web",corrections of it change no figure (2, the first "COR-1")',
    ]);
  });
});

describe("semantics 17: states of what no measure of time looks at are told", () => {
  const state = { type: "state", service: "web", at: stamp("10-02T00:00"), state: "down" };
  const sample = { ...state, type: "sample", of: "mos", interval: "PT1M" };

  it("once for a series; not beside a measure of outages", () => {
    const later = { ...state, at: stamp("10-02T01:00"), state: "up" };
    expect(warned(under(counts), state, later)).toEqual([
      ' series.not-measured: nothing looks at the states "web"; they change no figure',
    ]);
    expect(warned(under(counts, uptime({ service: "web" })), state, later)).toEqual([]);
  });

  it.each([
    { by: [counts], told: ["series.not-measured"], why: "nothing looks at either" },
    { by: [values], told: [], why: "its value is looked at" },
    { by: [uptime({ service: "web" })], told: [], why: "its state is" },
  ])("a sample with a state and a value: $why", ({ by, told }) => {
    const found = warned(under(...by), { ...sample, value: "4" });
    expect(found.map((one) => one.replace(/^\S* ([^:]+):.*$/, "$1"))).toEqual(told);
  });
});

describe("semantics 26: with the records, explain tells of a correction that changed nothing", () => {
  const told = (contract: ContractInput, row: object) => {
    const rows = [row];
    const statement = settled({ contract, rows });
    return explain(statement, { record: "COR-1" }, { rows }).facts;
  };
  const says = "web was up from 2026-10-02T00:00:00Z to 2026-10-03T00:00:00Z, by R. Diaz at";

  it.each([
    {
      more: {},
      effect: `${says} 2026-11-02T00:00:00Z: changed no figure: no result measures that time; counts and values are not corrected`,
      why: "only counts",
    },
    {
      more: { resource: "eu", enteredAt: stamp("11-06T00:00") },
      effect: `web:eu${says.slice(3)} 2026-11-06T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z`,
      why: "entered after asOf",
    },
    {
      more: { recordedAt: stamp("11-06T00:00") },
      effect: `${says} 2026-11-02T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z, recorded at 2026-11-06T00:00:00Z`,
      why: "recorded after asOf",
    },
  ])("$why", ({ more, effect }) => {
    expect(told(under(counts), correction("COR-1", more))).toEqual([
      { record: "COR-1", clause: "", effect },
    ]);
  });

  it("one outside the period of a measure of outages", () => {
    const early = { from: stamp("09-02T00:00"), until: stamp("09-03T00:00") };
    const [fact] = told(under(uptime({ service: "web" })), correction("COR-1", early));
    expect(fact?.effect).toContain("changed no figure");
  });

  it("a name that is nearly one is asked back", () => {
    const rows = [correction("COR-1")];
    const statement = settled({ contract: under(counts), rows });
    expect(() => explain(statement, { record: "COR-2" }, { rows })).toThrow('did you mean "COR-1"');
  });
});
