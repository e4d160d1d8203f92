import { zonesOf as calendarZones, zoneAttributesOf } from "../core/calendar-source.ts";
import type { Records } from "../model/records.ts";
import type { Manifest, Statement } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { offsetText } from "../time/offset-text.ts";
import type { Period } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { segments, type Zone, zone } from "../time/zone.ts";
import type { JudgedResult } from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import type { Plan } from "./plan.ts";
import { countRows } from "./used-series.ts";

export interface ManifestFacts {
  readonly records: Records;
  readonly known: KnownRecords;
  readonly judged: readonly JudgedResult[];
  readonly period: Period;
  readonly asOf: Instant;
  readonly plan: Plan;
  readonly claimsUsed: readonly string[];
  readonly issued: readonly Statement[];
  /** Last instant of which the statement prints the local date: the latest end of a claim. */
  readonly claimsEnd: Instant;
}

/** What the statement rests on: every row accounted for, and the offsets in force (39). */
export function manifestOf(facts: ManifestFacts): Manifest {
  const { records } = facts;
  const used = usedRows(facts);
  const unrouted = records.rows.unrouted.reduce((sum, { rows }) => sum + rows, 0);
  return {
    sources: records.sources,
    rows: {
      in: records.rows.in,
      used,
      refused: 0,
      outside: records.rows.in - used - unrouted,
      unrouted,
    },
    unrouted: records.rows.unrouted,
    digest: records.digest,
    zones: zonesOf(facts),
    issued: facts.issued.map(({ revision, hashes }) => ({ revision, result: hashes.result })),
  };
}

/** Rows that a judged result looked at; equal duplicates count with the row that they repeat. */
function usedRows({ records, known, judged, claimsUsed }: ManifestFacts): number {
  const used = new Set(claimsUsed);
  for (const one of judged) for (const key of one.used) used.add(key);
  for (const [ticket, rows] of known.events) {
    if (used.has(`ticket:${ticket}`)) for (const { id } of rows) used.add(`event:${id}`);
  }
  for (const { id, of, from, until } of known.coverage) {
    const looks = judged.some(
      ({ commitment, period }) =>
        (commitment.measure.facts === "outages") === (of === "outages") &&
        from < period.end &&
        period.start < until,
    );
    if (looks) used.add(`coverage:${id}`);
  }
  let rows = used.size + (records.folded?.used ?? 0);
  for (const [key, twins] of records.twins) if (used.has(key)) rows += twins;
  rows += countRows(
    judged.flatMap((one) => one.rows ?? []),
    records.twins,
  );
  return rows;
}

/**
 * The offsets of every zone that the answer rests on: over the settlement and all that was judged,
 * up to asOf and to the last day for a claim.
 */
function zonesOf({
  plan,
  records,
  period,
  judged,
  asOf,
  claimsEnd,
}: ManifestFacts): Manifest["zones"] {
  const zones = new Map<string, Zone>([[plan.zone.name, plan.zone]]);
  for (const { source } of plan.calendars.values()) {
    for (const one of calendarZones(source)) zones.set(one.name, one);
    for (const attribute of zoneAttributesOf(source)) {
      for (const { attributes } of records.tickets) addNamed(attributes[attribute], zones);
      for (const { attributes } of records.facts) addNamed(attributes[attribute], zones);
    }
  }
  for (const name of records.folded?.zones ?? []) addNamed(name, zones);
  const start = judged.reduce<number>(
    (first, one) => Math.min(first, one.period.start),
    period.start,
  ) as Instant;
  const end = Math.max(period.end, asOf, claimsEnd) as Instant;
  return [...zones.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => ({
      zone: one.name,
      offsets: segments(one, start, end).map(({ start, offsetMs }) => ({
        from: formatInstant(start),
        offset: offsetText(offsetMs),
      })),
    }));
}

/** The zone that a ticket names; one whose clock has another calendar may name none. */
function addNamed(name: string | undefined, zones: Map<string, Zone>): void {
  const found = name === undefined || zones.has(name) ? undefined : zone(name, []);
  if (found?.ok === true) zones.set(found.value.name, found.value);
}
