import { foundWork } from "../exclusion-spans.ts";
import type { ExclusionFacts, Found } from "./index.ts";

/** Work and outages that bear a tag. Work is held to what was announced, as by its kind. */
export function find({ tag }: { readonly tag: string }, facts: ExclusionFacts): Found[] {
  const works = facts.maintenance.filter(({ tags }) => tags.includes(tag));
  const outages = facts.faults.filter(({ id }) => facts.tags.get(id)?.includes(tag) === true);
  return [
    ...works.map((work) => foundWork(work, facts.asOf)),
    ...outages.map(({ id, start, end }): Found => {
      const attribution = facts.attributions.get(id);
      return { record: id, start, end, ...(attribution === undefined ? {} : { attribution }) };
    }),
  ];
}
