import type { ParsedContract } from "./contract.ts";
import type { Comparison } from "./model/comparison.ts";
import type { Records } from "./model/records.ts";
import type { Statement } from "./model/statement.ts";
import type { Fact } from "./model/step.ts";
import { beforeIssue, grantedReading } from "./readings.ts";
import { safeSettle } from "./settle.ts";

/**
 * What a rejected exclusion would have changed: the same records settled again with the record
 * excluded, whatever condition it failed (semantics 25).
 *
 * @param id A record; an attribution too is one.
 */
export function grantedFacts(
  { evidence, key, asOf }: Statement,
  id: string,
  contract: ParsedContract,
  records: Records,
  issued: readonly Statement[],
): readonly Fact[] {
  const rejected = evidence.rejected.filter(
    ({ record, attribution }) => record === id || attribution === id,
  );
  const pairs = new Map(rejected.map((row) => [`${row.rule} ${row.record}`, row]));
  const input = beforeIssue({ contract, records, period: key.period.label, asOf, issued });
  const agreed = rejected.length === 0 ? undefined : safeSettle(input);
  if (agreed?.ok !== true) return [];
  return [...pairs].flatMap(([pair, { rule, clause }]) => {
    const { comparison } = grantedReading(pair, input, agreed.value);
    return comparison === undefined
      ? []
      : [{ record: id, clause, effect: `had ${rule} excluded it: ${effectOf(comparison)}` }];
  });
}

function effectOf({ results, totals, currency }: Comparison): string {
  const figures = results.map(({ id, was, now }) => {
    const [before, after] = [was, now].map((side) => side?.figure?.shown ?? "no figure");
    return `${id} ${after} instead of ${before}`;
  });
  const amounts =
    totals.minor === 0 ? "the same amount" : `${currency} ${totals.now} instead of ${totals.was}`;
  return [...figures, amounts].join(", ");
}
