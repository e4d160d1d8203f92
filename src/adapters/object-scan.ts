import { present } from "../base/invariant.ts";
import { ascii, Bytes, COLON, COMMA, Literal, Words } from "./ascii.ts";

/** A key of the objects. */
export interface ScanKey {
  readonly name: string;
  /** The only values that it may have: objects with the same ones look alike. */
  readonly words?: readonly string[];
}

/** How objects look that differ in some values only. */
interface Look<Said> {
  /** What all objects of this look say. */
  readonly said: Said;
  /** What stands before each value that differs, and behind the last one. */
  readonly before: readonly Literal[];
  /** The keys of these values. */
  readonly keys: readonly number[];
  readonly seen: number;
  /** Canonical JSON: what stands before each value, the key of which is in `outKeys`, and behind. */
  readonly out: readonly Bytes[];
  readonly outKeys: readonly number[];
}

/** So many are remembered; an object that looks like none of them is not taken. */
const LOOKS_MAX = 64;

/**
 * Walks over objects of known keys in plain JSON, from byte to byte: in any order, no key twice, and no
 * white space but spaces behind commas and colons. Objects of one file look alike: what was found to be
 * right once is compared as a whole the next time.
 */
export abstract class ObjectScan<Said> {
  private readonly keys: readonly ScanKey[];
  private readonly names: Words;
  private readonly words: readonly (Words | undefined)[];
  /** Of each key with words, the place of the one that was read last. */
  private readonly chosen: Int8Array;
  private readonly looks: Look<Said>[] = [];
  /** The look that was found at each turn last. */
  private readonly guesses: number[] = [];
  /** Two numbers for each key: where its value begins and where it ends. */
  private readonly spans: Int32Array;
  private seen = 0;
  private look: Look<Said> | undefined;

  /** @param keys At most 31, in the order of canonical JSON. */
  constructor(keys: readonly ScanKey[]) {
    this.keys = keys;
    this.names = new Words(keys.map(({ name }) => name));
    this.words = keys.map(({ words }) => words && new Words(words));
    this.chosen = new Int8Array(keys.length);
    this.spans = new Int32Array(2 * keys.length);
  }

  /**
   * Reads the value of a key without words that begins at `at`.
   *
   * @returns Where it ends; −1 where it is none that the field may have.
   */
  protected abstract value(bytes: Bytes, key: number, at: number): number;

  /** What an object with these keys and words says; undefined where it is not whole, or has too many. */
  protected abstract saying(): Said | undefined;

  /** What stands in canonical JSON where the object lacks the key; undefined: nothing does. */
  protected abstract fallback(key: number): string | undefined;

  /** Writes the value of a key as canonical JSON. */
  protected write(bytes: Bytes, key: number, out: Bytes): void {
    out.add(bytes, this.from(key), this.until(key));
  }

  protected has(key: number): boolean {
    return (this.seen & (1 << key)) !== 0;
  }

  /** The word of a key in the object that is walked over. */
  protected word(key: number): string | undefined {
    return this.has(key) ? this.keys[key]?.words?.[this.chosen[key] as number] : undefined;
  }

  /** What the object that was walked over says by its look. */
  protected get said(): Said {
    return present(this.look, "an object was walked over").said;
  }

  protected hasAll(keys: number): boolean {
    return (this.seen & keys) === keys;
  }

  protected hasOthers(keys: number): boolean {
    return (this.seen & ~keys) !== 0;
  }

  /** Where the value of a key begins. */
  protected from(key: number): number {
    return this.spans[2 * key] as number;
  }

  /** Where it ends. */
  protected until(key: number): number {
    return this.spans[2 * key + 1] as number;
  }

  /**
   * @param at Where the bracket stands.
   * @param turn The how-manieth of its list it is.
   * @returns Where the object ends; −1 where it is any other.
   */
  protected walk(bytes: Bytes, at: number, turn: number): number {
    const { looks } = this;
    const guess = this.guesses[turn] ?? 0;
    for (let count = 0; count < looks.length; count += 1) {
      const index = guess + count < looks.length ? guess + count : guess + count - looks.length;
      const end = this.compare(bytes, at, looks[index] as Look<Said>);
      if (end === -1) continue;
      this.guesses[turn] = index;
      return end;
    }
    if (looks.length === LOOKS_MAX) return -1;
    const end = this.walkKeys(bytes, at);
    const said = end === -1 ? undefined : this.saying();
    if (said === undefined) return -1;
    this.look = this.lookOf(bytes, at, end, said);
    looks.push(this.look);
    return end;
  }

