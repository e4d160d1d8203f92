import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Issue, safeParseContract } from "../../src/index.ts";
import { availability, contractOf, response, tenth } from "./world.ts";

/** Where a refusal points, what it found and what it proposes: the words, where a code alone says too little. */

type Commitment = ContractInput["commitments"][number];

function refused(changes: object): readonly Issue[] {
  const parsed = safeParseContract(contractOf(changes as Partial<ContractInput>));
  return parsed.ok ? [] : parsed.issues;
}
const only = (changes: object, code: string) =>
  refused(changes).filter((issue) => issue.code === code);
const withMeasure = (measure: object, more: object = {}) => ({
  commitments: [
    { ...availability, credits: [], ...more, measure: { ...availability.measure, ...measure } },
  ],
});
const clock = (name: object): object => ({
  commitments: [{ ...response, measure: { ...response.measure, clock: name } }],
});

describe("names, each declared once", () => {
  it.each([
    [
      "services",
      {
        services: [
          { id: "web", charges: [] },
          { id: "web", charges: [] },
        ],
        bases: [],
      },
    ],
    ["commitments", { commitments: [availability, { ...availability, credits: [] }] }],
  ])("%s: at the second one", (list, changes) => {
    expect(only(changes, "contract.duplicate-name")).toMatchObject([
      { path: [list, 1, "id"], message: expect.stringContaining(`${list}.0 and here`) },
    ]);
  });

  it("documents too", () => {
    const msa = { id: "msa", title: "Master agreement" };
    expect(only({ documents: [msa, msa] }, "contract.duplicate-name")).toMatchObject([
      { path: ["documents", 1, "id"] },
    ]);
  });

  it("a calendar that an exclusion names, and no one declares", () => {
    const planned = {
      id: "planned",
      clause: "4.2",
      matches: { kind: "maintenance" },
      removes: "window",
      inside: "nights",
    };
    expect(only({ exclusions: [planned] }, "contract.unknown-calendar")).toMatchObject([
      { path: ["exclusions", 0, "inside"] },
    ]);
  });

  it("one of several limbs, by its place among them (36)", () => {
    const when = { anyOf: [{ consecutive: 2 }, { missed: { n: 3, of: 2 } }] };
    const commitments = [{ ...availability, credits: [{ ...tenth, when }] }];
    const [path = []] = refused({ commitments }).map((issue) => issue.path);
    expect(path.slice(0, 7)).toEqual(["commitments", 0, "credits", 0, "when", "anyOf", 1]);
  });
});

describe("what is in use, and how long a period is", () => {
  it("a stamp that cannot be read is told once: nothing is said of the span (5)", () => {
    const active = [{ from: "2026-10-04T00:00:00Z", until: "2026-10-14" }];
    const found = refused({
      services: [{ id: "web", charges: [], active }],
      bases: [],
      commitments: [{ ...availability, credits: [] }],
    });
    expect(found.map(({ code, path }) => [code, path.join(".")])).toEqual([
      ["stamp.malformed", "services.0.active.0.until"],
    ]);
  });
});

