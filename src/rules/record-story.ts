import { type Cycle, cycleId, hasTarget } from "../core/ticket-clock.ts";
import type { Maintenance, Outage, Ticket } from "../model/records.ts";
import type { StatementResult } from "../model/statement.ts";
import type { Fact } from "../model/step.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";
import { bulkStories } from "./bulk-story.ts";
import { ticketClocks } from "./clock-parts.ts";
import { cycleFacts } from "./cycle-facts.ts";
import { type CycleFacts, isOfPeriod, runDuties, runTicket, selects } from "./facts/cycles.ts";
import { type KnownRecords, ofServices } from "./known-records.ts";
import { owedTextOf } from "./owed-text.ts";
import type { CommitmentPlan, CyclesPlan, Plan } from "./plan.ts";
import { stateStories } from "./state-story.ts";

export interface Story {
  readonly commitment: string;
  readonly fact: Fact;
}

/**
 * What a record without a row of evidence was to each result: evidence keeps late tickets and
 * counted outages only, so this is made anew from the records when somebody asks.
 */
export function storyOf(
  id: string,
  known: KnownRecords,
  plan: Plan,
  results: readonly StatementResult[],
  asOf: Instant,
): readonly Story[] {
  return plan.commitments.flatMap((commitment) =>
    commitment.units.flatMap((unit) => {
      const own = results.filter(
        (result) => result.commitment === commitment.id && result.scope === unit.name,
      );
      const { measure } = commitment;
      if (measure.facts === "outages")
        return [
          ...own.flatMap((result) =>
            unit.services.flatMap((service) => spanStories(id, service, known, commitment, result)),
          ),
          ...stateStories(id, unit, known, commitment.clause, own).map((fact) => ({
            commitment: commitment.id,
            fact,
          })),
        ];
      if (measure.facts !== "cycles")
        return bulkStories(id, unit, known, commitment.clause, measure, own).map((fact) => ({
          commitment: commitment.id,
          fact,
        }));
      if (own.length === 0) return [];
      const from = own.reduce((first, one) => Math.min(first, stampMs(one.period.from)), Infinity);
      const until = own.reduce((last, one) => Math.max(last, stampMs(one.period.until)), 0);
      const facts = cycleFacts(unit.services, known, commitment, asOf, from as Instant);
      const told = dutyStories(id, measure, commitment, { ...facts, until });
      const tickets = ofServices(known.tickets, unit.services);
      const ticket = tickets.find((one) => one.id === id || hasEvent(one, id, known));
      if (ticket === undefined) return told;
      const stories = ticketStories(ticket, measure, commitment, asOf);
      const named = ticket.id === id ? stories : stories.map((story) => ofEvent(story, id));
      return [...told, ...named];
    }),
  );
}

/** An event is a part of the story of its ticket. */
function hasEvent(ticket: Ticket, id: string, known: KnownRecords): boolean {
  return (known.events.get(ticket.id) ?? []).some((row) => row.id === id);
}

function ofEvent({ commitment, fact }: Story, id: string): Story {
  return { commitment, fact: { ...fact, record: id, effect: `${fact.record}, ${fact.effect}` } };
}

function ticketStories(
  ticket: Ticket,
  plan: CyclesPlan,
  { id, clause }: CommitmentPlan,
  asOf: Instant,
): Story[] {
  const parts = ticketClocks(plan);
  if (parts.length === 0) return [];
  const cycles = runTicket(plan, ticket, asOf);
  const story = (record: string, effect: string): Story => ({
    commitment: id,
    fact: { record, clause, effect: `${id}: ${effect}` },
  });
  if (cycles.length === 0) {
    const why = "no clock ran: what it begins with did not happen";
    return [story(ticket.id, why)];
  }
  return cycles.map((cycle) => story(cycleId(cycle), effectOf(cycle, plan)));
}

/**
 * The cycles that a fact began or kept; a kept one is told under the fact's own name. Of what is owed in
 * each period, those that begin before the results end.
 */
function dutyStories(
  id: string,
  plan: CyclesPlan,
  { id: commitment, clause }: CommitmentPlan,
  { until, ...facts }: CycleFacts & { readonly until: number },
): Story[] {
  return runDuties(plan, facts)
    .filter((cycle) => isOf(cycle.duty, id) && (!isOfPeriod(cycle) || cycle.start < until))
    .map((cycle) => {
      const record = cycle.duty?.begunBy === id ? cycleId(cycle) : id;
      const of = record === id && cycleId(cycle) !== id ? `${cycleId(cycle)}, ` : "";
      return {
        commitment,
        fact: { record, clause, effect: `${commitment}: ${of}${effectOf(cycle, plan)}` },
      };
    });
}

function isOf(duty: Cycle["duty"], id: string): boolean {
  return duty?.begunBy === id || duty?.stoppedBy === id || duty?.with?.includes(id) === true;
}

const countedBy: { readonly [In in CyclesPlan["countedIn"]]: string } = {
  due: "due",
  opened: "opening",
  closed: "stop",
};

function effectOf(cycle: Cycle, plan: CyclesPlan): string {
  if (!selects(plan.where, cycle.attributes)) return "not selected by `where` of the measure";
  const row = plan.parts.find(({ pooledAs }) => pooledAs === cycle.clock)?.rows[cycle.row];
  const isOfNone = cycle.row === -1 && cycle.breachedAt === undefined;
  const noDue = isOfNone ? "no due" : "no due yet";
  const due = cycle.dueAt === undefined ? noDue : `due ${formatInstant(cycle.dueAt)}`;
  const stop = cycle.stop === undefined ? "not stopped" : `stopped ${formatInstant(cycle.stop)}`;
  const counted = `${readableDuration(durationMs(cycle.elapsedMs))} counted, ${readableDuration(durationMs(cycle.pausedMs))} paused`;
  const held = `target ${row?.shown ?? "of no row"}`;
  const owed = owedTextOf(cycle);
  if (owed !== undefined) return `${owed}; ${held}`;
  const unowed = cycle.share?.isOwed === false ? "; nothing was left of the quota" : "";
  const where = isOfNone
    ? "it is in no population"
    : `it counts in the period of its ${countedBy[plan.countedIn]}`;
  return `${stateWord(cycle)}: ${cycle.duty === undefined ? "opened" : "begun"} ${formatInstant(cycle.start)}, ${due}, ${stop}; ${counted}; ${held}; ${where}${unowed}`;
}

/** What stopped and was held against nothing met no target. */
function stateWord(cycle: Cycle): string {
  return cycle.state === "met" && !hasTarget(cycle) ? "stopped" : cycle.state;
}

function spanStories(
  id: string,
  service: string,
  known: KnownRecords,
  { id: commitment, clause }: CommitmentPlan,
  result: StatementResult,
): Story[] {
  const outage: Outage | undefined = (known.outages.get(service) ?? []).find(
    (one) => one.id === id,
  );
  const work: Maintenance | undefined = (known.maintenance.get(service) ?? []).find(
    (one) => one.id === id,
  );
  const span = outage ?? work;
  if (span === undefined) return [];
  const until = span.until === undefined ? "now" : formatInstant(span.until);
  const why =
    outage === undefined && work?.impact === "none"
      ? "work without an impact of its own took nothing out"
      : `outside ${result.period.from} to ${result.period.until}, or no part of it counts`;
  return [
    {
      commitment,
      fact: {
        record: id,
        clause,
        effect: `${result.id}: ${formatInstant(span.from)} to ${until}: ${why}`,
      },
    },
  ];
}
