import { present } from "../base/invariant.ts";
import { exactText, multiply, ONE, parseExact, type Ratio, sum } from "../base/ratio.ts";
import type { InKind } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { baseIssues } from "./base-issues.ts";
import type { CapContext, DraftLine } from "./caps.ts";
import { weighed } from "./charge-shares.ts";
import { ofNoClaim } from "./claim-made.ts";
import { type Computed, computeCredit, isSomething } from "./credits/index.ts";
import { useOf } from "./daily-use.ts";
import { basesFor } from "./incident-bases.ts";
import { failsInARow, type LookBack } from "./look-back.ts";
import type { Plan } from "./plan.ts";

/** Stands for the commitment of a line that all points of a period gave together; no name is this. */
export const POINTS = "(points)";
export const POINT_UNIT = "points";
/** Lines whose points are written out in the sum. */
const TERMS_MAX = 12;

/**
 * More points for a failure that repeats: so many times as many where this period and those before
 * it failed, n in a row (30, 36).
 */
export function withRepeats(
  computed: Computed,
  { points }: Plan,
  facts: LookBack,
): Pick<Computed, "inKind" | "steps"> & Pick<ReturnType<typeof failsInARow>, "issues"> {
  const { inKind, steps } = computed;
  const own = inKind.find(({ unit }) => unit === POINT_UNIT);
  if (points?.repeat === undefined || own === undefined) return { inKind, steps, issues: [] };
  const { credit, repeat } = points;
  const found = failsInARow(repeat.consecutive, credit.clause, facts);
  if (!found.holds) return { inKind, steps, issues: found.issues };
  const count = exactText(multiply(countOf(own), repeat.times));
  const step: Step = {
    op: "times",
    clause: credit.clause,
    in: `${own.count} × ${repeat.text}`,
    out: count,
  };
  return {
    inKind: inKind.map((one) => (one === own ? { ...one, count } : one)),
    steps: [...steps, ...found.steps, step],
    issues: [],
  };
}

/** What the points of all lines of the settlement period come to in money, as a line of its own (30). */
export function pointsLines(
  drafts: readonly DraftLine[],
  { plan, settlement, issues }: Pick<CapContext, "plan" | "settlement" | "issues">,
): readonly DraftLine[] {
  const { points } = plan;
  if (points === undefined) return [];
  const counts = drafts.flatMap(({ inKind }) => inKind.filter(({ unit }) => unit === POINT_UNIT));
  if (counts.length === 0) return [];
  const { credit } = points;
  const figure = sum(counts.map(countOf));
  const bases = basesFor(credit, settlement, plan, ofNoClaim);
  const computed = computeCredit(credit, {
    measured: { figure, unit: "count", bad: figure, whole: figure, misses: [] },
    base: (part) => present(bases.of(part), "points are converted by a base").amount,
    timeMs: ONE,
    limits: { incident: undefined, day: undefined },
    dayLimits: { incident: undefined, day: undefined, line: undefined },
    daily: useOf(settlement, plan).of,
    nthFailed: undefined,
  });
  const id = `${POINT_UNIT}/${settlement.period.label}`;
  const taken = bases.taken();
  issues.push(...baseIssues(`the line ${id}`, taken));
  if (computed === undefined || !isSomething(computed)) return [];
  return [
    {
      id,
      result: "",
      commitment: POINTS,
      credit: "",
      unit: "",
      clause: credit.clause,
      exact: computed.exact,
      minor: 0n,
      weight: computed.exact,
      parts: [],
      steps: [...sumSteps(counts, figure, credit.clause), ...taken.steps, ...computed.steps],
      charges: weighed(taken.shares),
      wholeOfPart: taken.wholeOfPart,
      records: taken.records.map((charge) => `charge:${charge}`),
      minimum: undefined,
      payout: credit.payout,
      inKind: [],
      rights: [],
      most: undefined,
      waits: { carried: 0n, deferred: 0n },
      waited: undefined,
      earnBack: undefined,
    },
  ];
}

function countOf({ count }: InKind): Ratio {
  return present(parseExact(count), "what is given is exact", count);
}

function sumSteps(counts: readonly InKind[], figure: Ratio, clause: string): readonly Step[] {
  const out = exactText(figure);
  const isListed = counts.length <= TERMS_MAX;
  return [
    { op: "sum", clause, in: isListed ? counts.map(({ count }) => count).join(" + ") : out, out },
  ];
}
