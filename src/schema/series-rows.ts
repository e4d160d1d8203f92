import { parseDecimal } from "../base/ratio.ts";
import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type { SampleState } from "../model/series.ts";
import { parseDuration } from "../time/duration.ts";
import type { Instant } from "../time/instant.ts";
import { Stamps } from "./record-rows.ts";
import type { RecordRow } from "./records.ts";

/** Rows that come in bulk: from the shape to numbers for typed columns. */

type Path = Issue["path"];
type Row<Type extends RecordRow["type"]> = Extract<RecordRow, { type: Type }>;

export interface BucketNumbers {
  readonly from: Instant;
  readonly until: Instant;
  readonly good: number;
  readonly total: number;
  readonly excluded: number;
  readonly recordedAt: Instant | undefined;
}

/** Counts over a span: the span has a length, and the parts of the count fit into it (24). */
export function readBucket(row: Row<"bucket">, path: Path): Result<BucketNumbers> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const until = stamps.at(row.until, "until");
  const { recordedAt } = stamps.optional("recordedAt", row.recordedAt);
  stamps.forward(from, until, row);
  const { good, total, excluded = 0 } = row;
  if (stamps.issues.length === 0 && from === until)
    stamps.issues.push({
      code: "bucket.no-length",
      path: [...path, "until"],
      message: `the bucket begins and ends at ${shown(row.until)}`,
      hint: "a bucket counts over a span: give its end",
      value: shown(row.until),
    });
  if (good > total - excluded)
    stamps.issues.push({
      code: "bucket.counts-exceed-total",
      path: [...path, "good"],
      message: `${good} good and ${excluded} excluded are more than ${total} in total`,
      hint: "`total` counts every attempt; `excluded` ones are in it, and not in `good`",
      value: shown(good),
    });
  return stamps.done({ from, until, good, total, excluded, recordedAt });
}

export interface SampleNumbers {
  readonly at: Instant;
  readonly state: SampleState;
  readonly intervalMs: number;
  readonly value: { readonly mantissa: bigint; readonly decimals: number } | undefined;
  readonly recordedAt: Instant | undefined;
}

/** A sample says a state, a value, or both (17); what its name of a state means is found already. */
export function readSample(
  row: Row<"sample">,
  path: Path,
  state: SampleState,
): Result<SampleNumbers> {
  const stamps = new Stamps(path);
  const at = stamps.at(row.at, "at");
  const { recordedAt } = stamps.optional("recordedAt", row.recordedAt);
  const interval =
    row.interval === undefined ? undefined : parseDuration(row.interval, [...path, "interval"]);
  if (interval?.ok === false) stamps.issues.push(...interval.issues);
  const value = row.value === undefined ? undefined : readValue(row.value, [...path, "value"]);
  if (value?.ok === false) stamps.issues.push(...value.issues);
  if (row.state === undefined && row.value === undefined)
    stamps.issues.push({
      code: "sample.empty",
      path,
      message: "the sample says neither a state nor a value",
      hint: "give `state`, `value`, or both",
    });
  return stamps.done({
    at,
    state,
    intervalMs: interval?.ok === true ? interval.value : 0,
    value: value?.ok === true ? value.value : undefined,
    recordedAt,
  });
}

function readValue(
  text: string,
  path: Path,
): Result<{ readonly mantissa: bigint; readonly decimals: number }> {
  if (parseDecimal(text) === undefined)
    return refused([
      {
        code: "decimal.too-long",
        path,
        message: `${shown(text)} has too many digits`,
        hint: "use at most 18 digits, 12 of them decimals (semantics 34)",
        value: shown(text),
      },
    ]);
  const [, decimals = ""] = text.split(".");
  return accepted({ mantissa: BigInt(text.replace(".", "")), decimals: decimals.length });
}
