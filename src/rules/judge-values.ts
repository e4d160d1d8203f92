import { exactText } from "../base/ratio.ts";
import type { Step } from "../model/step.ts";
import { concluded } from "./average.ts";
import { earlierUse } from "./excluding.ts";
import type { Judged } from "./facts/scope.ts";
import * as values from "./facts/values.ts";
import { figureSteps, periodStep } from "./figure-steps.ts";
import { figures } from "./figures/index.ts";
import {
  exclusionEvidence,
  exclusionRecords,
  partsOf,
  shownOf,
  tallySource,
} from "./judge-tally.ts";
import {
  blockersOf,
  boundsTarget,
  type Context,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import type { Component } from "./scope-plan.ts";
import type { ValuesPlan } from "./tally-plan.ts";
import { targetSteps } from "./target-steps.ts";

/** Values of the members of one scope over one period: measured, judged and told. */
export function judgeValues(
  head: Head,
  plan: ValuesPlan,
  judged: Judged,
  context: Context,
): JudgedResult {
  const { commitment, unit } = head;
  const sources = partsOf(unit, context).map((component) => valueSource(component, context));
  const own = values.measure(plan, sources, judged);
  const found = { ...own, measured: concluded(own.measured, head, plan.calculatedTo) };
  return {
    services: unit.services,
    ...head,
    measured: found.measured,
    result: resultOf(head, found.measured, shownOf(head, found.measured), {
      target: boundsTarget(commitment),
      steps: stepsOf(head, plan, found, judged),
      values: { counted: found.count, excluded: found.excluded },
    }),
    blockers: blockersOf(head, []),
    assumptions: [...earlierUse(plan.excludes, judged)],
    evidence: exclusionEvidence(head.id, plan, found.exclusions, judged),
    used: [
      ...exclusionRecords(plan, sources, context.known, judged),
      ...found.facts.map((id) => `fact:${id}`),
    ],
    rows: found.looked,
  };
}

/** A fact that names no service concerns the one that asks for it. */
function valueSource(component: Component, context: Context): values.ValueSource {
  const { service } = component;
  const facts = context.known.facts.filter(
    (fact) => fact.service === undefined || fact.service === service,
  );
  return { ...tallySource(component, context), facts };
}

function stepsOf(
  { commitment: { clause, bounds } }: Head,
  plan: ValuesPlan,
  { measured, count }: values.MeasuredValues,
  judged: Judged,
): Step[] {
  const steps: Step[] = [periodStep(clause, judged), { op: "count", clause, out: String(count) }];
  if (measured.figure === null) return steps;
  const facts = { bad: exactText(measured.bad), whole: exactText(measured.whole) };
  return [
    ...steps,
    ...figureSteps(clause, measured, measured.figure, figures[plan.figure].expression(facts)),
    ...targetSteps(clause, bounds, measured.figure, measured.unit),
  ];
}
