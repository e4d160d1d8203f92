import { distinct } from "../base/distinct.ts";
import { present } from "../base/invariant.ts";
import { divide, exactText, multiply, parseExact, signOf } from "../base/ratio.ts";
import type { LinePart } from "../model/statement.ts";
import { type BaseAmount, type BaseFacts, baseAmount } from "./base-amount.ts";
import { type ChargeShare, sharesOf } from "./charge-shares.ts";
import { takesDaysBefore } from "./check-base.ts";
import type { MadeAt } from "./claim-made.ts";
import type { Part } from "./credit-axis.ts";
import type { BasePlan, CreditPlan, Plan } from "./plan.ts";

/** The base of a credit, or of each part that has its own: it takes the days before an incident or claim (31). */
export interface Bases {
  readonly of: (part: PartOf) => BaseAmount | undefined;
  /**
   * All that was taken so far, as one: its steps are those of the first.
   *
   * @param parts What each part gave: it is borne by the charges of its own base.
   */
  readonly taken: (
    parts?: readonly LinePart[],
  ) => Omit<BaseAmount, "amount"> & { readonly negative: readonly string[] };
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
  const byRecord = new Map<string | undefined, BaseAmount>();
  const isByIncident = base !== undefined && takesBefore("incident", base, plan);
  const isByClaim = base !== undefined && takesBefore("claim", base, plan);
  return {
    of(part) {
      if (base === undefined) return undefined;
      const incidentAt = isByIncident ? part.at : undefined;
      const claimedAt = isByClaim ? madeAt(part) : undefined;
      const key = `${incidentAt}/${claimedAt}`;
      const isOfPeriod = incidentAt === undefined && claimedAt === undefined;
      const own = isOfPeriod ? facts : { ...facts, incidentAt, claimedAt };
      const amount = found.get(key) ?? baseAmount(base, own, plan, clause);
      found.set(key, amount);
      byRecord.set(part.record, amount);
      return amount;
    },
    taken(parts = []) {
      const all = [...found.values()];
      return {
        steps: all[0]?.steps ?? [],
        shares: sharesOf(
          all.length < 2 ? all.flatMap(({ shares }) => shares) : borne(parts, byRecord),
        ),
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

/** What the charges of each part's base bear of that part: all that it gave, in proportion. */
function borne(
  parts: readonly LinePart[],
  byRecord: ReadonlyMap<string | undefined, BaseAmount>,
): readonly ChargeShare[] {
  // Parts of one record, in several members of a pool, began together.
  return parts.flatMap(({ record, exact }) => {
    const base = present(byRecord.get(record), "a part that gives has its base", record);
    const gave = present(parseExact(exact), "what a part gave is exact", exact);
    if (signOf(base.amount) === 0) return [];
    const factor = divide(gave, base.amount);
    return base.shares.map((share) => ({ ...share, amount: multiply(share.amount, factor) }));
  });
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
