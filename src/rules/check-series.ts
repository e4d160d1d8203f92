import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import { offGrid, otherLengths } from "../core/bucket-grid.ts";
import type { BucketSeries, SampleSeries, SeriesKey } from "../model/series.ts";
import { formatDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import { type Asked, askedBy, reads } from "./asked-series.ts";
import { bucketWarnings } from "./check-buckets.ts";
import { isHeard } from "./check-heard.ts";
import type { Plan } from "./plan.ts";
import { placed, type SeriesRead, seriesName } from "./series-tables.ts";

/** Rows in bulk against the contract: the lengths it names, and whether anything looks at them. */
export function checkSeries(
  { buckets, firsts }: SeriesRead,
  plan: Plan,
): { readonly issues: readonly Issue[]; readonly warnings: readonly Issue[] } {
  const asked = plan.commitments.flatMap(askedBy);
  return {
    issues: [
      ...buckets.flatMap((series) => lengthIssues(series, asked, firsts)),
      ...mixedIssues(firsts, asked),
    ],
    warnings: [
      ...firsts.flatMap(({ what, key }) => {
        if (what === "state" || (saysStates(key) && isHeard(key.service, plan))) return [];
        const names = asked.filter((one) => one.what === what && reads(one, key));
        return names.some(({ of }) => of === key.of) ? [] : [unasked(what, key, names)];
      }),
      ...bucketWarnings(buckets, plan),
    ],
  };
}

/**
 * Counts of a service and of its resources side by side: nobody can tell whether those of the
 * service hold those of the resources.
 */
function mixedIssues(firsts: SeriesRead["firsts"], asked: readonly Asked[]): Issue[] {
  return firsts.flatMap(({ what, key, first }) => {
    if (what !== "bucket" || key.resource === undefined) return [];
    const whole = firsts.find(
      (other) =>
        other.what === what &&
        other.key.resource === undefined &&
        other.key.service === key.service &&
        other.key.of === key.of,
    );
    const isAsked = asked.some((one) => one.what === what && one.of === key.of && reads(one, key));
    if (whole === undefined || !isAsked) return [];
    return [
      placed(first, "resource", {
        code: "series.resource-mixed",
        message: `there are buckets of ${shown(seriesName(key))} and of ${shown(seriesName(whole.key))}`,
        hint: "give the counts of the whole service, or of each resource, not both",
        value: shown(key.resource),
      }),
    ];
  });
}

/** A sample that says a state is a state of its service, whatever its name, where time is measured. */
function saysStates(series: SeriesKey | SampleSeries): boolean {
  return "state" in series && series.state.some((state) => state !== 0);
}

function lengthIssues(
  series: BucketSeries,
  asked: readonly Asked[],
  firsts: SeriesRead["firsts"],
): Issue[] {
  const own = asked.filter(
    (one) => one.what === "bucket" && one.of === series.of && reads(one, series),
  );
  const [place] = firsts.filter(({ key }) => key === series).map(({ first }) => first);
  return own.flatMap(({ bucketMs, commitment }) => {
    if (bucketMs === undefined || place === undefined) return [];
    const length = formatDuration(durationMs(bucketMs));
    const other = otherLengths(series, bucketMs);
    const shifted = other === undefined ? offGrid(series, bucketMs) : undefined;
    const off = other ?? shifted;
    if (off === undefined) return [];
    const at = formatInstant(series.from[off.first] as Instant);
    const wrong = other === undefined ? "begin between two others" : `are not ${length} long`;
    return [
      placed(place, "from", {
        code: other === undefined ? "bucket.misaligned" : "bucket.length-differs",
        message: `${off.buckets} buckets of ${shown(seriesName(series))} ${wrong}, the first at ${at}; ${commitment} weighs buckets of ${length} alike`,
        hint: "give one row for each bucket of the contract",
        value: at,
      }),
    ];
  });
}

/**
 * Nothing looks at these rows: said once for a series, with a name that is near. It stands in the
 * statement, where the order of the rows may not show (39): no index.
 */
function unasked(what: Asked["what"], series: SeriesKey, asked: readonly Asked[]): Issue {
  const names = [...new Set(asked.flatMap(({ of }) => of ?? []))];
  const near = series.of === undefined ? undefined : suggest(series.of, names);
  const listed =
    names.length === 0
      ? `no commitment measures ${what}s of ${series.service}`
      : `measured: ${names.join(", ")}`;
  return {
    code: "series.not-measured",
    path: [],
    message: `nothing looks at the ${what}s ${shown(seriesName(series))}; they change no figure`,
    hint: near === undefined ? listed : `did you mean ${shown(near)}?`,
    value: shown(series.of ?? series.service),
  };
}
