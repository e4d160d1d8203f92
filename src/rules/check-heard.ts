import { byText } from "../base/by-text.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type { Correction } from "../model/records.ts";
import type { SeriesKey } from "../model/series.ts";
import type { Plan } from "./plan.ts";
import { seriesName } from "./series-tables.ts";

/**
 * Records that say what a time was, of which no measure counts any time: they would be dropped in
 * silence. These warnings stand in the statement, where the order of the rows may not show (39): no
 * index.
 */

/** Whether a measure of outages looks at the time of a service; it does so for all its parts. */
export function isHeard(service: string, { commitments }: Plan): boolean {
  return commitments.some(
    ({ measure, services }) => measure.facts === "outages" && services.includes(service),
  );
}

/** Corrections of time that nothing measures (26): told once for each service. */
export function unheardCorrections(corrections: readonly Correction[], plan: Plan): Issue[] {
  const unheard = corrections.filter(({ service }) => !isHeard(service, plan));
  const services = [...new Set(unheard.map(({ service }) => service))].sort(byText);
  return services.map((service) => {
    const own = unheard.filter((one) => one.service === service);
    const ids = own.map(({ id }) => id).sort(byText);
    return {
      code: "correction.not-measured",
      path: [],
      message: `nothing measures the time of ${shown(service)}: corrections of it change no figure (${ids.length}, the first ${shown(ids[0])})`,
      hint: "a correction says what a time was, for measures of outages; correct counts and values in their own rows",
      value: shown(service),
    };
  });
}

/** Changes of state of a time that nothing measures (17): told once for each series. */
export function unheardStates(states: readonly SeriesKey[], plan: Plan): Issue[] {
  return states
    .filter((one) => !isHeard(one.service, plan))
    .map((series) => ({
      code: "series.not-measured",
      path: [],
      message: `nothing looks at the states ${shown(seriesName(series))}; they change no figure`,
      hint: `no commitment measures outages of ${series.service}`,
      value: shown(series.service),
    }));
}
