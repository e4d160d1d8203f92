import { byText } from "../base/by-text.ts";
import { present } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { type CustomEvent, cadenceEnds } from "../core/clock-signals.ts";
import type { TicketEvent } from "../model/records.ts";
import { ticketClocks } from "./clock-parts.ts";
import type { Plan } from "./plan.ts";
import type { Gathered } from "./record-tables.ts";

/** In this order they come where all goes as it should; replies and reopenings come at any time. */
const stages: readonly CustomEvent[] = ["assigned", "engineer-assigned", ...cadenceEnds];

/** A clock of a contract's own, from one stage of a ticket to a later one (11). */
interface StagedClock {
  readonly commitment: string;
  readonly from: CustomEvent;
  readonly to: CustomEvent;
}

/** The clocks of each service. */
export type StagedClocks = ReadonlyMap<string, readonly StagedClock[]>;

export function stagedClocks({ commitments }: Plan): StagedClocks {
  const byService = new Map<string, StagedClock[]>();
  for (const { id, services, measure } of commitments) {
    if (measure.facts !== "cycles") continue;
    for (const { clock: terms } of ticketClocks(measure)) {
      if (terms.clock.name !== "custom") continue;
      const { from, to } = terms.clock;
      const first = stages.indexOf(from);
      if (first === -1 || stages.indexOf(to) < first) continue;
      for (const service of services) {
        const own = byService.get(service) ?? [];
        own.push({ commitment: id, from, to });
        byService.set(service, own);
      }
    }
  }
  return byService;
}

/** Whether the stop lies before every start: it answers nothing, and the clock runs on. */
export function stopsEarly({ from, to }: StagedClock, events: readonly TicketEvent[]): boolean {
  const [begun, ended] = [firstAt(from, events), firstAt(to, events)];
  return ended < begun && begun < Infinity;
}

function firstAt(name: CustomEvent, events: readonly TicketEvent[]): number {
  let first = Infinity;
  for (const { event, at } of events) if (event === name && at < first) first = at;
  return first;
}

/**
 * Tells of each clock once, with the least ticket in which it stops before it starts: in a statement
 * the order of the rows may not show (39).
 */
export function earlyStops({ tickets, events, places }: Gathered, plan: Plan): readonly Issue[] {
  const clocks = stagedClocks(plan);
  if (clocks.size === 0) return [];
  const added = new Map<string, TicketEvent[]>();
  for (const { ticket, event } of events) {
    const own = added.get(ticket);
    if (own === undefined) added.set(ticket, [event]);
    else own.push(event);
  }
  const found = new Map<string, { readonly clock: StagedClock; readonly of: typeof tickets }>();
  for (const ticket of tickets) {
    const log = [...ticket.events, ...(added.get(ticket.id) ?? [])];
    for (const clock of clocks.get(ticket.service) ?? []) {
      if (!stopsEarly(clock, log)) continue;
      const key = JSON.stringify(clock);
      const of = found.get(key)?.of ?? [];
      of.push(ticket);
      found.set(key, { clock, of });
    }
  }
  return [...found]
    .sort(([a], [b]) => byText(a, b))
    .map(([, { clock, of }]) => {
      const least = of.reduce((a, b) => (b.id < a.id ? b : a));
      const more = of.length === 1 ? "" : `, and ${of.length - 1} more`;
      const { file, line } = present(places.get(least), "a ticket that was kept has its place");
      const { commitment, from, to } = clock;
      return {
        code: "ticket.stop-before-start",
        path: [],
        message: `ticket ${shown(least.id)}${more}: ${to} lies before ${from}, from which the clock of ${commitment} runs; it ends nothing`,
        hint: "correct the log, if the clock was to end there",
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line }),
      };
    });
}
