import { accepted, type Result, refused } from "../base/result.ts";
import type { DutyTerms } from "../core/duty.ts";
import { eventsOfSupport } from "../core/support.ts";
import { zoneAttributes } from "../core/ticket-zones.ts";
import type { RecordRow } from "../schema/records.ts";
import { zone } from "../time/zone.ts";
import { duties } from "./clock-parts.ts";
import { Collector, type Path } from "./collector.ts";
import type { Plan } from "./plan.ts";

type Row = Extract<RecordRow, { type: "fact" }>;

/** A duty of the contract, and the services that it is owed for. */
export interface Owed {
  readonly commitment: string;
  readonly terms: DutyTerms;
  readonly services: readonly string[];
}

const owedKnown = new WeakMap<Plan, readonly Owed[]>();

/** Asked for every fact, so it is found once for each contract. */
export function owedIn(plan: Plan): readonly Owed[] {
  const known = owedKnown.get(plan);
  if (known !== undefined) return known;
  const found = plan.commitments.flatMap(({ id, units, measure }) =>
    measure.facts === "cycles"
      ? duties(measure).map(({ duty }) => ({
          commitment: id,
          terms: duty,
          services: units.flatMap(({ services }) => services),
        }))
      : [],
  );
  owedKnown.set(plan, found);
  return found;
}

/** The names of facts that begin a cycle of a duty. */
export function eventsOf({ duty }: DutyTerms): readonly string[] {
  switch (duty.kind) {
    case "within-after":
    case "notice-before":
      return duty.event.names;
    case "max-gap":
    case "count-in-period":
    case "presence":
      return [duty.fact];
    case "supported-until":
      return eventsOfSupport(duty);
    case "entitlement":
      return [duty.event];
  }
}

/** Every name that the contract asks for. */
export function namesAsked(plan: Plan): readonly string[] {
  const measured = plan.commitments.flatMap(({ measure }) =>
    measure.facts === "values" ? [measure.of] : [],
  );
  const owed = owedIn(plan).flatMap(({ terms }) => [...eventsOf(terms), terms.duty.fact]);
  return [...new Set([...owed, ...measured, ...plan.averaged])];
}

/** What one fact says, held against the contract: its service, and the zone of its calendar. */
export function checkFact(row: Row, path: Path, plan: Plan): Result<null> {
  const issues = new Collector();
  const owed = owedIn(plan).filter(
    ({ terms }) => terms.duty.fact === row.fact || eventsOf(terms).includes(row.fact),
  );
  if (row.service !== undefined) {
    const known = new Collector();
    known.find("service", row.service, plan.services, [...path, "service"]);
    issues.issues.push(
      ...known.issues.map((issue) => ({ ...issue, code: "record.unknown-service" })),
    );
  }
  const several = owed.find(({ services }) => services.length > 1);
  if (row.service === undefined && several !== undefined)
    issues.refuse(
      "fact.service-missing",
      [...path, "service"],
      `${several.commitment} is owed for ${several.services.join(", ")}, and the fact does not say for which`,
      "give its `service`",
    );
  if (row.value === undefined && plan.averaged.has(row.fact))
    issues.refuse(
      "fact.value-missing",
      [...path, "value"],
      `credits count by the daily average of ${row.fact}, and the fact has no value`,
      'give its `value`, such as "150"',
    );
  for (const { terms } of owed) {
    checkZone(row, path, terms, issues);
    checkLength(row, path, terms, issues);
  }
  return issues.issues.length === 0 ? accepted(null) : refused(issues.issues);
}

/** Minutes are counted from `at` to `until`. */
function checkLength(row: Row, path: Path, { duty }: DutyTerms, issues: Collector): void {
  const isTimed = duty.kind === "entitlement" && duty.unit === "minutes";
  if (!isTimed || duty.event !== row.fact || row.until !== undefined) return;
  issues.refuse(
    "fact.until-missing",
    [...path, "until"],
    "minutes are counted, and the fact does not say until when it lasts",
    "give its `until`",
  );
}

/** What begins a cycle names the zone of a calendar that takes its zone from it (2). */
function checkZone(row: Row, path: Path, terms: DutyTerms, issues: Collector): void {
  if (!eventsOf(terms).includes(row.fact)) return;
  for (const attribute of zoneAttributes(terms.rows)) {
    const at = [...path, "attributes", attribute];
    const { attributes = {} } = row;
    const name = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (name !== undefined) issues.take(zone(name, at));
    else
      issues.refuse(
        "fact.zone-missing",
        at,
        `the fact does not say the zone of its calendar: it has no attribute "${attribute}"`,
        `give attributes: { ${attribute}: Europe/Berlin }, or one zone in the contract's attributes`,
      );
  }
}
