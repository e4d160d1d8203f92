import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Statement } from "../../src/index.ts";
import type { Facts } from "../oracle/exclusions.ts";
import { DAY } from "../oracle/exclusions.ts";
import { availability, contractOf, outage, resultOf, settled, work } from "../rules/world.ts";
import {
  contractFor,
  days,
  rowsOf,
  SLOT_MS,
  stampOf,
  worlds,
} from "../support/generate-exclusions.ts";
import { RUNS } from "../support/settings.ts";
import { shuffled } from "../support/shuffle.ts";

const statementOf = (facts: Facts, rows = rowsOf(facts)): Statement =>
  settled({ contract: contractFor(facts), rows, asOf: stampOf(days * DAY) });

const takes = ({ downMs, windowMs }: Statement["evidence"]["excluded"][number]) =>
  downMs !== "0" || windowMs !== "0";

describe("semantics 24, 27: each excluded ms is attributed once", () => {
  it("rows of one result do not overlap, and add up to what left each side", () => {
    fc.assert(
      fc.property(worlds, (facts) => {
        const { results, evidence } = statementOf(facts);
        for (const { id, ledger, whole } of results) {
          const rows = evidence.excluded.filter((row) => row.result === id && takes(row));
          const spans = rows.map((row) => [Date.parse(row.from), Date.parse(row.until)] as const);
          spans.sort(([a], [b]) => a - b);
          spans.forEach(([from], at) => {
            expect(from).toBeGreaterThanOrEqual(spans[at - 1]?.[1] ?? from);
          });
          const classes = ledger?.classes ?? [];
          const sum = (list: readonly string[]) =>
            list.reduce((total, ms) => total + Number(ms), 0);
          expect(sum(classes.map(({ ms }) => ms))).toBe(DAY * SLOT_MS);
          expect(sum(rows.map(({ windowMs }) => windowMs))).toBe(DAY * SLOT_MS - Number(whole));
          const excluded = classes.filter((one) => one.class === "excluded");
          const ofDown = excluded.filter(({ state }) => state === "down");
          expect(sum(rows.map(({ downMs }) => downMs))).toBe(sum(ofDown.map(({ ms }) => ms)));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("the order of rows changes no byte, whatever quotas there are", () => {
    const permuted = worlds.chain((facts) =>
      fc.record({ facts: fc.constant(facts), rows: shuffled([...rowsOf(facts)]) }),
    );
    fc.assert(
      fc.property(permuted, ({ facts, rows }) => {
        const { producedBy: _, ...one } = statementOf(facts);
        const { producedBy: __, ...other } = statementOf(facts, rows);
        expect(other).toEqual(one);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("semantics 23, 24: one more exclusion at the end of the list", () => {
  // With `concurrent: counts` it may excuse a fault, so that an earlier rule takes time that it
  // did not take, and its quota goes to something else.
  it("never raises downtime, and raises no percentage's downtime share unless time leaves", () => {
    fc.assert(
      fc.property(worlds, (facts) => {
        fc.pre(!facts.rules.some(({ concurrentCounts }) => concurrentCounts));
        const shared = new Set(facts.rules.map(({ quota }) => quota?.pool));
        fc.pre(shared.size === facts.rules.length || shared.has(undefined));
        const fewer = { ...facts, rules: facts.rules.slice(0, -1) };
        fc.pre(fewer.rules.every(({ id, quota }) => quota === undefined || quota.pool === id));
        const [before, after] = [statementOf(fewer), statementOf(facts)];
        const last = facts.rules.at(-1);
        const isNumeratorOnly = last?.removes === "downtime" || last?.removes === "incident";
        before.results.forEach(({ bad, whole }, index) => {
          const now = after.results[index];
          expect(Number(now?.bad)).toBeLessThanOrEqual(Number(bad));
          expect(Number(now?.whole)).toBeLessThanOrEqual(Number(whole));
          if (isNumeratorOnly) expect(now?.whole).toBe(whole);
        });
      }),
      { numRuns: RUNS },
    );
  });
});

describe("exceptions to the laws, each by hand", () => {
  const settledWith = (rows: readonly object[], rule: object) =>
    resultOf(
      settled({
        contract: contractOf({
          exclusions: [
            {
              id: "own",
              clause: "4",
              matches: { kind: "maintenance" },
              removes: "downtime",
              ...rule,
            },
          ],
          commitments: [{ ...availability, excludes: ["own"], credits: [] }],
        }),
        rows,
      }),
    ).bad;
  const minutes = (count: number) => String(count * 60_000);

  it("more outage raises availability where whole incidents leave: it joins two of them (18, 23)", () => {
    const rows = [
      outage("A", "10-05T01:00", "10-05T01:30"),
      outage("B", "10-05T02:00", "10-05T03:00"),
      work("W", "10-05T01:10", "10-05T01:20", { impact: "none" }),
    ];
    const joining = outage("C", "10-05T01:30", "10-05T02:00");
    expect(settledWith(rows, { removes: "incident" })).toBe(minutes(60));
    expect(settledWith([...rows, joining], { removes: "incident" })).toBe(minutes(0));
  });

  it("more work raises downtime where records are counted: a short one takes the place of a long one", () => {
    const rows = [work("LONG", "10-10T00:00", "10-10T03:00")];
    const quota = { atMost: { count: 1 }, per: "calendar-month" };
    expect(settledWith(rows, { quota })).toBe(minutes(0));
    const short = work("SHORT", "10-05T00:00", "10-05T00:10");
    expect(settledWith([...rows, short], { quota })).toBe(minutes(180));
  });

  it("work told in two rows is two records, for a quota and for a maximum", () => {
    const whole = [work("W", "10-10T00:00", "10-10T02:00")];
    const halves = [
      work("W1", "10-10T00:00", "10-10T01:00"),
      work("W2", "10-10T01:00", "10-10T02:00"),
    ];
    const quota = { atMost: { count: 1 }, per: "calendar-month" };
    expect([whole, halves].map((rows) => settledWith(rows, { quota }))).toEqual([
      minutes(0),
      minutes(60),
    ]);
    const maximum = { length: "PT1H", beyond: "all-counts" };
    expect([whole, halves].map((rows) => settledWith(rows, { maximum }))).toEqual([
      minutes(120),
      minutes(0),
    ]);
  });
});
