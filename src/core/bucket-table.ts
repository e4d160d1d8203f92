import type { BucketSeries, SeriesKey } from "../model/series.ts";
import { GrowingColumn } from "./growing-column.ts";
import { type Ordered, ordered, type RowMark, RowMarks, type RowPlace } from "./series-rows.ts";

export interface BucketRow extends RowMark {
  readonly from: number;
  readonly until: number;
  readonly good: number;
  readonly total: number;
  readonly excluded: number;
}

/** The buckets of one series while they are read, in any order. */
export class BucketTable {
  readonly key: SeriesKey;
  private readonly from = new GrowingColumn();
  private readonly until = new GrowingColumn();
  private readonly good = new GrowingColumn();
  private readonly total = new GrowingColumn();
  private excluded: GrowingColumn | undefined;
  private readonly marks = new RowMarks();

  constructor(key: SeriesKey) {
    this.key = key;
  }

  push(row: BucketRow): void {
    this.from.push(row.from);
    this.until.push(row.until);
    this.good.push(row.good);
    this.total.push(row.total);
    if (row.excluded > 0) this.excluded ??= new GrowingColumn(this.from.length - 1);
    this.excluded?.push(row.excluded);
    this.marks.push(row);
  }

  /** The first row of the series. */
  firstPlace(): RowPlace {
    return this.marks.place(0);
  }

  /** In order, equal rows merged (40); what clashes is left out and told. */
  done(): { readonly series: BucketSeries; readonly order: Ordered } {
    const columns = [this.until, this.good, this.total, this.excluded];
    const order = ordered(this.from, this.until, this.marks, (a, b) =>
      columns.every((column) => column?.at(a) === column?.at(b)),
    );
    const { kept, copies } = order;
    const series: BucketSeries = {
      ...this.key,
      from: this.from.taken(kept),
      until: this.until.taken(kept),
      good: this.good.taken(kept),
      total: this.total.taken(kept),
      ...(this.excluded === undefined ? {} : { excluded: this.excluded.taken(kept) }),
      ...this.marks.taken(kept),
      ...(copies === undefined ? {} : { copies }),
    };
    return { series, order };
  }
}
