import { exactText, wholeRatio } from "../base/ratio.ts";
import type { NotCountedEvidence, TicketEvidence } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { formatInstant } from "../time/stamp.ts";
import type { MeasuredCycles, Standing } from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { figures } from "./figures/index.ts";
import type { CommitmentPlan, CyclesPlan } from "./plan.ts";
import { targetSteps } from "./report-outages.ts";

/** What a statement says of measured tickets: steps, and every one that is late or undecided. */

export interface CycleReport {
  readonly steps: readonly Step[];
  readonly tickets: readonly TicketEvidence[];
  readonly notCounted: readonly NotCountedEvidence[];
}

export function reportCycles(
  result: string,
  plan: CyclesPlan,
  { clause, bounds }: CommitmentPlan,
  found: MeasuredCycles,
  judged: Judged,
): CycleReport {
  const { measured, population } = found;
  const steps: Step[] = [
    {
      op: "period",
      clause,
      in: `${formatInstant(judged.start)} to ${formatInstant(judged.end)}`,
      out: String(judged.end - judged.start),
    },
    {
      op: "count",
      clause,
      in: `${population.met} + ${population.late}`,
      out: String(population.counted),
    },
  ];
  if (measured.figure !== null) {
    const facts = { bad: exactText(measured.bad), whole: exactText(measured.whole) };
    steps.push({
      op: "figure",
      clause,
      in: figures[plan.figure].expression(facts),
      out: exactText(measured.figure),
    });
    if (plan.figure === "each")
      steps.push({
        op: "target",
        clause,
        in: `${facts.bad} ≤ 0`,
        out: population.late === 0 ? "met" : "breached",
      });
    else steps.push(...targetSteps(clause, bounds, measured.figure));
  }
  return {
    steps,
    tickets: found.shown.flatMap((one) => ticketRow(result, one)),
    notCounted: found.shown.flatMap((one) => notCountedRow(result, one)),
  };
}

type Shown = MeasuredCycles["shown"][number];

function ticketRow(result: string, { cycle, standing }: Shown): TicketEvidence[] {
  if (standing !== "late" && standing !== "open") return [];
  const optional = <Key extends string>(key: Key, at: number | undefined) =>
    at === undefined
      ? {}
      : ({ [key]: formatInstant(at as typeof cycle.start) } as { readonly [K in Key]: string });
  return [
    {
      result,
      record: cycle.ticket,
      state: standing === "open" ? "open" : cycle.stop === undefined ? "open-late" : "late",
      openedAt: formatInstant(cycle.start),
      ...optional("stoppedAt", cycle.stop),
      ...optional("dueAt", cycle.dueAt),
      elapsedMs: String(cycle.elapsedMs),
      ...(cycle.targetMs === undefined ? {} : { targetMs: String(cycle.targetMs) }),
      ...(cycle.lateMs > 0 ? { lateMs: exactText(wholeRatio(cycle.lateMs)) } : {}),
      ...optional("breachedAt", cycle.breachedAt),
      row: cycle.row,
      ...(cycle.attributes.severity === undefined ? {} : { severity: cycle.attributes.severity }),
      pausedMs: String(cycle.pausedMs),
    },
  ];
}

const details: { readonly [Key in Exclude<Standing, "met" | "late" | "open">]: string } = {
  cancelled: "cancelled before its target was missed",
  "ended-without-reply": "over without the reply that the clock waits for, before its due",
  "no-row": "no row of targets selects it",
  "before-term": "its clock began before the contract was in force",
};

function notCountedRow(result: string, { cycle, standing }: Shown): NotCountedEvidence[] {
  if (standing === "met" || standing === "late" || standing === "open") return [];
  return [{ result, record: cycle.ticket, why: standing, detail: details[standing] }];
}
