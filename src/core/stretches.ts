/** Stretches of time in columns: each with the row that it began with. */
export interface StretchColumns {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** What each one is, as a small number. */
  readonly kinds: Uint8Array;
  /** Where it began; −1: before the first row. */
  readonly rows: Int32Array;
}

/** Columns that join a stretch to the one before it, where the two touch and are of one kind. */
export class Stretches {
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;
  private readonly kinds: Uint8Array;
  private readonly rows: Int32Array;
  private filled = 0;

  constructor(most: number) {
    this.starts = new Float64Array(most);
    this.ends = new Float64Array(most);
    this.kinds = new Uint8Array(most);
    this.rows = new Int32Array(most);
  }

  add(start: number, end: number, kind: number, row: number): void {
    const last = this.filled - 1;
    if (last >= 0 && this.ends[last] === start && this.kinds[last] === kind) {
      this.ends[last] = end;
      return;
    }
    this.starts[this.filled] = start;
    this.ends[this.filled] = end;
    this.kinds[this.filled] = kind;
    this.rows[this.filled] = row;
    this.filled += 1;
  }

  taken(): StretchColumns {
    const { filled } = this;
    return {
      starts: this.starts.slice(0, filled),
      ends: this.ends.slice(0, filled),
      kinds: this.kinds.slice(0, filled),
      rows: this.rows.slice(0, filled),
    };
  }
}
