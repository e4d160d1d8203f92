import { divide, ONE, type Ratio, sum } from "../base/ratio.ts";
import type { DividedTime } from "../core/availability.ts";
import type { ComponentRecords } from "./component-records.ts";
import { united } from "./facts/composite-outages.ts";
import {
  assess,
  type MeasuredOutages,
  measure,
  type OutageFacts,
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
): readonly TimeOfUnit[] {
  const own = components.map(({ records }) => settledFacts(plan, records, judged));
  const all = combine.by === "timeline" ? [united(own, combine)] : own;
  const times = all.map((facts) => ({ facts, time: timeOfFacts(plan, facts, judged), share: ONE }));
  if (combine.by === "timeline" || combine.by === "itself") return times;
  const weights = sum(members.map(({ weight }) => weight));
  return times.map((one, index) => {
    const member = members[index] as Member;
    return combine.by === "weighted"
      ? { ...one, member, share: divide(member.weight, weights) }
      : { ...one, member };
  });
}

export interface TimeOfUnit {
  readonly member?: Member;
  readonly facts: OutageFacts;
  readonly time: DividedTime;
  /** Of a weighted member its share of all weights; 1 elsewhere. */
  readonly share: Ratio;
}
