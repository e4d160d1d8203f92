import { describe, expect, it } from "vitest";
import { compare, parseContract, safeCompare, safeVary, vary } from "../src/index.ts";
import { availability, contractOf, outage, settled, work } from "./rules/world.ts";

const contract = parseContract(
  contractOf({
    exclusions: [
      { id: "planned.work", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
    ],
    commitments: [{ ...availability, excludes: ["planned.work"] }],
  }),
);

describe("vary: the same contract with other terms", () => {
  it.each([
    { path: "exclusions.planned.work.removes", why: "ids of entries, which may hold dots" },
    { path: "exclusions.0.removes", why: "an index" },
    { path: ["exclusions", 0, "removes"], why: "a list of keys" },
    { path: ["exclusions", "planned.work", "removes"], why: "a list with an id" },
  ])("a path of $why", ({ path }) => {
    const other = vary(contract, [{ path, value: "downtime" }]);
    expect(other.terms.exclusions).toMatchObject([{ removes: "downtime" }]);
    expect(other.hash).not.toBe(contract.hash);
    expect(contract.terms.exclusions).toMatchObject([{ removes: "window" }]);
  });

  it("sets a field that the contract left out, and takes one away", () => {
    const path = "commitments.availability.measure.minimumOutage";
    const other = vary(contract, [{ path, value: "PT5M" }]);
    expect(other.terms.commitments[0]?.measure).toMatchObject({ minimumOutage: "PT5M" });
    expect(vary(other, [{ path, value: undefined }]).hash).toBe(contract.hash);
  });

  it("takes an entry of a list away", () => {
    const other = vary(contract, [
      { path: "commitments.availability.excludes", value: [] },
      { path: "exclusions.planned.work", value: undefined },
    ]);
    expect(other.terms.exclusions).toEqual([]);
  });

  it("no change is the same contract", () => {
    expect(vary(contract, []).hash).toBe(contract.hash);
  });

  it.each([
    { path: "exclusions.planed.work.removes", hint: "there: planned.work" },
    { path: "exclusions.7.removes", hint: "there: planned.work" },
    { path: "commitments.availabilty.period", hint: 'did you mean "availability"?' },
    { path: "setlement.x", hint: 'did you mean "settlement"?' },
    { path: "currency.code", hint: "there is nothing below a value" },
    { path: "commitments.0.excludes.x", hint: "there: 0" },
    { path: "__proto__", hint: expect.stringContaining("there: makegood") },
    { path: "", hint: expect.stringContaining("there: makegood") },
  ])("refuses the path $path", ({ path, hint }) => {
    const other = safeVary(contract, [{ path, value: 1 }]);
    expect(other).toMatchObject({
      ok: false,
      issues: [{ code: "vary.no-such-place", path: ["changes", 0, "path"], hint }],
    });
  });

  it("terms that do not hold are refused like those of any contract", () => {
    const other = safeVary(contract, [{ path: "settlement", value: "monthly" }]);
    expect(other).toMatchObject({ ok: false, issues: [{ path: ["settlement"] }] });
  });

  it.each([undefined, null, 7, [7], [null], [{ path: 7 }], [{ path: [] }], [{}]])(
    "is told that %j are no changes",
    (changes) => {
      expect(safeVary(contract, changes as never)).toMatchObject({
        ok: false,
        issues: [{ code: "vary.not-changes" }],
      });
    },
  );

  it("wants a contract that was parsed", () => {
    expect(safeVary({} as never, [])).toMatchObject({
      ok: false,
      issues: [{ code: "contract.not-parsed" }],
    });
  });
});

describe("compare: what differs between two statements", () => {
  const rows = [
    outage("A", "10-05T10:00", "10-05T11:00"),
    work("W", "10-10T00:00", "10-10T04:00", { impact: "none" }),
  ];
  const base = settled({ contract: contractOf(), rows });

  it("nothing, of equal ones", () => {
    expect(compare(base, base)).toEqual({
      currency: "EUR",
      results: [],
      lines: [],
      totals: { was: "100.00", now: "100.00", difference: "0.00", minor: 0 },
    });
  });

  it("figures and amounts by id", () => {
    const met = settled({ contract: contractOf(), rows: [rows[1] ?? {}] });
    // One hour of 744 down, and none: a tenth of 1,000.00, and nothing.
    expect(compare(base, met)).toMatchObject({
      results: [
        {
          id: "availability/web/2026-10",
          was: { verdict: "breached", figure: { exact: "18575/186" }, bad: "3600000" },
          now: { verdict: "met", figure: { exact: "100" }, bad: "0" },
        },
      ],
      lines: [
        {
          id: "availability/web/2026-10/tenth",
          was: "100.00",
          now: "0.00",
          difference: "-100.00",
          minor: -10000,
          statusWas: "automatic",
        },
      ],
      totals: { was: "100.00", now: "0.00", difference: "-100.00", minor: -10000 },
    });
  });

  it("what stands on one side alone", () => {
    const other = settled({
      contract: contractOf({ commitments: [{ ...availability, id: "uptime" }] }),
      rows,
    });
    const { results, lines, totals } = compare(base, other);
    expect(results.map(({ id, was, now }) => [id, was === undefined, now === undefined])).toEqual([
      ["availability/web/2026-10", false, true],
      ["uptime/web/2026-10", true, false],
    ]);
    expect(lines.map(({ id, was, now, ...one }) => [id, was, now, one.statusNow])).toEqual([
      ["availability/web/2026-10/tenth", "100.00", "0.00", undefined],
      ["uptime/web/2026-10/tenth", "0.00", "100.00", "automatic"],
    ]);
    expect(totals.difference).toBe("0.00");
  });

  it("a status that changed, at the same amount", () => {
    const claim = { on: "request", stages: [] } as never;
    const claimed = contractOf({
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
      },
    });
    expect(claim).toBeDefined();
    expect(compare(base, settled({ contract: claimed, rows })).lines).toMatchObject([
      { difference: "0.00", statusWas: "automatic", statusNow: "claimable" },
    ]);
  });

  it("a currency without decimals", () => {
    const yen = contractOf({
      currency: "JPY",
      services: [{ id: "web", charges: [{ id: "fee", amount: "1000", per: "month" }] }],
    });
    const owed = settled({ contract: yen, rows });
    expect(compare(owed, settled({ contract: yen })).totals).toMatchObject({
      was: "100",
      difference: "-100",
    });
  });

  it("refuses two currencies, and what is no statement", () => {
    const dollars = settled({ contract: contractOf({ currency: "USD" }), rows });
    expect(safeCompare(base, dollars)).toMatchObject({
      ok: false,
      issues: [{ code: "compare.other-currency" }],
    });
    // Somebody raised the amount by hand; the seal says so.
    const raised = { ...base, lines: base.lines.map((line) => ({ ...line, amount: "900.00" })) };
    expect(safeCompare(raised, raised)).toMatchObject({
      ok: false,
      issues: [
        { code: "compare.tampered", path: [0, "hashes", "result"] },
        { code: "compare.tampered", path: [1, "hashes", "result"] },
      ],
    });
    expect(safeCompare({} as never, 7 as never)).toMatchObject({
      ok: false,
      issues: [
        { code: "compare.not-a-statement", path: [0] },
        { code: "compare.not-a-statement", path: [1] },
      ],
    });
  });
});
