import {
  type SampleState,
  type SeriesKey,
  type StateSeries,
  sampleStates,
} from "../model/series.ts";
import { GrowingColumn } from "./growing-column.ts";
import { type Ordered, ordered, type RowMark, RowMarks, type RowPlace } from "./series-rows.ts";

export interface StateRow extends RowMark {
  readonly at: number;
  readonly state: SampleState;
  readonly left: SampleState;
}

/** The changes of state of one series while they are read, in any order. */
export class StateTable {
  readonly key: SeriesKey;
  private readonly at = new GrowingColumn();
  private readonly state = new GrowingColumn();
  private left: GrowingColumn | undefined;
  private readonly marks = new RowMarks();

  constructor(key: SeriesKey) {
    this.key = key;
  }

  push(row: StateRow): void {
    if (row.left !== "none") this.left ??= new GrowingColumn(this.at.length);
    this.at.push(row.at);
    this.state.push(sampleStates.indexOf(row.state));
    this.left?.push(sampleStates.indexOf(row.left));
    this.marks.push(row);
  }

  /** The first row of the series. */
  firstPlace(): RowPlace {
    return this.marks.place(0);
  }

  /** In order, equal rows merged (40); two states at one instant clash, and are told. */
  done(): { readonly series: StateSeries; readonly order: Ordered } {
    const columns = [this.state, this.left];
    const order = ordered(this.at, undefined, this.marks, (a, b) =>
      columns.every((column) => column?.at(a) === column?.at(b)),
    );
    const { kept, copies } = order;
    const series: StateSeries = {
      ...this.key,
      isChange: true,
      at: this.at.taken(kept),
      state: Uint8Array.from(this.state.taken(kept)),
      ...(this.left === undefined ? {} : { left: Uint8Array.from(this.left.taken(kept)) }),
      ...this.marks.taken(kept),
      ...(copies === undefined ? {} : { copies }),
    };
    return { series, order };
  }
}
