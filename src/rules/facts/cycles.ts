import { wholeRatio } from "../../base/ratio.ts";
import { type Cycle, runClock } from "../../core/ticket-clock.ts";
import type { Measured, Miss } from "../../model/measured.ts";
import type { Ticket } from "../../model/records.ts";
import type { Population } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import { figures } from "../figures/index.ts";
import type { CyclesPlan, Where } from "../plan.ts";
import type { Judged } from "./scope.ts";

/** What a ticket means to one period. */
export type Standing =
  | "met"
  | "late"
  | "open"
  | "cancelled"
  | "ended-without-reply"
  | "no-row"
  | "before-term";

export interface MeasuredCycles {
  readonly measured: Measured;
  readonly population: Population;
  /** Late and undecided cycles, and those that are in no population, in the order of their ids. */
  readonly shown: readonly { readonly cycle: Cycle; readonly standing: Standing }[];
  readonly tickets: readonly string[];
}

/** Every clock of a commitment's tickets, run once for all its periods. */
export function runAll(
  plan: CyclesPlan,
  tickets: readonly Ticket[],
  asOf: Instant,
): readonly Cycle[] {
  const cycles: Cycle[] = [];
  for (const ticket of tickets) {
    const cycle = runClock(plan.clock, ticket, asOf);
    if (cycle !== undefined && selects(plan.where, cycle.attributes)) cycles.push(cycle);
  }
  return cycles;
}

/**
 * The tickets of one period: a ticket counts in exactly one, the one that holds its due, or the
 * breach where a shorter target came later (semantics 16). Open tickets are never met.
 */
export function measure(
  plan: CyclesPlan,
  cycles: readonly Cycle[],
  judged: Judged,
): MeasuredCycles {
  const own = cycles.flatMap((cycle) => {
    const at = countedAt(cycle);
    if (at < judged.start || judged.beyond <= at) return [];
    return [
      {
        cycle,
        standing: cycle.start < judged.termStart ? "before-term" : standingOf(cycle),
      } as const,
    ];
  });
  const count = (standing: Standing) =>
    own.reduce((sum, one) => (one.standing === standing ? sum + 1 : sum), 0);
  const [met, late] = [count("met"), count("late")];
  const [bad, whole] = [wholeRatio(late), wholeRatio(met + late)];
  const isEmpty = met + late === 0;
  const figure = isEmpty ? null : figures[plan.figure].compute({ bad, whole });
  const misses = own
    .filter(({ standing }) => standing === "late")
    .map(({ cycle }) => missOf(cycle));
  return {
    measured: {
      figure,
      unit: figures[plan.figure].unit,
      bad,
      whole,
      misses: misses.sort(byId),
      ...(figure === null ? { whyNot: "empty-population" } : {}),
    },
    population: {
      counted: met + late,
      met,
      late,
      open: count("open"),
      cancelled: count("cancelled"),
      notCounted: count("ended-without-reply") + count("no-row") + count("before-term"),
    },
    shown: own
      .filter(({ standing }) => standing !== "met")
      .sort((a, b) => (a.cycle.ticket < b.cycle.ticket ? -1 : 1)),
    tickets: own.map(({ cycle }) => cycle.ticket),
  };
}

/** A due that is not known yet (paused before it) lies after asOf: it belongs to no closed period. */
function countedAt(cycle: Cycle): number {
  return (
    cycle.breachedAt ??
    cycle.dueAt ??
    (cycle.state === "cancelled" || cycle.row === -1 ? cycle.start : Infinity)
  );
}

function standingOf({ state, row, breachedAt }: Cycle): Standing {
  if (breachedAt !== undefined) return "late";
  if (row === -1) return "no-row";
  switch (state) {
    case "met":
      return "met";
    case "late":
    case "open-late":
      return "late";
    case "running":
    case "paused":
      return "open";
    case "cancelled":
      return "cancelled";
    case "ended-without-reply":
      return "ended-without-reply";
  }
}

function missOf(cycle: Cycle): Miss {
  const at = cycle.breachedAt ?? cycle.start;
  return {
    id: cycle.ticket,
    at,
    ...(cycle.stop === undefined ? {} : { until: cycle.stop }),
    size: wholeRatio(cycle.lateMs),
    attributes: cycle.attributes,
  };
}

function byId(a: Miss, b: Miss): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

export function selects(
  where: Where | undefined,
  attributes: Readonly<Record<string, string>>,
): boolean {
  if (where === undefined) return true;
  for (const [key, values] of where) {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (value === undefined || !values.has(value)) return false;
  }
  return true;
}
