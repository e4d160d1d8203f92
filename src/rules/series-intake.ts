import { accepted, issuesOf, type Result, refused } from "../base/result.ts";
import type { SampleState } from "../model/series.ts";
import type { RecordRow } from "../schema/records.ts";
import { readBucket, readSample } from "../schema/series-rows.ts";
import { readState } from "../schema/state-rows.ts";
import type { Path } from "./collector.ts";
import { checkPart, stateOf } from "./component-rows.ts";
import type { Plan } from "./plan.ts";
import type { SeriesRow, SeriesTables, StateNumbers } from "./series-tables.ts";

/** Rows in bulk go into their columns as soon as they are read; nothing else of them is kept. */

export function takeBucket(
  row: Extract<RecordRow, { type: "bucket" }>,
  path: Path,
  plan: Plan,
  series: SeriesTables,
): Result<null> {
  return takeSeries(row, path, plan, readBucket(row, path), (place, numbers) =>
    series.bucket(place, numbers),
  );
}

export function takeSample(
  row: Extract<RecordRow, { type: "sample" }>,
  path: Path,
  plan: Plan,
  series: SeriesTables,
): Result<null> {
  const state: Result<SampleState> =
    row.state === undefined
      ? accepted("none")
      : stateOf(row.state, row.service, [...path, "state"], plan);
  const numbers = readSample(row, path, state.ok ? state.value : "none");
  const read: typeof numbers =
    state.ok && numbers.ok ? numbers : refused([state, numbers].flatMap(issuesOf));
  return takeSeries(row, path, plan, read, (place, own) => series.sample(place, own));
}

export function takeState(
  row: Extract<RecordRow, { type: "state" }>,
  path: Path,
  plan: Plan,
  series: SeriesTables,
): Result<null> {
  const state = stateOf(row.state, row.service, [...path, "state"], plan);
  const left: Result<SampleState> =
    row.left === undefined
      ? accepted("none")
      : stateOf(row.left, row.service, [...path, "left"], plan);
  const stamps = readState(row, path);
  const read: Result<StateNumbers> =
    state.ok && left.ok && stamps.ok
      ? accepted({ ...stamps.value, state: state.value, left: left.value })
      : refused([state, left, stamps].flatMap(issuesOf));
  return takeSeries(row, path, plan, read, (place, numbers) => series.state(place, numbers));
}

function takeSeries<Numbers>(
  row: Extract<RecordRow, { type: "bucket" | "sample" | "state" }> & {
    readonly of?: string | undefined;
  },
  path: Path,
  plan: Plan,
  numbers: Result<Numbers>,
  take: (row: SeriesRow, numbers: Numbers) => void,
): Result<null> {
  const checked = checkPart(row, path, plan);
  if (!numbers.ok || !checked.ok) return refused([...issuesOf(numbers), ...issuesOf(checked)]);
  const { id, service, resource, of, source } = row;
  const [index] = path as [number];
  take({ index, file: source?.file, line: source?.line, id, service, resource, of }, numbers.value);
  return accepted(null);
}
