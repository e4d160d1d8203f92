import { expect } from "vitest";
import type { Step } from "../../src/model/step.ts";
import { evaluate, text } from "./fraction.ts";

/** Steps whose `in` is an expression; the others say what was taken or found. */
const isArithmetic = (step: Step): step is Step & { in: string } =>
  step.in !== undefined && /[+−×÷]/.test(step.in);

/** Fails where a printed step is not true. How many of them are expressions. */
export function expectToHold(steps: readonly Step[]): number {
  let held = 0;
  for (const step of steps) {
    if (!isArithmetic(step)) continue;
    const [value, out] = [evaluate(step.in), evaluate(step.out)];
    expect({ step, isExpression: value !== undefined && out !== undefined }).toEqual({
      step,
      isExpression: true,
    });
    if (value === undefined || out === undefined) continue;
    expect({ step, value: text(value) }).toEqual({ step, value: text(out) });
    held += 1;
  }
  return held;
}
