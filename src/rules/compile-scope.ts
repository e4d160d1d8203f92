import { parseQuantity, signOf } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import type { ServicePlan } from "./plan.ts";
import {
  ANY_CUSTOMER,
  type Combine,
  type Component,
  componentName,
  componentUnit,
  equal,
  type Member,
  type ScopeUnit,
} from "./scope-plan.ts";

type Scope = Commitment["scope"];

export interface ScopeContext {
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly issues: Collector;
}

/** Reads a scope: the units that are judged, one result each; every name is looked up (21). */
export function compileScope(scope: Scope, path: Path, context: ScopeContext): ScopeUnit[] {
  const { services, issues } = context;
  const of = (form: keyof Scope, list: MemberList, combine: Combine) => {
    const members = membersOf(list, [...path, form], context).map(equal);
    return [composite(form, members, combine)];
  };
  if (scope.service !== undefined) {
    issues.find("service", scope.service, services, [...path, "service"]);
    return [componentUnit({ service: scope.service })];
  }
  if (scope.each !== undefined) return eachOf(scope.each, [...path, "each"], context);
  if (scope.pooled !== undefined) return of("pooled", scope.pooled, { by: "pooled" });
  if (scope.allDown !== undefined)
    return of("allDown", scope.allDown, onTimeline("all", scope.allDown));
  if (scope.anyDown !== undefined)
    return of("anyDown", scope.anyDown, onTimeline(1, scope.anyDown));
  if (scope.atLeastDown !== undefined) {
    const { n, of: list } = scope.atLeastDown;
    const units = of("atLeastDown", list, onTimeline(n, scope.atLeastDown));
    checkCount(n, units, [...path, "atLeastDown", "n"], issues);
    return units;
  }
  if (scope.weighted !== undefined)
    return [weightedOf(scope.weighted, [...path, "weighted"], context)];
  if (scope.sumOfShortfalls !== undefined)
    return of("sumOfShortfalls", scope.sumOfShortfalls, { by: "sum-of-shortfalls" });
  return of("meanOfPercentages", scope.meanOfPercentages as readonly string[], {
    by: "mean-of-percentages",
  });
}

type MemberList =
  | readonly string[]
  | { readonly of: readonly string[] }
  | { readonly resourcesOf: string };

function eachOf(each: NonNullable<Scope["each"]>, path: Path, context: ScopeContext): ScopeUnit[] {
  if (each.resourcesOf !== undefined)
    return resourcesOf(each.resourcesOf, [...path, "resourcesOf"], context).map(componentUnit);
  if (each.customersOf !== undefined)
    return [anyCustomerOf(each.customersOf, [...path, "customersOf"], context)];
  return servicesIn(each.services as readonly string[], [...path, "services"], context).map(
    componentUnit,
  );
}

function anyCustomerOf(service: string, path: Path, { services, issues }: ScopeContext): ScopeUnit {
  const found = issues.find("service", service, services, path);
  if (found !== undefined && found.resources.size > 0)
    issues.refuse(
      "scope.customers-beside-resources",
      path,
      `service ${service} declares resources, and its customers would be parts of it too`,
      "give the customers a service of its own, or judge each of its resources",
      service,
    );
  return componentUnit({ service, resource: ANY_CUSTOMER });
}

const NAMED_MAX = 4;

/** "allDown:a+b"; of many members their number: the contract lists them. */
function composite(form: string, members: readonly Member[], combine: Combine): ScopeUnit {
  const names = members.map(({ component }) => componentName(component));
  const list = names.length > NAMED_MAX ? String(names.length) : names.join("+");
  const services = [...new Set(members.map(({ component }) => component.service))];
  return { name: `${form}:${list}`, services, members, combine };
}

function onTimeline(n: number | "all", list: object): Combine {
  return { by: "timeline", n, strict: Object.hasOwn(list, "unknownMember") };
}

function membersOf(list: MemberList, path: Path, context: ScopeContext): Component[] {
  if ("resourcesOf" in list)
    return resourcesOf(list.resourcesOf, [...path, "resourcesOf"], context);
  if ("of" in list) return servicesIn(list.of, [...path, "of"], context);
  return servicesIn(list, path, context);
}

function servicesIn(
  names: readonly string[],
  path: Path,
  { services, issues }: ScopeContext,
): Component[] {
  return names.map((service, at) => {
    issues.find("service", service, services, [...path, at]);
    if (names.indexOf(service) !== at)
      issues.refuse(
        "contract.duplicate-name",
        [...path, at],
        `service ${service} is listed twice`,
        "list each service once",
        service,
      );
    return { service };
  });
}

function resourcesOf(service: string, path: Path, { services, issues }: ScopeContext): Component[] {
  const found = issues.find("service", service, services, path);
  if (found !== undefined && found.resources.size === 0)
    issues.refuse(
      "scope.no-resources",
      path,
      `service ${service} declares no resources`,
      "list them in `resources` of the service",
      service,
    );
  return [...(found?.resources ?? [])].map((resource) => ({ service, resource }));
}

function checkCount(n: number, units: readonly ScopeUnit[], path: Path, issues: Collector): void {
  const count = units.flatMap(({ members }) => members).length;
  if (n > count)
    issues.refuse(
      "scope.more-than-members",
      path,
      `the scope has ${count} members; ${n} of them can never be down`,
      `give a number from 1 to ${count}`,
      n,
    );
}

function weightedOf(
  list: NonNullable<Scope["weighted"]>,
  path: Path,
  context: ScopeContext,
): ScopeUnit {
  const { issues } = context;
  const components = servicesIn(
    list.map(({ service }) => service),
    path,
    context,
  );
  const members = list.map(({ weight: text }, at): Member => {
    const component = components[at] as Component;
    const weight = parseQuantity(text);
    if (weight !== undefined && signOf(weight) > 0) return { component, weight };
    issues.refuse(
      "scope.weight-not-positive",
      [...path, at, "weight"],
      `the weight of ${component.service} is ${text}`,
      "give a weight above 0, or leave the service out",
      text,
    );
    return equal(component);
  });
  return composite("weighted", members, { by: "weighted" });
}
