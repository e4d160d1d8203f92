import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  explain,
  parseContract,
  parseRecords,
  restate,
  type Statement,
  settle,
} from "../src/index.ts";

/**
 * The shipped example against fixtures/example/expected.json, which was worked out by hand (its
 * README shows how) and never from the program.
 */

const folder = new URL("../fixtures/example/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const rowsOf = (names: readonly string[]): object[] =>
  names.flatMap((name) =>
    read(`records/${name}.ndjson`)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
const expected = JSON.parse(read("expected.json"));
const contract = parseContract(parse(read("contract.yaml")));
const firstRows = rowsOf(expected.records);
const laterRows = rowsOf(expected.revision.records);

let first: Statement;
let revision: Statement;
beforeAll(() => {
  const records = parseRecords(firstRows, contract);
  first = settle({ contract, records, period: "2026-10", asOf: expected.asOf });
  const later = parseRecords(laterRows, contract);
  const made = restate({ issued: [first], contract, records: later, asOf: expected.revision.asOf });
  if (made === undefined) throw new Error("the late records make a revision");
  revision = made;
});

const resultOf = (statement: Statement, commitment: string) => {
  const found = statement.results.find((one) => one.commitment === commitment);
  if (found === undefined) throw new Error(`no result of ${commitment}`);
  return found;
};
const classesOf = (statement: Statement) => {
  const classes = resultOf(statement, "availability").ledger?.classes ?? [];
  const of = (name: string) => classes.find((one) => one.class === name)?.ms ?? "0";
  const excluded = classes.filter((one) => one.class === "excluded");
  return {
    up: of("up"),
    degraded: of("degraded"),
    down: of("down"),
    "too-short": of("too-short"),
    excluded: Object.fromEntries(excluded.map(({ rule, ms }) => [rule, ms])),
    unknown: of("unknown"),
    "out-of-hours": of("out-of-hours"),
  };
};

describe("October 2026, as first issued", () => {
  it("has the bounds of the month in Shanghai", () => {
    const { label, from, until, zone } = first.key.period;
    expect({ label, from, until, zone }).toEqual(expected.period);
  });

  it("measures the availability of the hand calculation", () => {
    const { figure, bad, whole, verdict, ledger, target } = resultOf(first, "availability");
    const hand = expected.availability;
    expect(figure).toMatchObject({ exact: hand.percentExact, shown: hand.percentShown });
    expect({ bad, whole, verdict }).toEqual({
      bad: hand.downtimeMs,
      whole: hand.denominatorMs,
      verdict: hand.verdict,
    });
    expect(target).toEqual({ atLeast: hand.target });
    expect(ledger?.elapsedMs).toBe(hand.elapsedMs);
    expect(classesOf(first)).toEqual(hand.ledgerMs);
    expect(ledger?.adjustments.map(({ ms }) => ms)).toEqual([hand.adjustmentsMs.weights]);
  });

  it("counts each record as the table of the page does", () => {
    const counted = new Map(
      first.evidence.outages.map(({ record, downtimeMs }) => [record, Number(downtimeMs)]),
    );
    const hand: Record<string, string> = expected.availability.countedMsByRecord;
    const sums = Object.keys(hand).map((names) => [
      names,
      String(names.split("+").reduce((sum, name) => sum + (counted.get(name) ?? Number.NaN), 0)),
    ]);
    expect(Object.fromEntries(sums)).toEqual(hand);
    expect(counted.size).toBe(Object.keys(hand).flatMap((names) => names.split("+")).length);
  });

  it("excludes, refuses and leaves out what the page does, for its reasons", () => {
    const { excluded, rejected, notCounted } = first.evidence;
    const byRecord = excluded.map(({ record, rule, downMs }) => [record, { rule, ms: downMs }]);
    expect(Object.fromEntries(byRecord)).toEqual(expected.availability.excludedMsByRecord);
    const over = rejected
      .filter(({ reason }) => reason === "quota-used-up")
      .map(({ record, ms }) => [record, ms]);
    expect(Object.fromEntries(over)).toEqual(expected.availability.overQuotaMs);
    expect(rejected.find(({ reason }) => reason === "notice-too-short")?.record).toBe("CHG-203");
    expect(rejected.find(({ reason }) => reason === "no-evidence")?.detail).toContain("ATT-302");
    expect(notCounted.filter(({ why }) => why === "too-short").map(({ record }) => record)).toEqual(
      Object.keys(expected.availability.tooShort),
    );
    expect(notCounted.find(({ record }) => record === "INC-407")?.why).toBe("excluded");
  });

  it.each([
    ["first-response", "firstResponse"],
    ["resolution", "resolution"],
  ])("counts the tickets of %s", (commitment, key) => {
    const { population, misses, verdict } = resultOf(first, commitment);
    const { counted, met, late, lateIds } = expected[key];
    expect(population).toMatchObject({ counted, met, late });
    expect([...misses.ids].sort()).toEqual(lateIds);
    expect(verdict).toBe(expected[key].verdict);
    const line = first.lines.find(({ result }) => result === resultOf(first, commitment).id);
    expect(line?.parts.map(({ record }) => record)).toEqual(expected[key].lateIdsP1);
  });

  it("owes the lines, the total and the day of the page", () => {
    expect(first.lines.map(({ id, amount }) => ({ id, amount }))).toEqual(expected.lines);
    expect(first.totals.claimable).toBe(expected.total);
    expect(first.lines.map(({ claim }) => [claim?.lastDate, claim?.until])).toEqual(
      first.lines.map(() => [expected.claimUntilDate, expected.claimUntilInstant]),
    );
    expect(first.caps).toMatchObject([
      { id: expected.cap.id, limit: expected.cap.limit, reached: "no" },
    ]);
  });
});

interface Hand {
  readonly due: string | null;
  readonly stop: string | null;
  readonly verdict: string;
}
const clocks = expected.tickets.flatMap(
  (ticket: { id: string; firstResponse: Hand; resolution: Hand }) => [
    { id: ticket.id, commitment: "first-response", hand: ticket.firstResponse },
    { id: ticket.id, commitment: "resolution", hand: ticket.resolution },
  ],
) as readonly { readonly id: string; readonly commitment: string; readonly hand: Hand }[];

describe("every ticket of the page, followed from the statement", () => {
  it.each(clocks.filter(({ hand }) => hand.due !== null))(
    "$id: $commitment",
    ({ id, commitment, hand }) => {
      const { facts } = explain(first, { record: id }, { rows: firstRows });
      const fact = facts.find(
        ({ effect }) => effect.startsWith(commitment) && effect.includes("opened"),
      );
      expect(fact?.effect).toContain(`due ${hand.due}`);
      if (hand.stop !== null) expect(fact?.effect).toContain(`stopped ${hand.stop}`);
      const word = { met: "met:", breached: "late:", running: "running:" }[hand.verdict];
      expect(fact?.effect).toContain(word);
    },
  );
});

describe("the revision of 20 November", () => {
  const hand = expected.revision;

  it("measures anew", () => {
    const { figure, bad, whole, verdict } = resultOf(revision, "availability");
    expect(figure).toMatchObject({
      exact: hand.availability.percentExact,
      shown: hand.availability.percentShown,
    });
    expect({ bad, whole, verdict }).toEqual({
      bad: hand.availability.downtimeMs,
      whole: hand.availability.denominatorMs,
      verdict: hand.availability.verdict,
    });
    expect(classesOf(revision)).toEqual(hand.availability.ledgerMs);
    for (const [commitment, key] of [
      ["first-response", "firstResponse"],
      ["resolution", "resolution"],
    ] as const) {
      const { population, misses } = resultOf(revision, commitment);
      expect(population).toMatchObject({
        counted: hand[key].counted,
        met: hand[key].met,
        late: hand[key].late,
      });
      expect([...misses.ids].sort()).toEqual(hand[key].lateIds);
    }
  });

  it("holds the one difference, and names what it corrects", () => {
    const changed = hand.lines.filter(({ delta }: { delta: string }) => delta !== "0.00");
    expect(
      revision.lines.map(({ id, amount, corrects }) => ({
        id,
        before: corrects?.was,
        after: corrects?.now,
        delta: amount,
      })),
    ).toEqual(changed);
    expect(revision.totals.lines).toBe(hand.delta);
    expect(revision.lines[0]?.claim?.lastDate).toBe(hand.claimUntilDate);
  });
});
