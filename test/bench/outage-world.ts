/**
 * Outages and maintenance of a year, as columns: what the library gets as rows and the databases as
 * tables. The generator is seeded, so every run does the same work.
 */
export interface Columns {
  readonly service: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

export interface OutageWorld {
  readonly services: number;
  readonly outages: Columns;
  readonly maintenance: Columns;
}

export const year = { label: "2026", start: Date.UTC(2026, 0, 1), end: Date.UTC(2027, 0, 1) };
/** First instants of its months, and the instant behind the last. */
export const monthStarts = Array.from({ length: 13 }, (_, month) => Date.UTC(2026, month, 1));

/**
 * Spans anywhere in the year, in the order of a log; those of one service are so long that they would
 * cover the given share of it if none overlapped.
 */
function spansOf(count: number, services: number, share: number, next: () => number): Columns {
  const yearMs = year.end - year.start;
  const mostMs = (2 * share * yearMs * services) / count;
  const service = Int32Array.from({ length: count }, () => Math.floor(next() * services));
  const start = Float64Array.from({ length: count }, () =>
    Math.floor(year.start + next() * yearMs),
  ).sort();
  const end = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    end[row] = Math.min(year.end, (start[row] as number) + 1 + Math.floor(next() * mostMs));
  }
  return { service, start, end };
}

export function outageWorld(services: number, outages: number, maintenance: number): OutageWorld {
  let seed = 20_261_122;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return {
    services,
    outages: spansOf(outages, services, 0.3, next),
    maintenance: spansOf(maintenance, services, 0.1, next),
  };
}

export const serviceName = (index: number) => `s${String(index).padStart(4, "0")}`;

/** Availability of each service over the year, with maintenance excluded. */
export function outageContract(services: number): unknown {
  const names = Array.from({ length: services }, (_, index) => serviceName(index));
  return {
    makegood: "contract/1",
    id: "bench",
    documents: [{ id: "msa", title: "Agreement" }],
    parties: { provider: "P", customer: "C" },
    currency: "EUR",
    timeZone: "UTC",
    settlement: "calendar-year",
    effective: { from: "2020-01-01" },
    services: names.map((id) => ({ id })),
    exclusions: [
      { id: "planned", clause: "4.1", matches: { kind: "maintenance" }, removes: "downtime" },
    ],
    commitments: [
      {
        id: "availability",
        clause: "3.1",
        scope: { each: { services: names } },
        period: "calendar-year",
        measure: { facts: "outages", figure: "uptime-percent" },
        excludes: ["planned"],
        targets: [{ atLeast: "99.9" }],
      },
    ],
    claim: { on: "automatic" },
  };
}

/** The rows that a program would read. */
export function* outageRows({ outages, maintenance }: OutageWorld): Generator<unknown> {
  const stamp = (at: number) => new Date(at).toISOString();
  const spanOf = ({ service, start, end }: Columns, row: number) => ({
    service: serviceName(service[row] as number),
    from: stamp(start[row] as number),
    until: stamp(end[row] as number),
  });
  for (let row = 0; row < outages.start.length; row += 1)
    yield { type: "outage", id: `INC-${row}`, ...spanOf(outages, row) };
  for (let row = 0; row < maintenance.start.length; row += 1)
    yield { type: "maintenance", id: `CHG-${row}`, impact: "none", ...spanOf(maintenance, row) };
}
