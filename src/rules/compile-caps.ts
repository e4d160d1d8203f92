import { compare, wholeRatio } from "../base/ratio.ts";
import type { Contract } from "../contract.ts";
import { isCyclic, monthsIn, type PeriodKind } from "../time/period.ts";
import type { Collector, Path } from "./collector.ts";
import { compileLimit } from "./compile-limits.ts";
import { compilePeriod } from "./compile-period.ts";
import type { BasePlan, CapPlan, LimitPlan, ServicePlan } from "./plan.ts";

type CapInput = Contract["caps"][number];

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
    const per = perOf(cap.per, contract, [...path, "per"], issues);
    const covers = cap.covers === "all" ? "all" : new Set(cap.covers);
    const period = cap.per === "term" || isAny(cap.per) ? contract.settlement : cap.per;
    const use = { period, services: [], perIncident: false, isClaimed: false };
    const limit = compileLimit(cap.limit, [...path, "limit"], use, { services, bases, issues });
    if (limit === undefined) return [];
    if ("base" in limit && limit.base.of === "scope") {
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
    checkTerm(cap.per, limit, [...path, "limit", "base"], issues);
    const { id, clause, excess } = cap;
    if ("serviceDays" in limit && excess === "carried")
      issues.refuse(
        "cap.carried-days",
        [...path, "excess"],
        "what exceeds a cap in days of service is not carried: only money waits for later statements",
        "use excess: lost",
        excess,
      );
    if (per === "term" && excess === "carried")
      issues.refuse(
        "cap.carried-over-term",
        [...path, "excess"],
        "what exceeds a cap of the whole term has no later period to be carried to",
        "use excess: lost, or a cap for each period",
        excess,
      );
    return [{ id, clause, per, covers, limit, excess }];
  });
}

/** A cap's period holds whole settlement periods, so that what was issued in it can be added up. */
function perOf(
  per: CapInput["per"],
  contract: Contract,
  path: Path,
  issues: Collector,
): CapPlan["per"] {
  if (JSON.stringify(per) === JSON.stringify(contract.settlement)) return undefined;
  if (per === "term") return "term";
  const settlement = compilePeriod(contract.settlement, path, issues);
  if (isAny(per)) return anyOf(per.any.months, settlement, path, issues);
  const kind = compilePeriod(per, path, issues);
  // A settlement that is no period was refused; the cap is not held against it.
  if (settlement === undefined) return undefined;
  if (kind !== undefined && isCyclic(kind) && isMadeOf(kind, settlement)) return kind;
  issues.refuse(
    "cap.period",
    path,
    "the cap's period is not made of whole settlement periods",
    "let it be the settlement's own, a longer one of whole months, or the term",
    JSON.stringify(per),
  );
  return undefined;
}

type AnyMonths = Extract<CapInput["per"], { any: unknown }>;

function isAny(per: CapInput["per"]): per is AnyMonths {
  return typeof per === "object" && "any" in per;
}

/** Months in a row are settled one period after another: each that ends now is looked at now. */
function anyOf(
  months: number,
  settlement: PeriodKind | undefined,
  path: Path,
  issues: Collector,
): CapPlan["per"] {
  const of = settlement && monthsIn(settlement);
  if (of !== undefined && of < months && months % of === 0) return { before: months / of - 1 };
  if (settlement === undefined) return undefined;
  issues.refuse(
    "cap.period",
    path,
    `any ${months} months are not made of several whole settlement periods`,
    "let it be several settlement periods of whole months, or name a period",
    String(months),
  );
  return undefined;
}

export function isMadeOf(whole: PeriodKind, part: PeriodKind): boolean {
  const [months, of] = [monthsIn(whole), monthsIn(part)];
  return months !== undefined && of !== undefined && months % of === 0;
}

/** "This period" of a whole term would be the month that is settled. */
function checkTerm(per: CapInput["per"], limit: LimitPlan, path: Path, issues: Collector): void {
  if (per !== "term" || !("percent" in limit) || limit.base.taken !== "this-period") return;
  issues.warn(
    "cap.term-of-one-period",
    path,
    `the cap over the term is a share of ${limit.base.id}, which takes one period`,
    "take the whole term: taken: term, or a year: taken: annual",
    limit.base.id,
  );
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
