import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import {
  explain,
  otherReadings,
  parseContract,
  parseRecords,
  type Reading,
  safeOtherReadings,
  settle,
} from "../src/index.ts";
import { comparisonText } from "../src/present/comparison-text.ts";
import { readingsText } from "../src/present/readings-text.ts";
import { availability, contractOf, outage, tiered, work } from "./rules/world.ts";

type Exclusion = NonNullable<ContractInput["exclusions"]>[number];

const planned: Exclusion = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  notice: "PT48H",
  removes: "downtime",
};

function readingsOf(
  rows: readonly object[],
  exclusions: readonly Exclusion[],
  changes: Partial<ContractInput["commitments"][number]> = {},
) {
  const contract = parseContract(
    contractOf({
      exclusions: [...exclusions],
      commitments: [
        {
          ...availability,
          excludes: exclusions.map(({ id }) => id),
          credits: [tiered(["99.5", "99.9", "10"], ["0", "99.5", "25"])],
          ...changes,
        },
      ],
    }),
  );
  const records = parseRecords(rows, contract);
  return otherReadings({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
}

/** "kind of: bad minutes, lines" of a reading; "=" where nothing changes. */
function told({ kind, of, comparison }: Reading): string {
  const [result] = comparison?.results ?? [];
  const bad = result?.now === undefined ? "=" : `${Number(result.now.bad) / 60_000} min`;
  return `${kind} ${of}: ${bad}, ${comparison?.totals.now}`;
}

/** Work of eight hours announced in time, of one hour announced late, and an outage of 40 minutes. */
const rows = [
  work("W", "10-10T00:00", "10-10T08:00"),
  work("LATE", "10-12T00:00", "10-12T01:00", { announcedAt: "2026-10-11T23:00:00Z" }),
  outage("A", "10-20T00:00", "10-20T00:40"),
];

describe("other readings of the same facts", () => {
  it("work that counts, time that leaves the denominator, other months, rounding, late notice", () => {
    const { readings, lines } = readingsOf(rows, [planned]);
    // As agreed 100 of 44,640 minutes are down: 99.776 %, a tenth of 1,000.00.
    expect(lines).toBe("100.00");
    expect(readings.map(told)).toEqual([
      // 580 of 44,640: 98.701 %, a quarter.
      "exclusion-counts planned: 580 min, 250.00",
      // 100 of 44,160: 99.774 %.
      "out-of-denominator planned: 100 min, 100.00",
      // October has 31 days of 24 hours.
      "other-length availability: =, 100.00",
      // 100 of 43,200: 99.769 %.
      "other-length availability: 100 min, 100.00",
      // 99.78 %.
      "rounded-percentage availability: 100 min, 100.00",
      // 40 of 44,640: 99.910 %, which is met.
      "rejected-granted planned LATE: 40 min, 0.00",
    ]);
  });

  it.each([
    { removes: "nothing", kinds: ["exclusion-removes"] },
    { removes: "window", kinds: ["exclusion-counts", "kept-in-denominator"] },
    { removes: "downtime-and-its-time", kinds: ["exclusion-counts", "kept-in-denominator"] },
    { removes: "incident", kinds: ["exclusion-counts", "overlap-only"] },
  ] as const)("of what removes $removes", ({ removes, kinds }) => {
    const { readings } = readingsOf([], [{ ...planned, removes }]);
    expect(readings.filter(({ of }) => of === "planned").map(({ kind }) => kind)).toEqual(kinds);
  });

  it("a cause that removes downtime may take its own time from the denominator", () => {
    const carrier: Exclusion = {
      id: "carrier",
      clause: "4.3",
      matches: { cause: "third-party" },
      removes: "downtime",
    };
    const { readings } = readingsOf([], [carrier]);
    expect(readings[1]?.changes).toEqual([
      { path: "exclusions.carrier.removes", value: "downtime-and-its-time" },
    ]);
  });

  it("what is rounded is read exactly, and a month of 30 days by the calendar", () => {
    const measure = {
      facts: "outages",
      figure: "uptime-percent",
      denominator: { deemedDays: 30 },
      calculatedTo: { decimals: 2, round: "half-up" },
    } as const;
    const { readings } = readingsOf(rows, [], { measure });
    // 580 + 60 + 40 down of 43,200: 98.43 as rounded, 98.425… exactly; of 44,640: 98.48.
    expect(
      readings.map(({ kind, comparison }) => [kind, comparison?.results[0]?.now?.figure?.shown]),
    ).toEqual([
      ["other-length", expect.stringMatching(/^98\.7/)],
      ["exact-percentage", expect.stringMatching(/^98\.6/)],
    ]);
  });

  it("downtime in percent is read like uptime", () => {
    const measure = { facts: "outages", figure: "downtime-percent" } as const;
    const changes = { measure, targets: [{ atMost: "0.1" }], credits: [] };
    const { readings } = readingsOf(rows, [], changes);
    // 60 + 40 down, and the hour of late work with them: 8 h of work counts, as nothing excludes it.
    expect(
      readings.map(({ kind, comparison }) => [kind, comparison?.results[0]?.now?.figure?.exact]),
    ).toEqual([
      ["other-length", undefined],
      // 580 of 43,200 minutes, and of 44,640 to two decimals: 1.2992… %.
      ["other-length", "145/108"],
      ["rounded-percentage", "1.3"],
    ]);
  });

  it("an exclusion that nothing grants, and tickets, have no other reading", () => {
    const { readings } = readingsOf([], [planned], {
      excludes: [],
      measure: { facts: "cycles", clock: "first-response", figure: "each" },
      targets: [{ within: { elapsed: "PT1H" } }],
      credits: [],
    });
    expect(readings).toEqual([]);
  });

  it("a quota, a concurrent fault and a length that was cut are granted as asked", () => {
    const quota: Exclusion = {
      id: "planned",
      clause: "4.2",
      matches: { kind: "maintenance" },
      quota: { atMost: "PT8H", per: "calendar-month" },
      concurrent: "counts",
      removes: "downtime",
    };
    const more = [
      work("W", "10-10T00:00", "10-10T08:00"),
      work("X", "10-12T00:00", "10-12T01:00"),
      work("Y", "10-14T00:00", "10-14T01:00", { impact: "none" }),
      outage("B", "10-14T00:00", "10-14T00:30"),
    ];
    const { readings } = readingsOf(more, [quota]);
    expect(readings.filter(({ kind }) => kind === "rejected-granted").map(told)).toEqual([
      // X alone: 30 minutes of B are left, 99.933 %, which is met; so is Y: the hour of X is left.
      "rejected-granted planned X: 30 min, 0.00",
      "rejected-granted planned Y: 60 min, 100.00",
    ]);
  });

  it("a reading that cannot be computed says why", () => {
    const { readings } = readingsOf([], [planned], {
      period: "calendar-week",
      credits: [],
    });
    const failed = readings.filter(({ comparison }) => comparison === undefined);
    for (const one of failed) expect(one.issues?.length).toBeGreaterThan(0);
    expect(readings.length).toBeGreaterThan(failed.length);
  });

  it("looks at a hundred rejected exclusions, and says how many more there are", () => {
    const late = Array.from({ length: 103 }, (_, index) => {
      const at = new Date(Date.UTC(2026, 9, 1, index)).toISOString();
      const until = new Date(Date.UTC(2026, 9, 1, index, 1)).toISOString();
      return work(`W${index}`, at, until, { announcedAt: at });
    });
    const found = readingsOf(late, [planned]);
    expect(found.left).toBe(3);
    expect(found.readings.filter(({ kind }) => kind === "rejected-granted")).toHaveLength(100);
    expect(readingsText(found)).toContain("3 more rejected exclusions are not looked at");
  });

  it("refuses what settle refuses", () => {
    const contract = parseContract(contractOf());
    const records = parseRecords([], contract);
    expect(safeOtherReadings({ contract, records, period: "2026-13", asOf: 0 })).toMatchObject({
      ok: false,
      issues: [{ code: "period.no-such-period" }],
    });
  });
});

describe("readings as text", () => {
  it("what would change, and what would not", () => {
    const text = readingsText(readingsOf(rows, [planned]));
    expect(text.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, " | "))).toEqual([
      "acme | October 2026 (UTC) | other readings of the same facts",
      "",
      "as agreed, as of 2026-11-05T00:00:00Z: EUR 100.00",
      "",
      "planned excludes nothing: what it took counts: 100.00 → 250.00 (+150.00)",
      "was | now | difference",
      "availability/web/2026-10 | 99.775985 % breached | 98.700716 % breached",
      "availability/web/2026-10/tenth | EUR 100.00 automatic | EUR 250.00 automatic | +150.00",
      "",
      "LATE is excluded by planned, whatever was missing: 100.00 → 0.00 (-100.00)",
      "was | now | difference",
      "availability/web/2026-10 | 99.775985 % breached | 99.910394 % met",
      "availability/web/2026-10/tenth | EUR 100.00 automatic | – | -100.00",
      "",
      "what planned took leaves the denominator too: the same amount",
      "was | now | difference",
      "availability/web/2026-10 | 99.775985 % breached | 99.773550 % breached",
      "",
      "the period of availability has another length (deemedDays: 30): the same amount",
      "was | now | difference",
      "availability/web/2026-10 | 99.775985 % breached | 99.768518 % breached",
      "",
      "the percentage of availability is calculated to two decimals: the same amount",
      "was | now | difference",
      "availability/web/2026-10 | 99.775985 % breached | 99.780000 % breached",
      "",
      "no difference:",
      "the period of availability has another length (days-x-1440)",
      "",
    ]);
  });

  it("the other kinds of readings, and one that cannot be computed", () => {
    const reading = (kind: Reading["kind"], of: string): Reading => ({
      kind,
      of,
      changes: [],
      issues: [{ code: "a.code", path: [], message: "no", hint: "none" }],
    });
    const found = readingsOf([], []);
    const text = readingsText({
      ...found,
      readings: [
        reading("exclusion-removes", "planned"),
        reading("kept-in-denominator", "planned"),
        reading("overlap-only", "planned"),
        { kind: "exact-percentage", of: "availability", changes: [] },
      ],
    });
    expect(text.split("\n").slice(4, 8)).toEqual([
      "  cannot be computed:",
      "    planned removes downtime, where the contract says nothing [a.code]",
      "    what planned took stays in the denominator [a.code]",
      "    planned takes its own time alone, not the whole incident [a.code]",
    ]);
    expect(text).toContain("    the percentage of availability is exact\n");
  });
});

