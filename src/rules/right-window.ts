import { present } from "../base/invariant.ts";
import type { LineRight, RightWindow } from "../model/statement.ts";
import { formatCivilDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { stageWindow } from "./claim-stage.ts";
import type { Plan, RightPlan } from "./plan.ts";

interface RightFacts {
  readonly plan: Plan;
  readonly judged: readonly { readonly id: string; readonly period: Period }[];
  readonly asOf: Instant;
}

/** A right of a line, with the time in which it may be used (36). */
export function rightOf(
  { what, holder, text, within }: RightPlan,
  { result }: { readonly result: string },
  facts: RightFacts,
): LineRight {
  const found = facts.judged.find(({ id }) => id === result);
  const { period } = present(found, "a right comes from a result", result);
  return {
    what,
    holder,
    ...(text === undefined ? {} : { text }),
    ...(within === undefined ? {} : { exercise: windowOf(within, period, facts) }),
  };
}

/** From the end of the period whose failure gave it, whose last date is day 0. */
function windowOf(
  within: NonNullable<RightPlan["within"]>,
  period: Period,
  { plan, asOf }: RightFacts,
): RightWindow {
  const stage = {
    what: "notice",
    within,
    after: "period-end",
    opens: undefined,
    evidence: [],
  } as const;
  const { opensAt, until, lastDate } = stageWindow(stage, undefined, {
    zone: plan.zone,
    settlement: period,
    period,
  });
  return {
    opensAt: formatInstant(opensAt),
    until: formatInstant(until),
    ...(lastDate === undefined ? {} : { lastDate: formatCivilDate(lastDate) }),
    state: asOf < until ? "open" : "lapsed",
  };
}
