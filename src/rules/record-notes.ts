import { exactText } from "../base/ratio.ts";
import { isKnownAt } from "../core/known-at.ts";
import type { Records } from "../model/records.ts";
import type { StatementResult } from "../model/statement.ts";
import type { Fact } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import type { KnownRecords } from "./known-records.ts";
import type { CommitmentPlan } from "./plan.ts";
import { componentName } from "./scope-plan.ts";
import { seriesName } from "./series-tables.ts";

/** What records beside outages, work and tickets say, in words: attributions, coverage, claims, events. */

export interface Asked {
  readonly id: string;
  readonly records: Records;
  readonly known: KnownRecords;
  readonly results: readonly StatementResult[];
  readonly commitments: readonly CommitmentPlan[];
  readonly label: string;
  readonly asOf: Instant;
}

export function notesOf(asked: Asked): readonly Fact[] {
  const notes = [
    ...attributionNotes(asked),
    ...coverageNotes(asked),
    ...claimNotes(asked),
    ...eventNotes(asked),
    ...chargeNotes(asked),
  ];
  return notes.map((effect) => ({ record: asked.id, clause: "", effect }));
}

/** A record that nothing else tells of: it is among the rows, and no result looks at it. */
export function restOf({ id, records, asOf }: Asked): readonly Fact[] {
  const { outages, maintenance, tickets } = records;
  const [found] = [outages, maintenance, tickets].flat().filter((one) => one.id === id);
  if (found === undefined)
    return [
      ...restOfFact(id, records, asOf),
      ...restOfCorrection(id, records, asOf),
      ...restOfSeries(id, records, asOf),
    ];
  const start = "openedAt" in found ? found.openedAt : found.from;
  const isLater = start >= asOf || !isKnownAt(found, asOf);
  const effect = isLater
    ? `outside: it begins at ${formatInstant(start)}${recordedText(found.recordedAt)}, and the statement was made as of ${formatInstant(asOf)}`
    : `changed no figure: no result of the statement looks at the service ${found.service} for it`;
  return [{ record: id, clause: "", effect }];
}

/** A fact that began no cycle of a duty and kept none. */
function restOfFact(id: string, { facts }: Records, asOf: Instant): readonly Fact[] {
  return facts
    .filter((one) => one.id === id)
    .map((one) => {
      const { fact, subject, at, recordedAt } = one;
      const says = `${fact}${subject === undefined ? "" : ` of ${subject}`} at ${formatInstant(at)}`;
      const isPlan = at >= asOf && recordedAt === undefined;
      const why =
        isPlan || !isKnownAt(one, asOf)
          ? `outside: not known as of ${formatInstant(asOf)}${recordedText(recordedAt)}`
          : "it began no duty of a result, and kept none";
      return { record: id, clause: "", effect: `${says}: ${why}` };
    });
}

/** A correction that lies in no period of which time is measured (26). */
function restOfCorrection(id: string, { corrections }: Records, asOf: Instant): readonly Fact[] {
  return corrections
    .filter((one) => one.id === id)
    .map((one) => {
      const { from, until, as, author, enteredAt, recordedAt } = one;
      const says = `${componentName(one)} was ${as} from ${formatInstant(from)} to ${formatInstant(until)}, by ${author} at ${formatInstant(enteredAt)}`;
      const why =
        enteredAt > asOf || !isKnownAt(one, asOf)
          ? `outside: not known as of ${formatInstant(asOf)}${recordedText(recordedAt)}`
          : "changed no figure: no result measures that time; counts and values are not corrected";
      return { record: id, clause: "", effect: `${says}: ${why}` };
    });
}

/** A state, sample or bucket with an id, of what no result looks at, or that was not known yet. */
function restOfSeries(
  id: string,
  { states, samples, buckets }: Records,
  asOf: Instant,
): readonly Fact[] {
  const points = [...states, ...samples].map((one) => ({ ...one, last: one.at, from: one.at }));
  const spans = buckets.map((one) => ({ ...one, last: one.until.map((end) => end - 1) }));
  return [...points, ...spans].flatMap((series) => {
    const place = [...(series.ids ?? [])].find(([, name]) => name === id)?.[0];
    if (place === undefined) return [];
    const { from, last, recordedAt } = series;
    const recorded = recordedAt?.[place] ?? -Infinity;
    const isLater = (last[place] as number) >= asOf || recorded > asOf;
    const why = isLater
      ? `outside: not known as of ${formatInstant(asOf)}`
      : "changed no figure: no result of the statement looks at it";
    const at = formatInstant(from[place] as Instant);
    return [{ record: id, clause: "", effect: `${seriesName(series)} at ${at}: ${why}` }];
  });
}