describe("a comparison as text", () => {
  const totals = { was: "100.00", now: "1,000.00", difference: "0.00", minor: 0 };
  const side = (figure: object | null, verdict = "met") =>
    ({ verdict, figure, bad: "0", whole: "1" }) as never;

  it("figures by their unit, and sides that are not there", () => {
    const text = comparisonText({
      currency: "EUR",
      results: [
        { id: "a", now: side({ unit: "ms", shown: "90000", exact: "90000" }) },
        {
          id: "b",
          was: side({ unit: "count", shown: "3", exact: "3" }),
          now: side(null, "pending"),
        },
        { id: "c", was: side({ unit: "ms", shown: "1/3", exact: "1/3" }) },
      ],
      lines: [],
      totals,
    });
    expect(text.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, " | "))).toEqual([
      "was | now | difference",
      "a | – | 1 min 30 s met",
      "b | 3 met | pending",
      "c | 1/3 met | –",
      expect.stringContaining("lines in total"),
      "",
    ]);
  });

  it("no difference", () => {
    const none = { currency: "EUR", results: [], lines: [], totals };
    expect(comparisonText(none)).toBe("  no difference\n");
  });
});

describe("explain with the records: what a rejected exclusion would have changed (25)", () => {
  const contract = parseContract(
    contractOf({
      exclusions: [planned],
      commitments: [
        {
          ...availability,
          excludes: ["planned"],
          credits: [tiered(["99.5", "99.9", "10"], ["0", "99.5", "25"])],
        },
      ],
    }),
  );
  const told = (more: readonly object[], id: string) => {
    const all = [...rows, ...more];
    const records = parseRecords(all, contract);
    const statement = settle({
      contract,
      records,
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    return explain(statement, { record: id }, { rows: all }).facts.map(({ effect }) => effect);
  };

  it("the figure and the amount", () => {
    expect(told([], "LATE").at(-1)).toBe(
      "had planned excluded it: availability/web/2026-10 99.910394 instead of 99.775985, EUR 0.00 instead of 100.00",
    );
  });

  it("or that it makes no difference to the amount", () => {
    const longer = outage("B", "10-21T00:00", "10-21T01:00");
    expect(told([longer], "LATE").at(-1)).toMatch(/^had planned excluded it: .*, the same amount$/);
  });

  it("nothing of a record that was not rejected", () => {
    expect(told([], "W").filter((effect) => effect.startsWith("had "))).toEqual([]);
  });
});

describe("rules that look back (38)", () => {
  // A cap of 60.00 that carries: February is settled with January's statement, under any reading.
  const contract = parseContract(
    contractOf({
      exclusions: [planned],
      commitments: [
        { ...availability, excludes: ["planned"], credits: [tiered(["0", "99.9", "10"])] },
      ],
      caps: [
        {
          id: "cap",
          clause: "6.4",
          covers: "all",
          per: "calendar-month",
          limit: { amount: "60.00" },
          excess: "carried",
        },
      ],
    }),
  );
  const own = [
    outage("A", "01-20T00:00", "01-20T02:00"),
    work("LATE", "02-12T00:00", "02-12T01:00", { announcedAt: "2026-02-11T23:00:00Z" }),
  ];
  const records = parseRecords(own, contract);
  const call = (period: string) => ({ contract, records, period, asOf: "2026-03-05T00:00:00Z" });
  const january = settle(call("2026-01"));
  const february = settle({ ...call("2026-02"), issued: [january] });

  it("read the statements of earlier periods, and no own one", () => {
    const issued = [january, february];
    const { readings, lines } = otherReadings({ ...call("2026-02"), issued });
    // 100.00 of February's hour of late work and 40.00 of January under 60.00.
    expect(lines).toBe("60.00");
    expect(readings.filter((one) => one.comparison === undefined)).toEqual([]);
    const granted = readings.find(({ kind }) => kind === "rejected-granted");
    expect(granted?.comparison?.totals.now).toBe("40.00");
    const without = safeOtherReadings(call("2026-02"));
    expect(without.ok ? [] : without.issues.map(({ code }) => code)).toEqual(["history.missing"]);
  });

  it("tell what a granted exclusion would have changed", () => {
    const about = (issued?: readonly (typeof january)[]) =>
      explain(
        february,
        { record: "LATE" },
        { rows: own, ...(issued === undefined ? {} : { issued }) },
      )
        .facts.filter(({ effect }) => effect.startsWith("had planned excluded it"))
        .map(({ effect }) => effect);
    expect(about([january])).toEqual([expect.stringContaining("EUR 40.00 instead of 60.00")]);
    expect(about()).toEqual([]);
  });

  it("what is no list of statements is refused as it is by settle", () => {
    const found = safeOtherReadings({ ...call("2026-02"), issued: "none" as never });
    expect(found.ok ? [] : found.issues.map(({ code }) => code)).toEqual([
      "settle.not-a-statement",
    ]);
  });
});
