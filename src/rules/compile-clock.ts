import { suggest } from "../base/suggest.ts";
import type { Commitment, Contract } from "../contract.ts";
import { type CustomEvent, cadenceEnds, customEvents } from "../core/clock-signals.ts";
import type { Clock, TargetRow } from "../core/ticket-clock.ts";
import type { Collector, Path } from "./collector.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;

/** Shorter cadences would make more dues than anybody could meet, or any machine list. */
const cadenceMsMin = 60_000;

/** What the clock runs from and to (11); undefined when it is refused, or not built. */
export function clockOf(
  clock: Exclude<CyclesMeasure["clock"], { duty: unknown }>,
  commitment: Commitment,
  contract: Contract,
  at: Path,
  issues: Collector,
): Clock | undefined {
  if (typeof clock === "string") {
    if (clock !== "next-response") return { name: clock };
    return {
      name: clock,
      after: hasFirstResponse(commitment, contract) ? "first-response" : "opening",
    };
  }
  if ("update" in clock) {
    const { from, until, grid } = clock.update;
    const end = nameIn(cadenceEnds, until, [...at, "update", "until"], issues);
    return end === undefined ? undefined : { name: "update", cadence: { from, until: end, grid } };
  }
  const from = nameIn(customEvents, clock.custom.from, [...at, "custom", "from"], issues);
  const ends = customEvents.filter((name): name is CustomEvent => name !== "opened");
  const to = nameIn(ends, clock.custom.to, [...at, "custom", "to"], issues);
  if (from === undefined || to === undefined) return undefined;
  if (from !== to) return { name: "custom", from, to };
  issues.refuse(
    "clock.no-length",
    [...at, "custom", "to"],
    `the clock runs from ${from} to the same event`,
    "name two events",
    to,
  );
  return undefined;
}

/** Where a first response is agreed for a service too, it is what answers the opening (11). */
function hasFirstResponse({ scope }: Commitment, { commitments }: Contract): boolean {
  const services = servicesIn(scope);
  return commitments.some(
    ({ measure, scope: other }) =>
      measure.facts === "cycles" &&
      [measure, ...(measure.pooledWith ?? [])].some(({ clock }) => clock === "first-response") &&
      servicesIn(other).some((name) => services.includes(name)),
  );
}

function servicesIn({ service, each, pooled }: Commitment["scope"]): readonly string[] {
  if (service !== undefined) return [service];
  return each?.services ?? (Array.isArray(pooled) ? pooled : []);
}

function nameIn<Name extends string>(
  known: readonly Name[],
  name: string,
  path: Path,
  issues: Collector,
): Name | undefined {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  const near = suggest(name, known);
  issues.refuse(
    "clock.unknown-event",
    path,
    `no clock runs from or to "${name}" here`,
    near === undefined ? `one of: ${known.join(", ")}` : `did you mean "${near}"?`,
    name,
  );
  return undefined;
}

/** What only some clocks, and some rules for changes of priority, can be held against. */
export function checkClock(
  { onPriorityChange }: CyclesMeasure,
  clock: Clock,
  rows: readonly TargetRow[],
  path: Path,
  issues: Collector,
): void {
  rows.forEach(({ target }, index) => {
    const at = [...path, "targets", index, "within"];
    const isTime = target.kind === "elapsed" || target.kind === "business";
    if (onPriorityChange === "proportional" && rows.length > 1 && !isTime)
      issues.refuse(
        "target.no-share",
        at,
        "nothing is left of a date in proportion",
        "give elapsed or business time, or another onPriorityChange",
      );
    if (clock.name !== "update") return;
    const isTooShort = isTime && target.ms < cadenceMsMin;
    const staysPut = target.kind === "business-days" && target.countStartDay;
    if (isTooShort || staysPut || target.kind === "agreed")
      issues.refuse(
        "clock.cadence",
        at,
        "updates cannot be due at this frequency",
        "give a minute at least, and days that do not count the day of the last update",
      );
  });
}
