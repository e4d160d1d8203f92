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
const sides = ["agent", "customer"] as const;
const kinds = ["substantive", "automated", "acknowledgement"] as const;
const keys = [
  { name: "at" },
  { name: "by", words: sides },
  { name: "channel" },
  { name: "event", words: Object.keys(fieldsOf) },
  { name: "kind", words: kinds },
  { name: "reason" },
  { name: "severity" },
  { name: "to" },
];

const TEXT_MAX = 4000;
const TURNS_MAX = 63;

/** What an event says in its words; one that was not a reply has the others for nothing. */
interface Said {
  readonly event: Known;
  readonly by: (typeof sides)[number];
  readonly kind: (typeof kinds)[number];
}

/** Reads the events of tickets. */
export class EventScan extends ObjectScan<Said> {
  private readonly stamps: StampScan;
  private readonly reasons: Texts;
  private readonly severities: Texts;
  /** Used for one list after the other: a list of its own would have room for more than it needs. */
  private readonly found: TicketEvent[] = [];
  private count = 0;

  constructor(stamps: StampScan, textOf: TextOf) {
    super(keys);
    this.stamps = stamps;
    this.reasons = new Texts(textOf);
    this.severities = new Texts(textOf);
  }

  /** The events of the list that was read last. */
  events(): readonly TicketEvent[] {
    return this.found.slice(0, this.count);
  }

  /**
   * Reads a list of events.
   *
   * @param at Where its bracket stands.
   * @param out Takes their canonical JSON: has room for twice as much as `most`.
   * @param most So many bytes of it are written before the list is given up.
   * @returns Where the list ends; −1 where it is to be read the slower way.
   */
  list(bytes: Bytes, at: number, out: Bytes, most: number): number {
    this.count = 0;
    if (!bytes.is(at, 0x5b)) return -1;
    out.byte(0x5b);
    let next = at + 1;
    if (!bytes.is(next, 0x5d)) {
      for (;;) {
        next = this.walk(bytes, next, Math.min(this.count, TURNS_MAX));
        const event = next === -1 ? undefined : this.made(bytes);
        if (event === undefined || out.length > most) return -1;
        this.found[this.count] = event;
        this.count += 1;
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
    if (key === AT) return this.stamps.endOf(bytes, at);
    return key === SEVERITY ? endOfName(bytes, at) : endOfText(bytes, at, TEXT, TEXT_MAX);
  }

  protected saying(): Said | undefined {
    const event = this.word(EVENT) as Known | undefined;
    if (event === undefined) return undefined;
    const { needs, may } = fieldsOf[event];
    if (!this.hasAll(needs) || this.hasOthers(may)) return undefined;
    const by = (this.word(BY) ?? "agent") as Said["by"];
    return { event, by, kind: (this.word(KIND) ?? "substantive") as Said["kind"] };
  }

  protected fallback(key: number): string | undefined {
    return key === KIND && this.word(EVENT) === "replied" ? '"substantive"' : undefined;
  }

  /** The event that was walked over; undefined where its stamp is none, or its reason no name. */
  private made(bytes: Bytes): TicketEvent | undefined {
    const at = this.stamps.at(bytes, this.from(AT) + 1, this.until(AT) - 1);
    if (!(at >= 0)) return undefined;
    const { event, by, kind } = this.said;
    if (event === "replied") return { event, at, by, kind };
    if (event === "priority-changed") {
      const from = this.from(SEVERITY) + 1;
      return { event, at, severity: this.severities.of(bytes, from, this.until(SEVERITY) - 1) };
    }
    if (event === "waiting-started" || (event === "waiting-ended" && this.has(REASON)))
      return this.waiting(bytes, event, at);
    return { event, at };
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
