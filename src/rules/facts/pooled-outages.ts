import {
  compare,
  divide,
  HUNDRED,
  multiply,
  type Ratio,
  subtract,
  sum,
  wholeRatio,
  ZERO,
} from "../../base/ratio.ts";
import type { Measured, Miss } from "../../model/measured.ts";
import type { WhyNot } from "../../model/verdict.ts";
import type { FigureFacts } from "../figure-facts.ts";
import { figures } from "../figures/index.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import type { Combine, Member } from "../scope-plan.ts";
import type { MeasuredOutages } from "./outages.ts";

/** Several components as one sum: each is measured by itself (21). */
export interface PooledOutages {
  readonly measured: Measured;
  readonly facts: FigureFacts;
  readonly parts: readonly PooledPart[];
}

export interface PooledPart {
  readonly member: Member;
  /** Its share of all weights; 1 where members are not weighted. */
  readonly weight: Ratio;
  readonly found: MeasuredOutages;
  /** Left out while another is measured: it came to no figure. */
  readonly isMeasured: boolean;
}

type Pooling = Exclude<Combine["by"], "itself" | "timeline">;

export function pooled(
  plan: OutagesPlan,
  by: Pooling,
  members: readonly Member[],
  found: readonly MeasuredOutages[],
): PooledOutages {
  const all = sum(members.map(({ weight }) => weight));
  const parts = members.map((member, index): PooledPart => {
    const one = found[index] as MeasuredOutages;
    const { figure, whyNot } = one.measured;
    return {
      member,
      weight: by === "weighted" ? divide(member.weight, all) : wholeRatio(1),
      found: one,
      isMeasured: figure !== null || whyNot === "empty-population",
    };
  });
  const own = parts.filter(({ isMeasured }) => isMeasured);
  const facts = factsOf(own);
  const figure = own.length === 0 ? null : figureOf(plan, by, own, facts);
  return {
    parts,
    facts,
    measured: {
      figure,
      unit: figures[plan.figure].unit,
      bad: facts.bad,
      whole: facts.whole,
      misses: own.flatMap(missesOf).sort(byStart),
      ...(figure === null ? { whyNot: whyNot(parts, own) } : {}),
    },
  };
}

/** Nothing to average; or else what its first member lacks, which none of the others has. */
function whyNot([first]: readonly PooledPart[], own: readonly PooledPart[]): WhyNot {
  return own.length > 0 ? "empty-population" : (first?.found.measured.whyNot as WhyNot);
}

function factsOf(parts: readonly PooledPart[]): FigureFacts {
  const total = (of: (facts: FigureFacts) => Ratio) =>
    sum(parts.map(({ weight, found }) => multiply(weight, of(found.facts))));
  const count = (of: (facts: FigureFacts) => number) =>
    parts.reduce((all, { found }) => all + of(found.facts), 0);
  return {
    bad: total(({ bad }) => bad),
    whole: total(({ whole }) => whole),
    count: count((facts) => facts.count),
    longest: parts.reduce(
      (most, { found }) => (compare(most, found.facts.longest) < 0 ? found.facts.longest : most),
      ZERO,
    ),
    starts: count(({ starts }) => starts),
    betweenMs: count(({ betweenMs }) => betweenMs),
  };
}

function figureOf(
  plan: OutagesPlan,
  by: Pooling,
  parts: readonly PooledPart[],
  facts: FigureFacts,
): Ratio | null {
  switch (by) {
    case "pooled":
    case "weighted":
      return figures[plan.figure].compute(facts);
    case "sum-of-shortfalls":
      return parts.reduce((left, part) => subtract(left, lackOf(part)), HUNDRED);
    case "mean-of-percentages":
      return divide(sum(parts.map(percentOf)), wholeRatio(parts.length));
  }
}

/** What a member lacks of 100 percent. */
function lackOf(part: PooledPart): Ratio {
  return subtract(HUNDRED, percentOf(part));
}

export function percentOf({ found }: PooledPart): Ratio {
  return found.measured.figure as Ratio;
}

function missesOf({ weight, found }: PooledPart): readonly Miss[] {
  return found.measured.misses.map((miss) => ({ ...miss, size: multiply(weight, miss.size) }));
}

function byStart(a: Miss, b: Miss): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
