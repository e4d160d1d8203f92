import { equals, exactText, HUNDRED, type Ratio, sum } from "../base/ratio.ts";
import type { Collector } from "./collector.ts";
import type { BasePlan } from "./plan.ts";

/**
 * Warns of several bases that are shares of one pool, itself a share, and are not the whole of it
 * together (31). A single one says nothing of the rest.
 */
export function lintPools(bases: ReadonlyMap<string, BasePlan>, issues: Collector): void {
  const shares = new Map<string, { readonly id: string; readonly percent: Ratio }[]>();
  for (const { id, of, percent } of bases.values()) {
    const pool = of === "scope" || of.length > 1 ? undefined : bases.get(of.join());
    if (percent === undefined || pool?.percent === undefined) continue;
    shares.set(pool.id, [...(shares.get(pool.id) ?? []), { id, percent }]);
  }
  const order = [...bases.keys()];
  for (const [pool, own] of shares) {
    const total = sum(own.map(({ percent }) => percent));
    if (own.length < 2 || equals(total, HUNDRED)) continue;
    const names = own.map(({ id }) => id).join(", ");
    issues.warn(
      "base.shares-not-whole",
      ["bases", order.indexOf(pool)],
      `the shares of ${pool} (${names}) add up to ${exactText(total)} %, not to 100`,
      "check the shares; name what is kept back as a share too",
      exactText(total),
    );
  }
}
