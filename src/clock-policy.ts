import { RefusedError, shown, unwrap } from "./base/result.ts";
import { calendarsBelow } from "./clock/calendars-below.ts";
import { checksumOf } from "./clock/checksum.ts";
import type { TicketInput } from "./clock/ticket-input.ts";
import { checkContract, type ParsedContract } from "./contract.ts";
import type { ClockTarget } from "./core/ticket-clock.ts";
import type { ClockPolicy, PolicyClock, PolicyTarget, PolicyWhere } from "./model/clock-policy.ts";
import type { Records } from "./model/records.ts";
import { ticketClocks } from "./rules/clock-parts.ts";
import { knownRecords } from "./rules/known-records.ts";
import type { CommitmentPlan, CyclesPlan, Plan, Where } from "./rules/plan.ts";
import { isNewest, joinedSpan } from "./rules/versions.ts";
import { readInstant } from "./schema/instant-input.ts";

/**
 * The clocks of a contract as plain JSON for `clocksAt` of `makegood/clock`, small enough for a
 * browser: rows, pauses and the calendars that they use; no money.
 *
 * @throws {RefusedError} For anything else than what `parseContract` returns.
 * @example
 * const sent = JSON.stringify(clockPolicy(contract));
 * clocksAt(JSON.parse(sent), ticket, ticket.openedAt).length; // => 2
 */
export function clockPolicy(contract: ParsedContract): ClockPolicy {
  unwrap(checkContract(contract));
  const { plan, terms } = contract;
  const clocks = plan.commitments.flatMap((commitment) =>
    commitment.measure.facts === "cycles" && isNewest(commitment)
      ? clocksOf(commitment, commitment.measure, plan)
      : [],
  );
  const used = clocks.flatMap(({ rows }) =>
    rows.flatMap(({ target }) => ("calendar" in target ? [target.calendar] : [])),
  );
  const policy = {
    makegood: "clock-policy/1" as const,
    contract: plan.id,
    services: [...plan.services.keys()],
    calendars: calendarsBelow({ terms }, used),
    clocks,
  };
  return { ...policy, checksum: checksumOf(policy) };
}

/** The dates of the commitment, where they are shorter than the contract's. */
function spanOf({ inForce }: CommitmentPlan, { effective }: Plan): Pick<PolicyClock, "inForce"> {
  const { start, end } = joinedSpan(inForce);
  if (start === effective.start && end === effective.end) return {};
  return { inForce: { from: start, until: end } };
}

function clocksOf(commitment: CommitmentPlan, plan: CyclesPlan, contract: Plan): PolicyClock[] {
  const { id, clause, services } = commitment;
  const { where, atRisk } = plan;
  return ticketClocks(plan).map(({ clock, rows }) => ({
    id,
    clause,
    services,
    clock: clock.clock,
    agreedAs: clock.agreedAs,
    ...(where === undefined ? {} : { where: listed(where) }),
    rows: clock.rows.map((row, index) => ({
      ...(row.where === undefined ? {} : { where: listed(row.where) }),
      clause: rows[index]?.clause ?? clause,
      shown: rows[index]?.shown ?? "",
      target: named(row.target),
      ...(row.inForce === undefined ? {} : { inForce: row.inForce }),
      ...(row.turn === undefined ? {} : { turn: row.turn }),
    })),
    pausedBy: clock.pausedBy === "all" ? "all" : [...clock.pausedBy],
    replies: [...clock.replies],
    onPriorityChange: clock.onPriorityChange,
    onReopen: clock.onReopen,
    countedUnder: clock.countedUnder,
    ...(atRisk.length === 0 ? {} : { atRisk }),
    ...spanOf(commitment, contract),
    ...(clock.versions === undefined ? {} : { versions: clock.versions }),
  }));
}

function listed(where: Where): PolicyWhere {
  return Object.fromEntries([...where].map(([name, values]) => [name, [...values]]));
}

/** Calendars and zones by name. */
function named(target: ClockTarget): PolicyTarget {
  switch (target.kind) {
    case "elapsed":
    case "agreed":
      return target;
    case "business":
    case "business-days":
    case "business-windows":
      return { ...target, calendar: target.calendar.id };
    case "days":
    case "months":
      return { ...target, zone: target.zone.name };
  }
}

/**
 * The tickets among the records as they were known at an instant, with the events that came as rows
 * of their own: what `clocksAt` and `openClocks` take. In the order of their ids.
 *
 * @throws {RefusedError} For an instant that is none, or records that `parseRecords` did not make.
 * @example
 * ticketsOf(parseRecords([{ type: "ticket", ...ticket }], contract), "2026-11-01T00:00:00Z").length; // => 1
 */
export function ticketsOf(records: Records, asOf: string | number | Date): readonly TicketInput[] {
  const at = unwrap(readInstant(asOf, ["asOf"]));
  if (!isRecords(records)) {
    const message = `cannot use ${shown(records)} as records`;
    const hint = "give what parseRecords returns";
    throw new RefusedError([{ code: "settle.not-parsed", path: ["records"], message, hint }]);
  }
  const { tickets } = knownRecords(records, at);
  return [...tickets.values()].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
}

const recordLists = [
  "outages",
  "maintenance",
  "attributions",
  "tickets",
  "events",
  "claims",
] as const;

/** Whether it is what `parseRecords` returned. */
function isRecords(records: unknown): boolean {
  if (typeof records !== "object" || records === null) return false;
  const held = records as Partial<Record<string, unknown>>;
  return "digest" in held && recordLists.every((name) => Array.isArray(held[name]));
}
