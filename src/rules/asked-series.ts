import type { SeriesKey } from "../model/series.ts";
import type { CommitmentPlan } from "./plan.ts";
import { ANY_CUSTOMER, type Component } from "./scope-plan.ts";

/** Rows of one name that a commitment reads. */
export interface Asked {
  readonly what: "bucket" | "sample";
  /** To counts and values the rows of a service are no rows of its parts; to time they are (21). */
  readonly facts: "outages" | "tally" | "values";
  readonly components: readonly Component[];
  /** The resources among them, by service. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string | undefined>>;
  readonly of: string | undefined;
  /** How long each bucket is, where the contract says. */
  readonly bucketMs: number | undefined;
  readonly commitment: string;
}

/** What rows in bulk a commitment looks at, by their names. */
export function askedBy({ id, units, measure }: CommitmentPlan): Asked[] {
  if (measure.facts === "cycles") return [];
  const { facts } = measure;
  const components = units.flatMap(({ members }) => members.map(({ component }) => component));
  const resources = new Map<string, Set<string | undefined>>();
  for (const { service, resource } of components) {
    const held = resources.get(service);
    if (held === undefined) resources.set(service, new Set([resource]));
    else held.add(resource);
  }
  const asked = (what: Asked["what"], of: string | undefined, bucketMs?: number): Asked => ({
    what,
    facts,
    components,
    resources,
    of,
    bucketMs,
    commitment: id,
  });
  switch (measure.facts) {
    case "tally":
      if (measure.scores?.by === "value") return [asked("sample", measure.of)];
      if (measure.scores?.by === "name")
        return [...measure.scores.weights.keys()].map((name) =>
          asked("bucket", `${measure.of}.${name}`, measure.bucketMs),
        );
      return [asked("bucket", measure.of, measure.bucketMs)];
    case "values":
      return [asked("sample", measure.of)];
    case "outages": {
      const { downWhen } = measure.source;
      if (downWhen === undefined) return [];
      return downWhen.bad.by === "slower"
        ? [asked("sample", downWhen.bad.value)]
        : [asked("bucket", downWhen.of, downWhen.bucketMs)];
    }
  }
}

/** Whether the rows of a series are among those of the scope, whatever their name. */
export function reads({ facts, resources }: Asked, { service, resource }: SeriesKey): boolean {
  const own = resources.get(service);
  if (own === undefined) return false;
  if (own.has(undefined) || own.has(resource)) return true;
  // To time the rows of a service are rows of its parts; a customer of any name has rows of his own.
  return resource === undefined ? facts === "outages" : own.has(ANY_CUSTOMER);
}
