import { Bytes, NEWLINE, type TextOf } from "../adapters/ascii.ts";
import { type ScannedTicket, TicketScan } from "../adapters/ticket-scan.ts";
import { hashBytes } from "./sha256.ts";

/** What becomes of the lines of a file. */
export interface LineTarget {
  ticket(scanned: ScannedTicket): void;
  /** Takes whole lines, or pieces of a long one, that are to be read as text. */
  rest(bytes: Uint8Array): void;
}

/** A line that is longer is passed on in pieces. */
const HELD_MAX = 100_000;

const none = new Uint8Array(0);

/** Of the same bytes a buffer is made once. */
function latin1(): TextOf {
  let last: Uint8Array = none;
  let buffer: Buffer = Buffer.from(last.buffer);
  return (bytes, from, until) => {
    if (bytes !== last) {
      last = bytes;
      buffer = Buffer.from(bytes.buffer);
    }
    return buffer.toString("latin1", from, until);
  };
}

/** Takes the bytes of a file in pieces, and gives its lines in their order, tickets as tickets. */
export class TicketLines {
  private readonly textOf = latin1();
  private readonly scan = new TicketScan(this.textOf);
  private readonly target: LineTarget;
  private readonly bytes = new Bytes(HELD_MAX);
  /** What stands behind the last newline. */
  private held = none;
  /** Where the line of the ticket that was given last begins and ends. */
  private start = 0;
  private end = 0;
  /** Whether a line has begun whose beginning was passed on. */
  private isInside = false;

  constructor(target: LineTarget) {
    this.target = target;
  }

  take(chunk: Uint8Array): void {
    const { scan, bytes } = this;
    bytes.fill(this.held, chunk);
    this.held = none;
    // Before `from` all lines were given.
    let from = 0;
    let at = this.isInside ? this.behindLine(0) : 0;
    while (at !== -1) {
      const end = scan.endOf(bytes, at);
      const scanned = end === -1 ? undefined : scan.ticket(bytes);
      if (scanned === undefined) {
        const next = this.behindLine(at);
        if (next === -1) break;
        at = next;
      } else {
        this.pass(from, at);
        this.start = at;
        this.end = end;
        this.target.ticket(scanned);
        at = end + 1;
        from = at;
      }
    }
    this.isInside = at === -1 || bytes.length - at > HELD_MAX;
    this.pass(from, this.isInside ? bytes.length : at);
    // A copy: the bytes are written over by the next piece.
    if (!this.isInside) this.held = bytes.bytes.slice(at, bytes.length);
  }

  /** What is left: a line without its end. */
  finish(): void {
    if (this.held.length > 0) this.target.rest(this.held);
    this.held = none;
  }

  /** Where the next line begins; −1 where this one does not end. */
  private behindLine(at: number): number {
    const { bytes, length } = this.bytes;
    const newline = bytes.subarray(0, length).indexOf(NEWLINE, at);
    return newline === -1 ? -1 : newline + 1;
  }

  private pass(from: number, until: number): void {
    if (from < until) this.target.rest(this.bytes.bytes.slice(from, until));
  }

  /** The line of the ticket that is being given. */
  text(): string {
    return this.textOf(this.bytes.bytes, this.start, this.end);
  }

  /** The SHA-256 of the ticket that was given last, of its canonical JSON. */
  hash(words: Uint32Array): void {
    const { bytes, length } = this.scan.canonical;
    hashBytes(bytes.subarray(0, length), words);
  }
}
