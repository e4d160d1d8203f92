import type { Line, Statement } from "../model/statement.ts";
import type { Step } from "../model/step.ts";

/** How a line ends: the caps that left it whole, then its status and the last day for a claim. */
export function closingSteps(statement: Statement, line: Line): readonly Step[] {
  return [...unreachedCaps(statement, line), statusStep(statement, line)];
}

/** A cap that was reached has a step in the line already. */
function unreachedCaps({ caps, terms, results, revision }: Statement, line: Line): Step[] {
  // The lines of a revision are differences: a cap holds for what is owed in all.
  if (revision > 0) return [];
  const commitment = results.find(({ id }) => id === line.result)?.commitment;
  const credit = line.id.slice(line.result.length + 1);
  const covering = listOf(Object(terms.contract).caps).filter(({ covers }) =>
    Array.isArray(covers) ? covers.includes(commitment) || covers.includes(credit) : true,
  );
  const names = new Set(covering.map(({ id }) => id));
  return caps
    .filter(({ id, reached }) => reached === "no" && names.has(id))
    .map(({ clause, before, limit }) => ({
      op: "cap",
      clause,
      in: `${before} of at most ${limit}`,
      out: "not reached",
    }));
}

function statusStep({ terms }: Statement, { status, claim, clause }: Line): Step {
  if (claim === undefined) return { op: "status", clause, out: status };
  const made = claim.claimedAt === undefined ? "no claim yet" : `claimed at ${claim.claimedAt}`;
  const own: unknown = Object(Object(terms.contract).claim).clause;
  return {
    op: "status",
    clause: typeof own === "string" ? own : clause,
    in: `last day for a claim ${claim.lastDate}, ${made}`,
    out: status,
  };
}

function listOf(value: unknown): readonly { readonly id?: unknown; readonly covers?: unknown }[] {
  return Array.isArray(value) ? value.map((one) => Object(one)) : [];
}
