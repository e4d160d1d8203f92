import type { Contract, Exclusion } from "../contract.ts";
import type { Warning } from "../model/statement.ts";
import { parseDuration, readableDuration } from "../time/duration.ts";
import { DAY_MS, durationMs, HOUR_MS } from "../time/instant.ts";

/** Exclusions that can be computed and that nobody can have meant: for `check`, in no statement. */
export function exclusionWarnings({ exclusions, commitments }: Contract): readonly Warning[] {
  const granted = new Set(commitments.flatMap(({ excludes }) => excludes));
  return exclusions.flatMap((exclusion, index) => [
    ...(granted.has(exclusion.id) ? [] : [grantedNowhere(exclusion, index)]),
    ...quotaOverPeriod(exclusion, index),
  ]);
}

function grantedNowhere({ id }: Exclusion, index: number): Warning {
  return {
    code: "exclusion.granted-nowhere",
    path: ["exclusions", index].join("."),
    message: `${id}: no commitment lists it in \`excludes\`, so it excludes nothing`,
  };
}

function quotaOverPeriod({ id, quota }: Exclusion, index: number): Warning[] {
  if (typeof quota?.atMost !== "string") return [];
  const most = parseDuration(quota.atMost, []);
  const longestMs = longestOf(quota.per);
  if (!most.ok || longestMs === undefined || most.value < longestMs) return [];
  const lengths = `${readableDuration(most.value)} of at most ${readableDuration(durationMs(longestMs))}`;
  return [
    {
      code: "exclusion.quota-over-period",
      path: `exclusions.${index}.quota.atMost`,
      message: `${id}: the quota is as long as its period (${lengths}), so it limits nothing`,
    },
  ];
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
