import type { Miss } from "../model/measured.ts";
import type { JudgedResult } from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import type { Plan } from "./plan.ts";

/** The event that a miss of a result is of: an outage and what it caused are one (32). */
export type EventOf = (result: string, miss: string) => string;

/**
 * A merged outage is of the event of a root cause where each of its records is; else it is an event of
 * its own, whichever of them came first.
 */
export function eventsIn(
  { stacking }: Plan,
  { outages }: KnownRecords,
  judged: readonly Pick<JudgedResult, "id" | "measured">[],
): EventOf {
  const roots = new Map<string, string>();
  if (stacking.some(({ pays }) => pays === "highest-per-event"))
    for (const { id, rootCause } of [...outages.values()].flat())
      if (rootCause !== undefined) roots.set(id, rootCause).set(rootCause, rootCause);
  if (roots.size === 0) return (_, miss) => miss;
  const events = new Map(
    judged.flatMap(({ id, measured }) =>
      [...recordsOf(measured.misses)].flatMap(([miss, records]) => {
        const event = eventOf(miss, records, roots);
        return event === miss ? [] : [[keyOf(id, miss), event] as const];
      }),
    ),
  );
  return (result, miss) => events.get(keyOf(result, miss)) ?? miss;
}

/** By the id of the miss; an outage of several members of a scope may be merged with others in each. */
function recordsOf(misses: readonly Miss[]): ReadonlyMap<string, ReadonlySet<string>> {
  const records = new Map<string, Set<string>>();
  for (const { id, merged = [id] } of misses) {
    const held = records.get(id) ?? new Set();
    for (const record of merged) held.add(record);
    records.set(id, held);
  }
  return records;
}

function eventOf(
  miss: string,
  records: ReadonlySet<string>,
  roots: ReadonlyMap<string, string>,
): string {
  if (![...records].some((record) => roots.has(record))) return miss;
  const events = new Set([...records].map((record) => roots.get(record) ?? record));
  return events.size === 1 ? [...events].join() : JSON.stringify([...events].sort());
}

function keyOf(result: string, miss: string): string {
  return `${result} ${miss}`;
}
