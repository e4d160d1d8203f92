import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { DEGRADED } from "../core/state-timeline.ts";
import { NO_VALUE, type SampleSeries, type StateSeries } from "../model/series.ts";
import { formatDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import { bucketStart } from "./facts/outage-source.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { Plan } from "./plan.ts";
import { placed, type SeriesRead, seriesName } from "./series-tables.ts";

/** States and samples against the measures that read them: nothing about them may be guessed (17). */
export function checkStates({ states, samples, firsts }: SeriesRead, plan: Plan): Issue[] {
  const measures = plan.commitments.flatMap(({ id, services, measure }) =>
    measure.facts === "outages" ? [{ id, services, measure }] : [],
  );
  const reading = (service: string) =>
    measures.filter(({ services }) => services.includes(service));
  const found = [
    ...states.flatMap((series) =>
      reading(series.service).map((by) => ({ series, issue: unweighted(series, by) })),
    ),
    ...samples.flatMap((series) =>
      reading(series.service).flatMap((by) =>
        [unweighted(series, by), endless(series, by), crowded(series, by)].map((issue) => ({
          series,
          issue,
        })),
      ),
    ),
  ];
  return found.flatMap(({ series, issue }) => {
    const place = firsts.find(({ key }) => key === series)?.first;
    return issue === undefined || place === undefined
      ? []
      : [placed(place, issue.key, issue.issue)];
  });
}

interface Reader {
  readonly id: string;
  readonly measure: OutagesPlan;
}

interface Found {
  readonly key: string;
  readonly issue: Omit<Issue, "path">;
}

/** A degraded state needs a weight: without one it would count in full. */
function unweighted(
  series: StateSeries | SampleSeries,
  { id, measure }: Reader,
): Found | undefined {
  if (measure.weights?.has("degraded") === true || !series.state.includes(DEGRADED))
    return undefined;
  return {
    key: "state",
    issue: {
      code: "record.impact-without-weight",
      message: `states of ${shown(seriesName(series))} are degraded, and commitment ${id} gives that no weight`,
      hint: 'add weights: { degraded: "0.5" } to its measure; "1" makes it down, "0" up',
      value: shown("degraded"),
    },
  };
}

/** A sample must say how long it stands, where the contract does not. */
function endless(series: SampleSeries, { id, measure }: Reader): Found | undefined {
  const { maxGapMs, downWhen } = measure.source;
  if (maxGapMs !== undefined || downWhen?.bad.by === "slower") return undefined;
  const row = series.state.findIndex(
    (state, at) => state !== 0 && !((series.interval?.[at] ?? 0) > 0),
  );
  if (row === -1) return undefined;
  const at = formatInstant(series.at[row] as Instant);
  return {
    key: "interval",
    issue: {
      code: "sample.no-interval",
      message: `the sample of ${shown(seriesName(series))} at ${at} does not say how long it stands, nor does commitment ${id}`,
      hint: "give `interval` with each sample, or `maxGap` in the measure",
      value: at,
    },
  };
}

/** Which of two values in one bucket decides is said nowhere. */
function crowded(series: SampleSeries, { id, measure }: Reader): Found | undefined {
  const { downWhen } = measure.source;
  if (downWhen?.bad.by !== "slower" || downWhen.bad.value !== series.of) return undefined;
  let last = Number.NaN;
  for (const [row, at] of series.at.entries()) {
    if (series.values?.decimals[row] === NO_VALUE) continue;
    const start = bucketStart(at, downWhen.bucketMs);
    if (start === last) return severalIn(series, start as Instant, id, downWhen.bucketMs);
    last = start;
  }
  return undefined;
}

function severalIn(series: SampleSeries, start: Instant, id: string, bucketMs: number): Found {
  const length = formatDuration(durationMs(bucketMs));
  return {
    key: "at",
    issue: {
      code: "sample.several-in-bucket",
      message: `${shown(seriesName(series))} has several values in the bucket of ${length} at ${formatInstant(start)}; commitment ${id} does not say which decides`,
      hint: "give one value for each bucket",
      value: formatInstant(start),
    },
  };
}
