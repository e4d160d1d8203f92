import type { ContractInput } from "../../src/contract.ts";
import type { RecordInput } from "../../src/schema/records.ts";

type Path = readonly (string | number)[];

/** A contract and records with nothing wrong in them; tests break one thing at a time. */
export const soundContract: ContractInput = {
  makegood: "contract/1",
  id: "sound",
  documents: [{ id: "msa", title: "Master services agreement" }],
  parties: { provider: "Example RTC", customer: "acme" },
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  settlement: "calendar-month",
  effective: { from: "2026-01-01" },
  calendars: [
    {
      id: "office",
      weekly: { "mon-fri": ["09:00-18:00"] },
      holidays: ["2026-10-01"],
      workdays: [{ date: "2026-10-10", hours: ["09:00-18:00"] }],
    },
  ],
  services: [
    { id: "messaging", charges: [{ id: "monthly-fee", amount: "50000.00", per: "month" }] },
  ],
  bases: [{ id: "monthly", of: ["monthly-fee"] }],
  exclusions: [
    {
      id: "planned",
      clause: "4.2",
      matches: { kind: "maintenance" },
      notice: "PT48H",
      removes: "window",
    },
    {
      id: "third-party",
      clause: "4.3",
      matches: { cause: "third-party" },
      evidence: "required",
      removes: "downtime",
    },
  ],
  commitments: [
    {
      id: "availability",
      clause: "3.1",
      scope: { service: "messaging" },
      period: "calendar-month",
      measure: { facts: "outages", figure: "uptime-percent", weights: { major: "1" } },
      excludes: ["planned", "third-party"],
      targets: [{ atLeast: "99.95" }],
      credits: [
        {
          id: "tiers",
          clause: "6.1",
          on: "measured",
          how: "tiers",
          base: "monthly",
          tiers: [
            { from: "99.0", below: "99.95", give: { percent: "10" } },
            { from: "0", below: "99.0", give: { percent: "25" } },
          ],
        },
      ],
    },
    {
      id: "first-response",
      clause: "2.1",
      scope: { service: "messaging" },
      period: "calendar-month",
      measure: { facts: "cycles", clock: "first-response", figure: "each" },
      excludes: [],
      targets: [
        { where: { severity: ["P1"] }, within: { elapsed: "PT15M" } },
        { within: { business: "PT4H", calendar: "office" } },
      ],
      credits: [
        { id: "late", clause: "2.3", on: "each-miss", how: "flat", give: { amount: "500.00" } },
      ],
    },
  ],
  caps: [
    {
      id: "monthly-cap",
      clause: "6.4",
      covers: "all",
      per: "calendar-month",
      limit: { percent: "50", base: "monthly" },
      excess: "lost",
    },
  ],
  rounding: { each: "line", mode: "half-up" },
  claim: { on: "automatic" },
};

export const soundRows: readonly RecordInput[] = [
  {
    type: "outage",
    id: "INC-1",
    service: "messaging",
    from: "2026-10-03T01:00:00Z",
    until: "2026-10-03T02:00:00Z",
    impact: "major",
  },
  {
    type: "maintenance",
    id: "MNT-1",
    service: "messaging",
    announcedAt: "2026-10-01T00:00:00Z",
    announced: { from: "2026-10-05T16:00:00Z", until: "2026-10-05T18:00:00Z" },
    from: "2026-10-05T16:00:00Z",
    until: "2026-10-05T18:30:00Z",
    impact: "down",
  },
  {
    type: "attribution",
    id: "ATT-1",
    outage: "INC-1",
    cause: "third-party",
    by: "operations",
    at: "2026-10-04T00:00:00Z",
    evidence: ["status page of the carrier"],
  },
  {
    type: "ticket",
    id: "T-1",
    service: "messaging",
    openedAt: "2026-10-09T01:00:00Z",
    severity: "P1",
    events: [{ event: "replied", at: "2026-10-09T02:00:00Z", by: "agent" }],
  },
];

/** A copy with one value put in place: `put(contract, ["claim", "on"], "requst")`. */
export function put(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    const copy = [...value];
    copy[Number(key)] = put(value[Number(key)], rest, replacement);
    return copy;
  }
  const held = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  return { ...held, [key]: put(held[key], rest, replacement) };
}

/** A copy without what stands at the path. */
export function drop(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  const parent = at(value, path.slice(0, -1));
  if (Array.isArray(parent)) {
    return put(
      value,
      path.slice(0, -1),
      parent.filter((_, index) => index !== last),
    );
  }
  const kept = Object.entries(parent as object).filter(([key]) => key !== last);
  return put(value, path.slice(0, -1), Object.fromEntries(kept));
}

export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (held, key) => (held as Record<string | number, unknown>)[key],
    value,
  );
}
