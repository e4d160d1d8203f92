import type { Contract } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { givesOf } from "./gives.ts";
import type { CommitmentPlan, CreditPlan, StackingPlan } from "./plan.ts";

const perMiss: readonly unknown[] = ["each-miss", "nth-miss"];

/** Which of several credits are paid (32). */
export function compileStacking(
  contract: Contract,
  commitments: readonly CommitmentPlan[],
  issues: Collector,
): readonly StackingPlan[] {
  const known = new Map<string, unknown>();
  for (const { id, credits } of contract.commitments) {
    known.set(id, id);
    for (const credit of credits) known.set(credit.id, credit.id);
  }
  return (contract.stacking ?? []).flatMap(({ id, clause, among, pays }, index): StackingPlan[] => {
    among.forEach((name, at) => {
      issues.find("commitment-or-credit", name, known, ["stacking", index, "among", at]);
    });
    const path = ["stacking", index, "pays"];
    if (pays === "root-cause-only")
      for (const commitment of commitments)
        for (const credit of commitment.credits)
          if (among.includes(commitment.id) || among.includes(credit.id))
            checkRootCause(commitment, credit, contract, path, issues);
    const credits = contract.commitments.flatMap((commitment) =>
      among.includes(commitment.id)
        ? commitment.credits
        : commitment.credits.filter((credit) => among.includes(credit.id)),
    );
    const other = credits.find(({ on }) => !perMiss.includes(on));
    if (pays === "highest-per-event" && other !== undefined)
      issues.refuse(
        "stacking.without-events",
        path,
        `credit ${other.id} is not counted by single events`,
        "use on: each-miss or nth-miss in all of them, or pays: largest",
        other.id,
      );
    return [{ id, clause, among: new Set(among), pays }];
  });
}

/** What was caused elsewhere is left out of the period that is judged; of others it is in their figures. */
function checkRootCause(
  { measure, earlierPeriods }: CommitmentPlan,
  { id, when, among, earnBack, how }: CreditPlan,
  { points }: Contract,
  path: Path,
  issues: Collector,
): void {
  if (measure.facts !== "outages") {
    issues.refuse(
      "stacking.without-outages",
      path,
      `credit ${id} is not for outages, and only outages name a root cause`,
      "leave it out of `among`, or use pays: largest",
      id,
    );
    return;
  }
  const repeats =
    points?.repeat !== undefined && givesOf(how).some(({ kind }) => kind === "points");
  const readsOthers =
    typeof when === "object" ||
    among !== undefined ||
    earnBack !== undefined ||
    earlierPeriods !== undefined ||
    repeats;
  if (readsOthers)
    issues.refuse(
      "stacking.root-cause-of-other-periods",
      path,
      `credit ${id} rests on other periods too, in whose figures the root causes are not told apart`,
      "leave it out of `among`, or use pays: highest-per-event or largest",
      id,
    );
}
