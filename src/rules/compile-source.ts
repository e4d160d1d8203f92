import type { Contract } from "../contract.ts";
import type { SampleState } from "../model/series.ts";
import type { Collector, Path } from "./collector.ts";
import type { ServicePlan } from "./plan.ts";

/** What a service says of its records: its parts, its source's names of states, its first state. */
export function sourceOf(
  { resources = [], states, initialState }: Contract["services"][number],
  path: Path,
  issues: Collector,
): Pick<ServicePlan, "resources" | "states" | "initialState"> {
  resources.forEach((resource, at) => {
    if (resources.indexOf(resource) !== at)
      refuseTwin(resource, [...path, "resources", at], issues);
  });
  return {
    resources: new Set(resources),
    states: states === undefined ? undefined : statesOf(states, [...path, "states"], issues),
    initialState,
  };
}

/** One name, one state: a name in two rows could mean either (17). */
function statesOf(
  rows: NonNullable<Contract["services"][number]["states"]>,
  path: Path,
  issues: Collector,
): ReadonlyMap<string, SampleState> {
  const table = new Map<string, SampleState>();
  rows.forEach(({ is, source }, row) => {
    source.forEach((name, at) => {
      if (table.has(name)) refuseTwin(name, [...path, row, "source", at], issues);
      table.set(name, is);
    });
  });
  return table;
}

function refuseTwin(name: string, path: Path, issues: Collector): void {
  issues.refuse(
    "contract.duplicate-name",
    path,
    `"${name}" is listed twice`,
    "list each name once",
    name,
  );
}
