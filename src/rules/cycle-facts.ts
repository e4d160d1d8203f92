import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { CycleFacts } from "./facts/cycles.ts";
import { type KnownRecords, ofServices } from "./known-records.ts";
import type { CommitmentPlan } from "./plan.ts";
import { joinedSpan } from "./versions.ts";

/**
 * What the clocks and duties of a scope run on.
 *
 * @param judgedFrom First instant that is asked about.
 */
export function cycleFacts(
  services: readonly string[],
  { tickets, facts, planned }: KnownRecords,
  { inForce }: CommitmentPlan,
  asOf: Instant,
  judgedFrom: Instant,
): CycleFacts {
  const { start, end } = joinedSpan(inForce);
  const isOwn = ({ service }: FactRow) => service === undefined || services.includes(service);
  return {
    tickets: ofServices(tickets, services),
    facts: facts.filter(isOwn),
    planned: planned.filter(isOwn),
    termStart: start,
    termEnd: end,
    judgedFrom,
    asOf,
  };
}
