import type { OutageWorld } from "../outage-world.ts";

/** A database that holds outages and maintenance as tables of whole milliseconds, read before. */
export interface Database {
  /** With its version. */
  readonly name: string;
  /** Downtime outside maintenance in ms, by service and month: place `service * 12 + month`. */
  readonly totals: () => Promise<Float64Array>;
  readonly close: () => Promise<void>;
}

/** Rows of service, month and ms as a database answers them. */
export function totalsOf(
  { services }: OutageWorld,
  rows: Iterable<readonly unknown[]>,
): Float64Array {
  const totals = new Float64Array(services * 12);
  for (const [service, month, ms] of rows)
    totals[Number(service) * 12 + Number(month)] = Number(ms);
  return totals;
}

/** "service,start,end" a line. */
export function csvOf({ service, start, end }: OutageWorld["outages"]): string {
  return Array.from(service, (one, row) => `${one},${start[row]},${end[row]}\n`).join("");
}
