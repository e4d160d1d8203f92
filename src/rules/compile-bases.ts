import { present } from "../base/invariant.ts";
import type { Ratio } from "../base/ratio.ts";
import type { Contract } from "../contract.ts";
import { HOUR_MS } from "../time/instant.ts";
import { termMonths } from "./charge-span.ts";
import type { Collector } from "./collector.ts";
import { amountOf } from "./compile-money.ts";
import type { BasePlan, EffectiveSpan, ServicePlan, TakenPlan, TimeValue } from "./plan.ts";

export function compileBases(
  contract: Contract,
  services: ReadonlyMap<string, ServicePlan>,
  effective: EffectiveSpan | undefined,
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
  checkTaken(contract, bases, effective, issues);
  return bases;
}

/** The time of a sum is said where its charges are listed; a term has an end and whole months (31). */
function checkTaken(
  contract: Contract,
  bases: ReadonlyMap<string, BasePlan>,
  effective: EffectiveSpan | undefined,
  issues: Collector,
): void {
  contract.bases.forEach(({ id, of, taken }, index) => {
    const path = ["bases", index, "taken"];
    if (taken !== "this-period" && of !== "scope" && of.some((name) => bases.has(name)))
      issues.refuse(
        "base.taken-of-bases",
        path,
        `base ${id} is made of bases, and each of them says its own time`,
        "say `taken` in the bases that list the charges",
        id,
      );
    const isOfTerm = taken === "term" || taken === "term/months";
    if (isOfTerm && effective !== undefined && termMonths({ effective }) === undefined)
      issues.refuse(
        "base.term-open",
        path,
        `base ${id} takes the whole term, which ${effective.until === undefined ? "has no end" : "is not made of whole months"}`,
        "give effective.until so that the term has whole months, or take annual",
        id,
      );
  });
}

function baseOf(
  { id, clause, of, taken, without = [], timeValue }: Contract["bases"][number],
  percent: Ratio | undefined,
): BasePlan {
  return {
    id,
    clause,
    of,
    percent,
    taken: takenOf(taken),
    without: new Set(without),
    timeValue: timeValueOf(timeValue),
  };
}

function takenOf(terms: Contract["bases"][number]["taken"]): TakenPlan {
  if (typeof terms === "string" || "averageDays" in terms) return terms;
  const { days, before } = terms.trailing;
  return { trailingDays: days, before };
}

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
  const users = new Map<string, BasePlan[]>();
  const waiting = new Map<string, number>();
  for (const base of bases.values()) {
    waiting.set(base.id, inner(base).length);
    for (const name of inner(base)) users.set(name, [...(users.get(name) ?? []), base]);
  }
  const ready = [...bases.values()].filter(({ id }) => waiting.get(id) === 0);
  for (let base = ready.pop(); base !== undefined; base = ready.pop()) {
    const own =
      base.of === "scope" ? 1 : base.of.reduce((sum, name) => sum + (leaves.get(name) ?? 1), 0);
    leaves.set(base.id, Math.min(own, LEAVES_MAX + 1));
    for (const user of users.get(base.id) ?? []) {
      const left = present(waiting.get(user.id), "each base has its count", user.id) - 1;
      waiting.set(user.id, left);
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
