import {
  add,
  compare,
  exactText,
  multiply,
  type Ratio,
  wholeRatio,
  ZERO,
} from "../../base/ratio.ts";
import type { Measured } from "../../model/measured.ts";
import type { LinePart } from "../../model/statement.ts";
import type { Step, StepOp } from "../../model/step.ts";
import type { CreditPlan, GivePlan, Where } from "../plan.ts";
import * as amount from "./give/amount.ts";
import * as percent from "./give/percent.ts";
import * as flat from "./how/flat.ts";
import * as tiers from "./how/tiers.ts";
import * as eachMiss from "./on/each-miss.ts";
import * as measured from "./on/measured.ts";

/** One part of the axis of a credit: the period, or one miss, with its size. */
export interface Part {
  readonly record?: string;
  readonly size: Ratio;
}

/** What a part is given, and the row that says so. */
export interface Found {
  readonly give: GivePlan;
  readonly row: string;
}

export type Worth = (give: GivePlan | "nothing") => Ratio;

/** The exact amount before any rounding or cap, and the steps that lead to it. */
export interface Computed {
  readonly exact: Ratio;
  readonly parts: readonly LinePart[];
  readonly steps: readonly Step[];
}

export const on = { measured, "each-miss": eachMiss } as const satisfies {
  readonly [On in CreditPlan["on"]]: {
    readonly parts: (measured: Measured, where: Where | undefined) => readonly Part[];
  };
};

type How = CreditPlan["how"];
export const how = { flat, tiers } as const satisfies {
  readonly [Key in How["how"]]: {
    readonly find: (
      terms: Extract<How, { how: Key }>,
      part: Part,
      worth: Worth,
    ) => Found | undefined;
  };
};

interface Give<Terms> {
  readonly worth: (terms: Terms, base: Ratio | undefined) => Ratio;
  readonly op: StepOp;
  readonly expression: (terms: Terms, base: Ratio | undefined) => string;
  readonly shown: (terms: Terms) => string;
}
export const give = { percent, amount } as const satisfies {
  readonly [Key in GivePlan["kind"]]: Give<Extract<GivePlan, { kind: Key }>>;
};

/**
 * `on × how × give`: the axis yields parts, the schedule says what each part is given, and the gift
 * what that is worth. Nothing is rounded here.
 *
 * @returns Undefined when no part is given anything.
 */
export function computeCredit(
  credit: CreditPlan,
  facts: Measured,
  base: Ratio | undefined,
): Computed | undefined {
  const worth: Worth = (terms) => (terms === "nothing" ? ZERO : worthOf(terms, base));
  const groups = new Map<string, Group>();
  const parts: LinePart[] = [];
  for (const part of on[credit.on].parts(facts, credit.where)) {
    const found = findRow(credit.how, part, worth);
    if (found === undefined) continue;
    const value = worth(found.give);
    if (part.record !== undefined) parts.push({ record: part.record, exact: exactText(value) });
    const group = groups.get(found.row);
    if (group === undefined) groups.set(found.row, { found, value, count: 1, first: part });
    else groups.set(found.row, { ...group, count: group.count + 1 });
  }
  if (groups.size === 0) return undefined;
  const listed = [...groups.values()];
  const exact = listed.reduce(
    (sum, { value, count }) => add(sum, multiply(value, wholeRatio(count))),
    ZERO,
  );
  return { exact, parts, steps: stepsOf(credit, listed, base, exact) };
}

interface Group {
  readonly found: Found;
  readonly value: Ratio;
  readonly count: number;
  readonly first: Part;
}

function stepsOf(
  credit: CreditPlan,
  groups: readonly Group[],
  base: Ratio | undefined,
  exact: Ratio,
): Step[] {
  const { clause } = credit;
  const steps = groups.flatMap((group) => stepsOfGroup(credit, group, base));
  if (groups.length < 2) return steps;
  const terms = groups.map(({ value, count }) => exactText(multiply(value, wholeRatio(count))));
  return [...steps, { op: "sum", clause, in: terms.join(" + "), out: exactText(exact) }];
}

function stepsOfGroup(
  { clause, on: axis, how: schedule }: CreditPlan,
  { found, value, count, first }: Group,
  base: Ratio | undefined,
): Step[] {
  const { op, expression, shown } = giveText(found.give, base);
  const steps: Step[] = [];
  if (schedule.how === "tiers")
    steps.push({
      op: "tier",
      clause,
      in: `${axis === "measured" ? `x = ${exactText(first.size)}, ` : ""}${found.row}`,
      out: shown,
    });
  if (axis === "measured") {
    if (expression !== exactText(value))
      steps.push({ op, clause, in: expression, out: exactText(value) });
    return steps;
  }
  steps.push({ op: "count", clause, out: String(count) });
  const product = op === "times" ? `${count} × ${expression}` : `${count} × (${expression})`;
  steps.push({
    op: "times",
    clause,
    in: product,
    out: exactText(multiply(value, wholeRatio(count))),
  });
  return steps;
}

/** The closed lists meet here: each value goes to the file of its name. */
function findRow(terms: How, part: Part, worth: Worth): Found | undefined {
  switch (terms.how) {
    case "flat":
      return how.flat.find(terms);
    case "tiers":
      return how.tiers.find(terms, part, worth);
  }
}

function worthOf(terms: GivePlan, base: Ratio | undefined): Ratio {
  switch (terms.kind) {
    case "percent":
      return give.percent.worth(terms, base);
    case "amount":
      return give.amount.worth(terms);
  }
}

function giveText(
  terms: GivePlan,
  base: Ratio | undefined,
): { readonly op: StepOp; readonly expression: string; readonly shown: string } {
  switch (terms.kind) {
    case "percent":
      return {
        op: give.percent.op,
        expression: give.percent.expression(terms, base),
        shown: give.percent.shown(terms),
      };
    case "amount":
      return {
        op: give.amount.op,
        expression: give.amount.expression(terms),
        shown: give.amount.shown(terms),
      };
  }
}

/** Whether an amount is worth a line. */
export function isSomething(exact: Ratio): boolean {
  return compare(exact, ZERO) > 0;
}
