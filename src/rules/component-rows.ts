import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import type { SampleState } from "../model/series.ts";
import { nameSchema } from "../schema/fields.ts";
import { checkService } from "./check-service.ts";
import type { Path } from "./collector.ts";
import type { Plan } from "./plan.ts";

/** Checks of rows that name a part of a service, or its state in the words of their source. */

/** A resource is declared by its service; an outage of something unknown would count for nobody. */
export function checkResource(
  { service, resource }: { readonly service: string; readonly resource?: string | undefined },
  path: Path,
  plan: Plan,
): Result<null> {
  const found = plan.services.get(service);
  if (resource === undefined || found === undefined || found.resources.has(resource))
    return accepted(null);
  if (found.hasCustomers) return checkCustomer(resource, path);
  const declared = found.resources;
  const near = suggest(resource, [...declared]);
  const list =
    declared.size === 0
      ? `list it in the contract: resources: [${resource}]`
      : `declared: ${[...declared].slice(0, 20).join(", ")}`;
  return refused([
    {
      code: "record.unknown-resource",
      path: [...path, "resource"],
      message: `service ${service} has no resource ${shown(resource)}`,
      hint: near === undefined ? list : `did you mean ${shown(near)}?`,
      value: shown(resource),
    },
  ]);
}

/** In the ids of results and lines a customer stands as a name does. */
function checkCustomer(customer: string, path: Path): Result<null> {
  if (nameSchema.safeParse(customer).success) return accepted(null);
  return refused([
    {
      code: "record.customer-not-a-name",
      path: [...path, "customer"],
      message: `${shown(customer)} cannot stand in the name of a result`,
      hint: "give the customer a name of letters, digits, dots, dashes and underscores",
      value: shown(customer),
    },
  ]);
}

/** A service of the contract, and a part that it declares, where one is named. */
export function checkPart(
  row: { readonly service: string; readonly resource?: string | undefined },
  path: Path,
  plan: Plan,
): Result<null> {
  return both(checkService(row.service, path, plan), checkResource(row, path, plan));
}

/** Every problem of both. */
export function both(a: Result<null>, b: Result<null>): Result<null> {
  if (a.ok && b.ok) return accepted(null, [...a.warnings, ...b.warnings]);
  return refused([...(a.ok ? [] : a.issues), ...(b.ok ? [] : b.issues)]);
}

const states = ["up", "degraded", "down", "unknown"] as const;

/** What a name of a state means: by the table of its service, else one of the four words (17). */
export function stateOf(
  name: string,
  service: string,
  path: Path,
  plan: Plan,
): Result<SampleState> {
  const table = plan.services.get(service)?.states;
  const found = table === undefined ? states.find((one) => one === name) : table.get(name);
  if (found !== undefined) return accepted(found);
  const known = table === undefined ? states : [...table.keys()];
  const near = suggest(name, known);
  const issue: Issue = {
    code: "record.unknown-state",
    path,
    message: `${shown(name)} is no state of ${service}`,
    hint:
      near === undefined
        ? `use one of ${known.join(", ")}, or add the name to \`states\` of the service`
        : `did you mean ${shown(near)}?`,
    value: shown(name),
  };
  return refused([issue]);
}
