import { byText } from "../base/by-text.ts";
import { inOrder } from "../core/in-order.ts";
import { isKnownAt } from "../core/known-at.ts";
import { knownBuckets, knownSamples, knownStates } from "../core/known-series.ts";
import type { FoldedTickets } from "../model/folded.ts";
import type {
  Attribution,
  Charge,
  Claim,
  Correction,
  EventRow,
  FactRow,
  Maintenance,
  Outage,
  Records,
  Ticket,
} from "../model/records.ts";
import type { BucketSeries, SampleSeries, StateSeries } from "../model/series.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type IntervalSet, intervalSet, single } from "../time/interval-set.ts";

/** The records as they were known at asOf, by service. What came later is outside (15). */
export interface KnownRecords {
  readonly outages: ReadonlyMap<string, readonly Outage[]>;
  readonly maintenance: ReadonlyMap<string, readonly Maintenance[]>;
  readonly tickets: ReadonlyMap<string, readonly Ticket[]>;
  /** The attribution in force of each outage: the latest, then the greatest id (25). */
  readonly attributions: ReadonlyMap<string, Attribution>;
  readonly events: ReadonlyMap<string, readonly EventRow[]>;
  readonly claims: readonly Claim[];
  /** By the name of the charge, in the order of their start. */
  readonly charges: ReadonlyMap<string, readonly Charge[]>;
  readonly coverage: Records["coverage"];
  /** What has happened, by instant, then id. */
  readonly facts: readonly FactRow[];
  /** Rows in bulk, by service: one entry for each name in `of` and each resource. */
  readonly buckets: ReadonlyMap<string, readonly BucketSeries[]>;
  readonly samples: ReadonlyMap<string, readonly SampleSeries[]>;
  readonly states: ReadonlyMap<string, readonly StateSeries[]>;
  /** By service; the one that decides first: the latest, then the greatest id (26). */
  readonly corrections: ReadonlyMap<string, readonly Correction[]>;
  /** What lies at asOf or later, and was written down before: a plan (15). */
  readonly planned: readonly FactRow[];
  /** Tickets that were counted when they were read, and are not among the others. */
  readonly folded: FoldedTickets | undefined;
  /** Whether any source of outages delivered anything at all (19). */
  readonly hasOutageSource: boolean;
}

export function knownRecords(records: Records, asOf: Instant): KnownRecords {
  const isKnown = (record: { readonly recordedAt?: Instant }) => isKnownAt(record, asOf);
  // The order in which rows came says nothing, and no byte of a statement keeps it (39).
  const outages = inOrder(
    records.outages.filter((outage) => isKnown(outage) && outage.from < asOf),
    ({ from }) => from,
  );
  const maintenance = inOrder(
    records.maintenance.filter((work) => isKnown(work) && work.from < asOf),
    ({ from }) => from,
  );
  const coverage = records.coverage.filter(isKnown);
  const facts = records.facts.filter(isKnown).sort((a, b) => a.at - b.at || byId(a, b));
  const events = bySubject(
    records.events.filter((row) => isKnown(row) && row.event.at < asOf),
    ({ ticket }) => ticket,
  );
  const tickets = records.tickets
    .filter((ticket) => isKnown(ticket) && ticket.openedAt < asOf)
    .sort(byId);
  return {
    outages: bySubject(outages, ({ service }) => service),
    maintenance: bySubject(maintenance, ({ service }) => service),
    tickets: bySubject(
      tickets.map((ticket) => withEvents(ticket, events.get(ticket.id))),
      ({ service }) => service,
    ),
    attributions: latest(records.attributions.filter((one) => isKnown(one) && one.at < asOf)),
    events,
    charges: bySubject(
      records.charges.filter(isKnown).sort((a, b) => a.from - b.from || byId(a, b)),
      ({ charge }) => charge,
    ),
    claims: records.claims.filter((claim) => isKnown(claim) && claim.at < asOf),
    coverage,
    facts: facts.filter(({ at }) => at < asOf),
    buckets: bySubject(
      records.buckets.map((series) => knownBuckets(series, asOf)),
      ({ service }) => service,
    ),
    samples: bySubject(
      records.samples.map((series) => knownSamples(series, asOf)),
      ({ service }) => service,
    ),
    states: bySubject(
      records.states.map((series) => knownStates(series, asOf)),
      ({ service }) => service,
    ),
    corrections: bySubject(
      records.corrections
        .filter((one) => isKnown(one) && one.enteredAt <= asOf)
        .sort((a, b) => b.enteredAt - a.enteredAt || byId(b, a)),
      ({ service }) => service,
    ),
    planned: facts.filter(({ at, recordedAt }) => at >= asOf && recordedAt !== undefined),
    folded: records.folded,
    hasOutageSource:
      outages.length + maintenance.length > 0 || coverage.some(({ of }) => of === "outages"),
  };
}

/** What a map has of these services; of a single one the list itself, since it may be long. */
export function ofServices<Row>(
  rows: ReadonlyMap<string, readonly Row[]>,
  services: readonly string[],
): readonly Row[] {
  if (services.length === 1) return rows.get(services[0] as string) ?? [];
  const all: Row[] = [];
  for (const service of services) for (const row of rows.get(service) ?? []) all.push(row);
  return all;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return byText(a.id, b.id);
}

function bySubject<T>(
  list: readonly T[],
  subject: (one: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = subject(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** A ticket with the events that came as rows of their own. */
export function withEvents(ticket: Ticket, rows: readonly EventRow[] = []): Ticket {
  return rows.length === 0
    ? ticket
    : { ...ticket, events: [...ticket.events, ...rows.map(({ event }) => event)] };
}

function latest(attributions: readonly Attribution[]): ReadonlyMap<string, Attribution> {
  const inForce = new Map<string, Attribution>();
  for (const one of attributions) {
    const held = inForce.get(one.outage);
    if (held === undefined || held.at < one.at || (held.at === one.at && held.id < one.id))
      inForce.set(one.outage, one);
  }
  return inForce;
}

/**
 * Where the outage list of a service is complete: the spans of its coverage records; without any,
 * the whole judged span, provided that a source delivered something (19).
 */
export function coverageOf(
  known: KnownRecords,
  service: string,
  span: { readonly start: Instant; readonly end: Instant },
): { readonly set: IntervalSet | undefined; readonly assumed: boolean } {
  const own = known.coverage.filter(
    (one) => one.of === "outages" && (one.service === undefined || one.service === service),
  );
  if (own.length > 0)
    return {
      set: intervalSet(
        own.flatMap(({ from, until }) => (from < until ? [interval(from, until)] : [])),
      ),
      assumed: false,
    };
  if (!known.hasOutageSource) return { set: undefined, assumed: false };
  return { set: single(span.start, span.end), assumed: true };
}
