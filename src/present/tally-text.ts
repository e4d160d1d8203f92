import type { EntitlementUse, Statement, StatementResult, TallyFacts } from "../model/statement.ts";
import { grouped } from "./money.ts";
import { msText } from "./ms-text.ts";
import { nameOf } from "./results-table.ts";

/** What was counted, used up, or is not known: one sentence for each result that has such. */
export function tallyLines(statement: Statement): readonly string[] {
  const told = statement.results.flatMap((result) => {
    const sentence = sentenceOf(result);
    return sentence === undefined ? [] : [{ name: nameOf(statement, result), sentence }];
  });
  return told.map(({ name, sentence }) => `  ${name}: ${sentence}`);
}

function sentenceOf({ tally, values, entitlements }: StatementResult): string | undefined {
  if (tally !== undefined) return countedText(tally);
  if (entitlements !== undefined) return entitlements.map(quotaText).join("; ");
  if (values === undefined) return undefined;
  const excluded = values.excluded === 0 ? "" : `, ${grouped(String(values.excluded))} excluded`;
  return `${grouped(String(values.counted))} values${excluded}`;
}

/** "6 of 6 occurrences of 2026 used, 0 left, 1 asked for in vain". */
function quotaText({ clock, period, unit, quota, used, left, notOwed }: EntitlementUse): string {
  const of = clock === undefined ? "" : `${clock}: `;
  const vain = notOwed === 0 ? "" : `, ${grouped(String(notOwed))} asked for in vain`;
  return `${of}${used} of ${quota} ${unit} of ${period} used, ${left} left${vain}`;
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
