import { accepted, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type { RecordRow } from "../schema/records.ts";
import { Collector, type Path } from "./collector.ts";
import { both, checkPart } from "./component-rows.ts";
import { outageFields } from "./outage-traits.ts";
import type { Plan } from "./plan.ts";

/** Outages and work against the contract: names, weights, users. */

export function checkOutage(
  row: Extract<RecordRow, { type: "outage" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const part = both(checkPart(row, path, plan), checkAttributes(row, path));
  if (!part.ok) return part;
  return both(
    checkUnits(row, path, plan),
    row.impact === undefined ? accepted(null) : checkImpact(row.service, row.impact, path, plan),
  );
}

/** What an outage says by a field of its own, it does not say a second time. */
function checkAttributes(
  { attributes = {} }: Extract<RecordRow, { type: "outage" }>,
  path: Path,
): Result<null> {
  const twice = outageFields.filter((field) => Object.hasOwn(attributes, field));
  if (twice.length === 0) return accepted(null);
  return refused(
    twice.map((field) => ({
      code: "outage.attribute-is-a-field",
      path: [...path, "attributes", field],
      message: `an outage has ${field === "tag" ? "tags" : `a field ${field}`} of its own`,
      hint: `write it as ${field === "tag" ? "tags: [...]" : `${field}: ...`}, beside \`attributes\``,
      value: shown(attributes[field]),
    })),
  );
}

/** Where users times minutes are measured, an outage that does not say whom it hit is not total. */
function checkUnits(
  { service, affected }: Extract<RecordRow, { type: "outage" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const isAsked = plan.commitments.some(
    ({ services, measure }) =>
      measure.facts === "outages" &&
      measure.denominator.by === "users" &&
      services.includes(service),
  );
  if (!isAsked || affected?.units !== undefined) return accepted(null);
  return refused([
    {
      code: "outage.units-missing",
      path: [...path, "affected"],
      message:
        "the contract counts users times minutes, and this outage does not say how many it hit",
      hint: "give the number: affected: { units: 120 }",
    },
  ]);
}

export function checkMaintenance(
  row: Extract<RecordRow, { type: "maintenance" }>,
  path: Path,
  plan: Plan,
): Result<null> {
  const part = checkPart(row, path, plan);
  if (!part.ok) return part;
  return row.impact === "degraded" ? checkDegraded(row.service, path, plan) : accepted(null);
}

/** An impact must have its weight wherever weights are agreed: none is guessed. */
function checkImpact(service: string, impact: string, path: Path, plan: Plan): Result<null> {
  const issues = new Collector();
  for (const { services, measure } of plan.commitments) {
    if (measure.facts !== "outages" || measure.weights === undefined || !services.includes(service))
      continue;
    issues.find("impact", impact, measure.weights, [...path, "impact"]);
    if (issues.issues.length > 0)
      return refused(
        issues.issues.map((issue) => ({ ...issue, code: "record.impact-without-weight" })),
      );
  }
  return accepted(null);
}

/** Work that only degrades a service needs a weight: without one it would count in full. */
export function checkDegraded(
  service: string,
  path: Path,
  plan: Plan,
  key = "impact",
): Result<null> {
  const unweighted = plan.commitments.find(
    ({ services, measure }) =>
      measure.facts === "outages" && measure.weights === undefined && services.includes(service),
  );
  if (unweighted === undefined) return checkImpact(service, "degraded", path, plan);
  return refused([
    {
      code: "record.impact-without-weight",
      path: [...path, key],
      message: `commitment ${unweighted.id} gives no weight to what degrades the service`,
      hint: 'add weights: { degraded: "0.5" } to its measure, or record it as down, or as no impact',
      value: shown("degraded"),
    },
  ]);
}