function recordedText(recordedAt: Instant | undefined): string {
  return recordedAt === undefined ? "" : `, recorded at ${formatInstant(recordedAt)}`;
}

function attributionNotes({ id, records, known, asOf }: Asked): string[] {
  return records.attributions
    .filter((one) => one.id === id)
    .map((one) => {
      const says = `says that ${one.outage} was caused by ${one.cause} (by ${one.by}, at ${formatInstant(one.at)}, ${one.evidence.length} pieces of evidence)`;
      if (one.at >= asOf || !isKnownAt(one, asOf))
        return `${says}; outside: not known as of ${formatInstant(asOf)}`;
      const held = known.attributions.get(one.outage);
      if (held !== undefined && held.id !== id)
        return `${says}; not in force: ${held.id} of ${formatInstant(held.at)} took its place`;
      return `${says}; in force`;
    });
}

function coverageNotes({ id, records, known, results, commitments, asOf }: Asked): string[] {
  return records.coverage
    .filter((one) => one.id === id)
    .map(({ of, service, from, until }) => {
      const whose = service === undefined ? "" : ` of ${service}`;
      const says = `the ${of}${whose} are complete from ${formatInstant(from)} to ${formatInstant(until)}`;
      if (!known.coverage.some((one) => one.id === id))
        return `${says}; outside: not known as of ${formatInstant(asOf)}`;
      const units = new Map(
        commitments
          .filter(({ measure }) => measure.facts === "outages")
          .flatMap((one) => one.units.map((unit) => [`${one.id}/${unit.name}`, unit.services])),
      );
      const touched = results.filter(
        ({ scope, commitment, period }) =>
          units
            .get(`${commitment}/${scope}`)
            ?.some((name) => service === undefined || service === name) === true &&
          formatInstant(from) < period.until &&
          period.from < formatInstant(until),
      );
      if (touched.length === 0) return `${says}; no result rests on it`;
      const names = touched.map((one) => one.id).join(", ");
      return `${says}: there, what is in no record was up; elsewhere it is unknown (${names})`;
    });
}

function claimNotes({ id, records, known, label, asOf }: Asked): string[] {
  return records.claims
    .filter((one) => one.id === id)
    .map(({ period, stage, commitment, about, at }) => {
      const of = commitment === undefined ? "all commitments" : commitment;
      const does = stage === "claim" ? "claims" : `${stage} for`;
      const named = about === undefined ? of : `${of} (${about})`;
      const says = `${does} ${named} for ${period}, at ${formatInstant(at)}`;
      if (!known.claims.some((one) => one.id === id))
        return `${says}; outside: not known as of ${formatInstant(asOf)}`;
      return period === label ? says : `${says}; outside: the statement is of ${label}`;
    });
}

/** The base of a line says what it comes to; a charge record is told as what it is. */
function chargeNotes({ id, records, known, asOf }: Asked): string[] {
  return records.charges
    .filter((one) => one.id === id)
    .map((one) => {
      const { charge, amount, from, until, invoice, kind } = one;
      const says = `${kind} charge ${charge} of ${componentName(one)}: ${exactText(amount)} from ${formatInstant(from)} to ${formatInstant(until)}, on invoice ${invoice}`;
      const isKnown = [...known.charges.values()].flat().some((own) => own.id === id);
      return isKnown
        ? `${says}; a base takes what of it lies in its time`
        : `${says}; outside: not known as of ${formatInstant(asOf)}`;
    });
}

function eventNotes({ id, records, known, asOf }: Asked): string[] {
  return records.events
    .filter((one) => one.id === id)
    .map(({ ticket, event }) => {
      const says = `${event.event} of ticket ${ticket} at ${formatInstant(event.at)}`;
      const isKnown = (known.events.get(ticket) ?? []).some((one) => one.id === id);
      return isKnown ? says : `${says}; outside: not known as of ${formatInstant(asOf)}`;
    });
}
