import { present } from "../base/invariant.ts";
import { exactText, roundedUnits, sum, wholeRatio } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { apportion } from "../core/apportion.ts";
import type { Step } from "../model/step.ts";
import type { BaseFacts } from "./base-amount.ts";
import { applyCaps, type DraftLine, type Drafts, textOf, weightOf } from "./caps.ts";
import { earnedBack } from "./earn-back.ts";
import type { EventOf } from "./events.ts";
import { exactLines, type Owing } from "./exact-lines.ts";
import type { History } from "./history.ts";
import { overMinimum } from "./minimum.ts";
import type { Plan } from "./plan.ts";
import { pointsLines } from "./points.ts";
import { rootLines } from "./root-lines.ts";
import { highestPerEvent, stacked } from "./stacking.ts";
import { waitingLines } from "./waiting.ts";

/**
 * From results to money, in the order of semantics 32: exact parts, sum, rounding of the line or of
 * the statement, then the caps in the order listed.
 */
export function draftLines(
  owing: readonly Owing[],
  plan: Plan,
  settlement: BaseFacts,
  {
    history,
    claimed,
    eventOf,
  }: {
    readonly history: History;
    readonly claimed: ReadonlySet<string>;
    readonly eventOf: EventOf;
  },
): Drafts {
  const issues: Issue[] = [];
  const drafting = { plan, history, issues };
  const exact = owing
    .flatMap((result) => rootLines(exactLines(result, drafting), result, drafting))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const points = pointsLines(exact, { plan, settlement, issues });
  const single = highestPerEvent([...exact, ...points], plan, eventOf);
  const paid =
    plan.rounding.each === "line"
      ? stacked(
          single.map((line) => withinLine(roundLine(line, plan), plan)),
          plan,
          claimed,
        )
      : roundStatement(stacked(single, plan, claimed), plan).map((line) => withinLine(line, plan));
  const waiting = waitingLines(plan, settlement.period, { history, issues });
  const carried = waiting.filter(({ waited }) => waited?.kind === "carried");
  const deferred = waiting.filter(({ waited }) => waited?.kind === "deferred");
  // What was deferred was under the caps of its own period; what was carried is under those of this one.
  const capped = applyCaps([...paid, ...carried], { plan, settlement, history, issues });
  const lines = overMinimum([...capped.lines, ...deferred], plan);
  return { lines: [...lines, ...earnedBack(owing, drafting)], caps: capped.caps, issues };
}

function roundLine(line: DraftLine, { currency, rounding }: Plan): DraftLine {
  const minor = roundedUnits(line.exact, currency.places, rounding.mode);
  const step: Step = {
    op: "round",
    clause: line.clause,
    in: exactText(line.exact),
    out: textOf(minor, currency.places),
  };
  return { ...line, minor, weight: wholeRatio(minor), steps: [...line.steps, step] };
}

/** Exact up to here; the total is rounded once and handed out by largest remainder (33). */
function roundStatement(lines: readonly DraftLine[], { currency, rounding }: Plan): DraftLine[] {
  const exact = sum(lines.map(({ weight }) => weight));
  const total = roundedUnits(exact, currency.places, rounding.mode);
  const units = apportion(
    total,
    lines.map(({ id, weight }) => ({ id, weight })),
  );
  return lines.map((line, index) => {
    const minor = present(units[index], "each line has its share", line.id);
    const step: Step = {
      op: "round",
      clause: line.clause,
      in: `${exactText(line.exact)}, its share of the rounded total ${textOf(total, currency.places)}`,
      out: textOf(minor, currency.places),
    };
    return { ...line, minor, steps: [...line.steps, step] };
  });
}

/** The line's own cap, behind its rounding and before the caps that it shares (32). */
function withinLine(line: DraftLine, plan: Plan): DraftLine {
  const { currency } = plan;
  const { most } = line;
  if (most === undefined || line.minor <= most.minor) return line;
  const step: Step = {
    op: "cap",
    clause: line.clause,
    in: `${textOf(line.minor, currency.places)}, at most ${textOf(most.minor, currency.places)} for one line`,
    out: textOf(most.minor, currency.places),
  };
  return {
    ...line,
    minor: most.minor,
    weight: weightOf(most.minor, plan),
    steps: [...line.steps, ...most.steps, step],
  };
}
