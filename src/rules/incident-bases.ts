import { exactText, signOf } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import { type BaseAmount, type BaseFacts, baseAmount } from "./base-amount.ts";
import type { BasePlan, CreditPlan, Plan } from "./plan.ts";

/** The base of a credit, or of each of its incidents where it takes the days before one (31). */
export interface Bases {
  readonly of: (at: Instant | undefined) => BaseAmount | undefined;
  /** All that was taken so far, as one: its steps are those of the first. */
  readonly taken: () => Omit<BaseAmount, "amount"> & { readonly negative: readonly string[] };
}

export function basesFor({ base, clause }: CreditPlan, facts: BaseFacts, plan: Plan): Bases {
  const found = new Map<Instant | undefined, BaseAmount>();
  const isOwn = base !== undefined && isByIncident(base, plan);
  return {
    of(at) {
      if (base === undefined) return undefined;
      const key = isOwn ? at : undefined;
      const known = found.get(key);
      if (known !== undefined) return known;
      const own = key === undefined ? facts : { ...facts, incidentAt: key };
      const amount = baseAmount(base, own, plan, clause);
      found.set(key, amount);
      return amount;
    },
    taken() {
      const all = [...found.values()];
      return {
        steps: all[0]?.steps ?? [],
        shares: all.flatMap(({ shares }) => shares),
        wholeOfPart: [...new Set(all.flatMap(({ wholeOfPart }) => wholeOfPart))],
        records: [...new Set(all.flatMap(({ records }) => records))],
        missing: [...new Set(all.flatMap(({ missing }) => missing))],
        negative: all
          .filter(({ amount }) => signOf(amount) < 0)
          .map(({ amount }) => exactText(amount)),
      };
    },
  };
}

/** Whether the base, or one that it is made of, takes the days before an incident. */
function isByIncident({ taken, of }: BasePlan, plan: Plan): boolean {
  if (typeof taken === "object" && "before" in taken && taken.before === "incident") return true;
  if (of === "scope") return false;
  return of.some((name) => {
    const inner = plan.bases.get(name);
    return inner !== undefined && isByIncident(inner, plan);
  });
}
