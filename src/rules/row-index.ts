import type { RecordType } from "../schema/records.ts";
import { IdTable } from "./id-table.ts";

/** Where a row stood: among all rows, and in its file. */
export interface RowPlace {
  readonly index: number;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** Rows that share two blocks of numbers: a block is never copied when more are needed. */
const BLOCK = 512;
const WORDS = 8;
const NUMBERS = 4;

/**
 * The first row of each id: the hash of its content, and where it stood. In columns of numbers, since
 * it is all that is kept of a row that is let go.
 */
export class RowIndex {
  private readonly ids = new IdTable();
  private readonly kinds = new Map<RecordType, number>();
  private readonly hashes: Uint32Array[] = [];
  /** Of each row its index, the place of its file in `files`, −1 for none, its line, or NaN, its mark. */
  private readonly places: Float64Array[] = [];
  private readonly files: string[] = [];
  private readonly fileNumbers = new Map<string, number>();
  private lastFile = 0;

  /**
   * Notes the first row of an id.
   *
   * @returns The number of an earlier one, undefined where there was none.
   */
  note(
    type: RecordType,
    id: string,
    { index, file, line }: RowPlace,
    words: Uint32Array,
  ): number | undefined {
    const first = this.ids.add(this.kindOf(type), id);
    if (first !== -1) return first;
    const slot = this.last;
    const hashes = blockOf(this.hashes, slot, newWords);
    const at = (slot % BLOCK) * WORDS;
    for (let word = 0; word < WORDS; word += 1) hashes[at + word] = words[word] as number;
    const places = blockOf(this.places, slot, newNumbers);
    const from = (slot % BLOCK) * NUMBERS;
    places[from] = index;
    places[from + 1] = file === undefined ? -1 : this.fileNumber(file);
    places[from + 2] = line ?? Number.NaN;
    return undefined;
  }

  /** Whether the row of this number has the content that hashes to `words`. */
  isLike(slot: number, words: Uint32Array): boolean {
    const hashes = blockOf(this.hashes, slot, newWords);
    const at = (slot % BLOCK) * WORDS;
    return words.every((word, index) => word === hashes[at + index]);
  }

  placeOf(slot: number): RowPlace {
    const places = blockOf(this.places, slot, newNumbers);
    const from = (slot % BLOCK) * NUMBERS;
    const [index = 0, file = -1, line = Number.NaN] = places.subarray(from, from + NUMBERS);
    return { index, file: this.files[file], line: Number.isNaN(line) ? undefined : line };
  }

  /** Whether a row of this id was noted, also of one that was let go. */
  has(type: RecordType, id: string): boolean {
    return this.ids.find(this.kindOf(type), id) !== -1;
  }

  /** The number of the row that was noted last. */
  get last(): number {
    return this.ids.size - 1;
  }

  /** Notes a number of the caller's own with a row. */
  mark(slot: number, value: number): void {
    const places = blockOf(this.places, slot, newNumbers);
    const from = (slot % BLOCK) * NUMBERS;
    places[from + 3] = value;
  }

  /** The mark of a row by its number, or by its id; 0 where there is none. */
  markOf(row: number | { readonly type: RecordType; readonly id: string }): number {
    const slot = typeof row === "number" ? row : this.ids.find(this.kindOf(row.type), row.id);
    if (slot === -1) return 0;
    const places = blockOf(this.places, slot, newNumbers);
    const from = (slot % BLOCK) * NUMBERS;
    return places[from + 3] as number;
  }

  private kindOf(type: RecordType): number {
    const known = this.kinds.get(type);
    if (known !== undefined) return known;
    this.kinds.set(type, this.kinds.size);
    return this.kinds.size - 1;
  }

  private fileNumber(file: string): number {
    if (file === this.files[this.lastFile]) return this.lastFile;
    this.lastFile = this.fileNumbers.get(file) ?? this.addFile(file);
    return this.lastFile;
  }

  private addFile(file: string): number {
    this.files.push(file);
    this.fileNumbers.set(file, this.files.length - 1);
    return this.files.length - 1;
  }
}

const newWords = () => new Uint32Array(BLOCK * WORDS);
const newNumbers = () => new Float64Array(BLOCK * NUMBERS);

/** The block that holds a slot, made when its first slot is asked for. */
function blockOf<Block>(blocks: Block[], slot: number, make: () => Block): Block {
  const number = Math.floor(slot / BLOCK);
  let found = blocks[number];
  if (found === undefined) {
    found = make();
    blocks[number] = found;
  }
  return found;
}
