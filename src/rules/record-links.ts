import { present } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import { logWords } from "../core/log-words.ts";
import { pauseIssues, sortEvents } from "../core/ticket-clock.ts";
import type { EventRow, Ticket, TicketEvent } from "../model/records.ts";
import type { Gathered, Place } from "./record-tables.ts";

/** What can only be judged when all rows are known: links between rows, and whole event logs. */
export function checkLinks(gathered: Gathered): readonly Issue[] {
  const outages = new Set(gathered.outages.map((outage) => outage.id));
  const tickets = new Map(gathered.tickets.map((ticket) => [ticket.id, ticket]));
  const issues: Issue[] = sharedIds(gathered, outages);
  const outageIds = [...outages].slice(0, SUGGESTED_FROM_MAX);
  const ticketIds = gathered.intake?.names ?? [...tickets.keys()].slice(0, SUGGESTED_FROM_MAX);
  for (const row of gathered.attributions) {
    const known = issues.length < SUGGESTIONS_MAX ? outageIds : [];
    if (!outages.has(row.outage)) issues.push(missing(row, "outage", row.outage, known, gathered));
  }
  issues.push(...claimIssues(gathered, outageIds), ...causeIssues(gathered, outageIds));
  const added = new Map<string, EventRow[]>();
  for (const row of gathered.events) {
    const known = issues.length < SUGGESTIONS_MAX ? ticketIds : [];
    const own = added.get(row.ticket);
    if (!tickets.has(row.ticket)) issues.push(missing(row, "ticket", row.ticket, known, gathered));
    else if (own === undefined) added.set(row.ticket, [row]);
    else own.push(row);
  }
  return [
    ...issues,
    ...gathered.tickets.flatMap((ticket) =>
      logIssues(ticket, added.get(ticket.id) ?? [], gathered),
    ),
  ];
}

/** What a claim is about may be a ticket that was counted when it was read and let go. */
function claimIssues(gathered: Gathered, names: readonly string[]): readonly Issue[] {
  const isKnown = (id: string) => aboutTypes.some((type) => gathered.index.has(type, id));
  return gathered.claims.flatMap((row) =>
    row.about === undefined || isKnown(row.about)
      ? []
      : [missing(row, "outage", row.about, names, gathered, "about")],
  );
}

/** A root cause is an outage that is known, and has no cause itself: no chain is followed (32). */
function causeIssues(gathered: Gathered, names: readonly string[]): readonly Issue[] {
  const caused = gathered.outages.flatMap((row) =>
    row.rootCause === undefined ? [] : [{ row, root: row.rootCause }],
  );
  if (caused.length === 0) return [];
  const known = new Map(gathered.outages.map((outage) => [outage.id, outage]));
  return caused.flatMap(({ row, root }) => {
    const found = known.get(root);
    if (found === undefined) return [missing(row, "outage", root, names, gathered, "rootCause")];
    if (found.rootCause === undefined) return [];
    const place = placeOf(row, gathered);
    const isItself = root === row.id;
    const message = isItself
      ? "an outage is not its own root cause"
      : `${shown(root)} was caused by another outage itself`;
    const hint = isItself
      ? "leave `rootCause` out"
      : `name the first cause, like ${shown(found.rootCause)}`;
    const path = [...place.path, "rootCause"];
    return [at(place, { code: "outage.no-root-cause", path, message, hint, value: shown(root) })];
  });
}

const aboutTypes = ["outage", "ticket", "maintenance", "fact"] as const;

/** "Did you mean" is for the first problems, among the first names: a hint may not cost minutes. */
const SUGGESTED_FROM_MAX = 2000;
const SUGGESTIONS_MAX = 20;

/** Evidence names outages and work by id alone: one id may not stand for both. */
function sharedIds(gathered: Gathered, outages: ReadonlySet<string>): Issue[] {
  return gathered.maintenance
    .filter(({ id }) => outages.has(id))
    .map((work) => {
      const place = placeOf(work, gathered);
      return at(place, {
        code: "record.id-shared",
        path: [...place.path, "id"],
        message: `${shown(work.id)} names an outage and a maintenance`,
        hint: "give each of them an id of its own",
        value: shown(work.id),
      });
    });
}

function missing(
  record: { readonly id: string },
  what: "outage" | "ticket",
  name: string,
  known: readonly string[],
  gathered: Gathered,
  field: string = what,
): Issue {
  const place = placeOf(record, gathered);
  const elsewhere = gathered.unrouted.has(`${what}:${name}`);
  const near = suggest(name, known);
  const hint = elsewhere
    ? `the ${what} belongs to another contract; give this row the same customer or contract`
    : near === undefined
      ? `add the ${what}, or remove this row`
      : `did you mean ${shown(near)}?`;
  return at(place, {
    code: `record.unknown-${what}`,
    path: [...place.path, field],
    message: `there is no ${what} ${shown(name)}`,
    hint,
    value: shown(name),
  });
}

/**
 * A log in which something ends that never began cannot be read as the facts of a case (10). Each
 * issue stands at the event: at its own row, where it has one, else inside the ticket.
 */
function logIssues(ticket: Ticket, added: readonly EventRow[], gathered: Gathered): Issue[] {
  const rows = new Map(added.map((row) => [row.event, row]));
  const events = sortEvents([...ticket.events, ...rows.keys()]);
  return pauseIssues({ ...ticket, events }).map((found) => {
    const event = events[found.index] as TicketEvent;
    const row = rows.get(event);
    const place = placeOf(row ?? ticket, gathered);
    const below = row === undefined ? ["events", ticket.events.indexOf(event)] : ["happened"];
    return at(place, {
      ...logWords(found, ticket, event),
      path: [...place.path, ...below],
      value: shown(ticket.id),
    });
  });
}

function placeOf(record: { readonly id: string }, { places }: Gathered): Place {
  return present(places.get(record), "each record that was kept has its place", record.id);
}

function at({ file, line }: Place, issue: Issue): Issue {
  return {
    ...issue,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
