import type { StatementResult } from "../model/statement.ts";
import type { Fact } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import type { KnownRecords } from "./known-records.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import type { TallyPlan, ValuesPlan } from "./tally-plan.ts";

export type Counted = TallyPlan | ValuesPlan;

/** What one bucket or sample with an id was to the results of a commitment: counts and when. */
export function bulkStories(
  id: string,
  unit: ScopeUnit,
  known: KnownRecords,
  clause: string,
  measure: Counted,
  results: readonly StatementResult[],
): readonly Fact[] {
  const names = namesOf(measure);
  const isOf = ({ of, resource }: { readonly of?: string; readonly resource?: string }) =>
    of !== undefined &&
    names.has(of) &&
    unit.members.some(
      ({ component }) => component.resource === undefined || component.resource === resource,
    );
  const told = [
    ...unit.services.flatMap((service) =>
      (known.buckets.get(service) ?? []).filter(isOf).flatMap((series) =>
        placesOf(id, series.ids).map((place) => ({
          at: series.from[place] as Instant,
          what: `${series.good[place]} good of ${series.total[place]}${taggedText(series.excluded?.[place])}`,
        })),
      ),
    ),
    ...unit.services.flatMap((service) =>
      (known.samples.get(service) ?? []).filter(isOf).flatMap((series) =>
        placesOf(id, series.ids).map((place) => ({
          at: series.at[place] as Instant,
          what: "one value",
        })),
      ),
    ),
  ];
  return told.flatMap(({ at, what }) =>
    results.map((result): Fact => {
      const begins = formatInstant(at);
      const isIn = result.period.from <= begins && begins < result.period.until;
      const where = isIn
        ? "in the period"
        : `outside ${result.period.from} to ${result.period.until}`;
      return { record: id, clause, effect: `${result.id}: ${what}, at ${begins}, ${where}` };
    }),
  );
}

function namesOf(measure: Counted): ReadonlySet<string> {
  if (measure.facts === "values" || measure.scores?.by !== "name") return new Set([measure.of]);
  return new Set([...measure.scores.weights.keys()].map((name) => `${measure.of}.${name}`));
}

function placesOf(id: string, ids: ReadonlyMap<number, string> | undefined): number[] {
  return [...(ids ?? [])].flatMap(([place, own]) => (own === id ? [place] : []));
}

function taggedText(tagged: number | undefined): string {
  return tagged === undefined || tagged === 0 ? "" : `, ${tagged} of them excluded`;
}
