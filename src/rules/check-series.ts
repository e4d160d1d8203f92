import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import { offGrid, otherLengths } from "../core/bucket-grid.ts";
import type { BucketSeries, SampleSeries, SeriesKey } from "../model/series.ts";
import { formatDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import { placed, type SeriesRead, seriesName } from "./series-tables.ts";

/** Rows in bulk against the contract: the lengths it names, and whether anything looks at them. */
export function checkSeries(
  { buckets, firsts }: SeriesRead,
  plan: Plan,
): { readonly issues: readonly Issue[]; readonly warnings: readonly Issue[] } {
  const asked = plan.commitments.flatMap(askedBy);
  return {
    issues: buckets.flatMap((series) => lengthIssues(series, asked, firsts)),
    warnings: firsts.flatMap(({ what, key, first }) => {
      if (what === "state" || saysStates(key)) return [];
      const names = asked.filter((one) => one.what === what && one.services.has(key.service));
      return names.some(({ of }) => of === key.of) ? [] : [unasked(what, key, names, first)];
    }),
  };
}

/** Rows of one name that a commitment reads. */
interface Asked {
  readonly what: "bucket" | "sample";
  readonly services: ReadonlySet<string>;
  readonly of: string | undefined;
  /** How long each bucket is, where the contract says. */
  readonly bucketMs: number | undefined;
  readonly commitment: string;
}

function askedBy({ id, services, measure }: CommitmentPlan): Asked[] {
  const asked = (what: Asked["what"], of: string | undefined, bucketMs?: number): Asked => ({
    what,
    services: new Set(services),
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
    case "cycles":
      return [];
  }
}

/** A sample that says a state is a state of its service, whatever its name. */
function saysStates(series: SeriesKey | SampleSeries): boolean {
  return "state" in series && series.state.some((state) => state !== 0);
}

function lengthIssues(
  series: BucketSeries,
  asked: readonly Asked[],
  firsts: SeriesRead["firsts"],
): Issue[] {
  const own = asked.filter(
    ({ what, services, of }) =>
      what === "bucket" && of === series.of && services.has(series.service),
  );
  const place = firsts.find(({ key }) => key === series)?.first;
  return own.flatMap(({ bucketMs, commitment }) => {
    if (bucketMs === undefined || place === undefined) return [];
    const length = formatDuration(durationMs(bucketMs));
    const other = otherLengths(series, bucketMs);
    const shifted = other === undefined ? offGrid(series, bucketMs) : undefined;
    const off = other ?? shifted;
    if (off === undefined) return [];
    const at = formatInstant((series.from[off.first] ?? 0) as Instant);
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

/** Nothing looks at these rows: said once for a series, with a name that is near. */
function unasked(
  what: Asked["what"],
  series: SeriesKey,
  asked: readonly Asked[],
  place: SeriesRead["firsts"][number]["first"],
): Issue {
  const names = [...new Set(asked.flatMap(({ of }) => of ?? []))];
  const near = series.of === undefined ? undefined : suggest(series.of, names);
  const listed =
    names.length === 0
      ? `no commitment measures ${what}s of ${series.service}`
      : `measured: ${names.join(", ")}`;
  return placed(place, "of", {
    code: "series.not-measured",
    message: `nothing looks at the ${what}s ${shown(seriesName(series))}; they change no figure`,
    hint: near === undefined ? listed : `did you mean ${shown(near)}?`,
    value: shown(series.of ?? series.service),
  });
}
