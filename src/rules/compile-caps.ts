import { compare, wholeRatio } from "../base/ratio.ts";
import type { Contract } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { compileLimit } from "./compile-limits.ts";
import type { BasePlan, CapPlan, ServicePlan } from "./plan.ts";

export function compileCaps(
  contract: Contract,
  services: ReadonlyMap<string, ServicePlan>,
  bases: ReadonlyMap<string, BasePlan>,
  issues: Collector,
): CapPlan[] {
  const known = new Map<string, unknown>();
  for (const commitment of contract.commitments) {
    known.set(commitment.id, commitment);
    for (const credit of commitment.credits) known.set(credit.id, credit);
  }
  return contract.caps.flatMap((cap, index): CapPlan[] => {
    const path = ["caps", index];
    for (const [at, name] of cap.covers === "all" ? [] : cap.covers.entries()) {
      issues.find("commitment-or-credit", name, known, [...path, "covers", at]);
      warnCoversSeveral(contract, name, [...path, "covers", at], issues);
    }
    if (JSON.stringify(cap.per) !== JSON.stringify(contract.settlement)) {
      issues.refuse(
        "contract.not-supported-yet",
        [...path, "per"],
        "a cap over another period than the settlement needs look-back, which this version cannot do yet",
        `use per: ${JSON.stringify(contract.settlement)}`,
        cap.per,
      );
    }
    const covers = cap.covers === "all" ? "all" : new Set(cap.covers);
    const use = { period: contract.settlement, services: [], perIncident: false };
    const limit = compileLimit(cap.limit, [...path, "limit"], use, { services, bases, issues });
    if (limit === undefined) return [];
    if ("percent" in limit && limit.base.of === "scope") {
      issues.refuse(
        "base.scope-outside-commitment",
        [...path, "limit", "base"],
        `base ${limit.base.id} follows the scope of a commitment; a cap has none`,
        "name a base that lists its charges",
        limit.base.id,
      );
    }
    if ("percent" in limit && compare(limit.percent, wholeRatio(100)) > 0) {
      issues.warn(
        "cap.over-base",
        [...path, "limit", "percent"],
        `the cap is ${limit.text} % of its base`,
        "check that more than the whole base is meant",
        limit.text,
      );
    }
    return [{ id: cap.id, clause: cap.clause, covers, limit }];
  });
}

/** One name may stand for a commitment and for credits of several: the cap covers all of them. */
function warnCoversSeveral(contract: Contract, name: string, path: Path, issues: Collector): void {
  const meant = contract.commitments.flatMap(({ id, credits }) => {
    const own = credits.some((credit) => credit.id === name) ? [`credit ${name} of ${id}`] : [];
    const isSame = id === name && credits.length === 1 && own.length === 1;
    return id === name && !isSame ? [`commitment ${id}`, ...own] : own;
  });
  if (meant.length < 2) return;
  issues.warn(
    "cap.covers-several",
    path,
    `"${name}" stands for ${meant.length} things: ${meant.slice(0, 20).join(", ")}`,
    "the cap covers all of them together; give them names of their own if one is meant",
    name,
  );
}