describe("figures and clocks", () => {
  it("a number for a length of time, a length for a percentage: an example of what is asked for (28)", () => {
    const hints = [
      ["uptime-percent", { atLeast: "PT4H" }, 'give atLeast: "99.95"'],
      ["downtime", { atMost: "4" }, "give atMost: PT4H"],
      ["count", { atMost: "PT4H" }, 'give atMost: "3"'],
    ] as const;
    for (const [figure, target, hint] of hints)
      expect(
        only(withMeasure({ figure }, { targets: [target] }), "target.axis-mismatch"),
      ).toMatchObject([{ hint }]);
  });

  it("a time in which to answer is nothing that an availability is held against (28)", () => {
    const targets = [{ within: { elapsed: "PT4H" } }];
    expect(only(withMeasure({}, { targets }), "target.not-a-bound")).toMatchObject([
      { path: ["commitments", 0, "targets", 0, "within"], hint: 'give atLeast: "99.95"' },
    ]);
  });

  it("an event that no clock knows: the nearest one, else all of them (11)", () => {
    const hint = (from: string) =>
      only(clock({ custom: { from, to: "closed" } }), "clock.unknown-event").map((one) => one.hint);
    expect(hint("opned")).toEqual(['did you mean "opened"?']);
    expect(hint("lunch")).toEqual([expect.stringMatching(/^one of: .*opened/)]);
  });

  it("a share of a target that is all of it, and a day that is none: at the field itself (15, 6)", () => {
    const measure = { ...response.measure, atRisk: [{ used: "75" }, { used: "100" }] };
    const risk = only({ commitments: [{ ...response, measure }] }, "clock.at-risk");
    expect(risk.map(({ path }) => path.join("."))).toEqual(["commitments.0.measure.atRisk.1.used"]);
    const office = {
      id: "office",
      weekly: { "mon-fri": ["09:00-17:00"] },
      workdays: [{ date: "2026-02-30", hours: ["09:00-17:00"] }],
    };
    expect(refused({ calendars: [office] }).map(({ path }) => path.join("."))).toEqual([
      "calendars.0.workdays.0.date",
    ]);
  });

  it("tickets are of services: said of a scope of resources (21)", () => {
    const scope = { each: { resourcesOf: "web" } };
    const found = only(
      {
        commitments: [{ ...response, scope, credits: [] }],
        services: [{ id: "web", charges: [], resources: ["eu"] }],
        bases: [],
      },
      "scope.measure-mismatch",
    );
    expect(found).toMatchObject([
      {
        message: "tickets are of services, not of single resources",
        hint: "list services in the scope",
      },
    ]);
  });

  it("so many buckets a run, where it is not said what a part of one counts (20)", () => {
    const downWhen = { of: "requests", bucket: "PT1M", bad: { rateMoreThan: "0.5" }, runOf: 2 };
    expect(only(withMeasure({ downWhen }), "measure.partial-runs-missing")).toMatchObject([
      {
        message: "it is not said what a run of 3 buckets counts",
        hint: "add partialRuns: kept (all of it), or dropped (whole blocks of 2)",
      },
    ]);
  });
});

describe("claims, caps and points", () => {
  it("a late ticket was never reported like an outage; a mean has no events at all (35)", () => {
    const claim = (after: string) => ({
      on: "request",
      stages: [{ what: "claim", within: { days: 1 }, after }],
    });
    const messages = (commitment: Commitment, after: string) =>
      only({ commitments: [commitment], claim: claim(after) }, "claim.no-events").map(
        ({ message }) => message,
      );
    expect(messages(response, "report")).toEqual([
      "commitment response has no single outages that this could be counted from",
    ]);
    const values = only({ commitments: [response], claim: claim("report") }, "claim.no-events");
    expect(values.map(({ value }) => value)).toEqual(['"report"']);
    const mean = {
      ...response,
      measure: { ...response.measure, figure: "mean" },
      targets: [{ atMost: "PT1H" }],
      credits: [],
    } as unknown as Commitment;
    expect(messages(mean, "event-end")).toEqual([
      "commitment response has no single events that this could be counted from",
    ]);
  });

  it("a month is not made of quarters (32)", () => {
    const cap = {
      id: "cap",
      clause: "6.4",
      covers: "all",
      limit: { amount: "5.00" },
      excess: "lost",
    };
    const of = (per: string) =>
      only(
        {
          settlement: "calendar-quarter",
          commitments: [{ ...availability, period: "calendar-quarter" }],
          caps: [{ ...cap, per }],
        },
        "cap.period",
      ).map(({ path }) => path.join("."));
    expect(of("calendar-month")).toEqual(["caps.0.per"]);
    expect(of("calendar-year")).toEqual([]);
  });

  it("a gap between rows of points is told at the upper row (30)", () => {
    const tiers = [
      { from: "0", below: "5", give: "nothing" },
      { from: "6", give: { percent: "1" } },
    ];
    const points = { clause: "7", base: "monthly", convert: { tiers } };
    const flat = { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { points: "1" } };
    const found = only({ points, commitments: [{ ...availability, credits: [flat] }] }, "tier.gap");
    expect(found.map(({ path }) => path.join("."))).toEqual(["points.convert.tiers.1"]);
  });

  it("events of a customer over a quarter of months look back (21, 36)", () => {
    const of = (per: string) =>
      only(
        {
          bases: [{ id: "monthly", of: ["fee"], taken: "per-unit" }],
          commitments: [
            {
              ...availability,
              scope: { each: { customersOf: "web" } },
              credits: [{ ...tenth, when: { events: { n: 3, per } } }],
            },
          ],
        },
        "scope.customers-look-back",
      ).length;
    expect([of("calendar-month"), of("calendar-quarter")]).toEqual([0, 1]);
  });
});
