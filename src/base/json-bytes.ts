const quote = 34;
const backslash = 92;
/** What JSON writes as it is; all below is escaped. */
const firstPlain = 32;
const lastAscii = 127;

/** JSON in UTF-8, written bit by bit. What writes a value gives whether it could be written. */
export class JsonBytes {
  private bytes: Uint8Array;
  private length = 0;

  /** @param size How many bytes there is room for at first. */
  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  soFar(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Begins anew: what was given by `soFar` is written over. */
  clear(): void {
    this.length = 0;
  }

  /** How many bytes were written. */
  get count(): number {
    return this.length;
  }

  /** How many bytes there is room for. */
  get size(): number {
    return this.bytes.length;
  }

  /** One character of ASCII. */
  sign(code: number): true {
    this.makeRoom(1);
    this.bytes[this.length] = code;
    this.length += 1;
    return true;
  }

  /** A few bytes: those of others in [first, end). */
  part(from: Uint8Array, first: number, end: number): void {
    this.makeRoom(end - first);
    const { bytes, length } = this;
    for (let at = first; at < end; at += 1) bytes[length - first + at] = from[at] as number;
    this.length += end - first;
  }

  /** A text of ASCII, as it is. */
  word(text: string): true {
    this.makeRoom(text.length);
    for (let at = 0; at < text.length; at += 1) this.bytes[this.length + at] = text.charCodeAt(at);
    this.length += text.length;
    return true;
  }

  copy(bytes: Uint8Array): true {
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return true;
  }

  /** @returns False for a text with half a character: what is written then is of no use. */
  string(text: string): boolean {
    this.makeRoom(text.length + 2);
    let end = plainText(this.bytes, text, this.length);
    if (end < 0) {
      this.makeRoom(6 * text.length + 2);
      end = anyText(this.bytes, text, this.length);
    }
    this.length = end;
    return end >= 0;
  }

  private makeRoom(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    wider.set(this.soFar());
    this.bytes = wider;
  }
}

/**
 * Writes a text of nothing but plain ASCII, as most are by far, in quotes.
 *
 * @returns Where the bytes end; −1 for any other text.
 */
const plainText = (() => {
  // Not `text.charCodeAt`: V8 looks that up for each character once it has met texts of five makes,
  // slices and sums of texts among them. A constant of a function it does not look up.
  const codeOf = String.prototype.charCodeAt;
  return (bytes: Uint8Array, text: string, start: number): number => {
    const { length } = text;
    let end = start;
    bytes[end++] = quote;
    for (let at = 0; at < length; at += 1) {
      const code = codeOf.call(text, at);
      if (code < firstPlain || code === quote || code === backslash || code >= lastAscii) return -1;
      bytes[end++] = code;
    }
    bytes[end++] = quote;
    return end;
  };
})();

/** @returns Where the bytes end; −1 for a text with half a character. */
function anyText(bytes: Uint8Array, text: string, start: number): number {
  let end = start;
  bytes[end++] = quote;
  for (let at = 0; at < text.length; at += 1) {
    // Of a surrogate that has no partner, the code of the surrogate.
    const code = text.codePointAt(at) as number;
    if (code < firstPlain || code === quote || code === backslash) {
      const escaped = JSON.stringify(text[at]);
      for (let i = 1; i < escaped.length - 1; i += 1) bytes[end++] = escaped.charCodeAt(i);
    } else if (code <= lastAscii) {
      bytes[end++] = code;
    } else if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6);
      bytes[end++] = 0x80 | (code & 0x3f);
    } else if (code < 0x1_0000) {
      if (code >= 0xd800 && code <= 0xdfff) return -1;
      bytes[end++] = 0xe0 | (code >> 12);
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[end++] = 0x80 | (code & 0x3f);
    } else {
      at += 1;
      bytes[end++] = 0xf0 | (code >> 18);
      bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[end++] = 0x80 | (code & 0x3f);
    }
  }
  bytes[end++] = quote;
  return end;
}
