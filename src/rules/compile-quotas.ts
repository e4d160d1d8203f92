import type { Exclusion } from "../contract.ts";
import type { Quota } from "../core/quota.ts";
import { parseDuration } from "../time/duration.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { compilePeriod } from "./compile-period.ts";
import type { QuotaPlan } from "./plan.ts";

type QuotaTerms = NonNullable<Exclusion["quota"]>;

/** The quota of each exclusion that has one, of its own or of another that shares it (23). */
export function compileQuotas(
  exclusions: readonly Exclusion[],
  zone: Zone,
  issues: Collector,
): ReadonlyMap<string, QuotaPlan> {
  const quotas = new Map<string, QuotaPlan>();
  const byId = new Map(exclusions.map((exclusion) => [exclusion.id, exclusion]));
  const holder = new Map<string, string>();
  for (const [index, { id, quota }] of exclusions.entries()) {
    if (quota === undefined) continue;
    const path = ["exclusions", index, "quota"];
    const plan = quotaOf(id, quota, zone, path, issues);
    if (plan === undefined) continue;
    quotas.set(id, plan);
    for (const [at, name] of (quota.sharedWith ?? []).entries()) {
      const here = [...path, "sharedWith", at];
      const other = issues.find("exclusion", name, byId, here);
      if (other === undefined) continue;
      const held = other.quota === undefined ? holder.get(name) : name;
      if (held === undefined) {
        quotas.set(name, plan);
        holder.set(name, id);
      } else refuseSecond(name, held, here, issues);
    }
  }
  return quotas;
}

function refuseSecond(name: string, held: string, path: Path, issues: Collector): void {
  issues.refuse(
    "exclusion.quota-shared-twice",
    path,
    `${name} already draws on the quota of ${held}`,
    "let each exclusion draw on one quota: give it at one of those that share it, and list each other once",
    name,
  );
}

function quotaOf(
  pool: string,
  { atMost, per: terms }: QuotaTerms,
  zone: Zone,
  path: Path,
  issues: Collector,
): QuotaPlan | undefined {
  const most = mostOf(atMost, [...path, "atMost"], issues);
  const per = compilePeriod(terms, [...path, "per"], issues);
  if (per === undefined)
    issues.refuse(
      "quota.period",
      [...path, "per"],
      "a quota cannot be counted over a period that a record decides",
      "use a month, quarter, year, week or day, or rolling days to the end of the period",
      JSON.stringify(terms),
    );
  if (most === undefined || per === undefined) return undefined;
  return { pool, most, per, zone };
}

function mostOf(
  atMost: QuotaTerms["atMost"],
  path: Path,
  issues: Collector,
): Quota["most"] | undefined {
  if (typeof atMost === "object") return { records: atMost.count };
  const ms = issues.take(parseDuration(atMost, path));
  return ms === undefined ? undefined : { ms };
}
