import { present } from "../base/invariant.ts";
import type { RecordPlace } from "../model/records.ts";
import { rowsOf } from "./clock-parts.ts";
import type { Plan } from "./plan.ts";
import type { Gathered } from "./record-tables.ts";

/**
 * Where tickets and facts stood, by `type:id`, for a contract under which some may turn out when they are
 * settled to be taken by several rows (semantics 13). Undefined for every other: they take room.
 */
export function recordPlaces(
  { tickets, facts, places }: Gathered,
  plan: Plan,
): ReadonlyMap<string, RecordPlace> | undefined {
  if (!refusesSeveral(plan)) return undefined;
  const found = new Map<string, RecordPlace>();
  const put = (type: string, one: { readonly id: string }) => {
    found.set(`${type}:${one.id}`, present(places.get(one), "a record that is kept has its place"));
  };
  for (const ticket of tickets) put("ticket", ticket);
  for (const fact of facts) put("fact", fact);
  return found;
}

function refusesSeveral({ commitments }: Plan): boolean {
  return commitments.some(
    ({ measure }) =>
      measure.facts === "cycles" &&
      measure.parts.some((part) => rowsOf(part).some(({ alone }) => alone === true)),
  );
}
