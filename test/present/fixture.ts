import type { Line, Statement, StatementResult } from "../../src/model/statement.ts";

const period = {
  label: "2026-10",
  from: "2026-09-30T16:00:00Z",
  until: "2026-10-31T16:00:00Z",
  zone: "Asia/Shanghai",
};

/** 31 days are 744 h; 38 min 59 s down and 2 h 12 min excluded leave 741 h 09 min 01 s. */
const availability: StatementResult = {
  id: "availability/messaging/2026-10",
  commitment: "availability",
  clause: "msa 3.1",
  scope: "messaging",
  period,
  verdict: "breached",
  figure: { exact: "2668141/26704.8", unit: "percent", shown: "99.912412" },
  target: [{ atLeast: "99.95" }],
  bad: "2339000",
  whole: "2670480000",
  misses: { count: 2, ids: ["INC-3", "INC-9"] },
  ledger: {
    elapsedMs: "2678400000",
    classes: [
      { class: "up", ms: "2668141000" },
      { class: "degraded", weight: "0.3", ms: "0" },
      { class: "down", ms: "2339000" },
      { class: "excluded", rule: "planned", state: "up", removes: "window", ms: "7920000" },
    ],
    adjustments: [],
  },
  steps: [],
};

const firstResponse: StatementResult = {
  id: "first-response/messaging/2026-10",
  commitment: "first-response",
  clause: "msa 2.1",
  scope: "messaging",
  period,
  verdict: "breached",
  figure: { exact: "1", unit: "count", shown: "1" },
  target: [
    { where: { severity: ["P1"] }, within: { elapsed: "PT15M", met: "at-most" } },
    { within: { businessDays: 1, by: "18:00", calendar: "office", met: "at-most" } },
  ],
  bad: "1",
  whole: "37",
  misses: { count: 1, ids: ["T-12"] },
  population: { counted: 37, met: 36, late: 1, open: 0, cancelled: 0, notCounted: 0 },
  steps: [],
};

const line = (id: string, result: string, amount: string, minor: number): Line => ({
  id: `${result}/${id}`,
  result,
  clause: "msa 6.1",
  exact: amount,
  amount,
  minor,
  status: "claimable",
  claim: {
    opensAt: "2026-10-31T16:00:00Z",
    until: "2026-11-30T16:00:00Z",
    lastDate: "2026-11-30",
    evidence: [],
  },
  parts: [],
  steps: [],
  allocations: [],
});

/** The statement of the screen in the product page: two breaches, CNY 5,500.00 claimable. */
export const statement: Statement = {
  makegood: "statement/1",
  figures: 1,
  key: { contract: "acme-im-2026", period, currency: "CNY" },
  revision: 0,
  asOf: "2026-11-05T00:00:00Z",
  state: "final",
  blockedBy: [],
  results: [
    availability,
    firstResponse,
    {
      ...firstResponse,
      id: "resolution/messaging/2026-10",
      commitment: "resolution",
      verdict: "met",
      population: { counted: 37, met: 37, late: 0, open: 0, cancelled: 0, notCounted: 0 },
      target: [{ where: { severity: ["P1"] }, within: { elapsed: "PT4H", met: "at-most" } }],
    },
  ],
  lines: [
    line("tiers", "availability/messaging/2026-10", "5000.00", 500_000),
    line("late", "first-response/messaging/2026-10", "500.00", 50_000),
  ],
  caps: [
    {
      id: "monthly-cap",
      clause: "msa 6.4",
      limit: "25000.00",
      before: "5500.00",
      after: "5500.00",
      reached: "no",
      steps: [],
    },
  ],
  totals: {
    automatic: "0.00",
    claimable: "5500.00",
    forfeited: "0.00",
    provisional: "0.00",
    lines: "5500.00",
  },
  evidence: { outages: [], excluded: [], rejected: [], notCounted: [], tickets: [] },
  assumptions: [
    { path: "asOf", used: "2026-11-05T00:00:00Z", semantics: 15 },
    { path: "rounding", used: { each: "line", mode: "half-up" }, semantics: 33 },
  ],
  warnings: [],
  manifest: {
    sources: [{ name: "outages.ndjson", rows: 3 }],
    rows: { in: 3, used: 3, refused: 0, outside: 0, unrouted: 0 },
    unrouted: [],
    digest: { count: 3, sum: "0" },
    zones: [],
    issued: [],
  },
  terms: { hash: "a".repeat(64), contract: {} },
  hashes: { input: "b".repeat(64), result: "8f1c".padEnd(64, "0") },
  producedBy: {},
};
