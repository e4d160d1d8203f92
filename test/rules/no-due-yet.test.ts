import { describe, expect, it } from "vitest";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { deskContract } from "../bench/desk.ts";

/** Monday 5 October 2026, in an hour of real time, pauses out. */
const [first] = deskContract.commitments;
const contract = parseContract({
  ...deskContract,
  commitments: [
    {
      ...first,
      measure: { ...first?.measure, pausedBy: "all" },
      targets: [
        { where: { severity: ["P9"] }, within: { agreed: "with-the-customer" } },
        { within: { elapsed: "PT1H" } },
      ],
    },
  ],
} as typeof deskContract);

/** The same, each ticket counted where it was answered. */
const closed = parseContract({
  ...deskContract,
  commitments: [
    {
      ...first,
      measure: { ...first?.measure, pausedBy: "all", countedIn: "closed" },
      targets: [{ within: { elapsed: "PT1H" } }],
    },
  ],
} as typeof deskContract);

const stamp = (time: string) => `2026-10-05T${time}:00Z`;
const waiting = { event: "waiting-started", at: stamp("10:30"), reason: "customer" };

function judged(period: string, more: object, events: readonly object[], by = contract) {
  const row = {
    type: "ticket",
    id: "T-1",
    service: "web",
    openedAt: stamp("10:00"),
    events,
    ...more,
  };
  const records = parseRecords([row], by);
  const { results, evidence } = settle({
    contract: by,
    records,
    period,
    asOf: "2026-12-31T00:00:00Z",
  });
  return { population: results[0]?.population, notCounted: evidence.notCounted };
}

const counted = { counted: 0, met: 0, late: 0, open: 0, cancelled: 0, notCounted: 0 };

describe("semantics 16: a ticket without a due yet is told of where its clock began", () => {
  it.each([
    {
      detail: "it waits; 30 min counted; it counts in the period of its due, once it goes on",
      more: {},
      events: [waiting],
    },
    {
      detail: "no due was agreed yet: it counts in the period of its due",
      more: { severity: "P9" },
      events: [],
    },
  ])("$detail", ({ detail, more, events }) => {
    const october = judged("2026-10", more, events);
    expect(october.population).toEqual({ ...counted, notCounted: 1 });
    expect(october.notCounted).toEqual([
      {
        result: "response/web/2026-10",
        record: "T-1",
        why: "no-due-yet",
        detail,
      },
    ]);
    for (const period of ["2026-09", "2026-11"])
      expect(judged(period, more, events)).toEqual({ population: counted, notCounted: [] });
  });

  it("where tickets count when they are answered, one that waits counts in no month yet", () => {
    for (const period of ["2026-09", "2026-10", "2026-11"])
      expect(judged(period, {}, [waiting], closed).population).toMatchObject({
        counted: 0,
        open: 0,
      });
  });

  it("it counts once it goes on: half an hour was left", () => {
    const events = [waiting, { event: "waiting-ended", at: "2026-11-02T10:00:00Z" }];
    expect(judged("2026-10", {}, events)).toEqual({ population: counted, notCounted: [] });
    expect(judged("2026-11", {}, events).population).toEqual({ ...counted, counted: 1, late: 1 });
  });
});
