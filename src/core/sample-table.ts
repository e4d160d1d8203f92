import {
  NO_VALUE,
  type SampleSeries,
  type SampleState,
  type SampleValues,
  type SeriesKey,
  sampleStates,
} from "../model/series.ts";
import { GrowingColumn } from "./growing-column.ts";
import { type Ordered, ordered, type RowMark, RowMarks, type RowPlace } from "./series-rows.ts";

export interface SampleRow extends RowMark {
  readonly at: number;
  readonly state: SampleState;
  readonly intervalMs: number;
  readonly value: { readonly mantissa: bigint; readonly decimals: number } | undefined;
}

/** The samples of one series while they are read, in any order. */
export class SampleTable {
  readonly key: SeriesKey;
  private readonly at = new GrowingColumn();
  private readonly state = new GrowingColumn();
  private interval: GrowingColumn | undefined;
  private readonly decimals = new GrowingColumn();
  private mantissa = new BigInt64Array(0);
  private readonly marks = new RowMarks();

  constructor(key: SeriesKey) {
    this.key = key;
  }

  push(row: SampleRow): void {
    const place = this.at.length;
    this.at.push(row.at);
    this.state.push(sampleStates.indexOf(row.state));
    if (row.intervalMs > 0) this.interval ??= new GrowingColumn(place);
    this.interval?.push(row.intervalMs);
    this.decimals.push(row.value?.decimals ?? NO_VALUE);
    if (row.value !== undefined || this.mantissa.length > 0)
      this.keepMantissa(place, row.value?.mantissa ?? 0n);
    this.marks.push(row);
  }

  private keepMantissa(place: number, mantissa: bigint): void {
    if (place >= this.mantissa.length) {
      const wider = new BigInt64Array(Math.max(64, 2 * place));
      wider.set(this.mantissa);
      this.mantissa = wider;
    }
    this.mantissa[place] = mantissa;
  }

  firstPlace(): RowPlace {
    return this.marks.place(0);
  }

  /** In order, equal rows merged (40); what clashes is left out and told. */
  done(): { readonly series: SampleSeries; readonly order: Ordered } {
    const columns = [this.state, this.interval, this.decimals];
    const order = ordered(
      this.at,
      undefined,
      this.marks,
      (a, b) =>
        columns.every((column) => column?.at(a) === column?.at(b)) &&
        this.mantissa[a] === this.mantissa[b],
    );
    const { kept, copies } = order;
    const series: SampleSeries = {
      ...this.key,
      at: this.at.taken(kept),
      state: Uint8Array.from(this.state.taken(kept)),
      ...(this.interval === undefined ? {} : { interval: this.interval.taken(kept) }),
      ...this.values(kept),
      ...this.marks.taken(kept),
      ...(copies === undefined ? {} : { copies }),
    };
    return { series, order };
  }

  private values(kept: Uint32Array | undefined): { readonly values?: SampleValues } {
    if (this.mantissa.length === 0) return {};
    const rows = kept ?? Uint32Array.from({ length: this.at.length }, (_, row) => row);
    const mantissa = new BigInt64Array(rows.length);
    for (const [place, row] of rows.entries()) mantissa[place] = this.mantissa[row] as bigint;
    return { values: { mantissa, decimals: Uint8Array.from(this.decimals.taken(kept)) } };
  }
}
