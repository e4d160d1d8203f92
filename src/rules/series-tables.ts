import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { BucketTable } from "../core/bucket-table.ts";
import { SampleTable } from "../core/sample-table.ts";
import type { Ordered, RowPlace } from "../core/series-rows.ts";
import { type StateRow, StateTable } from "../core/state-table.ts";
import type { BucketSeries, SampleSeries, SeriesKey, StateSeries } from "../model/series.ts";
import type { BucketNumbers, SampleNumbers } from "../schema/series-rows.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";

/** What a row of a series says beside its numbers. */
export interface SeriesRow extends RowPlace {
  readonly id?: string | undefined;
  readonly service: string;
  readonly resource?: string | undefined;
  readonly of?: string | undefined;
}

export type StateNumbers = Pick<StateRow, "at" | "state" | "left" | "recordedAt">;

/** The rows in bulk of one contract, by series, while they are read. */
export class SeriesTables {
  private readonly bucketTables = new Map<string, BucketTable>();
  private readonly sampleTables = new Map<string, SampleTable>();
  private readonly stateTables = new Map<string, StateTable>();

  bucket(row: SeriesRow, numbers: BucketNumbers): void {
    const table = tableOf(row, this.bucketTables, (key) => new BucketTable(key));
    table.push({ ...numbers, ...markOf(row) });
  }

  sample(row: SeriesRow, numbers: SampleNumbers): void {
    const table = tableOf(row, this.sampleTables, (key) => new SampleTable(key));
    table.push({ ...numbers, ...markOf(row) });
  }

  state(row: SeriesRow, numbers: StateNumbers): void {
    const table = tableOf(row, this.stateTables, (key) => new StateTable(key));
    table.push({ ...markOf(row), ...numbers });
  }

  /** The series in the order of their names, with what is wrong or odd about their rows. */
  done(): SeriesRead {
    const buckets = sortedTables(this.bucketTables).map((table) => ({
      ...table.done(),
      first: table.firstPlace(),
    }));
    const samples = sortedTables(this.sampleTables).map((table) => ({
      ...table.done(),
      first: table.firstPlace(),
    }));
    const states = sortedTables(this.stateTables).map((table) => ({
      ...table.done(),
      first: table.firstPlace(),
    }));
    const found = [
      ...buckets.map((one) => ({ ...one, what: "bucket" as const })),
      ...samples.map((one) => ({ ...one, what: "sample" as const })),
      ...states.map((one) => ({ ...one, what: "state" as const })),
    ];
    return {
      buckets: buckets.map(({ series }) => series),
      samples: samples.map(({ series }) => series),
      states: states.map(({ series }) => series),
      issues: found.flatMap(({ what, series, order }) => clashIssues(what, series, order)),
      warnings: found.flatMap(({ what, series, order }) => twinWarning(what, series, order)),
      firsts: found.map(({ what, series, first }) => ({ what, key: series, first })),
    };
  }
}

export interface SeriesRead {
  readonly buckets: readonly BucketSeries[];
  readonly samples: readonly SampleSeries[];
  readonly states: readonly StateSeries[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** The first row of each series. */
  readonly firsts: readonly {
    readonly what: "bucket" | "sample" | "state";
    readonly key: SeriesKey;
    readonly first: RowPlace;
  }[];
}

function tableOf<Table>(
  { service, resource, of }: SeriesRow,
  tables: Map<string, Table>,
  make: (key: SeriesKey) => Table,
): Table {
  const name = `${service}\n${resource ?? ""}\n${of ?? ""}`;
  let table = tables.get(name);
  if (table === undefined) {
    table = make({
      service,
      ...(resource === undefined ? {} : { resource }),
      ...(of === undefined ? {} : { of }),
    });
    tables.set(name, table);
  }
  return table;
}

function markOf({ index, file, line, id }: SeriesRow) {
  return { index, file, line, id };
}

function sortedTables<Table>(tables: ReadonlyMap<string, Table>): readonly Table[] {
  return [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, table]) => table);
}

/** "requests of messaging" */
export function seriesName({ service, resource, of }: SeriesKey): string {
  const whose = resource === undefined ? service : `${resource} of ${service}`;
  return of === undefined ? whose : `${of} of ${whose}`;
}

function placeText({ index, file, line }: RowPlace): string {
  return file === undefined ? `row ${index}` : `${file}:${line ?? "?"}`;
}

export function placed(
  { index, file, line }: RowPlace,
  key: string,
  issue: Omit<Issue, "path">,
): Issue {
  return {
    ...issue,
    path: [index, key],
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

const clashCodes = {
  bucket: "bucket.overlap",
  sample: "sample.clash",
  state: "state.clash",
} as const;

/** One count for each span, one sample for each instant: of two that clash, neither can be chosen. */
function clashIssues(
  what: "bucket" | "sample" | "state",
  key: SeriesKey,
  { clashes }: Ordered,
): Issue[] {
  const name = shown(seriesName(key));
  return clashes.map(({ first, second, at, of }) => {
    const begins = formatInstant(at as Instant);
    const other = `that of ${formatInstant(of as Instant)}, at ${placeText(first)}`;
    return placed(second, what === "bucket" ? "from" : "at", {
      code: clashCodes[what],
      message: `the ${what} of ${name} at ${begins} (${placeText(second)}) stands beside ${other}`,
      hint:
        what === "bucket"
          ? "buckets of one series may not overlap: keep one, or give them names of their own in `of`"
          : `keep one ${what} for each instant`,
      value: begins,
    });
  });
}

function twinWarning(
  what: "bucket" | "sample" | "state",
  key: SeriesKey,
  { copies = new Uint32Array(), twin }: Ordered,
): Issue[] {
  if (twin === undefined) return [];
  const rows = copies.reduce((sum, count) => sum + count, 0);
  return [
    placed(twin.second, what === "bucket" ? "from" : "at", {
      code: "record.duplicate",
      message: `${rows} ${what}s of ${shown(seriesName(key))} are given again, alike; the first at ${placeText(twin.first)} and ${placeText(twin.second)}`,
      hint: "the copies can go; each is counted once",
    }),
  ];
}
