import { type Result, refused, shown } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import type { Statement, StatementResult } from "./model/statement.ts";
import type { Fact } from "./model/step.ts";
import { cycleFacts, outageFacts } from "./rules/evidence-facts.ts";

/** What the evidence of a statement says of one result. */
export function factsOf(statement: Statement, result: StatementResult): readonly Fact[] {
  return [...outageFacts(statement.evidence, result), ...cycleFacts(statement.evidence, result)];
}

/** Refuses a question about what the statement does not have. */
export function unknown(
  kind: "line" | "result" | "record",
  id: string,
  known: readonly string[],
): Result<never> {
  const near = suggest(
    id,
    known.filter((name) => name !== id),
  );
  const hint =
    near === undefined
      ? `the statement has: ${[...new Set(known)].slice(0, 20).join(", ")}`
      : `did you mean ${shown(near)}?`;
  return refused([
    {
      code: "explain.unknown",
      path: [kind],
      message: `the statement has no ${kind} ${shown(id)}`,
      hint,
      value: shown(id),
    },
  ]);
}
