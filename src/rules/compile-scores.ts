import { compare, ONE, parseQuantity, type Ratio } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { amountOf } from "./compile-money.ts";
import type { ScorePlan } from "./tally-plan.ts";

export type TallyMeasure = Extract<Commitment["measure"], { facts: "tally" }>;

/** What a request is worth: by its value, or by the name it is counted under; one of the two (20). */
export function compileScores(
  { figure, scores, weights }: TallyMeasure,
  at: Path,
  issues: Collector,
): ScorePlan | undefined {
  const given = [scores, weights].filter((one) => one !== undefined).length;
  if (given !== (figure === "mean-score" ? 1 : 0)) {
    issues.refuse(
      "measure.scores",
      at,
      figure === "mean-score"
        ? `a mean of scores needs one table of them; ${given} are given`
        : "`scores` and `weights` belong to mean-score",
      figure === "mean-score"
        ? "give `scores` by the value of a request, or `weights` by the name it is counted under"
        : "remove them, or use figure: mean-score",
    );
    return undefined;
  }
  if (scores !== undefined) return byValue(scores, [...at, "scores"], issues);
  return weights === undefined ? undefined : byName(weights, [...at, "weights"], issues);
}

function byValue(
  table: NonNullable<TallyMeasure["scores"]>,
  at: Path,
  issues: Collector,
): ScorePlan {
  const rows = table.map(({ atMost, score }, index) => ({
    atMost: atMost === undefined ? undefined : limitOf(atMost, [...at, index, "atMost"], issues),
    score: scoreOf(score, [...at, index, "score"], issues),
  }));
  rows.forEach(({ atMost }, index) => {
    const before = rows[index - 1];
    if (before === undefined) return;
    const isBeyond =
      before.atMost !== undefined && (atMost === undefined || compare(before.atMost, atMost) < 0);
    if (isBeyond) return;
    issues.refuse(
      "score.unreachable-row",
      [...at, index],
      "the rows above it take every value of this one",
      "list the rows from the least `atMost` to the greatest, the one without it last",
    );
  });
  return {
    by: "value",
    rows: rows.flatMap(({ atMost, score }) => (score === undefined ? [] : [{ atMost, score }])),
  };
}

function limitOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = parseQuantity(text);
  if (value === undefined)
    issues.refuse(
      "decimal.too-long",
      path,
      `"${text}" has too many digits`,
      "use at most 18 digits, 12 of them decimals (semantics 34)",
      text,
    );
  return value;
}

function byName(weights: Readonly<Record<string, string>>, at: Path, issues: Collector): ScorePlan {
  const read = Object.entries(weights).flatMap(([name, text]) => {
    const score = scoreOf(text, [...at, name], issues);
    return score === undefined ? [] : [[name, score] as const];
  });
  return { by: "name", weights: new Map(read) };
}

/** A score or weight from 0 to 1. */
function scoreOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = amountOf(text, path, issues);
  if (value === undefined || compare(value, ONE) <= 0) return value;
  issues.refuse(
    "score.above-one",
    path,
    `the score is ${text}`,
    "give a score from 0 to 1; 1 is full",
    text,
  );
  return undefined;
}
