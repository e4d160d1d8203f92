import { ONE, type Ratio } from "../base/ratio.ts";

/** What a commitment is judged for: the units of its scope, each with a result of its own (21). */

/** A service, or one declared resource of it. */
export interface Component {
  readonly service: string;
  readonly resource?: string;
}

/** Stands for each customer until the records say which there are; no name is an asterisk. */
export const ANY_CUSTOMER = "*";

/** How the members of a unit become one: on their timelines, or of what each came to. */
export type Combine =
  | { readonly by: "itself" }
  /** Sum of bad over sum of whole. */
  | { readonly by: "pooled" }
  /** Down while at least `n` members are; `all`: while every one that is known is. */
  | { readonly by: "timeline"; readonly n: number | "all"; readonly strict: boolean }
  /** Each instant by the weights of the members that are down in it. */
  | { readonly by: "weighted" }
  | { readonly by: "sum-of-shortfalls" }
  | { readonly by: "mean-of-percentages" };

export interface Member {
  readonly component: Component;
  /** Of a weighted scope, relative to the other members; 1 elsewhere. */
  readonly weight: Ratio;
}

/** One thing that is judged, with one result for each period. */
export interface ScopeUnit {
  /** In the ids of its results and lines, and their `scope`. */
  readonly name: string;
  /** Whose charges it is about. */
  readonly services: readonly string[];
  /** Where it is one resource: which. */
  readonly resource?: string;
  readonly members: readonly Member[];
  readonly combine: Combine;
}

/** A component in words and as a key: "sql", or "sql:db-1"; names hold no colon. */
export function componentName({ service, resource }: Component): string {
  return resource === undefined ? service : `${service}:${resource}`;
}

/** A member that weighs no more than the others do. */
export function equal(component: Component): Member {
  return { component, weight: ONE };
}

/** One component that is judged by itself. */
export function componentUnit(component: Component): ScopeUnit {
  const { service, resource } = component;
  return {
    name: componentName(component),
    services: [service],
    ...(resource === undefined ? {} : { resource }),
    members: [equal(component)],
    combine: { by: "itself" },
  };
}
