/** A list of numbers that grows in one typed array: eight bytes each, no object. */
export class GrowingColumn {
  private column: Float64Array;
  private filled: number;

  /** @param filledWith So many places of `value` come first: a column that began late. */
  constructor(filledWith = 0, value = 0) {
    this.column = new Float64Array(Math.max(64, filledWith)).fill(value, 0, filledWith);
    this.filled = filledWith;
  }

  get length(): number {
    return this.filled;
  }

  push(value: number): void {
    if (this.filled === this.column.length) {
      const wider = new Float64Array(this.filled * 2);
      wider.set(this.column);
      this.column = wider;
    }
    this.column[this.filled] = value;
    this.filled += 1;
  }

  /** What stands at a place below `length`. */
  at(index: number): number {
    return this.column[index] as number;
  }

  /** The numbers of the places in `kept`, in their order; of all of them, where it is undefined. */
  taken(kept: Uint32Array | undefined): Float64Array {
    if (kept === undefined) return this.column.slice(0, this.filled);
    return Float64Array.from(kept, (index) => this.at(index));
  }

  isAscending(): boolean {
    for (let i = 1; i < this.filled; i += 1) if (this.at(i) <= this.at(i - 1)) return false;
    return true;
  }
}
