import type { RowIndex, RowPlace } from "./row-index.ts";

/**
 * What several records have in common, told of once: of the least record by its name, so that the order
 * of the rows changes nothing.
 */
export class LeastRow {
  /** How often it was met. */
  rows = 1;
  record: string;
  private readonly index: RowIndex;
  /** The row that says so of the record; of several the first in its file. */
  private slot: number;

  /** @param index Of the rows: the one that is looked at is the last one noted there. */
  constructor(index: RowIndex, record: string) {
    this.index = index;
    this.record = record;
    this.slot = index.last;
  }

  /** The row that was noted last says so too. */
  add(record: string): void {
    const { index } = this;
    const slot = index.last;
    this.rows += 1;
    const isLess =
      record === this.record
        ? slot !== this.slot && isAhead(index.placeOf(slot), index.placeOf(this.slot))
        : record < this.record;
    if (!isLess) return;
    this.record = record;
    this.slot = slot;
  }

  /** `ticket "T-1", and 2 more`. */
  text(): string {
    return this.rows === 1 ? this.record : `${this.record}, and ${this.rows - 1} more`;
  }

  /** File and line, for an issue; none of what came from no file. */
  place(): { readonly file?: string; readonly line?: number } {
    const { file, line } = this.index.placeOf(this.slot);
    return { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
  }
}

/** Of two rows of one ticket: without files and lines they are told alike. */
function isAhead(a: RowPlace, b: RowPlace): boolean {
  const [file = "", other = ""] = [a.file, b.file];
  return file === other ? (a.line ?? 0) < (b.line ?? 0) : file < other;
}
