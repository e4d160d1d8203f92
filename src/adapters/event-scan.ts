import type { TicketEvent } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import {
  type Bytes,
  COMMA,
  endOfName,
  endOfText,
  SPACE,
  TEXT,
  type TextOf,
  Texts,
  Words,
} from "./ascii.ts";
import { ObjectScan } from "./object-scan.ts";
import type { StampScan } from "./stamp-scan.ts";

const AT = 0;
const BY = 1;
const CHANNEL = 2;
const EVENT = 3;
const KIND = 4;
const REASON = 5;
const SEVERITY = 6;
const TO = 7;
const keys = [
  { name: "at" },
  { name: "by", isWord: true },
  { name: "channel" },
  { name: "event", isWord: true },
  { name: "kind", isWord: true },
  { name: "reason" },
  { name: "severity" },
  { name: "to" },
];

const set = (...own: readonly number[]) => own.reduce((bits, key) => bits | (1 << key), 0);
const always = set(AT, EVENT);
const justThat = { needs: always, may: always };
const toSomebody = { needs: always, may: set(AT, EVENT, TO) };

/** Which fields an event needs, and which it may have. Agreed dues are left to the slower way. */
const fieldsOf = {
  replied: { needs: set(AT, EVENT, BY), may: set(AT, EVENT, BY, CHANNEL, KIND) },
  "waiting-started": { needs: set(AT, EVENT, REASON), may: set(AT, EVENT, REASON) },
  "waiting-ended": { needs: always, may: set(AT, EVENT, REASON) },
  resolved: justThat,
  closed: justThat,
  reopened: justThat,
  assigned: toSomebody,
  "engineer-assigned": toSomebody,
  "priority-changed": { needs: set(AT, EVENT, SEVERITY), may: set(AT, EVENT, SEVERITY) },
  workaround: justThat,
  restored: justThat,
  cancelled: { needs: always, may: set(AT, EVENT, REASON) },
} as const satisfies Partial<
  Record<TicketEvent["event"], { readonly needs: number; readonly may: number }>
>;

type Known = keyof typeof fieldsOf;
const events = Object.keys(fieldsOf) as Known[];
const sides = ["agent", "customer"] as const;
const kinds = ["substantive", "automated", "acknowledgement"] as const;

const quoted = (words: readonly string[]) => new Words(words.map((word) => JSON.stringify(word)));
const eventWords = quoted(events);
const sideWords = quoted(sides);
const kindWords = quoted(kinds);

const TEXT_MAX = 4000;
const TURNS_MAX = 63;

/** What an event says in its words. */
interface Said {
  readonly event: Known;
  readonly by: (typeof sides)[number];
  readonly kind: (typeof kinds)[number];
}

/** Reads the events of tickets. */
export class EventScan extends ObjectScan {
  private readonly stamps: StampScan;
  private readonly reasons: Texts;
  private readonly severities: Texts;
  private readonly said: Said[] = [];
  private last: Said = { event: "replied", by: "agent", kind: "substantive" };
  private event = 0;
  private side = 0;
  private kind = 0;

  constructor(stamps: StampScan, textOf: TextOf) {
    super(keys);
    this.stamps = stamps;
    this.reasons = new Texts(textOf);
    this.severities = new Texts(textOf);
  }

  /**
   * Reads a list of events.
   *
   * @param at Where its bracket stands.
   * @param into Takes the events.
   * @param out Takes their canonical JSON: has room for twice as much as `most`.
   * @param most So many bytes of it are written before the list is given up.
   * @returns Where the list ends; −1 where it is to be read the slower way.
   */
  list(bytes: Bytes, at: number, into: TicketEvent[], out: Bytes, most: number): number {
    if (!bytes.is(at, 0x5b)) return -1;
    out.byte(0x5b);
    let next = at + 1;
    if (!bytes.is(next, 0x5d)) {
      for (let turn = 0; ; turn += 1) {
        next = this.walk(bytes, next, Math.min(turn, TURNS_MAX));
        const event = next === -1 ? undefined : this.made(bytes);
        if (event === undefined || out.length > most) return -1;
        into.push(event);
        this.writeObject(bytes, out);
        if (!bytes.is(next, COMMA)) break;
        out.byte(COMMA);
        next += bytes.is(next + 1, SPACE) ? 2 : 1;
      }
      if (!bytes.is(next, 0x5d)) return -1;
    }
    out.byte(0x5d);
    return next + 1;
  }

  protected value(bytes: Bytes, key: number, at: number): number {
    switch (key) {
      case AT:
        return this.stamps.endOf(bytes, at);
      case REASON:
      case CHANNEL:
      case TO:
        return endOfText(bytes, at, TEXT, TEXT_MAX);
      case SEVERITY:
        return endOfName(bytes, at);
      case EVENT:
        this.event = eventWords.at(bytes, at);
        return this.event === -1 ? -1 : at + eventWords.sizeOf(this.event);
      case BY:
        this.side = sideWords.at(bytes, at);
        return this.side === -1 ? -1 : at + sideWords.sizeOf(this.side);
    }
    this.kind = kindWords.at(bytes, at);
    return this.kind === -1 ? -1 : at + kindWords.sizeOf(this.kind);
  }

  protected isWhole(): boolean {
    if (!this.has(AT) || !this.has(EVENT)) return false;
    const event = events[this.event] as Known;
    const by = sides[this.side] as Said["by"];
    const kind = this.has(KIND) ? (kinds[this.kind] as Said["kind"]) : "substantive";
    this.last = { event, by, kind };
    const { needs, may } = fieldsOf[event];
    return this.hasAll(needs) && !this.hasOthers(may);
  }

  protected recall(look: number): void {
    this.last = this.said[look] as Said;
  }

  protected remember(look: number): void {
    this.said[look] = this.last;
  }

  protected fallback(key: number): string | undefined {
    return key === KIND && this.last.event === "replied" ? '"substantive"' : undefined;
  }

  /** The event that was walked over; undefined where its stamp is none, or its reason no name. */
  private made(bytes: Bytes): TicketEvent | undefined {
    const at = this.stamps.at(bytes, this.from(AT) + 1, this.until(AT) - 1);
    if (!(at >= 0)) return undefined;
    const { event, by, kind } = this.last;
    switch (event) {
      case "replied":
        return { event, at, by, kind };
      case "priority-changed": {
        const from = this.from(SEVERITY) + 1;
        return { event, at, severity: this.severities.of(bytes, from, this.until(SEVERITY) - 1) };
      }
      case "waiting-started":
        return this.waiting(bytes, event, at);
      case "waiting-ended":
        return this.has(REASON) ? this.waiting(bytes, event, at) : { event, at };
      case "assigned":
      case "engineer-assigned":
      case "workaround":
      case "restored":
      case "resolved":
      case "closed":
      case "reopened":
      case "cancelled":
        return { event, at };
    }
  }

  /** The reason of a wait is a name; that of a cancellation may be any text. */
  private waiting(
    bytes: Bytes,
    event: "waiting-started" | "waiting-ended",
    at: Instant,
  ): TicketEvent | undefined {
    const [from, until] = [this.from(REASON), this.until(REASON)];
    if (endOfName(bytes, from) !== until) return undefined;
    return { event, at, reason: this.reasons.of(bytes, from + 1, until - 1) };
  }
}
