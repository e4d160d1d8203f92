import type { Statement, StatementResult, TallyFacts } from "../model/statement.ts";
import { grouped } from "./money.ts";
import { msText } from "./ms-text.ts";
import { nameOf } from "./results-table.ts";

/** What was counted, and what is not known: one sentence for each result of counts or values. */
export function tallyLines(statement: Statement): readonly string[] {
  const told = statement.results.flatMap((result) => {
    const sentence = sentenceOf(result);
    return sentence === undefined ? [] : [{ name: nameOf(statement, result), sentence }];
  });
  return told.map(({ name, sentence }) => `  ${name}: ${sentence}`);
}

function sentenceOf({ tally, values }: StatementResult): string | undefined {
  if (tally !== undefined) return countedText(tally);
  if (values === undefined) return undefined;
  const excluded = values.excluded === 0 ? "" : `, ${grouped(String(values.excluded))} excluded`;
  return `${grouped(String(values.counted))} values${excluded}`;
}

function countedText(tally: TallyFacts): string {
  const some = (count: number, word: string) =>
    count === 0 ? [] : [`${grouped(String(count))} ${word}`];
  const excluded = tally.excluded.reduce((sum, { buckets }) => sum + buckets, 0);
  const unknown =
    tally.unknownMs === "0"
      ? []
      : [`${msText(tally.unknownMs)} unknown (coverage ${tally.coverage} %)`];
  return [
    `${grouped(String(tally.buckets))} buckets`,
    ...some(tally.zeroTraffic, "without traffic"),
    ...some(tally.underMinimum, "with little traffic"),
    ...some(tally.leftOut, "left out"),
    ...some(excluded, "excluded"),
    ...unknown,
  ].join(", ");
}
