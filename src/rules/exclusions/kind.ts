import type { Maintenance } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import type { ExclusionFacts, Found } from "./index.ts";

/** Announced work of a kind. */
export function find(
  { kind }: Pick<Maintenance, "kind">,
  { maintenance, asOf }: ExclusionFacts,
): Found[] {
  return maintenance.filter((work) => work.kind === kind).map((work) => foundWork(work, asOf));
}

/** Work from its start to its end; what goes on is cut at asOf (15). */
export function foundWork(work: Maintenance, asOf: Instant): Found {
  const end = work.until === undefined || work.until > asOf ? asOf : work.until;
  return { record: work.id, start: work.from, end, work };
}
