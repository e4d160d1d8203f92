import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, restate, type Statement, settle } from "../../src/index.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];

/** 31 days of 24 hours: October in UTC. */
export const OCTOBER_MS = 2_678_400_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** Rows as [from, below, percent], of the monthly fee. */
export const tiered = (
  ...rows: readonly (readonly [from: string, below: string, percent: string])[]
): Credit => ({
  id: "tenth",
  clause: "6.1",
  on: "measured",
  how: "tiers",
  base: "monthly",
  tiers: rows.map(([from, below, percent]) => ({ from, below, give: { percent } })),
});

/** A tenth of the monthly fee below 99.9 %. */
export const tenth = tiered(["0", "99.9", "10"]);

/** Availability of 99.9 % a month; everything else as little as can be. */
export const availability: Commitment = {
  id: "availability",
  clause: "3.1",
  scope: { service: "web" },
  period: "calendar-month",
  measure: { facts: "outages", figure: "uptime-percent" },
  excludes: [],
  targets: [{ atLeast: "99.9" }],
  credits: [tenth],
};

export const response: Commitment = {
  id: "response",
  clause: "2.1",
  scope: { service: "web" },
  period: "calendar-month",
  measure: { facts: "cycles", clock: "first-response", figure: "each" },
  excludes: [],
  targets: [{ within: { elapsed: "PT1H" } }],
  credits: [{ id: "late", clause: "2.2", on: "each-miss", how: "flat", give: { amount: "50.00" } }],
};

/** In UTC, so that every bound of a period is a round stamp; a fee of 1,000.00 EUR a month. */
export function contractOf(changes: Partial<ContractInput> = {}): ContractInput {
  return {
    makegood: "contract/1",
    id: "acme",
    documents: [{ id: "msa", title: "Master agreement" }],
    parties: { provider: "Example", customer: "acme" },
    currency: "EUR",
    timeZone: "UTC",
    settlement: "calendar-month",
    effective: { from: "2026-01-01" },
    services: [{ id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] }],
    bases: [{ id: "monthly", of: ["fee"] }],
    commitments: [availability],
    claim: { on: "automatic" },
    ...changes,
  };
}

export interface World {
  readonly contract?: ContractInput;
  readonly rows?: readonly object[];
  readonly period?: string;
  readonly asOf?: string;
  readonly issued?: readonly Statement[];
}

/** "10-03T01:00" of 2026 in UTC; anything longer as it stands. */
export function stamp(text: string): string {
  return text.length === 11 ? `2026-${text}:00Z` : text;
}

export function settled({
  contract = contractOf(),
  rows = [],
  period = "2026-10",
  asOf = "11-05T00:00",
  issued = [],
}: World): Statement {
  const parsed = parseContract(contract);
  return settle({
    contract: parsed,
    records: parseRecords(rows, parsed),
    period,
    asOf: stamp(asOf),
    issued: [...issued],
  });
}

export function restated({
  contract = contractOf(),
  rows = [],
  asOf = "11-20T00:00",
  issued = [],
}: World): Statement | undefined {
  const parsed = parseContract(contract);
  const records = parseRecords(rows, parsed);
  return restate({ issued: [...issued], contract: parsed, records, asOf: stamp(asOf) });
}

/** What was billed of the fee from one instant to another, on an invoice of its own. */
export const billed = (id: string, amount: string, from: string, until: string) => ({
  type: "charge",
  id,
  service: "web",
  charge: "fee",
  amount,
  currency: "EUR",
  from: stamp(from),
  until: stamp(until),
  invoice: id,
});

export const outage = (id: string, from: string, until?: string, more: object = {}) => ({
  type: "outage",
  id,
  service: "web",
  from: stamp(from),
  ...(until === undefined ? {} : { until: stamp(until) }),
  ...more,
});

/** Outages are known of every month of a test, also of those without any. */
export const coverage = {
  type: "coverage",
  id: "COV",
  of: "outages",
  from: "2025-01-01T00:00:00Z",
  until: "2027-12-01T00:00:00Z",
};

/** Work from–until, announced for the same time, a week before, unless `more` says else. */
export const work = (id: string, from: string, until: string, more: object = {}) => ({
  type: "maintenance",
  id,
  service: "web",
  announcedAt: "2026-09-01T00:00:00Z",
  from: stamp(from),
  until: stamp(until),
  impact: "down",
  ...more,
});

export const attribution = (id: string, of: string, more: object = {}) => ({
  type: "attribution",
  id,
  outage: of,
  cause: "third-party",
  by: "operations",
  at: "2026-11-01T00:00:00Z",
  evidence: ["letter of the carrier"],
  ...more,
});

export const fact = (id: string, name: string, when: string, more: object = {}) => ({
  type: "fact",
  id,
  fact: name,
  at: stamp(when),
  ...more,
});

/** The result of a commitment, where it has one. */
export function resultOf(
  { results }: Statement,
  id = results[0]?.id ?? "",
): Statement["results"][number] {
  const found = results.find((one) => one.id === id || one.commitment === id);
  if (found === undefined) throw new TypeError(`no result ${id}`);
  return found;
}

/** "id amount status" of every line. */
export function linesOf({ lines }: Statement): readonly string[] {
  return lines.map(({ id, amount, status }) => `${id} ${amount} ${status}`);
}

/** The ledger as "class ms" or "excluded:rule:state ms". */
export function ledgerOf(result: Statement["results"][number]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    (result.ledger?.classes ?? []).map((row) => [
      [row.class, row.weight, row.rule, row.state].filter((part) => part !== undefined).join(":"),
      Number(row.ms),
    ]),
  );
}
