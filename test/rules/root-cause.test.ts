import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, safeParseContract, safeParseRecords, unwrap } from "../../src/index.ts";
import { evaluate, text } from "../support/fraction.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  restated,
  resultOf,
  settled,
  tiered,
  work,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];

const services: ContractInput["services"] = [
  { id: "web", charges: [{ id: "web-fee", amount: "1000.00", per: "month" }] },
  { id: "api", charges: [{ id: "api-fee", amount: "1000.00", per: "month" }] },
  { id: "db", charges: [{ id: "db-fee", amount: "1000.00", per: "month" }] },
];
const bases = [{ id: "monthly", of: "scope" as const }];

/** Availability of 99.9 % of one service: 10 % below that, 25 % below 99.5 %. */
const of = (service: string, more: object = {}): Commitment =>
  ({
    ...availability,
    id: `of-${service}`,
    scope: { service },
    credits: [tiered(["99.5", "99.9", "10"], ["0", "99.5", "25"])],
    ...more,
  }) as Commitment;
const each = (more: object = {}) => ({
  credits: [
    { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { amount: "10.00" }, ...more },
  ],
});
const contract = (
  commitments: readonly Commitment[] = [of("web"), of("api")],
  changes: object = {},
): ContractInput =>
  contractOf({
    services,
    bases,
    commitments: [...commitments],
    stacking: [{ id: "root", clause: "6.5", among: ["of-web", "of-api"], pays: "root-cause-only" }],
    ...changes,
  });

const at = (
  service: string,
  id: string,
  from: string,
  until: string | undefined,
  more: object = {},
) => ({
  ...outage(id, from, until, more),
  service,
});
/** web was down for 4 hours and took api down for 3; api was down for an hour by itself. */
const root = at("web", "INC-1", "10-03T00:00", "10-03T04:00");
const caused = at("api", "INC-2", "10-03T00:30", "10-03T03:30", { rootCause: "INC-1" });
const own = at("api", "INC-3", "10-09T00:00", "10-09T01:00");
const rows = [root, caused, own];

const amounts = (changed: ContractInput, records: readonly object[] = rows) =>
  settled({ contract: changed, rows: records }).lines.map(({ result, amount }) => [
    result.split("/")[0],
    amount,
  ]);

