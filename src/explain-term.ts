import type { Explanation } from "./explain.ts";
import type { CapUse, Statement } from "./model/statement.ts";
import type { Fact, Step } from "./model/step.ts";
import { placesOf, textOf } from "./rules/caps.ts";
import { outageFacts } from "./rules/evidence-facts.ts";
import { listIn } from "./rules/plain-terms.ts";

/**
 * What a statement says of a cap, an exclusion or a charge of its contract; nothing where the
 * contract has none of that name. What it holds no figures of is said to be so, and no more.
 */
export function explainTerm(statement: Statement, id: string): Explanation | undefined {
  const { caps, exclusions, services } = Object(statement.terms.contract);
  const has = (list: unknown) => listIn(list).some((one) => one.id === id);
  const told = (kind: Explanation["kind"], steps: readonly Step[], facts: readonly Fact[]) => {
    const none = { record: id, clause: "", effect: "this statement holds no figures of it" };
    return { kind, id, steps, facts: steps.length + facts.length > 0 ? facts : [none] };
  };
  if (has(caps)) {
    const uses = statement.caps.filter((use) => use.id === id);
    return told(
      "cap",
      uses.flatMap((use) => capSteps(statement, use)),
      [],
    );
  }
  if (has(exclusions)) return told("exclusion", [], exclusionFacts(statement, id));
  if (listIn(services).some((service) => has(service.charges)))
    return told("charge", [], chargeFacts(statement, id));
  return undefined;
}

/** How its limit was reached, what came under it, and what it did to each line that it cut. */
function capSteps({ lines }: Statement, use: CapUse): readonly Step[] {
  const { clause, limit, before, after, reached, unit = "", steps } = use;
  const cut = lines.flatMap((line) =>
    line.steps
      .filter((step) => step.op === "cap" && step.clause === clause)
      .map((step): Step => ({ ...step, in: `${line.id}: ${step.in}` })),
  );
  const most = `${before} of at most ${limit} ${unit}`.trimEnd();
  const out = reached === "yes" ? after : "not reached";
  return [...steps, { op: "cap", clause, in: most, out }, ...cut];
}

/** The rows of evidence that go by it, granted and not. */
function exclusionFacts({ evidence, results }: Statement, id: string): readonly Fact[] {
  const own = {
    ...evidence,
    outages: [],
    notCounted: [],
    corrections: [],
    excluded: evidence.excluded.filter(({ rule }) => rule === id),
    rejected: evidence.rejected.filter(({ rule }) => rule === id),
  };
  return results.flatMap((result) =>
    outageFacts(own, result).map((fact) => ({
      ...fact,
      effect: `${result.id}: ${fact.effect}`,
    })),
  );
}

/** What is booked on it, line by line. */
function chargeFacts(statement: Statement, id: string): readonly Fact[] {
  const { lines, key } = statement;
  const places = placesOf(statement);
  return lines.flatMap(({ id: line, clause, allocations }) =>
    allocations
      .filter(({ charge }) => charge === id)
      .map(({ minor, invoice }) => {
        const on = invoice === undefined ? "" : ` on invoice ${invoice}`;
        const booked = `${key.currency} ${textOf(BigInt(minor), places)}`;
        return { record: id, clause, effect: `${line}: ${booked} is booked on it${on}` };
      }),
  );
}
