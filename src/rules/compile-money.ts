import { compare, parseDecimal, type Ratio, signOf, wholeRatio, ZERO } from "../base/ratio.ts";
import type { Contract } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { hasMonths } from "./compile-period.ts";
import { sourceOf } from "./compile-source.ts";
import type { BasePlan, CapPlan, ChargePlan, ClaimPlan, ServicePlan, TimeValue } from "./plan.ts";

const monthsOf: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 3,
  "half-year": 6,
  year: 12,
};

/** Reads a decimal of the contract; what the pattern lets pass but 18 digits do not hold is refused. */
export function decimalOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = parseDecimal(text);
  if (value === undefined) {
    issues.refuse(
      "decimal.too-long",
      path,
      `"${text}" has too many digits`,
      "use at most 18 digits, 12 of them decimals (semantics 34)",
      text,
    );
  }
  return value;
}

/** A decimal that may not be negative: percentages, fees, weights. */
export function amountOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = decimalOf(text, path, issues);
  if (value === undefined || signOf(value) >= 0) return value;
  issues.refuse("decimal.negative", path, `${text} is negative`, "give 0 or more", text);
  return undefined;
}

export function compileServices(
  contract: Contract,
  places: number,
  issues: Collector,
): ReadonlyMap<string, ServicePlan> {
  const services = new Map<string, ServicePlan>();
  contract.services.forEach((service, at) => {
    const charges = service.charges.flatMap((charge, index): ChargePlan[] => {
      if (charge.amount === "from-records") {
        issues.refuse(
          "contract.not-supported-yet",
          ["services", at, "charges", index, "amount"],
          "charges from records cannot be computed yet",
          "give the amount in the contract",
          charge.amount,
        );
        return [
          { id: charge.id, service: service.id, amount: ZERO, months: 1, partialPeriod: "whole" },
        ];
      }
      const path = ["services", at, "charges", index, "amount"];
      const amount = amountOf(charge.amount, path, issues);
      if (amount !== undefined && 10n ** BigInt(places) % amount.denominator !== 0n) {
        issues.warn(
          "charge.finer-than-minor-unit",
          path,
          `${charge.amount} is finer than the minor unit of ${contract.currency}`,
          "check the amount; it is used exactly as written",
          charge.amount,
        );
      }
      return [
        {
          id: charge.id,
          service: service.id,
          amount: amount ?? ZERO,
          months: monthsOf[charge.per] ?? 1,
          partialPeriod: charge.partialPeriod,
        },
      ];
    });
    services.set(service.id, {
      id: service.id,
      charges,
      ...sourceOf(service, ["services", at], issues),
    });
  });
  return services;
}

export function compileBases(
  contract: Contract,
  services: ReadonlyMap<string, ServicePlan>,
  issues: Collector,
): ReadonlyMap<string, BasePlan> {
  const bases = new Map<string, BasePlan>();
  for (const base of contract.bases) bases.set(base.id, baseOf(base, undefined));
  const charges = new Map(
    [...services.values()].flatMap((service) =>
      service.charges.map((charge) => [charge.id, charge] as const),
    ),
  );
  contract.bases.forEach((base, index) => {
    const path = ["bases", index];
    const percent =
      base.percent === undefined ? undefined : amountOf(base.percent, [...path, "percent"], issues);
    bases.set(base.id, baseOf(base, percent));
    if (base.of === "scope") return;
    base.of.forEach((name, at) => {
      if (!bases.has(name))
        issues.find("charge", name, new Map<string, unknown>([...charges, ...bases]), [
          ...path,
          "of",
          at,
        ]);
    });
    const twice = base.of.findIndex(
      (name, at) => base.of !== "scope" && base.of.indexOf(name) !== at,
    );
    if (twice !== -1) {
      issues.refuse(
        "contract.duplicate-name",
        [...path, "of", twice],
        `"${base.of[twice]}" is listed twice`,
        "name each part of a base once",
        base.of[twice],
      );
    }
  });
  checkBaseTree(contract, bases, issues);
  return bases;
}

function baseOf(
  { id, clause, of, timeValue }: Contract["bases"][number],
  percent: Ratio | undefined,
): BasePlan {
  return { id, clause, of, percent, timeValue: timeValueOf(timeValue) };
}

const HOUR_MS = 3_600_000;