describe("semantics 32: root-cause-only, credits by a figure", () => {
  const statement = settled({ contract: contract(), rows });

  it("what another service caused is left out, what remains is credited", () => {
    // web: 740 of 744 h are 99.46 %, 25 %. api: 740 h too; without INC-2 743 h, 99.87 %, 10 %.
    expect(linesOf(statement)).toEqual([
      "of-api/api/2026-10/tenth 100.00 automatic",
      "of-web/web/2026-10/tenth 250.00 automatic",
    ]);
    expect(linesOf(settled({ contract: contract(undefined, { stacking: [] }), rows }))).toEqual([
      "of-api/api/2026-10/tenth 250.00 automatic",
      "of-web/web/2026-10/tenth 250.00 automatic",
    ]);
  });

  it("the result stays as it is: the commitment was missed by all of it", () => {
    expect(resultOf(statement, "of-api").misses.ids).toEqual(["INC-2", "INC-3"]);
  });

  it("the steps say what was left out, and how the rest came about; they are true", () => {
    const { steps } = explain(statement, { line: "of-api/api/2026-10/tenth" });
    const told = steps.filter(({ op }) => op === "stack");
    expect(told.map((step) => [step.clause, step.in, step.out])).toEqual([
      // 740 × 100 ÷ 744 and 743 × 100 ÷ 744.
      [
        "msa 6.5",
        "without INC-2 (caused by INC-1): 9250/93 (2 outages) becomes",
        "9287.5/93 (1 outage)",
      ].map((each) => each.replace("9287.5/93", "18575/186")),
      ["msa 6.5", "the root cause alone is paid: 250 becomes", "100"],
    ]);
    const sums = steps.filter((step) => /[+−×÷]/.test(step.in ?? ""));
    expect(sums.length).toBeGreaterThan(1);
    for (const step of sums) {
      const [value, out] = [evaluate(step.in ?? ""), evaluate(step.out)];
      expect(value && text(value)).toBe(out && text(out));
    }
  });

  it("what has no failure of its own stays, with 0 and the reason", () => {
    const without = settled({ contract: contract(), rows: [root, caused] });
    expect(linesOf(without)).toEqual([
      "of-api/api/2026-10/tenth 0.00 automatic",
      "of-web/web/2026-10/tenth 250.00 automatic",
    ]);
    expect(without.lines[0]).toMatchObject({ exact: "0", allocations: [] });
    expect(without.lines[0]?.steps.slice(-3).map(({ op, out }) => `${op} ${out}`)).toEqual([
      "stack 100 (0 outages)",
      "stack 0",
      "round 0.00",
    ]);
  });

  it("only credits of the list: another of the same commitment counts everything", () => {
    const two = [
      tiered(["0", "99.9", "10"]),
      { ...tiered(["0", "99.9", "10"]), id: "other" },
    ] as NonNullable<Commitment["credits"]>;
    const changed = contract([of("web"), of("api", { credits: two })], {
      stacking: [
        { id: "root", clause: "6.5", among: ["of-web", "tenth"], pays: "root-cause-only" },
      ],
    });
    const found = settled({ contract: changed, rows: [root, caused] });
    expect(linesOf(found)).toEqual([
      "of-api/api/2026-10/other 100.00 automatic",
      "of-api/api/2026-10/tenth 0.00 automatic",
      "of-web/web/2026-10/tenth 250.00 automatic",
    ]);
  });

  it("nothing for what was caused, though the cause itself kept its target or was excused", () => {
    // 30 of 44,640 minutes: 99.93 %.
    const short = at("web", "INC-1", "10-03T00:00", "10-03T00:30");
    expect(amounts(contract(), [short, caused])).toEqual([["of-api", "0.00"]]);
    const excused = contract([of("web", { excludes: ["planned"] }), of("api")], {
      exclusions: [
        { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
      ],
    });
    const during = work("MNT-1", "10-03T00:00", "10-03T04:00", { impact: "none" });
    expect(amounts(excused, [root, caused, during])).toEqual([["of-api", "0.00"]]);
  });

  it("a cause that none of the credits looks at takes nothing away", () => {
    const elsewhere = at("db", "INC-1", "10-03T00:00", "10-03T04:00");
    expect(amounts(contract(), [elsewhere, caused])).toEqual([["of-api", "100.00"]]);
    const third = contract([of("web"), of("api"), of("db")]);
    expect(amounts(third, [elsewhere, caused])).toEqual([
      ["of-api", "100.00"],
      ["of-db", "250.00"],
    ]);
  });

  it("a cause that is not known yet takes nothing away", () => {
    const late = { ...root, recordedAt: "2026-11-10T00:00:00Z" };
    expect(amounts(contract(), [late, caused])).toEqual([["of-api", "100.00"]]);
  });

  it("cause and effect in one scope are one failure of it", () => {
    const both = of("api", { scope: { anyDown: ["web", "api"] } });
    // web or api was down for 4 + 1 hours: 739 of 744, 99.33 %, 25 % of 2,000.
    expect(amounts(contract([of("web"), both]))).toEqual([
      ["of-api", "500.00"],
      ["of-web", "250.00"],
    ]);
  });

  it("each part of a service is a scope by itself", () => {
    const parts = of("web", { scope: { each: { resourcesOf: "web" } } });
    const changed = contract([parts, of("api")], {
      services: [{ ...services[0], resources: ["eu", "us"] }, ...services.slice(1)],
      bases: [{ id: "monthly", of: "scope", taken: "per-unit" }],
    });
    const eu = { ...root, resource: "eu" };
    const us = at("web", "INC-4", "10-03T00:30", "10-03T03:30", {
      resource: "us",
      rootCause: "INC-1",
    });
    const lines = settled({ contract: changed, rows: [eu, us] }).lines;
    expect(lines.map(({ id, amount }) => `${id} ${amount}`)).toEqual([
      "of-web/web:eu/2026-10/tenth 125.00",
      "of-web/web:us/2026-10/tenth 0.00",
    ]);
    // A cause of the whole service is one of each part too: nothing is left out.
    expect(settled({ contract: changed, rows: [root, us] }).totals.lines).toBe("250.00");
  });

  it("never more than without the rule: a mean that the small one had lowered", () => {
    const mean = (service: string) =>
      of(service, {
        measure: { facts: "outages", figure: "mean-to-restore" },
        targets: [{ atMost: "PT10M" }],
        credits: [
          {
            ...tiered(["0", "1", "10"]),
            tiers: [
              { from: "PT10M", fromExclusive: "yes", below: "PT2H", give: { percent: "10" } },
              { from: "PT2H", give: { percent: "25" } },
            ],
          },
        ],
      });
    // (6 minutes + 3 hours) ÷ 2 is 1 h 33 min, 10 %; 3 hours alone would be 25 %.
    const small = at("api", "INC-2", "10-03T00:00", "10-03T00:06", { rootCause: "INC-1" });
    const long = at("api", "INC-3", "10-09T00:00", "10-09T03:00");
    expect(amounts(contract([mean("web"), mean("api")]), [root, small, long])).toEqual([
      ["of-api", "100.00"],
      ["of-web", "250.00"],
    ]);
  });

  it("a period of one outage that was caused elsewhere owes nothing", () => {
    const event = (service: string) =>
      of(service, {
        period: "event",
        measure: { facts: "outages", figure: "downtime" },
        targets: [{ atMost: "PT30M" }],
        credits: [{ ...each().credits[0], on: "measured" }],
      });
    const found = settled({ contract: contract([event("web"), event("api")]), rows });
    expect(found.lines.map(({ result, amount }) => `${result} ${amount}`)).toEqual([
      "of-api/api/INC-2 0.00",
      "of-api/api/INC-3 10.00",
      "of-web/web/INC-1 10.00",
    ]);
    expect(found.lines[0]?.steps.find(({ op }) => op === "stack")?.out).toBe("0 outages");
  });

  it("restating: a cause that is found later takes back what it was", () => {
    const changed = contract(undefined, { clawBack: "allowed" });
    const alone = at("api", "INC-2", "10-03T00:30", "10-03T03:30");
    const first = settled({ contract: changed, rows: [root, alone, own] });
    expect(first.totals.lines).toBe("500.00");
    const revision = restated({ contract: changed, rows, issued: [first] });
    expect(revision?.lines.map(({ id, amount }) => `${id} ${amount}`)).toEqual([
      "of-api/api/2026-10/tenth -150.00",
    ]);
    expect(
      restated({ contract: changed, rows, issued: [settled({ contract: changed, rows })] }),
    ).toBeUndefined();
  });
});

describe("semantics 32: root-cause-only, credits by single outages", () => {
  const single = (changes: object = {}, more: object = {}) =>
    contract([of("web", each(more)), of("api", each(more))], changes);
  const partsIn = (changed: ContractInput, records: readonly object[] = rows) =>
    settled({ contract: changed, rows: records }).lines.map(({ result, parts, amount }) => {
      const told = parts.map(({ record, exact }) => `${record} ${exact}`);
      return `${result}: ${told.join(", ")} = ${amount}`;
    });

  it("the part of what was caused elsewhere is 0", () => {
    expect(partsIn(single())).toEqual([
      "of-api/api/2026-10: INC-3 10, INC-2 0 = 10.00",
      "of-web/web/2026-10: INC-1 10 = 10.00",
    ]);
  });

  it("three services, one incident: credited once", () => {
    const third = at("db", "INC-4", "10-03T01:00", "10-03T03:00", { rootCause: "INC-1" });
    const changed = contract([of("web", each()), of("api", each()), of("db", each())], {
      stacking: [
        {
          id: "root",
          clause: "6.5",
          among: ["of-web", "of-api", "of-db"],
          pays: "root-cause-only",
        },
      ],
    });
    expect(partsIn(changed, [root, caused, third])).toEqual([
      "of-api/api/2026-10: INC-2 0 = 0.00",
      "of-db/db/2026-10: INC-4 0 = 0.00",
      "of-web/web/2026-10: INC-1 10 = 10.00",
    ]);
  });

  it("points and rights of what was caused go with it", () => {
    const points = single(
      {
        points: { clause: "7", base: "web-monthly", convert: { percentPerPoint: "1" } },
        bases: [...bases, { id: "web-monthly", of: ["web-fee"] }],
      },
      { give: { points: "2" } },
    );
    // Two outages of 2 points each remain of three: 4 % of 1,000.
    expect(settled({ contract: points, rows }).totals.lines).toBe("40.00");
    const rights = single({}, { give: { right: { what: "meeting", holder: "customer" } } });
    const found = settled({ contract: rights, rows: [root, caused] }).lines;
    expect(found.map(({ result, rights: own }) => [result, own?.length])).toEqual([
      ["of-api/api/2026-10", undefined],
      ["of-web/web/2026-10", 1],
    ]);
  });

  it("a merged outage that loses its first record keeps its name", () => {
    // INC-2 from 00:30 and INC-5 from 01:00 are one outage; INC-5 alone lasts until 05:00.
    const later = at("api", "INC-5", "10-03T01:00", "10-03T05:00");
    expect(partsIn(single(), [root, caused, later])[0]).toBe(
      "of-api/api/2026-10: INC-2 10 = 10.00",
    );
  });

  it("what only counts because another is left out is no miss", () => {
    // Work touches the merged outage of INC-5 and INC-2 and excuses all of it; INC-5 alone it does not touch.
    const changed = contract([of("web", each()), of("api", { ...each(), excludes: ["planned"] })], {
      exclusions: [
        { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "incident" },
      ],
    });
    const before = at("api", "INC-5", "10-02T22:00", "10-03T00:30");
    const during = {
      ...work("MNT-1", "10-03T02:00", "10-03T03:00", { impact: "none" }),
      service: "api",
    };
    expect(partsIn(changed, [root, caused, before, during, own])).toEqual([
      "of-api/api/2026-10: INC-3 10 = 10.00",
      "of-web/web/2026-10: INC-1 10 = 10.00",
    ]);
  });

  /** One outage of three records, of which the middle one was caused elsewhere: without it two. */
  const inThree = [
    root,
    at("api", "A", "10-03T00:00", "10-03T01:00"),
    at("api", "B", "10-03T01:00", "10-03T02:00", { rootCause: "INC-1" }),
    at("api", "C", "10-03T02:00", "10-03T03:00"),
  ];

  it("never more than without the rule: points of an outage that becomes two", () => {
    const inPoints = (stacking: ContractInput["stacking"]) =>
      settled({
        contract: contract([of("web"), of("api", each({ give: { points: "5" } }))], {
          points: { clause: "7", base: "api-monthly", convert: { percentPerPoint: "1" } },
          bases: [...bases, { id: "api-monthly", of: ["api-fee"] }],
          ...(stacking === undefined ? {} : { stacking }),
        }),
        rows: inThree,
      }).lines.map(({ id, amount, inKind }) => [id, amount, inKind?.[0]?.count]);
    const found = [
      ["of-api/api/2026-10/each", "0.00", "5"],
      ["of-web/web/2026-10/tenth", "250.00", undefined],
      // 5 points of 1 % of 1,000.
      ["points/2026-10", "50.00", undefined],
    ];
    expect(inPoints([])).toEqual(found);
    expect(inPoints(undefined)).toEqual(found);
  });

  it.each([
    { unit: "days", give: { days: "1" } },
    { unit: "hours", give: { units: { unit: "hours", count: "1" } } },
  ])("never more than without the rule: $unit of an outage that becomes two", ({ unit, give }) => {
    const [line] = settled({
      contract: contract([of("web"), of("api", each({ give }))]),
      rows: inThree,
    }).lines;
    expect(line?.inKind).toEqual([{ unit, count: "1" }]);
    expect(line?.steps.filter(({ op }) => op === "stack").at(-1)).toEqual({
      op: "stack",
      clause: "msa 6.5",
      in: `no more than with all of them: 2 ${unit} becomes`,
      out: "1",
    });
  });

  it("money, units and rights are the lesser each by itself", () => {
    const hours = (count: string) => ({ units: { unit: "hours", count } });
    const plus = (give: object) => ({
      per: "PT100H",
      round: "up",
      from: "zero",
      give,
    });
    const mean = (service: string, [first, second]: readonly [object, object]) =>
      of(service, {
        measure: { facts: "outages", figure: "mean-to-restore" },
        targets: [{ atMost: "PT10M" }],
        credits: [
          {
            ...{ id: "each", clause: "6.1", on: "measured", how: "tiers" },
            tiers: [
              { from: "PT10M", fromExclusive: "yes", below: "PT2H", ...first },
              { from: "PT2H", ...second },
            ],
          },
        ],
      });
    const lineOf = (tiers: readonly [object, object]) => {
      const small = at("api", "INC-2", "10-03T00:00", "10-03T00:06", { rootCause: "INC-1" });
      const long = at("api", "INC-3", "10-09T00:00", "10-09T03:00");
      const changed = contract([of("web"), mean("api", tiers)]);
      const { lines } = settled({ contract: changed, rows: [root, small, long] });
      const line = lines.find(({ result }) => result.startsWith("of-api"));
      return [line?.amount, line?.inKind, line?.rights?.length];
    };
    // With INC-2 the mean is 1 h 33 min, the first row; without it 3 h, the second.
    const [ten, more] = [{ amount: "10.00" }, { amount: "25.00" }];
    expect(
      lineOf([
        { give: ten, plus: plus(hours("2")) },
        { give: more, plus: plus(hours("1")) },
      ]),
    ).toEqual(["10.00", [{ unit: "hours", count: "1" }], undefined]);
    expect(
      lineOf([
        { give: ten, plus: plus(hours("2")) },
        { give: more, plus: plus({ right: { what: "meeting", holder: "customer" } }) },
      ]),
    ).toEqual(["10.00", undefined, undefined]);
    expect(
      lineOf([
        { give: ten, plus: plus({ right: { what: "meeting", holder: "customer" } }) },
        { give: more, plus: plus(hours("1")) },
      ]),
    ).toEqual(["10.00", undefined, undefined]);
    expect(
      lineOf([
        { give: more, plus: plus(hours("1")) },
        { give: ten, plus: plus(hours("2")) },
      ]),
    ).toEqual(["10.00", [{ unit: "hours", count: "1" }], undefined]);
  });

  it("what was left out is named by its id, the first five, and how many more", () => {
    const many = [7, 6, 5, 4, 3, 2, 1].map((day) =>
      at("api", `C-${8 - day}`, `10-0${day}T00:00`, `10-0${day}T01:00`, { rootCause: "INC-1" }),
    );
    const line = settled({ contract: single(), rows: [root, ...many] }).lines[0];
    const by = "(caused by INC-1)";
    expect(line?.steps.find(({ op }) => op === "stack")?.in).toMatch(
      `without C-1 ${by}, C-2 ${by}, C-3 ${by}, C-4 ${by}, C-5 ${by} and 2 more: `,
    );
  });

  it("outages of other periods are not named, and change nothing where nothing changes", () => {
    const july = [
      at("web", "R-7", "09-03T00:00", "09-03T04:00"),
      at("api", "C-7", "09-03T00:30", "09-03T03:30", { rootCause: "R-7" }),
    ];
    const [without, found] = [[own], [...july, own]].map(
      (records) => settled({ contract: contract(), rows: records }).lines,
    );
    expect(found?.map(({ steps }) => steps)).toEqual(without?.map(({ steps }) => steps));
    const line = settled({ contract: contract(), rows: [...july, ...rows] }).lines[0];
    expect(line?.steps.find(({ op }) => op === "stack")?.in).toMatch(
      /^without INC-2 \(caused by INC-1\): /,
    );
  });

  it("one before the period is named where the outage is too short without it", () => {
    const short = of("api", {
      ...each(),
      measure: { ...availability.measure, minimumOutage: "PT5M" },
      targets: [{ atLeast: "99.999" }],
    });
    // 3 minutes on either side of midnight: 6 together.
    const before = at("api", "B", "09-30T23:57", "10-01T00:00", { rootCause: "INC-1" });
    const after = at("api", "X", "10-01T00:00", "10-01T00:03");
    const line = settled({
      contract: contract([of("web", each()), short]),
      rows: [root, before, after],
    }).lines[0];
    expect([line?.id, line?.amount]).toEqual(["of-api/api/2026-10/each", "0.00"]);
    expect(line?.steps.find(({ op }) => op === "stack")?.in).toMatch(
      /^without B \(caused by INC-1\): /,
    );
  });

  it("what was left out may be what a credit selects, where the figure stays", () => {
    // B and X lasted the very same hour; B alone is billed, and counts as the first by its id.
    const billed = single({}, { where: { tag: ["billed"] } });
    const [from, until] = ["10-03T01:00", "10-03T02:00"] as const;
    const b = at("api", "B", from, until, { rootCause: "INC-1", tags: ["billed"] });
    const found = partsIn(billed, [{ ...root, tags: ["billed"] }, b, at("api", "X", from, until)]);
    expect(found).toEqual([
      "of-api/api/2026-10: B 0 = 0.00",
      "of-web/web/2026-10: INC-1 10 = 10.00",
    ]);
  });

  it("one that goes on is of the period", () => {
    const open = at("api", "B", "10-30T00:00", undefined, { rootCause: "INC-1" });
    expect(partsIn(single(), [root, open])[0]).toBe("of-api/api/2026-10: B 0 = 0.00");
  });

  it("two rules: what either of them leaves out is not paid", () => {
    const third = at("db", "INC-6", "10-09T00:00", "10-09T04:00");
    const byDb = { ...own, rootCause: "INC-6" };
    const changed = contract([of("web", each()), of("api", each()), of("db", each())], {
      stacking: [
        { id: "root", clause: "6.5", among: ["of-web", "of-api"], pays: "root-cause-only" },
        { id: "other", clause: "6.6", among: ["of-db", "of-api"], pays: "root-cause-only" },
      ],
    });
    expect(partsIn(changed, [root, caused, byDb, third])[0]).toBe(
      "of-api/api/2026-10: INC-2 0, INC-3 0 = 0.00",
    );
  });

  it("claimed misses: what was not claimed in time leaves, what was caused is 0 all the same", () => {
    const claimed = single({
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 10 }, after: "event-end" }],
      },
    });
    const claim = (id: string, about: string, day: string) => ({
      type: "claim",
      id,
      at: `2026-10-${day}T00:00:00Z`,
      period: "2026-10",
      about,
    });
    const found = settled({
      contract: claimed,
      rows: [...rows, claim("C-1", "INC-1", "04"), claim("C-3", "INC-3", "10")],
    });
    expect(linesOf(found)).toEqual([
      "of-api/api/2026-10/each 10.00 claimable",
      "of-api/api/2026-10/each#too-late 0.00 forfeited",
      "of-web/web/2026-10/each 10.00 claimable",
    ]);
  });
});

