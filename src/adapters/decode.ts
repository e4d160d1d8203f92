import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import type { Encoding } from "./map.ts";

/** Bytes to text, in pieces that end where lines end. A wrong encoding is refused with its line. */

/** Bytes that one line may have: a file without line ends costs no more memory than this. */
export const lineBytesMax = 16_000_000;

export interface Decoder {
  /** @returns The text of all lines that are whole by now. */
  take(bytes: Uint8Array): Result<string>;
  /** A line was read elsewhere, at a point where none was begun: later ones are still counted right. */
  skipLine(): void;
  /** @returns The rest. */
  finish(): Result<string>;
}

export interface DecodeOptions {
  readonly encoding?: Encoding;
  /** Named in issues. */
  readonly file: string;
  /** Set where the encoding can be named in a map. */
  readonly isMapped?: boolean;
}

export function decoder(options: DecodeOptions): Decoder {
  const decoding = new Decoding(options);
  return {
    take: (bytes) => decoding.take(bytes),
    skipLine: () => decoding.skipLine(),
    finish: () => decoding.finish(),
  };
}

/** The text of a whole file. */
export function decoded(bytes: Uint8Array, options: DecodeOptions): Result<string> {
  const decoding = new Decoding(options);
  return decoding.whole(bytes);
}

const newline = 0x0a;
type TextDecoding = InstanceType<typeof TextDecoder>;

class Decoding {
  private readonly encoding: Encoding;
  private readonly options: DecodeOptions;
  private readonly text: TextDecoding;
  /** Bytes behind the last line end. */
  private rest: readonly Uint8Array[] = [];
  private restLength = 0;
  private lines = 0;
  private isStart = true;
  /** Of a file said to be GB18030: whether all of it is UTF-8 as well, and more than ASCII. */
  private isUtf8 = true;
  private isAscii = true;

  constructor(options: DecodeOptions) {
    this.options = options;
    this.encoding = options.encoding ?? "utf-8";
    // A byte order mark is left to the reader of the text, which sees the whole of it.
    this.text = new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
  }

  take(bytes: Uint8Array): Result<string> {
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0) return this.keep(bytes);
    const block = joined([...this.rest, bytes.subarray(0, end)]);
    // A copy: whoever gave the bytes may use them again.
    const after = bytes.slice(end);
    this.rest = after.length === 0 ? [] : [after];
    this.restLength = after.length;
    return this.block(block);
  }

  skipLine(): void {
    this.lines += 1;
    this.isStart = false;
  }

  finish(): Result<string> {
    const last = this.block(joined(this.rest));
    if (!last.ok || this.encoding === "utf-8") return last;
    return this.isUtf8 && !this.isAscii ? refused([this.issue(isUtf8)]) : last;
  }

  whole(bytes: Uint8Array): Result<string> {
    this.rest = [bytes];
    return this.finish();
  }

  private keep(bytes: Uint8Array): Result<string> {
    this.rest = [...this.rest, bytes.slice()];
    this.restLength += bytes.length;
    if (this.restLength <= lineBytesMax) return accepted("");
    return refused([this.issue(lineTooLong, this.lines + 1)]);
  }

  private block(bytes: Uint8Array): Result<string> {
    if (this.isStart && bytes.length > 0) {
      this.isStart = false;
      if (isUtf16(bytes)) return refused([this.issue(utf16)]);
    }
    const text = decodedBy(this.text, bytes);
    if (text === undefined) return refused([this.badLine(bytes)]);
    if (this.encoding === "gb18030" && this.isUtf8) this.look(bytes);
    this.lines += newlinesIn(bytes);
    return accepted(text);
  }

  private look(bytes: Uint8Array): void {
    const text = decodedBy(new TextDecoder("utf-8", { fatal: true }), bytes);
    if (text === undefined) this.isUtf8 = false;
    else if (bytes.some((byte) => byte > 0x7f)) this.isAscii = false;
  }

  /** No character holds a newline byte, neither in UTF-8 nor in GB18030: each line stands alone. */
  private badLine(bytes: Uint8Array): Issue {
    let line = this.lines + 1;
    let start = 0;
    for (; start < bytes.length; line += 1) {
      const at = bytes.indexOf(newline, start);
      const end = at === -1 ? bytes.length : at;
      if (decodedBy(this.text, bytes.subarray(start, end)) === undefined) break;
      start = end + 1;
    }
    if (this.encoding === "gb18030") return this.issue(notGb18030, line);
    return this.issue(this.options.isMapped === true ? notUtf8ButMapped : notUtf8, line);
  }

  private issue([code, message, hint]: Fault, line?: number): Issue {
    const { file } = this.options;
    return { code, path: [], message, hint, file, ...(line !== undefined && { line }) };
  }
}

type Fault = readonly [code: string, message: string, hint: string];
const utf16: Fault = [
  "file.utf-16",
  "the text is UTF-16",
  "save it as UTF-8: iconv -f UTF-16 -t UTF-8 file > new-file",
];
const notUtf8: Fault = ["file.not-utf-8", "the text is not UTF-8", "save the file as UTF-8"];
const notUtf8ButMapped: Fault = [
  "file.not-utf-8",
  "the text is not UTF-8",
  "save the file as UTF-8; a Chinese export may need `encoding: gb18030` in the map",
];
const notGb18030: Fault = [
  "file.not-gb18030",
  "the text is not GB18030, as the map says",
  "name the right encoding in the map, or save the file as UTF-8",
];
const isUtf8: Fault = [
  "file.is-utf-8",
  "the map says GB18030, and the file is UTF-8",
  "leave `encoding` out of the map",
];
const lineTooLong: Fault = [
  "file.line-too-long",
  `a line has more than ${lineBytesMax} bytes`,
  "check that lines end where records do",
];

function decodedBy(decoding: TextDecoding, bytes: Uint8Array): string | undefined {
  try {
    return decoding.decode(bytes);
  } catch {
    return undefined;
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function newlinesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only, second] = parts;
  if (only !== undefined && second === undefined) return only;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
