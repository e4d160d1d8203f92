import { present } from "../base/invariant.ts";
import type { Contract } from "../contract.ts";
import type { Assumption, Statement } from "../model/statement.ts";
import type { RecordRow } from "../schema/records.ts";
import type { Collector, Path } from "./collector.ts";
import type { KnownRecords } from "./known-records.ts";
import type { CommitmentPlan, LimbPlan, Plan } from "./plan.ts";
import { componentUnit } from "./scope-plan.ts";

/**
 * Services that are judged for each of their customers: of these a customer is a part of the service,
 * as a resource is, but the records say which there are (21).
 */
export function hasCustomers(contract: Contract, service: string): boolean {
  return contract.commitments.some(({ scope }) => scope.each?.customersOf === service);
}

/**
 * A row of a customer of such a service as a row of that part. It must name the contract too: a row
 * that names another customer alone belongs to another contract.
 */
export function asPart(row: RecordRow, { id, customer, services }: Plan): RecordRow {
  const { contract, customer: own, ...rest } = row;
  if (contract !== id || own === undefined || own === customer) return row;
  switch (rest.type) {
    case "outage":
    case "maintenance":
    case "correction":
    case "state":
    case "sample":
    case "bucket":
    case "charge":
      return services.get(rest.service)?.hasCustomers === true && rest.resource === undefined
        ? { ...rest, resource: own }
        : row;
    case "attribution":
    case "claim":
    case "coverage":
    case "event":
    case "fact":
    case "ticket":
      return row;
  }
}

/** Who has no record in earlier periods had no result in them: nothing can be looked back to. */
export function checkLookBack(
  { scope }: Contract["commitments"][number],
  { credits, earlierPeriods }: Pick<CommitmentPlan, "credits" | "earlierPeriods">,
  path: Path,
  issues: Collector,
): void {
  if (scope.each?.customersOf === undefined) return;
  const isOfSeveral = (one: LimbPlan) =>
    one.limb === "consecutive" ||
    one.limb === "missed" ||
    (one.limb === "events" && one.per !== undefined);
  const looksBack = credits.some(
    ({ when, among, earnBack }) =>
      among !== undefined ||
      earnBack !== undefined ||
      (typeof when === "object" && when.some(isOfSeveral)),
  );
  if (!looksBack && earlierPeriods === undefined) return;
  issues.refuse(
    "scope.customers-look-back",
    [...path, "scope", "each", "customersOf"],
    "customers are those that records name, and one that is new has no earlier results to look back to",
    "list services in `each`, or let the credit rest on one period",
  );
}

/** The customers of a service that any record knows, in the order of their names. */
export function customersIn(known: KnownRecords, service: string): readonly string[] {
  const lists = [
    known.outages,
    known.maintenance,
    known.corrections,
    known.states,
    known.samples,
    known.buckets,
  ];
  const rows = lists.flatMap(
    (list): readonly { readonly resource?: string }[] => list.get(service) ?? [],
  );
  const charges = [...known.charges.values()].flat().filter((row) => row.service === service);
  const names = [...rows, ...charges].flatMap(({ resource }) => resource ?? []);
  return [...new Set(names)].sort();
}

/** The customers of a service that a statement has results for. */
export function customersJudged({ results }: Statement, service: string): readonly string[] {
  const names = results.flatMap(({ scope }) =>
    scope.startsWith(`${service}:`) ? [scope.slice(service.length + 1)] : [],
  );
  return [...new Set(names)];
}

/** The plan with the units that each customer makes; the same one where nothing asks for them. */
export function withCustomers(plan: Plan, customers: (service: string) => readonly string[]): Plan {
  const found = new Map<string, readonly string[]>();
  for (const { customersOf } of plan.commitments)
    if (customersOf !== undefined) found.set(customersOf, customers(customersOf));
  if (found.size === 0) return plan;
  const services = [...plan.services].map(([id, service]) => {
    const parts = found.get(id);
    return [id, parts === undefined ? service : { ...service, resources: new Set(parts) }] as const;
  });
  const commitments = plan.commitments.map((commitment) => {
    const { customersOf: service } = commitment;
    if (service === undefined) return commitment;
    const names = present(found.get(service), "its customers were asked for", service);
    return { ...commitment, units: names.map((resource) => componentUnit({ service, resource })) };
  });
  return { ...plan, services: new Map(services), commitments };
}

/** Who has no record has no result: how many customers there are is what the records say (21). */
export function customersTaken({ commitments }: Plan): Assumption[] {
  return commitments.flatMap(({ id, customersOf, units }) =>
    customersOf === undefined
      ? []
      : [
          {
            path: `commitments.${id}.scope.each.customersOf`,
            used: { "customers that records name": units.length },
            semantics: 21,
          },
        ],
  );
}
