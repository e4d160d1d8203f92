import type { DividedTime } from "../core/availability.ts";
import type { ComponentRecords } from "./component-records.ts";
import { united } from "./facts/composite-outages.ts";
import {
  assess,
  type MeasuredOutages,
  measure,
  settledFacts,
  timeOfFacts,
} from "./facts/outages.ts";
import { type PooledOutages, pooled } from "./facts/pooled-outages.ts";
import type { Judged } from "./facts/scope.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { Member, ScopeUnit } from "./scope-plan.ts";

/** The members of a unit on one timeline, or added up (21). */
export type UnitOutages =
  | { readonly is: "one"; readonly found: MeasuredOutages }
  | { readonly is: "pooled"; readonly found: PooledOutages };

export function measureUnit(
  { members, combine }: ScopeUnit,
  plan: OutagesPlan,
  components: readonly ComponentRecords[],
  judged: Judged,
): UnitOutages {
  const records = components.map((one) => one.records);
  if (combine.by === "timeline") {
    const facts = records.map((own) => settledFacts(plan, own, judged));
    return { is: "one", found: assess(plan, united(facts, combine), judged) };
  }
  const found = records.map((own) => measure(plan, own, judged));
  if (combine.by === "itself") return { is: "one", found: found[0] as MeasuredOutages };
  return { is: "pooled", found: pooled(plan, combine.by, members, found) };
}

/** Where the time of the members went: on one timeline, or of each where they are added up. */
export function timesOfUnit(
  { members, combine }: ScopeUnit,
  plan: OutagesPlan,
  components: readonly ComponentRecords[],
  judged: Judged,
): readonly { readonly member?: Member; readonly time: DividedTime }[] {
  const facts = components.map(({ records }) => settledFacts(plan, records, judged));
  if (combine.by === "timeline")
    return [{ time: timeOfFacts(plan, united(facts, combine), judged) }];
  const times = facts.map((own) => timeOfFacts(plan, own, judged));
  if (combine.by === "itself") return times.map((time) => ({ time }));
  return members.map((member, index) => ({ member, time: times[index] as DividedTime }));
}