/** What an hour of the fee is worth: the fee over the elapsed period unless the clause says else. */
function timeValueOf(terms: Contract["bases"][number]["timeValue"]): TimeValue {
  if (terms === undefined) return { of: "elapsed-period" };
  if (typeof terms === "string") return { of: terms };
  const hours = "fixedDays" in terms ? terms.fixedDays * 24 : terms.fixedHours;
  return { of: "fixed", ms: hours * HOUR_MS };
}

/** A base may take at most so many charges, over all the ways that lead to them. */
const LEAVES_MAX = 1000;

/**
 * Counts the charges at the bottom of every base, each base once, from the bottom up: what is in a
 * cycle never gets its count, and what would be taken millions of times is refused.
 */
function checkBaseTree(
  contract: Contract,
  bases: ReadonlyMap<string, BasePlan>,
  issues: Collector,
): void {
  const leaves = new Map<string, number>();
  const inner = ({ of }: BasePlan) => (of === "scope" ? [] : of.filter((name) => bases.has(name)));
  const users = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const base of bases.values()) {
    waiting.set(base.id, inner(base).length);
    for (const name of inner(base)) users.set(name, [...(users.get(name) ?? []), base.id]);
  }
  const ready = [...bases.keys()].filter((id) => waiting.get(id) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const base = bases.get(id);
    if (base === undefined) continue;
    const own =
      base.of === "scope" ? 1 : base.of.reduce((sum, name) => sum + (leaves.get(name) ?? 1), 0);
    leaves.set(id, Math.min(own, LEAVES_MAX + 1));
    for (const user of users.get(id) ?? []) {
      const left = (waiting.get(user) ?? 0) - 1;
      waiting.set(user, left);
      if (left === 0) ready.push(user);
    }
  }
  contract.bases.forEach((base, index) => {
    const count = leaves.get(base.id);
    if (count === undefined)
      issues.refuse(
        "base.cycle",
        ["bases", index, "of"],
        `base ${base.id} is a part of itself, or rests on one that is`,
        "let bases build on charges in the end",
        base.id,
      );
    else if (count > LEAVES_MAX)
      issues.refuse(
        "base.too-many-charges",
        ["bases", index, "of"],
        `base ${base.id} takes more than ${LEAVES_MAX} charges`,
        "take each charge once",
        base.id,
      );
  });
}

export function compileCaps(
  contract: Contract,
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
    const { percent, amount, base } = cap.limit;
    if (percent !== undefined && !hasMonths(contract.settlement)) {
      issues.refuse(
        "contract.not-supported-yet",
        [...path, "limit"],
        "charges are by month or longer; their share in a week or day cannot be computed yet",
        "cap by an amount, or settle by month or longer",
      );
    }
    if (amount !== undefined) {
      const value = amountOf(amount, [...path, "limit", "amount"], issues) ?? ZERO;
      return [{ id: cap.id, clause: cap.clause, covers, limit: { amount: value, text: amount } }];
    }
    const named =
      base === undefined ? undefined : issues.find("base", base, bases, [...path, "limit", "base"]);
    const value =
      percent === undefined ? undefined : amountOf(percent, [...path, "limit", "percent"], issues);
    if (named?.of === "scope") {
      issues.refuse(
        "base.scope-outside-commitment",
        [...path, "limit", "base"],
        `base ${named.id} follows the scope of a commitment; a cap has none`,
        "name a base that lists its charges",
        named.id,
      );
    }
    if (named === undefined || value === undefined || percent === undefined) return [];
    if (compare(value, wholeRatio(100)) > 0) {
      issues.warn(
        "cap.over-base",
        [...path, "limit", "percent"],
        `the cap is ${percent} % of its base`,
        "check that more than the whole base is meant",
        percent,
      );
    }
    return [
      {
        id: cap.id,
        clause: cap.clause,
        covers,
        limit: { percent: value, text: percent, base: named },
      },
    ];
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

export function compileClaim(contract: Contract, issues: Collector): ClaimPlan {
  if (contract.claim.on === "automatic") return { on: "automatic" };
  const [stage, second] = contract.claim.stages;
  if (second !== undefined) {
    issues.refuse(
      "contract.not-supported-yet",
      ["claim", "stages", 1],
      "several claim stages cannot be computed yet",
      "give the stage that ends first",
      second.what,
    );
  }
  const after = stage?.after === "period-end" ? "period-end" : "settlement-end";
  return {
    on: "request",
    days: stage?.within.days ?? 0,
    after,
    clause: contract.claim.clause,
    evidence: stage?.evidence ?? [],
  };
}
