import type { Availability } from "../core/availability.ts";
import { leavesWhole, type Withheld } from "../core/exclude.ts";
import type { Quota, Used } from "../core/quota.ts";
import { lengthIn, setMeasure } from "../core/set-measure.ts";
import type { ExcludedEvidence, RejectedEvidence } from "../model/statement.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { intervalSet, totalMs } from "../time/interval-set.ts";
import { formatInstant } from "../time/stamp.ts";
import { type MeasuredOutages, refusedMs } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";

/** What a statement says of exclusions: what each rule took, and what it did not grant and why. */

/** Of outages and of counts: what rules took, and where downtime was; counts have none. */
export interface Applied extends Pick<MeasuredOutages, "rules" | "refusals"> {
  readonly time: Pick<Availability, "down" | "excluded">;
}

export function excludedRows(
  result: string,
  { time, rules }: Applied,
  clauses: ReadonlyMap<string, string>,
): ExcludedEvidence[] {
  const { taken, noted } = time.excluded;
  if (taken.length + noted.length === 0) return [];
  const down = setMeasure(time.down);
  const attributions = attributionsOf(rules);
  const covers = rules.map(({ rule, candidates }) => ({
    rule,
    measure: setMeasure(intervalSet(candidates)),
  }));
  const applied = [...taken, ...noted.map((one) => ({ ...one, removes: "nothing" as const }))];
  return inOrder(applied, clauses).flatMap(({ clause, row: { rule, record, removes, set } }) =>
    Array.from(set.starts, (start, index) => {
      const end = set.ends[index] as number;
      return {
        result,
        rule,
        clause,
        record,
        ...named(attributions.get(`${rule} ${record}`)),
        from: formatInstant(start as Instant),
        until: formatInstant(end as Instant),
        ...(removes === "nothing" ? { removes } : {}),
        downMs: removes === "nothing" ? "0" : String(lengthIn(down, start, end)),
        windowMs: leavesWhole(removes) ? String(end - start) : "0",
        alsoCoveredBy: covers
          .filter((other) => other.rule !== rule && lengthIn(other.measure, start, end) > 0)
          .map((other) => other.rule),
      };
    }),
  );
}

/** Rows by exclusion, in the order in which the commitment lists them. */
function inOrder<Row extends { readonly rule: string }>(
  rows: readonly Row[],
  clauses: ReadonlyMap<string, string>,
): readonly { readonly clause: string; readonly row: Row }[] {
  return [...clauses].flatMap(([rule, clause]) =>
    rows.filter((row) => row.rule === rule).map((row) => ({ clause, row })),
  );
}

/** Who named the cause by which a rule looks at a record, by rule and record. */
function attributionsOf(rules: MeasuredOutages["rules"]): ReadonlyMap<string, string> {
  const pairs = rules.flatMap(({ rule, candidates }) =>
    candidates.flatMap(({ record, attribution }) =>
      attribution === undefined ? [] : [[`${rule} ${record}`, attribution] as const],
    ),
  );
  return new Map(pairs);
}

function named(attribution: string | undefined): { readonly attribution?: string } {
  return attribution === undefined ? {} : { attribution };
}

export function rejectedRows(
  result: string,
  { time, refusals, rules }: Applied,
  judged: Judged,
  clauses: ReadonlyMap<string, string>,
): RejectedEvidence[] {
  const refused = refusals.flatMap((refusal): RejectedEvidence[] => {
    const ms = refusedMs(refusal, judged);
    return ms === 0
      ? []
      : [
          {
            result,
            rule: refusal.rule.id,
            clause: refusal.rule.clause,
            record: refusal.record,
            ...named(refusal.attribution),
            reason: refusal.reason,
            detail: refusal.detail,
            ms: String(ms),
          },
        ];
  });
  const attributions = attributionsOf(rules);
  const withheld = inOrder(time.excluded.withheld, clauses).map(
    ({ clause, row }): RejectedEvidence => {
      const { rule, record, reason, set } = row;
      return {
        result,
        rule,
        clause,
        record,
        ...named(attributions.get(`${rule} ${record}`)),
        reason,
        detail: detailOf(row),
        ms: String(totalMs(set)),
      };
    },
  );
  return [...refused, ...withheld];
}

function detailOf(withheld: Withheld): string {
  const text = readableDuration(totalMs(withheld.set));
  switch (withheld.reason) {
    case "concurrent-fault":
      return `in ${text} of it a fault with another cause was on`;
    case "quota-used-up":
      return `${text} lie beyond the quota of ${sizeText(withheld.most)}${usersText(withheld.usedBy)}`;
  }
}

const usersMax = 5;

/** ", used up by CHG-1 (1 h 30 min), CHG-2 (30 min)": who came first (23). */
function usersText(usedBy: readonly Used[]): string {
  const used = new Map<string, number>();
  for (const { record, ms } of usedBy) used.set(record, (used.get(record) ?? 0) + ms);
  if (used.size === 0) return "";
  const users = [...used].map(([record, ms]) => `${record} (${readableDuration(durationMs(ms))})`);
  const more = users.length > usersMax ? ` and ${users.length - usersMax} more` : "";
  return `, used up by ${users.slice(0, usersMax).join(", ")}${more}`;
}

function sizeText(most: Quota["most"]): string {
  if ("ms" in most) return readableDuration(durationMs(most.ms));
  return most.records === 1 ? "1 record" : `${most.records} records`;
}
