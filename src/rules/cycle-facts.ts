import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { CycleFacts } from "./facts/cycles.ts";
import type { KnownRecords } from "./known-records.ts";
import type { Plan } from "./plan.ts";

/** What the clocks and duties of a scope run on. */
export function cycleFacts(
  services: readonly string[],
  { tickets, facts, planned }: KnownRecords,
  { effective }: Plan,
  asOf: Instant,
): CycleFacts {
  const isOwn = ({ service }: FactRow) => service === undefined || services.includes(service);
  return {
    tickets: services.flatMap((service) => tickets.get(service) ?? []),
    facts: facts.filter(isOwn),
    planned: planned.filter(isOwn),
    termStart: effective.start,
    asOf,
  };
}
