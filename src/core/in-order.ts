import { byText } from "../base/by-text.ts";

/** Fewer rows than these are sorted by comparing them; more by counting. */
const FEW = 100;

/**
 * Rows by instant, then by id: the list itself where it stands so already, as a log mostly does; else
 * a sorted copy.
 *
 * @param atOf Epoch ms of a row.
 */
export function inOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  atOf: (row: Row) => number,
): readonly Row[] {
  if (isInOrder(rows, atOf)) return rows;
  if (rows.length < FEW) return rows.toSorted((a, b) => atOf(a) - atOf(b) || byText(a.id, b.id));
  const places = placesByInstant(Float64Array.from(rows, atOf));
  const sorted = Array.from(places, (place) => rows[place] as Row);
  sortAlike(sorted, atOf);
  return sorted;
}

function isInOrder<Row extends { readonly id: string }>(
  rows: readonly Row[],
  atOf: (row: Row) => number,
): boolean {
  let last = Number.NaN;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as Row;
    const at = atOf(row);
    if (at < last || (at === last && row.id < (rows[i - 1] as Row).id)) return false;
    last = at;
  }
  return true;
}

/**
 * How many rows lie before an instant, of rows in the order of theirs: by halves.
 *
 * @param atOf Epoch ms of a row.
 */
export function countBefore<Row>(
  rows: readonly Row[],
  atOf: (row: Row) => number,
  instant: number,
): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atOf(rows[middle] as Row) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows at one instant by their ids. */
function sortAlike<Row extends { readonly id: string }>(
  rows: Row[],
  atOf: (row: Row) => number,
): void {
  for (let first = 0; first < rows.length; ) {
    const at = atOf(rows[first] as Row);
    let beyond = first + 1;
    while (beyond < rows.length && atOf(rows[beyond] as Row) === at) beyond += 1;
    if (beyond - first > 1) {
      const alike = rows.slice(first, beyond).sort((a, b) => byText(a.id, b.id));
      for (const [i, row] of alike.entries()) rows[first + i] = row;
    }
    first = beyond;
  }
}

const digits = 2048;

/** A counting sort by each 11 bits of the instants, the lowest first; alike ones keep their order. */
function placesByInstant(at: Float64Array): Uint32Array {
  const least = at.reduce((min, one) => Math.min(min, one), Infinity);
  const span = at.reduce((max, one) => Math.max(max, one), least) - least;
  let places = Uint32Array.from(at, (_, place) => place);
  let moved = new Uint32Array(at.length);
  for (let unit = 1; unit <= span; unit *= digits) {
    const digitOf = (place: number) => Math.floor(((at[place] as number) - least) / unit) % digits;
    const begins = new Uint32Array(digits + 1);
    for (let place = 0; place < at.length; place += 1) add(begins, digitOf(place) + 1, 1);
    for (let digit = 0; digit < digits; digit += 1) add(begins, digit + 1, begins[digit] as number);
    for (const place of places) {
      const digit = digitOf(place);
      moved[begins[digit] as number] = place;
      add(begins, digit, 1);
    }
    [places, moved] = [moved, places];
  }
  return places;
}

function add(counts: Uint32Array, index: number, count: number): void {
  counts[index] = (counts[index] as number) + count;
}
