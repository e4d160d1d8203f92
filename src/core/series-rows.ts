import { GrowingColumn } from "./growing-column.ts";

/** Where a row stood among all rows, and in its file. */
export interface RowPlace {
  readonly index: number;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** What every row of a series has beside its numbers: most rows say none of it but their place. */
export interface RowMark extends RowPlace {
  readonly id: string | undefined;
  readonly recordedAt: number | undefined;
}

/** Marks of the rows of one series, in columns that begin with the first row that needs them. */
export class RowMarks {
  private readonly index = new GrowingColumn();
  private line: GrowingColumn | undefined;
  private file: GrowingColumn | undefined;
  private recorded: GrowingColumn | undefined;
  private readonly files: string[] = [];
  private readonly idsByRow = new Map<number, string>();

  push({ index, file, line, id, recordedAt }: RowMark): void {
    const row = this.index.length;
    this.index.push(index);
    this.line = pushed(this.line, row, line, 0);
    this.file = pushed(this.file, row, file === undefined ? undefined : this.fileNumber(file), 0);
    this.recorded = pushed(this.recorded, row, recordedAt, -Infinity);
    if (id !== undefined) this.idsByRow.set(row, id);
  }

  /** Files come one after another, so the last one is looked at first. */
  private fileNumber(file: string): number {
    if (this.files.at(-1) === file) return this.files.length;
    const known = this.files.indexOf(file);
    return known === -1 ? this.files.push(file) : known + 1;
  }

  place(row: number): RowPlace {
    const file = this.files[(this.file?.at(row) ?? 0) - 1];
    const line = this.line?.at(row) ?? 0;
    return {
      index: this.index.at(row),
      ...(file === undefined ? {} : { file }),
      ...(line === 0 ? {} : { line }),
    };
  }

  id(row: number): string | undefined {
    return this.idsByRow.get(row);
  }

  recordedAt(row: number): number {
    return this.recorded?.at(row) ?? -Infinity;
  }

  /** The marks of the rows that are kept, as a series has them; undefined: of all, as they came. */
  taken(kept: Uint32Array | undefined): {
    readonly recordedAt?: Float64Array;
    readonly ids?: ReadonlyMap<number, string>;
  } {
    return {
      ...(this.recorded === undefined ? {} : { recordedAt: this.recorded.taken(kept) }),
      ...(this.idsByRow.size === 0 ? {} : { ids: this.idsOf(kept) }),
    };
  }

  private idsOf(kept: Uint32Array | undefined): ReadonlyMap<number, string> {
    if (kept === undefined) return this.idsByRow;
    const ids = new Map<number, string>();
    for (const [place, row] of kept.entries()) {
      const id = this.idsByRow.get(row);
      if (id !== undefined) ids.set(place, id);
    }
    return ids;
  }
}

/** A column that no row needed so far stays away; one that begins is filled up to its row. */
function pushed(
  column: GrowingColumn | undefined,
  row: number,
  value: number | undefined,
  none: number,
): GrowingColumn | undefined {
  if (column === undefined && value === undefined) return undefined;
  const own = column ?? new GrowingColumn(row, none);
  own.push(value ?? none);
  return own;
}

/** Two rows of one series that cannot both stand. */
export interface Clash {
  readonly first: RowPlace;
  readonly second: RowPlace;
  /** Where the second one begins, and the first. */
  readonly at: number;
  readonly of: number;
}

/** Rows in order, one for each span; what was equal is counted with the row it repeats (40). */
export interface Ordered {
  /** The rows that are kept, in order; undefined: all of them, as they came. */
  readonly kept: Uint32Array | undefined;
  readonly copies: Uint32Array | undefined;
  readonly clashes: readonly Clash[];
  /** The first row that was merged into another, with that one. */
  readonly twin: { readonly first: RowPlace; readonly second: RowPlace } | undefined;
}

const clashesMax = 1000;

/**
 * Puts rows in order of their starts and merges equal ones. Rows with ids of their own are equal
 * to none.
 *
 * @param ends Where each row ends; undefined: rows are instants.
 * @param same Whether two rows of one start say the same.
 */
export function ordered(
  starts: GrowingColumn,
  ends: GrowingColumn | undefined,
  marks: RowMarks,
  same: (a: number, b: number) => boolean,
): Ordered {
  const none = { kept: undefined, copies: undefined, clashes: [], twin: undefined };
  if (starts.isAscending() && !overlaps(starts, ends)) return none;
  const rows = Uint32Array.from({ length: starts.length }, (_, row) => row);
  rows.sort((a, b) => starts.at(a) - starts.at(b) || a - b);
  const kept: number[] = [];
  const copies: number[] = [];
  const clashes: Clash[] = [];
  let twin: Ordered["twin"];
  const endOf = (row: number) => ends?.at(row) ?? starts.at(row) + 1;
  for (const row of rows) {
    const last = kept.at(-1);
    if (last === undefined || endOf(last) <= starts.at(row)) {
      kept.push(row);
      copies.push(0);
      continue;
    }
    const places = { first: marks.place(last), second: marks.place(row) };
    const isTwin =
      starts.at(last) === starts.at(row) &&
      marks.id(last) === undefined &&
      marks.id(row) === undefined &&
      marks.recordedAt(last) === marks.recordedAt(row) &&
      same(last, row);
    if (isTwin) {
      copies.push((copies.pop() as number) + 1);
      twin ??= places;
    } else if (clashes.length < clashesMax) {
      clashes.push({ ...places, at: starts.at(row), of: starts.at(last) });
    }
  }
  return {
    kept: Uint32Array.from(kept),
    copies: twin === undefined ? undefined : Uint32Array.from(copies),
    clashes,
    twin,
  };
}

function overlaps(starts: GrowingColumn, ends: GrowingColumn | undefined): boolean {
  if (ends === undefined) return false;
  for (let i = 1; i < starts.length; i += 1) if (starts.at(i) < ends.at(i - 1)) return true;
  return false;
}
