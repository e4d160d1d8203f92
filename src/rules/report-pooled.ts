import { add, exactText, HUNDRED, type Ratio, signOf, subtract, sum, ZERO } from "../base/ratio.ts";
import type { Ledger, LedgerAdjustment, LedgerClass } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { type PooledOutages, type PooledPart, percentOf } from "./facts/pooled-outages.ts";
import type { Judged } from "./facts/scope.ts";
import { figureSteps, periodStep } from "./figure-steps.ts";
import { figures } from "./figures/index.ts";
import { textsOf } from "./outage-steps.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { CommitmentPlan } from "./plan.ts";
import { type OutageReport, reportOutages } from "./report-outages.ts";
import type { Combine } from "./scope-plan.ts";
import { targetSteps } from "./target-steps.ts";

/** What a statement says of several components that were added up: their ledgers and evidence as one. */
export function reportPooled(
  result: string,
  plan: OutagesPlan,
  by: Combine["by"],
  commitment: CommitmentPlan,
  found: PooledOutages,
  judged: Judged,
): OutageReport {
  const reports = found.parts.map((part) => ({
    part,
    report: reportOutages(result, plan, commitment, part.found, judged),
  }));
  const all = reports.map(({ report }) => report);
  const counted = reports.filter(({ part }) => part.isMeasured);
  return {
    ledger: ledgerOf(found, counted.length === 0 ? reports : counted),
    steps: stepsOf(plan, by, commitment, found, judged),
    outages: all.flatMap(({ outages }) => outages),
    excluded: all.flatMap(({ excluded }) => excluded),
    rejected: all.flatMap(({ rejected }) => rejected),
    notCounted: all.flatMap(({ notCounted }) => notCounted),
  };
}

type Reported = { readonly part: PooledPart; readonly report: OutageReport };

/** Class by class: the elapsed time is that of every member that is counted (27). */
function ledgerOf({ measured }: PooledOutages, reports: readonly Reported[]): Ledger {
  const ledgers = reports.map(({ report }) => report.ledger);
  const classes = new Map<string, LedgerClass>();
  for (const { ms, ...one } of ledgers.flatMap((ledger) => ledger.classes)) {
    const key = JSON.stringify(one);
    classes.set(key, { ...one, ms: String(BigInt(classes.get(key)?.ms ?? 0) + BigInt(ms)) });
  }
  const own = reports.flatMap(({ part }) => part.found.adjustments);
  const plain = reports.map(({ part }) => part.found.measured);
  const weighing = [
    { of: "bad", ms: subtract(measured.bad, sum(plain.map(({ bad }) => bad))) },
    { of: "whole", ms: subtract(measured.whole, sum(plain.map(({ whole }) => whole))) },
  ] as const;
  return {
    elapsedMs: String(ledgers.reduce((all, { elapsedMs }) => all + BigInt(elapsedMs), 0n)),
    classes: [...classes.values()],
    adjustments: merged([
      ...own,
      ...weighing.map((one) => ({ ...one, why: "weights of members" })),
    ]),
  };
}

function merged(
  list: readonly { readonly of: "bad" | "whole"; readonly why: string; readonly ms: Ratio }[],
): LedgerAdjustment[] {
  const sums = new Map<string, (typeof list)[number]>();
  for (const one of list) {
    const key = `${one.of} ${one.why}`;
    sums.set(key, { ...one, ms: add(one.ms, sums.get(key)?.ms ?? ZERO) });
  }
  return [...sums.values()]
    .filter(({ ms }) => signOf(ms) !== 0)
    .map(({ of, why, ms }) => ({ of, why, ms: exactText(ms) }));
}

/** So many members are written out in a step; of more only their sum. */
const WRITTEN_MAX = 8;

function stepsOf(
  plan: OutagesPlan,
  by: Combine["by"],
  { clause, bounds }: CommitmentPlan,
  found: PooledOutages,
  judged: Judged,
): Step[] {
  const { measured, facts } = found;
  const parts = found.parts.filter(({ isMeasured }) => isMeasured);
  const steps: Step[] = [
    periodStep(clause, judged),
    sumStep("denominator", clause, parts, ({ whole }) => whole, measured.whole),
    sumStep("downtime", clause, parts, ({ bad }) => bad, measured.bad),
  ];
  if (measured.figure === null) return steps;
  const expression = expressionOf(by, parts) ?? figures[plan.figure].expression(textsOf(facts));
  return [
    ...steps,
    ...figureSteps(clause, measured, measured.figure, expression),
    ...targetSteps(clause, bounds, measured.figure, measured.unit),
  ];
}

function sumStep(
  op: "denominator" | "downtime",
  clause: string,
  parts: readonly PooledPart[],
  of: (facts: { readonly bad: Ratio; readonly whole: Ratio }) => Ratio,
  out: Ratio,
): Step {
  const terms = parts.map(({ weight, found }) => {
    const own = exactText(of(found.measured));
    return isOne(weight) ? own : `${own} × ${exactText(weight)}`;
  });
  const isShort = terms.length > 0 && terms.length <= WRITTEN_MAX;
  return { op, clause, in: isShort ? terms.join(" + ") : exactText(out), out: exactText(out) };
}

function isOne({ numerator, denominator }: Ratio): boolean {
  return numerator === denominator;
}

/** Of figures that are made of percentages; undefined for one that is made of sums. */
function expressionOf(by: Combine["by"], parts: readonly PooledPart[]): string | undefined {
  if (by !== "sum-of-shortfalls" && by !== "mean-of-percentages") return undefined;
  const isShort = parts.length <= WRITTEN_MAX;
  const percents = parts.map(percentOf);
  if (by === "mean-of-percentages") {
    const terms = isShort ? percents.map(exactText) : [exactText(sum(percents))];
    return `(${terms.join(" + ")}) ÷ ${parts.length}`;
  }
  const lacking = percents.map((percent) => `(100 − ${exactText(percent)})`);
  const short = sum(percents.map((percent) => subtract(HUNDRED, percent)));
  return `100 − ${isShort ? lacking.join(" − ") : exactText(short)}`;
}
