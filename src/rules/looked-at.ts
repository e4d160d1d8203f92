import { distinct } from "../base/distinct.ts";
import { placesIn } from "../core/bucket-range.ts";
import type { Maintenance, Outage } from "../model/records.ts";
import type { CorrectionEvidence, Evidence } from "../model/statement.ts";
import { interval } from "../time/interval.ts";
import { formatInstant } from "../time/stamp.ts";
import { type ComponentRecords, touching } from "./component-records.ts";
import type { Judged } from "./facts/scope.ts";
import type { LookedRows } from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";

/** The records that touch a judged stretch, of all components, each once. */
export interface LookedAt {
  readonly outages: readonly Outage[];
  readonly works: readonly Maintenance[];
  /** `type:id` */
  readonly used: readonly string[];
  readonly rows: readonly LookedRows[];
}

export function lookedAt(
  components: readonly ComponentRecords[],
  judged: Judged,
  { attributions }: KnownRecords,
): LookedAt {
  const outages = ofAll(components, ({ records }) => touching(records.outages, judged));
  const works = ofAll(components, ({ records }) => touching(records.maintenance, judged));
  const corrections = ofAll(components, (one) => touching(one.corrections, judged));
  const used: string[] = [];
  for (const { id } of outages) used.push(`outage:${id}`);
  for (const { id } of works) used.push(`maintenance:${id}`);
  for (const { id } of outages) {
    const attribution = attributions.get(id);
    if (attribution !== undefined) used.push(`attribution:${attribution.id}`);
  }
  for (const { id } of corrections) used.push(`correction:${id}`);
  for (const id of usersIn(components, judged)) used.push(`fact:${id}`);
  return { outages, works, used, rows: components.flatMap(({ series }) => rowsOf(series, judged)) };
}

/** Of one component there is each row once; several may be hit by the same. */
function ofAll<Row>(
  components: readonly ComponentRecords[],
  rowsOf: (one: ComponentRecords) => readonly Row[],
): readonly Row[] {
  return components.length === 1
    ? rowsOf(components[0] as ComponentRecords)
    : distinct(components.flatMap(rowsOf));
}

/** Facts that count users, of any part of the stretch. */
function usersIn(
  components: readonly ComponentRecords[],
  { start, end }: Judged,
): readonly string[] {
  const counts = components.flatMap(({ records }) => records.users ?? []);
  const inside = counts.filter((one) => one.start < end && start < one.end);
  return distinct(inside.map(({ id }) => id));
}

/** Buckets that begin in the stretch; of states and samples also the one that stands when it begins. */
function rowsOf(
  { states, samples, buckets }: ComponentRecords["series"],
  { start, end }: Judged,
): LookedRows[] {
  const span = interval(start, end);
  return [
    ...[...states, ...samples].map((series) => {
      const { first, beyond } = placesIn(series.at, span);
      return { series, first: series.at[first] === start ? first : Math.max(0, first - 1), beyond };
    }),
    ...buckets.map((series) => ({ series, ...placesIn(series.from, span) })),
  ];
}

/** The corrections that lie in the judged stretch, with who says so and why (26). */
export function correctionsOf(
  result: string,
  clause: string,
  components: readonly ComponentRecords[],
  judged: Judged,
): Pick<Evidence, "corrections"> {
  const own = distinct(components.flatMap((one) => touching(one.corrections, judged)));
  if (own.length === 0) return {};
  return {
    corrections: own.map(
      ({ id, from, until, as, author, reason, enteredAt }): CorrectionEvidence => ({
        result,
        record: id,
        clause,
        from: formatInstant(from),
        until: formatInstant(until),
        as,
        author,
        reason,
        enteredAt: formatInstant(enteredAt),
      }),
    ),
  };
}
