import { parseExact, type Ratio } from "../base/ratio.ts";
import type { Line } from "../model/statement.ts";
import type { Step, StepOp } from "../model/step.ts";

/** A step by which a line came to less, what it stood at before, and the rule in a few words. */
export interface TakenOff {
  readonly why: "cap-missed" | "stacking-missed" | "not-eligible" | "minimum-missed";
  readonly before: Ratio;
  /** Empty for a cap over several lines: there is no more to say than its clause. */
  readonly rule: string;
  readonly step: Step;
  /** Where among the steps of the line. */
  readonly at: number;
}

const whys: Readonly<Partial<Record<StepOp, TakenOff["why"]>>> = {
  cap: "cap-missed",
  stack: "stacking-missed",
  eligible: "not-eligible",
  minimum: "minimum-missed",
};

/**
 * What caps, limits, stacking, a least payout and the question who may have it took off a line, in
 * order. Such a step begins with what it takes from ("100.00, its share of …") or ends with it
 * ("…: 250 becomes"); one that says how a limit came about, or counts days or units, does neither.
 */
export function takenOff({ steps }: Pick<Line, "steps">): readonly TakenOff[] {
  return steps.flatMap((step, at): readonly TakenOff[] => {
    const { in: text = "" } = step;
    const why = whys[step.op];
    const [, first, rest = "", told = "", last = ""] =
      /^([\d./]+), (.+)$|^(.+): ([\d./]+) becomes$/.exec(text) ?? [];
    const before = parseExact(step.op === "minimum" ? amountAt(steps, at) : (first ?? last));
    if (why === undefined || before === undefined || /^at most \S+ days /.test(text)) return [];
    const rule = first === undefined ? told : rest.replace(/^its share of .*$|^.*?\bbut /, "");
    return [{ why, before, rule, step, at }];
  });
}

/** A least payout may look at more than the amount: at what is exact, or at all that waits together. */
function amountAt(steps: readonly Step[], at: number): string {
  const isAmount = (op: StepOp) => op === "round" || op === "cap" || op === "issued";
  return steps.slice(0, at).reduce((amount, { op, out }) => (isAmount(op) ? out : amount), "");
}
