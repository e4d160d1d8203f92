import type { ClaimStage, Line, Statement } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";
import { creditOfLine } from "./line-credit.ts";
import { listIn, namedIn } from "./plain-terms.ts";

/** How a line ends: the caps that left it whole, then its status and the last day for a claim. */
export function closingSteps(statement: Statement, line: Line): readonly Step[] {
  return [...unreachedCaps(statement, line), statusStep(statement, line)];
}

/** A cap that was reached has a step in the line already. */
function unreachedCaps({ caps, terms, revision }: Statement, line: Line): Step[] {
  // The lines of a revision are differences: a cap holds for what is owed in all.
  if (revision > 0) return [];
  const { commitment, credit } = creditOfLine(line);
  const covering = listIn(Object(terms.contract).caps).filter(({ covers }) =>
    Array.isArray(covers) ? covers.includes(commitment) || covers.includes(credit) : true,
  );
  const names = new Set(covering.map(({ id }) => id));
  return caps
    .filter(({ id, reached }) => reached === "no" && names.has(id))
    .map(({ clause, before, limit, unit }) => ({
      op: "cap",
      clause,
      in: `${before} of at most ${limit}${unit === undefined ? "" : ` ${unit}`}`,
      out: "not reached",
    }));
}

function statusStep({ terms }: Statement, line: Line): Step {
  const { status, claim, clause } = line;
  if (claim === undefined) return { op: "status", clause, out: status };
  const made = claim.claimedAt === undefined ? "no claim yet" : `claimed at ${claim.claimedAt}`;
  const own = namedIn(terms.contract, "commitments", creditOfLine(line).commitment);
  const { clause: agreed } = Object(own.claim ?? Object(terms.contract).claim);
  return {
    op: "status",
    clause: typeof agreed === "string" ? agreed : clause,
    in:
      claim.stages?.map(stageText).join("; ") ?? `last day for a claim ${claim.lastDate}, ${made}`,
    out: status,
  };
}

/** "ticket by 2026-10-21T09:00:00Z: too late, at …" */
function stageText({ what, until, lastDate, state, madeAt }: ClaimStage): string {
  const by = lastDate ?? formatInstant((stampMs(until) - 1) as Instant);
  const words = { open: "not yet", made: "made", "too-late": "too late", lapsed: "not made" };
  return `${what} by ${by}: ${words[state]}${madeAt === undefined ? "" : `, at ${madeAt}`}`;
}
