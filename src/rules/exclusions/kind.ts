import type { Maintenance } from "../../model/records.ts";
import { foundWork } from "../exclusion-spans.ts";
import type { ExclusionFacts, Found } from "./index.ts";

/** Announced work of a kind. */
export function find(
  { kind }: Pick<Maintenance, "kind">,
  { maintenance, asOf }: ExclusionFacts,
): Found[] {
  return maintenance.filter((work) => work.kind === kind).map((work) => foundWork(work, asOf));
}
