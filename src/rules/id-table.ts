/** So many characters share a block: none is copied when more are needed. */
const BLOCK = 4096;
/** Kind and length stand before the characters of an id. */
const HEAD = 2;
const FIRST_SIZE = 64;
/** An id whose places are all taken is kept aside: many ids of one hash cost little more than others. */
const PROBES_MAX = 24;

/**
 * Numbers ids from 0 in the order in which they come; each kind has ids of its own. Of millions only
 * the characters are kept, in columns: no string, nothing that is looked through when memory is freed.
 */
export class IdTable {
  /** By places of their hash the numbers of ids, from 1; at least half of the places are free. */
  private places = new Int32Array(FIRST_SIZE);
  private hashes = new Int32Array(FIRST_SIZE / 2);
  /** Where each id stands among the characters: its block times `BLOCK`, and its place in it. */
  private starts = new Uint32Array(FIRST_SIZE / 2);
  private readonly blocks: Uint16Array[] = [];
  /** How much of the last block is taken. */
  private taken = BLOCK;
  private readonly aside = new Map<string, number>();
  private readonly hashOf: (kind: number, id: string) => number;
  private count = 0;

  constructor(hash = hashOf) {
    this.hashOf = hash;
  }

  /** How many ids have a number. */
  get size(): number {
    return this.count;
  }

  /** The number of an id; −1 where it has none. */
  find(kind: number, id: string): number {
    return this.findBy(this.hashOf(kind, id), kind, id);
  }

  /**
   * Numbers an id that is new.
   *
   * @param kind Below 65,536.
   * @returns The number that it had before; −1 where it was new, and is `size - 1` now.
   */
  add(kind: number, id: string): number {
    const hash = this.hashOf(kind, id);
    const known = this.findBy(hash, kind, id);
    if (known !== -1) return known;
    if (this.count === this.hashes.length) this.widen();
    const number = this.count;
    this.count += 1;
    this.hashes[number] = hash;
    this.starts[number] = this.write(kind, id);
    this.place(number);
    return -1;
  }

  private findBy(hash: number, kind: number, id: string): number {
    const { places, hashes } = this;
    for (let probe = 0; probe < PROBES_MAX; probe += 1) {
      const number = (places[(hash + probe) & (places.length - 1)] as number) - 1;
      if (number === -1) return -1;
      if (hashes[number] === hash && this.is(number, kind, id)) return number;
    }
    return this.aside.get(keyOf(kind, id)) ?? -1;
  }

  private is(number: number, kind: number, id: string): boolean {
    const [block, from] = this.at(number);
    if (block[from] !== kind || block[from + 1] !== id.length) return false;
    for (let index = 0; index < id.length; index += 1)
      if (block[from + HEAD + index] !== id.charCodeAt(index)) return false;
    return true;
  }

  private at(number: number): readonly [Uint16Array, number] {
    const start = this.starts[number] as number;
    return [this.blocks[Math.floor(start / BLOCK)] as Uint16Array, start % BLOCK];
  }

  private write(kind: number, id: string): number {
    const length = HEAD + id.length;
    if (this.taken + length > BLOCK) {
      this.blocks.push(new Uint16Array(Math.max(BLOCK, length)));
      this.taken = 0;
    }
    const number = this.blocks.length - 1;
    const block = this.blocks[number] as Uint16Array;
    const from = this.taken;
    block[from] = kind;
    block[from + 1] = id.length;
    for (let index = 0; index < id.length; index += 1)
      block[from + HEAD + index] = id.charCodeAt(index);
    this.taken += length;
    return number * BLOCK + from;
  }

  private place(number: number): void {
    const { places } = this;
    const hash = this.hashes[number] as number;
    for (let probe = 0; probe < PROBES_MAX; probe += 1) {
      const place = (hash + probe) & (places.length - 1);
      if (places[place] !== 0) continue;
      places[place] = number + 1;
      return;
    }
    this.aside.set(this.keyAt(number), number);
  }

  private widen(): void {
    const { hashes, starts, count } = this;
    this.places = new Int32Array(4 * count);
    this.hashes = new Int32Array(2 * count);
    this.hashes.set(hashes);
    this.starts = new Uint32Array(2 * count);
    this.starts.set(starts);
    this.aside.clear();
    for (let number = 0; number < count; number += 1) this.place(number);
  }

  private keyAt(number: number): string {
    const [block, from] = this.at(number);
    const [kind = 0, length = 0] = block.subarray(from);
    const characters = block.subarray(from + HEAD, from + HEAD + length);
    return keyOf(
      kind,
      characters.reduce((text, code) => text + String.fromCharCode(code), ""),
    );
  }
}

function keyOf(kind: number, id: string): string {
  return `${kind}:${id}`;
}

/** FNV-1a over its characters, mixed as MurmurHash3 ends: ids that count up get places far apart. */
function hashOf(kind: number, id: string): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
