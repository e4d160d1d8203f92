import { exactText, negate, type Ratio, signOf } from "../base/ratio.ts";
import { isFull } from "../core/availability.ts";
import { leavesWhole } from "../core/exclude.ts";
import type { Step } from "../model/step.ts";
import { totalMs, unionAll } from "../time/interval-set.ts";
import type { MeasuredOutages } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import type { FigureFacts, FigureTexts } from "./figure-facts.ts";
import { figureSteps, periodStep } from "./figure-steps.ts";
import { figures } from "./figures/index.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { CommitmentPlan } from "./plan.ts";
import { targetSteps } from "./target-steps.ts";

/** From the period to the figure: the denominator, the downtime, the figure and its bounds. */
export function outageSteps(
  { clause, bounds }: CommitmentPlan,
  plan: OutagesPlan,
  found: MeasuredOutages,
  judged: Judged,
): Step[] {
  const { measured } = found;
  const steps: Step[] = [
    periodStep(clause, judged),
    ...wholeSteps(clause, plan, found),
    downtimeStep(clause, found),
  ];
  if (measured.figure === null) return steps;
  const expression = figures[plan.figure].expression(textsOf(found.facts));
  return [
    ...steps,
    ...figureSteps(clause, measured, measured.figure, expression),
    ...targetSteps(clause, bounds, measured.figure, measured.unit),
  ];
}

/** What left the elapsed time, and what was put in its place. */
function wholeSteps(
  clause: string,
  { excludes }: OutagesPlan,
  { measured, time, adjustments }: MeasuredOutages,
): Step[] {
  const windows = excludes
    .filter(({ removes }) => leavesWhole(removes))
    .map((rule) => ({
      name: rule.id,
      clause: rule.clause,
      ms: totalMs(
        unionAll(time.excluded.taken.filter((one) => one.rule === rule.id).map(({ set }) => set)),
      ) as number,
    }));
  const minus = [
    ...windows,
    { name: "unknown", clause, ms: time.unknownMs },
    { name: "out of hours", clause, ms: time.outOfHoursMs },
    { name: "not in use", clause, ms: time.inactiveMs },
  ].filter(({ ms }) => ms > 0);
  const own = adjustments.filter(({ of }) => of === "whole");
  return [
    ...minus.map(
      (one): Step => ({ op: "excluded", clause: one.clause, in: one.name, out: String(one.ms) }),
    ),
    ...own.map(({ why, ms }): Step => ({ op: "adjusted", clause, in: why, out: exactText(ms) })),
    {
      op: "denominator",
      clause,
      in: `${[time.elapsedMs, ...minus.map(({ ms }) => ms)].join(" − ")}${own.map(({ ms }) => signed(ms)).join("")}`,
      out: exactText(measured.whole),
    },
  ];
}

function downtimeStep(clause: string, { measured, time, adjustments }: MeasuredOutages): Step {
  const terms = time.counted
    .filter(({ ms }) => ms > 0)
    .map(({ weight, ms }) => (isFull(weight) ? String(ms) : `${ms} × ${exactText(weight)}`));
  // The weights stand in the terms already.
  const own = adjustments.filter(({ of, isWeight }) => of === "bad" && !isWeight);
  const sum = terms.length === 0 ? "0" : terms.join(" + ");
  return {
    op: "downtime",
    clause,
    in: `${sum}${own.map(({ ms }) => signed(ms)).join("")}`,
    out: exactText(measured.bad),
  };
}

function signed(ms: Ratio): string {
  return signOf(ms) < 0 ? ` − ${exactText(negate(ms))}` : ` + ${exactText(ms)}`;
}

export function textsOf({ bad, whole, longest, ...counts }: FigureFacts): FigureTexts {
  return {
    bad: exactText(bad),
    whole: exactText(whole),
    longest: exactText(longest),
    count: String(counts.count),
    starts: String(counts.starts),
    betweenMs: String(counts.betweenMs),
  };
}
