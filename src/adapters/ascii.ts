/** Lines that are plain ASCII, as bytes: what a character may stand in, and texts that are made once. */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const SPACE = 0x20;
export const NEWLINE = 0x0a;

/** All that stand for themselves in JSON, with the space. */
export const TEXT = 1;
/** The same without the space: an identifier may hold all of them. */
export const VISIBLE = 2;
/** Letters, digits, dot, dash and underscore. */
export const NAME = 4;
/** Letters and digits: a name begins with one. */
export const WORD = 8;

/** Which of these each byte is. No escape, quote or control character is any. */
const classes = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code < 32 || code > 126 || code === QUOTE || code === 0x5c) return 0;
  const text = String.fromCharCode(code);
  return (
    TEXT |
    (code === SPACE ? 0 : VISIBLE) |
    (/[A-Za-z0-9._-]/.test(text) ? NAME : 0) |
    (/[A-Za-z0-9]/.test(text) ? WORD : 0)
  );
});

/** So many bytes more than it holds are there to be looked at, eight at a time. */
const SLACK = 64;

/**
 * Bytes to read from, or to write to one behind the other. It is always followed by a 0, which is in no
 * line: what is compared with a line ends there.
 */
export class Bytes {
  bytes: Uint8Array;
  length = 0;
  private view: DataView;

  constructor(size: number) {
    this.bytes = new Uint8Array(size + SLACK);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Puts the parts into the place of what it holds. */
  fill(...parts: readonly Uint8Array[]): void {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    if (size + SLACK > this.bytes.length) {
      this.bytes = new Uint8Array(2 * size + SLACK);
      this.view = new DataView(this.bytes.buffer);
    }
    this.length = 0;
    for (const part of parts) {
      this.bytes.set(part, this.length);
      this.length += part.length;
    }
    this.bytes[size] = 0;
  }

  /** Four bytes as one number. */
  four(at: number): number {
    return this.view.getInt32(at, true);
  }

  /** Eight bytes as one number: others than those of ASCII may give NaN, or -0. */
  eight(at: number): number {
    return this.view.getFloat64(at, true);
  }

  is(at: number, byte: number): boolean {
    return this.bytes[at] === byte;
  }

  isIn(at: number, kind: number): boolean {
    return ((classes[this.bytes[at] as number] as number) & kind) !== 0;
  }

  /** Where the characters of a kind end that begin at `at`. */
  endOf(at: number, kind: number): number {
    const { bytes } = this;
    let end = at;
    while (((classes[bytes[end] as number] as number) & kind) !== 0) end += 1;
    return end;
  }

  /** Where what follows spaces begins. */
  behindSpaces(at: number): number {
    const { bytes } = this;
    let next = at;
    while (bytes[next] === SPACE) next += 1;
    return next;
  }

  /** Writes bytes of ASCII behind the others, eight at a time. Whoever writes sees that there is room. */
  add(from: Bytes, start = 0, end = from.length): void {
    const { view, length } = this;
    const source = from.view;
    const size = end - start;
    for (let at = 0; at < size; at += 8)
      view.setFloat64(length + at, source.getFloat64(start + at, true), true);
    this.length = length + size;
  }

  byte(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }
}

/** The bytes of a text of ASCII characters. */
export function ascii(text: string): Bytes {
  const bytes = new Bytes(text.length);
  bytes.fill(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  return bytes;
}

/** Some bytes that may stand in others. */
export class Literal {
  readonly length: number;
  private readonly eights: Float64Array;
  /** What is left behind the eights, as two fours, and what of these counts. */
  private readonly low: number;
  private readonly lowMask: number;
  private readonly high: number;
  private readonly highMask: number;

  constructor(text: Bytes) {
    this.length = text.length;
    const whole = text.length >> 3;
    const left = text.length - 8 * whole;
    this.eights = Float64Array.from({ length: whole }, (_, index) => text.eight(8 * index));
    this.low = text.four(8 * whole);
    this.lowMask = maskOf(Math.min(left, 4));
    this.high = text.four(8 * whole + 4);
    this.highMask = maskOf(Math.max(left - 4, 0));
  }

  isAt(bytes: Bytes, at: number): boolean {
    const { eights } = this;
    for (let index = 0; index < eights.length; index += 1)
      if (bytes.eight(at + 8 * index) !== eights[index]) return false;
    const left = at + 8 * eights.length;
    const low = (bytes.four(left) ^ this.low) & this.lowMask;
    return (low | ((bytes.four(left + 4) ^ this.high) & this.highMask)) === 0;
  }
}

/** Of a four, its first bytes. */
function maskOf(bytes: number): number {
  return bytes === 4 ? -1 : (1 << (8 * bytes)) - 1;
}

/** Makes a text of bytes of ASCII, one that keeps nothing else alive. */
export type TextOf = (bytes: Uint8Array, from: number, until: number) => string;

/** So many texts of one field are remembered. */
const REMEMBERED = 16;

/** Texts of a field that has few different ones: each is made once. */
export class Texts {
  private readonly make: TextOf;
  private readonly known: { readonly literal: Literal; readonly text: string }[] = [];
  private last = 0;
  private next = 0;

  constructor(make: TextOf) {
    this.make = make;
  }

  of(bytes: Bytes, from: number, until: number): string {
    const { known, last } = this;
    const size = until - from;
    for (let count = 0; count < known.length; count += 1) {
      const index = last + count < known.length ? last + count : last + count - known.length;
      const { literal, text } = known[index] as (typeof known)[number];
      if (literal.length !== size || !literal.isAt(bytes, from)) continue;
      this.last = index;
      return text;
    }
    const text = this.make(bytes.bytes, from, until);
    known[this.next] = { literal: new Literal(ascii(text)), text };
    this.last = this.next;
    this.next = (this.next + 1) % REMEMBERED;
    return text;
  }
}

/** Words of a fixed list, as JSON has them: in quotes. */
export class Words {
  private readonly words: readonly Literal[];

  constructor(words: readonly string[]) {
    this.words = words.map((word) => new Literal(ascii(`"${word}"`)));
  }

  /** The place of the word that stands at `at`; −1 where none does. */
  at(bytes: Bytes, at: number): number {
    const { words } = this;
    for (let index = 0; index < words.length; index += 1)
      if ((words[index] as Literal).isAt(bytes, at)) return index;
    return -1;
  }

  sizeOf(index: number): number {
    return (this.words[index] as Literal).length;
  }
}

const NAME_MAX = 100;

/** Where a string of such characters ends, with its quotes; −1 where it is none, empty or too long. */
export function endOfText(bytes: Bytes, at: number, kind: number, most: number): number {
  if (!bytes.is(at, QUOTE)) return -1;
  const end = bytes.endOf(at + 1, kind);
  return !bytes.is(end, QUOTE) || end === at + 1 || end - at - 1 > most ? -1 : end + 1;
}

/** The same of a name, which begins with a letter or a digit. */
export function endOfName(bytes: Bytes, at: number): number {
  return bytes.isIn(at + 1, WORD) ? endOfText(bytes, at, NAME, NAME_MAX) : -1;
}
