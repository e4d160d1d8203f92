import { accepted, type Issue, issuesOf, type Result, refused } from "../base/result.ts";
import { zoneAttributes } from "../core/ticket-zones.ts";
import type { EventRow, Ticket } from "../model/records.ts";
import { readTicket } from "../schema/record-rows.ts";
import type { RecordRow } from "../schema/records.ts";
import { zone } from "../time/zone.ts";
import { checkAgreed } from "./agreed-clocks.ts";
import { checkService } from "./check-service.ts";
import { ticketClocks } from "./clock-parts.ts";
import { Collector, type Path } from "./collector.ts";
import type { Plan } from "./plan.ts";
import type { Gathered } from "./record-tables.ts";

type TicketRow = Extract<RecordRow, { type: "ticket" }>;

const fine: Result<null> = accepted(null);

/** Reads a ticket and keeps it, or counts it and lets it go. There are millions of them. */
export function takeTicket(
  row: TicketRow,
  path: Path,
  plan: Plan,
  gathered: Gathered,
): Result<null> {
  const read = readTicket(row, path);
  const issues = issuesIn(row, path, plan);
  if (!read.ok) return refused([...read.issues, ...issues]);
  const { value: ticket } = read;
  for (const event of ticket.events) gathered.pastDues.look(event, ticket.id);
  if (issues.length === 0) {
    putTicket(ticket, plan, gathered);
    return fine;
  }
  gathered.nearValues.ticket(ticket, plan);
  gathered.keepTicket(ticket, gathered.index.last);
  return refused(issues);
}

/** Whether nothing can be wrong with a ticket whose stamps are read and that agrees on no due. */
export function isSurelyFine({ service }: Ticket, plan: Plan): boolean {
  return plan.services.has(service) && zoneAttributesFor(service, plan).length === 0;
}

/** Keeps a ticket with which nothing is wrong, or counts it: the row that was noted last. */
export function putTicket(ticket: Ticket, plan: Plan, gathered: Gathered): void {
  const { nearValues, intake, index } = gathered;
  nearValues.ticket(ticket, plan);
  if (intake === undefined) gathered.keepTicket(ticket, index.last);
  else intake.ticket(ticket, index.last);
}

/** Keeps an event that came as a row of its own, or has it counted with its ticket. */
export function takeEvent(read: Result<EventRow>, plan: Plan, gathered: Gathered): Result<null> {
  if (!read.ok) return read;
  const { value: row } = read;
  const { nearValues, pastDues, intake, index } = gathered;
  nearValues.event(row.event, row.ticket, plan);
  pastDues.look(row.event, row.ticket);
  if (intake === undefined) gathered.keepEvent(row, index.last);
  else intake.event(row, index.last);
  return fine;
}

function issuesIn(row: TicketRow, path: Path, plan: Plan): readonly Issue[] {
  return [
    ...(plan.services.has(row.service) ? [] : issuesOf(checkService(row.service, path, plan))),
    ...zoneIssues(row, path, plan),
    ...agreedIssues(row, path, plan),
  ];
}

function agreedIssues({ events }: TicketRow, path: Path, plan: Plan): readonly Issue[] {
  if (!events.some(({ event }) => event === "due-agreed")) return [];
  const placed = events.map((event, index) => ({ event, path: [...path, "events", index] }));
  return issuesOf(checkAgreed(placed, plan));
}

/** A calendar in the zone of the ticket needs the attribute that names it (semantics 2). */
function zoneIssues(
  { service, attributes = {} }: TicketRow,
  path: Path,
  plan: Plan,
): readonly Issue[] {
  const needed = zoneAttributesFor(service, plan);
  if (needed.length === 0) return [];
  const issues = new Collector();
  for (const attribute of needed) {
    const at = [...path, "attributes", attribute];
    const name = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (name !== undefined) issues.take(zone(name, at));
    else
      issues.refuse(
        "ticket.zone-missing",
        at,
        `the ticket does not say the zone of its calendar: it has no attribute "${attribute}"`,
        `give attributes: { ${attribute}: Europe/Berlin }, or one zone in the contract's attributes`,
      );
  }
  return issues.issues;
}

const zoneAttributesKnown = new WeakMap<Plan, Map<string, readonly string[]>>();

/** Asked for every ticket, so it is found once for each service of a contract. */
function zoneAttributesFor(service: string, plan: Plan): readonly string[] {
  const known = zoneAttributesKnown.get(plan) ?? new Map<string, readonly string[]>();
  zoneAttributesKnown.set(plan, known);
  let found = known.get(service);
  if (found === undefined) {
    const rows = plan.commitments.flatMap(({ services, measure }) =>
      measure.facts === "cycles" && services.includes(service)
        ? ticketClocks(measure).flatMap(({ clock }) => clock.rows)
        : [],
    );
    found = zoneAttributes(rows);
    known.set(service, found);
  }
  return found;
}