describe("semantics 32: highest-per-event, where an outage and what it caused are one event", () => {
  const changed = contract([of("web", each()), of("api", each({ give: { amount: "30.00" } }))], {
    stacking: [
      { id: "one", clause: "6.5", among: ["of-web", "of-api"], pays: "highest-per-event" },
    ],
  });

  it("the highest part of the incident, once", () => {
    // INC-1 10, INC-2 and INC-4 30 each, of one incident; INC-3 30 by itself.
    const again = at("api", "INC-4", "10-03T05:00", "10-03T06:00", { rootCause: "INC-1" });
    const { lines } = settled({ contract: changed, rows: [...rows, again] });
    expect(lines.map(({ parts }) => parts)).toEqual([
      [
        { record: "INC-2", exact: "30" },
        { record: "INC-4", exact: "0" },
        { record: "INC-3", exact: "30" },
      ],
      [{ record: "INC-1", exact: "0" }],
    ]);
  });

  const touching = (first: object, second: object) =>
    settled({
      contract: contract([of("web", each()), of("api", each())], {
        stacking: [
          { id: "one", clause: "6.5", among: ["of-web", "of-api"], pays: "highest-per-event" },
        ],
      }),
      rows: [root, first, second],
    }).lines.map(({ amount }) => amount);
  const by = { rootCause: "INC-1" };

  it("a merged outage belongs to the event where all of it does, else it is one by itself", () => {
    // 10 for INC-1, and 10 for what api had by itself, whichever of both came first.
    const after = at("api", "X", "10-03T01:00", "10-03T09:00");
    expect(touching(at("api", "B", "10-03T00:00", "10-03T01:00", by), after)).toEqual([
      "10.00",
      "10.00",
    ]);
    const before = at("api", "A", "10-03T00:00", "10-03T01:00");
    expect(touching(before, at("api", "B", "10-03T01:00", "10-03T02:00", by))).toEqual([
      "10.00",
      "10.00",
    ]);
    // All of it was caused by INC-1.
    expect(
      touching({ ...before, ...by }, at("api", "B", "10-03T01:00", "10-03T02:00", by)),
    ).toEqual(["10.00", "0.00"]);
  });

  it.each(["A", "Z"])("whatever it is called: %s at the very time of B", (id) => {
    const [from, until] = ["10-03T01:00", "10-03T02:00"] as const;
    const found = touching(at("api", id, from, until), at("api", "B", from, until, by));
    expect(found).toEqual(["10.00", "10.00"]);
  });

  it("the cause merged with another outage is an event by itself too", () => {
    const more = at("web", "W", "10-03T04:00", "10-03T05:00");
    expect(touching(more, at("api", "B", "10-03T01:00", "10-03T02:00", by))).toEqual([
      "10.00",
      "10.00",
    ]);
  });

  it("a credit that does not compete is paid beside it", () => {
    const three = contract([of("web", each()), of("api", each()), of("db", each())], {
      stacking: [
        { id: "one", clause: "6.5", among: ["of-web", "of-api"], pays: "highest-per-event" },
      ],
    });
    const third = at("db", "D", "10-03T00:00", "10-03T01:00", by);
    expect(amounts(three, [root, caused, third])).toEqual([
      ["of-api", "10.00"],
      ["of-db", "10.00"],
      ["of-web", "0.00"],
    ]);
  });

  it("of several parts: where it is merged with another in one of them", () => {
    const parts = of("api", { ...each(), scope: { pooled: { resourcesOf: "api" } } });
    const changed = contract([of("web", each()), parts], {
      services: [services[0], { ...services[1], resources: ["eu", "us"] }],
      stacking: [
        { id: "one", clause: "6.5", among: ["of-web", "of-api"], pays: "highest-per-event" },
      ],
    });
    const both = at("api", "B", "10-03T00:00", "10-03T02:00", by);
    const eu = at("api", "X", "10-03T02:00", "10-03T03:00", { resource: "eu" });
    const amountOf = (records: readonly object[]) =>
      settled({ contract: changed, rows: records }).totals.lines;
    // B is a miss of eu and of us: 20, and 10 for its cause; without X all are one event, paid to api.
    expect([amountOf([root, both, eu]), amountOf([root, both])]).toEqual(["30.00", "20.00"]);
  });

  it("outages that nothing caused and that caused nothing are one event by their first record", () => {
    const only = each({ where: { tag: ["billed"] } });
    const two = contract([of("web", each()), of("web", { ...only, id: "of-api" })], {
      stacking: [
        { id: "one", clause: "6.5", among: ["of-web", "of-api"], pays: "highest-per-event" },
      ],
    });
    const again = at("web", "W", "10-03T04:00", "10-03T05:00", { tags: ["billed"] });
    const { lines } = settled({ contract: two, rows: [root, again] });
    expect(lines.map(({ amount }) => amount)).toEqual(["10.00", "0.00"]);
  });
});

