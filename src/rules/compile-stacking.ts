import type { Contract } from "../contract.ts";
import type { Collector } from "./collector.ts";
import type { StackingPlan } from "./plan.ts";

const perMiss: readonly unknown[] = ["each-miss", "nth-miss"];

/** Which of several credits are paid (32); `root-cause-only` is refused by the list of what is built. */
export function compileStacking(contract: Contract, issues: Collector): readonly StackingPlan[] {
  const known = new Map<string, unknown>();
  for (const { id, credits } of contract.commitments) {
    known.set(id, id);
    for (const credit of credits) known.set(credit.id, credit.id);
  }
  return (contract.stacking ?? []).flatMap(({ id, clause, among, pays }, index): StackingPlan[] => {
    among.forEach((name, at) => {
      issues.find("commitment-or-credit", name, known, ["stacking", index, "among", at]);
    });
    if (pays === "root-cause-only") return [];
    const credits = contract.commitments.flatMap((commitment) =>
      among.includes(commitment.id)
        ? commitment.credits
        : commitment.credits.filter((credit) => among.includes(credit.id)),
    );
    const other = credits.find(({ on }) => !perMiss.includes(on));
    if (pays === "highest-per-event" && other !== undefined)
      issues.refuse(
        "stacking.without-events",
        ["stacking", index, "pays"],
        `credit ${other.id} is not counted by single events`,
        "use on: each-miss or nth-miss in all of them, or pays: largest",
        other.id,
      );
    return [{ id, clause, among: new Set(among), pays }];
  });
}
