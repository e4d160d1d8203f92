import type { Commitment, Contract } from "../contract.ts";
import type { ClaimAnchor, ClaimPlan, StagePlan } from "./claim-plan.ts";
import type { Path } from "./collector.ts";
import { checkLength, deadline } from "./compile-deadline.ts";
import { cyclicPeriod, type WaitContext } from "./compile-wait.ts";
import { POINTS } from "./points.ts";

type Terms = Contract["claim"];
type Stage = Extract<Terms, { on: "request" }>["stages"][number];

/** The claim of each commitment: its own as a whole, else the contract's (35). */
export function compileClaims(
  contract: Contract,
  context: WaitContext,
): ReadonlyMap<string, ClaimPlan> {
  const shared = compileClaim(contract.claim, ["claim"], context);
  return new Map([
    [POINTS, shared],
    ...contract.commitments.map((commitment, index) => {
      const path = commitment.claim === undefined ? ["claim"] : ["commitments", index, "claim"];
      checkEvents(commitment, commitment.claim ?? contract.claim, path, context);
      const own =
        commitment.claim === undefined ? shared : compileClaim(commitment.claim, path, context);
      return [commitment.id, own] as const;
    }),
  ]);
}

function compileClaim(terms: Terms, path: Path, context: WaitContext): ClaimPlan {
  if (terms.on === "automatic") return { on: "automatic" };
  const stages = terms.stages.flatMap((stage, index): StagePlan[] => {
    const at = [...path, "stages", index];
    const within = deadline(stage.within, [...at, "within"], context, "claim");
    const after = anchorOf(stage.after, [...at, "after"], context);
    const opens =
      typeof stage.opens === "object"
        ? deadline(stage.opens, [...at, "opens"], context, "claim")
        : stage.opens;
    if (within === undefined || after === undefined) return [];
    return [{ what: stage.what, within, after, opens, evidence: stage.evidence }];
  });
  return { on: "request", clause: terms.clause, stages };
}

function anchorOf(
  after: Stage["after"],
  path: Path,
  context: WaitContext,
): ClaimAnchor | undefined {
  if (after === "eligibility") {
    context.issues.refuse(
      "contract.not-supported-yet",
      path,
      "no record says when somebody became eligible",
      "count the stage from what records tell: the end of the period, an event, its correction or its report",
      after,
    );
    return undefined;
  }
  if (typeof after === "string") return after;
  const period = cyclicPeriod(after.endOf.period, [...path, "endOf", "period"], context);
  checkLength("endOf", after.endOf.n, [...path, "endOf", "n"], context, "claim");
  return period === undefined ? undefined : { period, n: after.endOf.n };
}

/** What is counted from an event needs single events, and what is of outages needs outages. */
function checkEvents(
  { id, measure }: Commitment,
  claim: Terms,
  path: Path,
  { issues }: WaitContext,
): void {
  if (claim.on === "automatic") return;
  const isWhole = measure.facts === "tally" || measure.facts === "values" || isOfTime(measure);
  claim.stages.forEach(({ after, opens }, index) => {
    const ofOutages = after === "awareness" || after === "report" || after === "correction";
    const ofEvents =
      ofOutages || typeof after === "object" || after === "event-start" || after === "event-end";
    const isMissing =
      (isWhole && (ofEvents || opens === "event-end")) || (measure.facts === "cycles" && ofOutages);
    if (!isMissing) return;
    issues.refuse(
      "claim.no-events",
      [...path, "stages", index, isWhole && !ofEvents ? "opens" : "after"],
      `commitment ${id} has no single ${ofOutages ? "outages" : "events"} that this could be counted from`,
      "count from period-end or settlement-end; a commitment may have a claim of its own",
      typeof after === "string" ? after : "endOf",
    );
  });
}

/** A mean or percentile of tickets has no single misses. */
function isOfTime(measure: Commitment["measure"]): boolean {
  return (
    measure.facts === "cycles" && (measure.figure === "mean" || measure.figure === "percentile")
  );
}