  private compare(bytes: Bytes, at: number, look: Look<Said>): number {
    const { spans } = this;
    const { before, keys } = look;
    let next = at;
    for (let index = 0; index < keys.length; index += 1) {
      const literal = before[index] as Literal;
      if (!literal.isAt(bytes, next)) return -1;
      next += literal.length;
      const key = keys[index] as number;
      const end = this.value(bytes, key, next);
      if (end === -1) return -1;
      spans[2 * key] = next;
      spans[2 * key + 1] = end;
      next = end;
    }
    const last = before[keys.length] as Literal;
    if (!last.isAt(bytes, next)) return -1;
    this.look = look;
    this.seen = look.seen;
    return next + last.length;
  }

  private walkKeys(bytes: Bytes, at: number): number {
    if (!bytes.is(at, 0x7b)) return -1;
    const { spans, names } = this;
    let seen = 0;
    let next = at + 1;
    for (;;) {
      const key = names.at(bytes, next);
      if (key === -1 || (seen & (1 << key)) !== 0) return -1;
      seen |= 1 << key;
      next += names.sizeOf(key);
      if (!bytes.is(next, COLON)) return -1;
      next = bytes.behindSpaces(next + 1);
      spans[2 * key] = next;
      next = this.words[key] ? this.endOfWord(bytes, key, next) : this.value(bytes, key, next);
      if (next === -1) return -1;
      spans[2 * key + 1] = next;
      if (!bytes.is(next, COMMA)) break;
      next = bytes.behindSpaces(next + 1);
    }
    this.seen = seen;
    return bytes.is(next, 0x7d) ? next + 1 : -1;
  }

  private endOfWord(bytes: Bytes, key: number, at: number): number {
    const words = present(this.words[key], "asked for keys with words");
    const place = words.at(bytes, at);
    this.chosen[key] = place;
    return place === -1 ? -1 : at + words.sizeOf(place);
  }

  private wordAsJson(key: number): string | undefined {
    const word = this.word(key);
    return word && JSON.stringify(word);
  }

  private lookOf(bytes: Bytes, at: number, end: number, said: Said): Look<Said> {
    const all = this.keys.map((_, key) => key);
    const own = all.filter((key) => this.has(key));
    const varied = own.filter((key) => this.words[key] === undefined);
    const keys = varied.sort((a, b) => this.from(a) - this.from(b));
    const edges = [at, ...keys.flatMap((key) => [this.from(key), this.until(key)]), end];
    const before = Array.from({ length: keys.length + 1 }, (_, index) => {
      const part = new Bytes(0);
      part.fill(bytes.bytes.subarray(edges[2 * index], edges[2 * index + 1]));
      return new Literal(part);
    });
    return { said, before, keys, seen: this.seen, ...this.outOf() };
  }

  private outOf(): Pick<Look<Said>, "out" | "outKeys"> {
    const out: Bytes[] = [];
    const outKeys: number[] = [];
    let text = "{";
    this.keys.forEach(({ name }, key) => {
      const fixed = this.has(key) ? this.wordAsJson(key) : this.fallback(key);
      if (!this.has(key) && fixed === undefined) return;
      text += `${text === "{" && out.length === 0 ? "" : ","}${JSON.stringify(name)}:`;
      if (fixed !== undefined) text += fixed;
      else {
        out.push(ascii(text));
        outKeys.push(key);
        text = "";
      }
    });
    out.push(ascii(`${text}}`));
    return { out, outKeys };
  }

  /** Writes the object that was walked over as canonical JSON: keys in order, defaults in place. */
  protected writeObject(bytes: Bytes, into: Bytes): void {
    const { look } = this;
    if (look === undefined) return;
    const { out, outKeys } = look;
    for (let index = 0; index < outKeys.length; index += 1) {
      into.add(out[index] as Bytes);
      this.write(bytes, outKeys[index] as number, into);
    }
    into.add(out[outKeys.length] as Bytes);
  }
}
