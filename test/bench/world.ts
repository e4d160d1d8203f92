/** A contract and records of any size; nothing is random, so two runs do the same work. */

const dayMs = 86_400_000;
const stamp = (at: number) => new Date(at).toISOString();

export type Settlement = "calendar-month" | "calendar-year" | "decade";

const decade = { start: "2017-01-01T00:00:00Z", end: "2027-01-01T00:00:00Z" };

/** How a contract says it. */
const periodOf = (settlement: Settlement) =>
  settlement === "decade" ? { instants: [decade.start, decade.end] } : settlement;

/** The month of October 2026, the year 2026, or the ten years to its end, in UTC. */
export const spans: Readonly<Record<Settlement, { period: string; from: number; until: number }>> =
  {
    "calendar-month": {
      period: "2026-10",
      from: Date.UTC(2026, 9, 1),
      until: Date.UTC(2026, 10, 1),
    },
    "calendar-year": { period: "2026", from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) },
    decade: {
      period: decade.start.replaceAll(":", ""),
      from: Date.parse(decade.start),
      until: Date.parse(decade.end),
    },
  };

export function contractData(settlement: Settlement): unknown {
  const period = periodOf(settlement);
  const common = { scope: { service: "web" }, period };
  // Ten years are no whole number of months to a contract that lists its instants.
  const fee =
    settlement === "decade"
      ? { amount: "137.00", per: "hour" }
      : { amount: "100000.00", per: "month" };
  const cycles = { facts: "cycles", figure: "each" };
  const rows = [
    { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
    { where: { severity: ["P2"] }, within: { business: "PT4H", calendar: "office" } },
    { within: { businessDays: 2, by: "18:00", calendar: "office" } },
  ];
  const late = { clause: "6.2", on: "each-miss", how: "flat", give: { amount: "5.00" } };
  return {
    ...head(settlement),
    calendars: [{ id: "office", weekly: { "mon-fri": ["09:00-12:00", "13:00-18:00"] } }],
    services: [{ id: "web", charges: [{ id: "fee", ...fee }] }],
    bases: [{ id: "fees", of: ["fee"] }],
    exclusions: [
      {
        id: "planned",
        clause: "4.1",
        matches: { kind: "maintenance" },
        notice: "PT48H",
        removes: "window",
      },
    ],
    commitments: [
      {
        ...common,
        id: "availability",
        clause: "3.1",
        measure: { facts: "outages", figure: "uptime-percent" },
        excludes: ["planned"],
        targets: [{ atLeast: "99.9" }],
        credits: [
          {
            id: "tiers",
            clause: "6.1",
            on: "measured",
            how: "tiers",
            base: "fees",
            tiers: [{ from: "0", below: "99.9", give: { percent: "10" } }],
          },
        ],
      },
      {
        ...common,
        id: "response",
        clause: "2.1",
        measure: { ...cycles, clock: "first-response" },
        excludes: [],
        targets: rows,
        credits: [{ ...late, id: "late-response" }],
      },
      {
        ...common,
        id: "resolution",
        clause: "2.2",
        measure: { ...cycles, clock: "resolution" },
        excludes: [],
        targets: rows,
        credits: [{ ...late, id: "late-resolution" }],
      },
    ],
    claim: { on: "automatic" },
  };
}

const head = (settlement: Settlement) => ({
  makegood: "contract/1",
  id: "bench",
  documents: [{ id: "msa", title: "Agreement" }],
  parties: { provider: "P", customer: "C" },
  currency: "EUR",
  timeZone: "Europe/Berlin",
  settlement: periodOf(settlement),
  effective: { from: "2010-01-01" },
});

/** Uptime by states of the service, and the share of requests that it answered. */
export function seriesContractData(settlement: Settlement): unknown {
  const common = { scope: { service: "web" }, period: periodOf(settlement), excludes: [] };
  const targets = [{ atLeast: "99.9" }];
  return {
    ...head(settlement),
    services: [{ id: "web" }],
    commitments: [
      {
        ...common,
        id: "availability",
        clause: "3.1",
        measure: { facts: "outages", figure: "uptime-percent" },
        targets,
      },
      {
        ...common,
        id: "requests",
        clause: "3.2",
        measure: { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good" },
        targets,
      },
    ],
    claim: { on: "automatic" },
  };
}

export interface Counts {
  readonly outages?: number;
  readonly maintenance?: number;
  readonly tickets?: number;
  readonly buckets?: number;
  /** Changes, from up to down and back. */
  readonly states?: number;
}

/** Records spread evenly over the span. */
export function recordRows(counts: Counts, settlement: Settlement): readonly unknown[] {
  const { from, until } = spans[settlement];
  const { outages = 0, maintenance = 0, tickets = 0, buckets = 0, states = 0 } = counts;
  const coverage = { type: "coverage", id: "all", of: "outages" };
  const spread = (count: number, row: (at: number, stepMs: number, index: number) => unknown) => {
    const stepMs = (until - from) / count;
    return Array.from({ length: count }, (_, index) =>
      row(Math.floor(from + index * stepMs), stepMs, index),
    );
  };
  return [
    { ...coverage, from: stamp(from), until: stamp(until) },
    ...spread(outages, outage),
    ...spread(maintenance, work),
    ...spread(tickets, ticket),
    ...spread(buckets, bucket),
    ...spread(states, state),
  ];
}

function outage(at: number, stepMs: number, index: number): unknown {
  const until = stamp(at + Math.ceil(stepMs * 0.2));
  return { type: "outage", id: `INC-${index}`, service: "web", from: stamp(at), until };
}

function work(at: number, stepMs: number, index: number): unknown {
  const from = stamp(at + Math.ceil(stepMs * 0.1));
  const until = stamp(at + Math.ceil(stepMs * 0.15));
  return {
    type: "maintenance",
    id: `CHG-${index}`,
    service: "web",
    announcedAt: stamp(at - 3 * dayMs),
    announced: { from, until },
    from,
    until,
    impact: "down",
  };
}

/** Up to the next one, which begins where it is rounded down to. */
function bucket(at: number, stepMs: number, index: number): unknown {
  const until = stamp(Math.floor(at + stepMs - 1));
  const total = index % 500;
  const good = total - (index % 10 === 0 ? total % 7 : 0);
  return { type: "bucket", service: "web", of: "requests", from: stamp(at), until, good, total };
}

function state(at: number, _: number, index: number): unknown {
  const id = `S-${index}`;
  return { type: "state", id, service: "web", at: stamp(at), state: index % 2 ? "up" : "down" };
}

function ticket(at: number, _: number, index: number): unknown {
  const after = (minutes: number) => stamp(at + minutes * 60_000);
  return {
    type: "ticket",
    id: `T-${index}`,
    service: "web",
    openedAt: stamp(at),
    severity: `P${(index % 3) + 1}`,
    events: [
      { event: "replied", at: after(30 + (index % 60)), by: "agent" },
      { event: "waiting-started", at: after(120), reason: "customer" },
      { event: "waiting-ended", at: after(300) },
      { event: "resolved", at: after(400 + (index % 500)) },
    ],
  };
}
