import { distinct } from "../base/distinct.ts";
import { exactText, signOf } from "../base/ratio.ts";
import { type BaseAmount, type BaseFacts, baseAmount } from "./base-amount.ts";
import { sharesOf } from "./charge-shares.ts";
import { takesDaysBefore } from "./check-base.ts";
import type { MadeAt } from "./claim-made.ts";
import type { Part } from "./credit-axis.ts";
import type { BasePlan, CreditPlan, Plan } from "./plan.ts";

/** The base of a credit, or of each part that has its own: it takes the days before an incident or claim (31). */
export interface Bases {
  readonly of: (part: PartOf) => BaseAmount | undefined;
  /** All that was taken so far, as one: its steps are those of the first. */
  readonly taken: () => Omit<BaseAmount, "amount"> & { readonly negative: readonly string[] };
}

/** A part of a credit, or all of it: by its record, and when that began. */
export type PartOf = { readonly [Key in "record" | "at"]?: Part[Key] | undefined };

export function basesFor(
  { base, clause }: CreditPlan,
  facts: BaseFacts,
  plan: Plan,
  madeAt: MadeAt,
): Bases {
  const found = new Map<string, BaseAmount>();
  const isByIncident = base !== undefined && takesBefore("incident", base, plan);
  const isByClaim = base !== undefined && takesBefore("claim", base, plan);
  return {
    of(part) {
      if (base === undefined) return undefined;
      const incidentAt = isByIncident ? part.at : undefined;
      const claimedAt = isByClaim ? madeAt(part) : undefined;
      const key = `${incidentAt}/${claimedAt}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const isOfPeriod = incidentAt === undefined && claimedAt === undefined;
      const own = isOfPeriod ? facts : { ...facts, incidentAt, claimedAt };
      const amount = baseAmount(base, own, plan, clause);
      found.set(key, amount);
      return amount;
    },
    taken() {
      const all = [...found.values()];
      return {
        steps: all[0]?.steps ?? [],
        shares: sharesOf(all.flatMap(({ shares }) => shares)),
        wholeOfPart: distinct(all.flatMap(({ wholeOfPart }) => wholeOfPart)),
        records: distinct(all.flatMap(({ records }) => records)),
        missing: distinct(all.flatMap(({ missing }) => missing)),
        negative: all
          .filter(({ amount }) => signOf(amount) < 0)
          .map(({ amount }) => exactText(amount)),
      };
    },
  };
}

/** Whether the base, or one that it is made of, takes the days before an incident, or before a claim. */
export function takesBefore(
  before: "incident" | "claim",
  base: BasePlan,
  plan: Pick<Plan, "bases">,
): boolean {
  if (takesDaysBefore(before, base)) return true;
  if (base.of === "scope") return false;
  return base.of.some((name) => {
    const inner = plan.bases.get(name);
    return inner !== undefined && takesBefore(before, inner, plan);
  });
}
