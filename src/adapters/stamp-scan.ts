import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../time/instant.ts";
import { stampMs } from "../time/stamp.ts";
import { ascii, type Bytes, endOfText, Literal, QUOTE, type TextOf, VISIBLE } from "./ascii.ts";

const DATE_LENGTH = 10;
const ZULU_LENGTH = 20;
const LENGTH_MAX = 60;
const midnight = "T00:00:00Z";

const noDate = new Literal(ascii("no date at all"));

/**
 * Reads stamps from bytes as `stampMs` reads texts. Stamps of one file are often of one date: that of
 * the last one is remembered, and of one like 2026-10-05T08:30:00Z only the time of day is read.
 */
export class StampScan {
  private readonly textOf: TextOf;
  /** The date of the stamp before, and the other one that came last: an event may lie behind midnight. */
  private date = noDate;
  private dateMs = Number.NaN;
  private other = noDate;
  private otherMs = Number.NaN;

  constructor(textOf: TextOf) {
    this.textOf = textOf;
  }

  /** Where the stamp with its quotes ends, or what stands in its place; −1 where that is no string. */
  endOf(bytes: Bytes, at: number): number {
    const isShort = bytes.is(at, QUOTE) && isZulu(bytes, at + 1) && bytes.is(at + 21, QUOTE);
    return isShort ? at + 22 : endOfText(bytes, at, VISIBLE, LENGTH_MAX);
  }

  /** The instant, NaN where there is none. Every character of what it takes was looked at. */
  at(bytes: Bytes, from: number, until: number): Instant {
    if (until - from !== ZULU_LENGTH || !isZulu(bytes, from))
      return stampMs(this.textOf(bytes.bytes, from, until)) as Instant;
    if (!this.date.isAt(bytes, from)) this.turnTo(bytes, from);
    const hour = two(bytes, from + 11);
    const minute = two(bytes, from + 14);
    const second = two(bytes, from + 17);
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN as Instant;
    return (this.dateMs + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS) as Instant;
  }

  private turnTo(bytes: Bytes, from: number): void {
    const { date, dateMs, other, otherMs } = this;
    this.other = date;
    this.otherMs = dateMs;
    if (other.isAt(bytes, from)) {
      this.date = other;
      this.dateMs = otherMs;
      return;
    }
    const text = this.textOf(bytes.bytes, from, from + DATE_LENGTH);
    this.date = new Literal(ascii(text));
    this.dateMs = stampMs(text + midnight);
  }
}

function isZulu(bytes: Bytes, from: number): boolean {
  return (
    bytes.is(from + 10, 0x54) &&
    bytes.is(from + 13, 0x3a) &&
    bytes.is(from + 16, 0x3a) &&
    bytes.is(from + 19, 0x5a)
  );
}

/** The number that two digits make; 100 where one is no digit. */
function two({ bytes }: Bytes, at: number): number {
  const tens = (bytes[at] as number) - 48;
  const ones = (bytes[at + 1] as number) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}
