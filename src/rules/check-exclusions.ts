import type { Contract, Exclusion } from "../contract.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";
import { DAY_MS, durationMs, HOUR_MS } from "../time/instant.ts";
import type { Collector } from "./collector.ts";

/** Exclusions that can be computed and that nobody can have meant. */
export function checkExclusions({ exclusions, commitments }: Contract, issues: Collector): void {
  const granted = new Set(commitments.flatMap(({ excludes }) => excludes));
  for (const [index, exclusion] of exclusions.entries()) {
    if (!granted.has(exclusion.id)) warnOfNoGrant(exclusion, index, issues);
    warnOfQuota(exclusion, index, issues);
  }
}

function warnOfNoGrant({ id }: Exclusion, index: number, issues: Collector): void {
  issues.warn(
    "exclusion.granted-nowhere",
    ["exclusions", index],
    `${id}: no commitment lists it in \`excludes\`, so it excludes nothing`,
    "list it in `excludes` of the commitments that grant it, or remove it",
    id,
  );
}

function warnOfQuota({ id, quota }: Exclusion, index: number, issues: Collector): void {
  if (typeof quota?.atMost !== "string") return;
  const most = parseDuration(quota.atMost, []);
  const longestMs = longestOf(quota.per);
  if (!most.ok || longestMs === undefined || most.value < longestMs) return;
  const lengths = `${readableDuration(most.value)} of at most ${readableDuration(durationMs(longestMs))}`;
  issues.warn(
    "exclusion.quota-over-period",
    ["exclusions", index, "quota", "atMost"],
    `${id}: the quota is as long as its period (${lengths}), so it limits nothing`,
    "check the unit, or leave the quota out",
    quota.atMost,
  );
}

type Period = NonNullable<Exclusion["quota"]>["per"];

const daysMax: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  "half-year": 184,
  year: 366,
};

/** The longest that such a period can be, in days of 24 hours; undefined: it has no length of its own. */
export function longestOf(per: Period): number | undefined {
  if (per === "clock-hour") return HOUR_MS;
  const days = daysOf(per);
  return days === undefined ? undefined : days * DAY_MS;
}

function daysOf(per: Period): number | undefined {
  if (typeof per === "string") return daysMax[per.replace("calendar-", "")];
  if ("fiscal" in per) return daysMax[per.fiscal.length];
  if ("billingCycle" in per) return daysMax.month;
  return "anniversary" in per ? per.anniversary.months * 31 : undefined;
}