describe("what root-cause-only cannot stand beside is refused", () => {
  const codes = (input: ContractInput) => {
    const parsed = safeParseContract(input);
    return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };
  const other = "stacking.root-cause-of-other-periods stacking.0.pays";

  it.each<{ what: string; commitment: object; changes?: object }>([
    { what: "a chronic failure", commitment: each({ when: { consecutive: 2 } }) },
    {
      what: "the n-th failed period",
      commitment: {
        credits: [{ ...each().credits[0], on: { nthFailedPeriod: { of: 3 } } }],
      },
    },
    {
      what: "a mean with earlier periods",
      commitment: {
        measure: { ...availability.measure, averageWith: { earlierPeriods: 2 } },
      },
    },
    {
      what: "earning back",
      commitment: {
        credits: [
          { ...tiered(["0", "99.9", "10"]), earnBack: { floor: "95", periods: 2, level: "99.9" } },
        ],
      },
    },
    {
      what: "points that repeat",
      commitment: each({ give: { points: "1" } }),
      changes: {
        points: {
          clause: "7",
          base: "web-monthly",
          repeat: { consecutive: 2, times: "2" },
          convert: { percentPerPoint: "1" },
        },
        bases: [...bases, { id: "web-monthly", of: ["web-fee"] }],
      },
    },
  ])("$what", ({ commitment, changes = {} }) => {
    expect(codes(contract([of("web"), of("api", commitment)], changes))).toEqual([other]);
  });

  it("repeated points of other credits do not matter", () => {
    const changes = {
      points: {
        clause: "7",
        base: "web-monthly",
        repeat: { consecutive: 2, times: "2" },
        convert: { percentPerPoint: "1" },
      },
      bases: [...bases, { id: "web-monthly", of: ["web-fee"] }],
    };
    expect(codes(contract(undefined, changes))).toEqual([]);
  });

  it("clocks of tickets: no ticket names a root cause", () => {
    const response = {
      ...availability,
      id: "of-web",
      measure: { facts: "cycles", clock: "first-response", figure: "each" },
      targets: [{ within: { elapsed: "PT1H" } }],
      credits: [{ ...each().credits[0] }],
    } as unknown as Commitment;
    expect(codes(contract([response, of("api")]))).toEqual([
      "stacking.without-outages stacking.0.pays",
    ]);
  });

  const read = (records: readonly object[]) => {
    const found = safeParseRecords(records, unwrap(safeParseContract(contract())));
    return found.ok ? [] : found.issues.map(({ code, path, hint }) => [code, path.join("."), hint]);
  };

  it("a root cause that is not among the outages, with what is near", () => {
    expect(read([root, { ...caused, rootCause: "INC-11" }])).toEqual([
      ["record.unknown-outage", "1.rootCause", 'did you mean "INC-1"?'],
    ]);
  });

  it("a root cause that has one itself, and an outage that is its own", () => {
    const chain = at("db", "INC-4", "10-03T01:00", "10-03T03:00", { rootCause: "INC-2" });
    const self = at("db", "INC-5", "10-04T01:00", "10-04T03:00", { rootCause: "INC-5" });
    expect(read([root, caused, chain, self])).toEqual([
      ["outage.no-root-cause", "2.rootCause", 'name the first cause, like "INC-1"'],
      ["outage.no-root-cause", "3.rootCause", "leave `rootCause` out"],
    ]);
  });
});
