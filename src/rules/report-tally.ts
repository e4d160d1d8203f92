import { displayPercent, exactText, HUNDRED } from "../base/ratio.ts";
import type { TallyFacts } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { Judged } from "./facts/scope.ts";
import type { MeasuredTally } from "./facts/tally.ts";
import { figureSteps, periodStep } from "./figure-steps.ts";
import { figures } from "./figures/index.ts";
import type { CommitmentPlan } from "./plan.ts";
import type { TallyPlan } from "./tally-plan.ts";
import { targetSteps } from "./target-steps.ts";

/** What a statement says of counts: the steps to the figure, and what was counted. */

export function tallySteps(
  { clause, bounds }: CommitmentPlan,
  plan: TallyPlan,
  { measured, tally, scored, ruling }: MeasuredTally,
  judged: Judged,
): Step[] {
  const [bad, whole] = [exactText(measured.bad), exactText(measured.whole)];
  const steps: Step[] = [periodStep(clause, judged), { op: "denominator", clause, out: whole }];
  if (plan.figure === "ratio" && scored === undefined && ruling === undefined)
    steps.push({
      op: "count",
      clause,
      in: `${tally.total.value()} − ${tally.good.value()}`,
      out: bad,
    });
  else steps.push({ op: "count", clause, out: bad });
  if (measured.figure === null) return steps;
  if (ruling !== undefined)
    steps.push({
      op: "traffic",
      clause,
      in: trafficText(plan, ruling.attempts),
      out: ruling.is,
    });
  const expression =
    ruling === undefined ? figures[plan.figure].expression({ bad, whole }) : undefined;
  return [
    ...steps,
    ...figureSteps(clause, measured, measured.figure, expression),
    ...targetSteps(clause, bounds, measured.figure, measured.unit),
  ];
}

function trafficText({ traffic }: TallyPlan, attempts: bigint): string {
  return attempts === 0n ? "no traffic" : `${attempts} of at least ${traffic.minimum}`;
}

export function tallyFacts({ tally, unknownMs, coverage, parts }: MeasuredTally): TallyFacts {
  const sum = (value: (part: MeasuredTally["parts"][number]) => number) =>
    parts.reduce((total, part) => total + value(part), 0);
  return {
    buckets: tally.buckets,
    good: String(tally.good.value()),
    total: String(tally.total.value()),
    tagged: String(tally.tagged.value()),
    zeroTraffic: tally.zeroTraffic,
    underMinimum: tally.underMinimum,
    leftOut: tally.leftOut,
    partlyExcluded: sum(({ partly }) => partly),
    excluded: parts
      .flatMap(({ taken }) => taken)
      .map(({ taken: { rule, record }, buckets, failures, attempts }) => ({
        rule,
        record,
        buckets,
        failures: String(failures),
        attempts: String(attempts),
      })),
    unknownMs: String(unknownMs),
    gaps: sum(({ gaps }) => gaps),
    coverage: displayPercent(coverage ?? HUNDRED, 6),
  };
}
