import { type SampleSeries, type StateSeries, sampleStates } from "../model/series.ts";
import type { StatementResult } from "../model/statement.ts";
import type { Fact } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import type { KnownRecords } from "./known-records.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** What one change of state, or a sample of one, was to the results of a commitment: what, and when. */
export function stateStories(
  id: string,
  { services }: ScopeUnit,
  { states, samples }: Pick<KnownRecords, "states" | "samples">,
  clause: string,
  results: readonly StatementResult[],
): readonly Fact[] {
  const series: readonly (StateSeries | SampleSeries)[] = services.flatMap((service) => [
    ...(states.get(service) ?? []),
    ...(samples.get(service) ?? []),
  ]);
  return series.flatMap(({ at, state, ids }) => {
    const place = [...(ids ?? [])].find(([, name]) => name === id)?.[0];
    if (place === undefined) return [];
    const begins = formatInstant(at[place] as Instant);
    const what = sampleStates[state[place] as number];
    return results.map(({ id: result, period }): Fact => {
      const where =
        begins < period.from
          ? "before the period: the last one decides how it begins"
          : begins < period.until
            ? "in the period"
            : "after the period";
      return { record: id, clause, effect: `${result}: ${what} from ${begins}, ${where}` };
    });
  });
}
