import type { Writable } from "../base/writable.ts";
import type { Ticket } from "../model/records.ts";
import { Bytes, endOfName, endOfText, NEWLINE, type TextOf, Texts, VISIBLE } from "./ascii.ts";
import { AttributeScan } from "./attribute-scan.ts";
import { EventScan } from "./event-scan.ts";
import { ObjectScan } from "./object-scan.ts";
import { StampScan } from "./stamp-scan.ts";

const ATTRIBUTES = 0;
const CONTRACT = 1;
const CUSTOMER = 2;
const EVENTS = 3;
const ID = 4;
const OPENED_AT = 5;
const OPENED_BY = 6;
const RECORDED_AT = 7;
const SERVICE = 8;
const SEVERITY = 9;
const TYPE = 10;
const WAITING = 11;
const sides = ["customer", "agent"] as const;
const keys = [
  { name: "attributes" },
  { name: "contract" },
  { name: "customer" },
  { name: "events" },
  { name: "id" },
  { name: "openedAt" },
  { name: "openedBy", words: sides },
  { name: "recordedAt" },
  { name: "service" },
  { name: "severity" },
  { name: "type", words: ["ticket"] },
  { name: "waiting" },
];
const needed = [ID, OPENED_AT, SERVICE, TYPE].reduce((bits, key) => bits | (1 << key), 0);
const noAttributes: Ticket["attributes"] = Object.freeze({});

const ID_MAX = 200;
/** With its defaults written out a line is at most twice as long. */
const LINE_MAX = 50_000;

/** A ticket of a line, and what the line says of where it belongs. */
export interface ScannedTicket {
  readonly ticket: Ticket;
  readonly contract: string | undefined;
  readonly customer: string | undefined;
}

/**
 * Reads tickets straight from the bytes of their lines: plain ASCII without escapes, keys that are
 * known, values that are good. Whatever it does not take, from a slip in a name to a letter with an
 * accent, is left to the way that reads text, which says what is wrong where something is. It takes
 * only what that takes, and reads the same from it.
 */
export class TicketScan extends ObjectScan<Ticket["openedBy"]> {
  /** The canonical JSON of the ticket that was read last, without `source` (semantics 39). */
  readonly canonical = new Bytes(2 * LINE_MAX);
  private readonly textOf: TextOf;
  private readonly stamps: StampScan;
  private readonly eventScan: EventScan;
  private readonly attributes: AttributeScan;
  private readonly texts: readonly Texts[];
  private readonly eventsOut = new Bytes(2 * LINE_MAX);

  constructor(textOf: TextOf) {
    super(keys);
    this.textOf = textOf;
    this.stamps = new StampScan(textOf);
    this.eventScan = new EventScan(this.stamps, textOf);
    this.attributes = new AttributeScan(textOf);
    this.texts = keys.map(() => new Texts(textOf));
  }

  /** Where the line that begins at `at` ends if it is a ticket, at its newline; else −1. */
  endOf(bytes: Bytes, at: number): number {
    const end = this.walk(bytes, at, 0);
    if (end === -1 || end - at > LINE_MAX) return -1;
    const behind = bytes.is(end, 0x0d) ? end + 1 : end;
    return bytes.is(behind, NEWLINE) ? behind : -1;
  }

  /** The ticket whose end was found last; undefined where a stamp is none. */
  ticket(bytes: Bytes): ScannedTicket | undefined {
    const openedAt = this.stamp(bytes, OPENED_AT);
    const recordedAt = this.has(RECORDED_AT) ? this.stamp(bytes, RECORDED_AT) : undefined;
    if (!(openedAt >= 0) || (recordedAt !== undefined && !(recordedAt >= 0))) return undefined;
    const ticket: Writable<Ticket> = {
      id: this.textOf(bytes.bytes, this.from(ID) + 1, this.until(ID) - 1),
      service: this.text(bytes, SERVICE),
      openedAt,
      openedBy: this.said,
      attributes: this.has(ATTRIBUTES) ? this.attributes.record(bytes) : noAttributes,
      events: this.has(EVENTS) ? this.eventScan.events() : [],
    };
    if (recordedAt !== undefined) ticket.recordedAt = recordedAt;
    if (this.has(SEVERITY)) ticket.severity = this.text(bytes, SEVERITY);
    if (this.has(WAITING)) ticket.waiting = this.text(bytes, WAITING);
    this.canonical.length = 0;
    this.writeObject(bytes, this.canonical);
    return {
      ticket,
      contract: this.has(CONTRACT) ? this.text(bytes, CONTRACT) : undefined,
      customer: this.has(CUSTOMER) ? this.text(bytes, CUSTOMER) : undefined,
    };
  }

  protected value(bytes: Bytes, key: number, at: number): number {
    switch (key) {
      case EVENTS:
        this.eventsOut.length = 0;
        return this.eventScan.list(bytes, at, this.eventsOut, LINE_MAX);
      case ATTRIBUTES:
        return this.attributes.endOf(bytes, at);
      case ID:
      case CUSTOMER:
        return endOfText(bytes, at, VISIBLE, ID_MAX);
      case OPENED_AT:
      case RECORDED_AT:
        return this.stamps.endOf(bytes, at);
    }
    return endOfName(bytes, at);
  }

  protected saying(): Ticket["openedBy"] | undefined {
    if (!this.hasAll(needed)) return undefined;
    return (this.word(OPENED_BY) ?? "customer") as Ticket["openedBy"];
  }

  protected fallback(key: number): string | undefined {
    if (key === OPENED_BY) return '"customer"';
    return key === EVENTS ? "[]" : undefined;
  }

  protected override write(bytes: Bytes, key: number, out: Bytes): void {
    if (key === EVENTS) out.add(this.eventsOut);
    else if (key === ATTRIBUTES) this.attributes.write(bytes, out);
    else super.write(bytes, key, out);
  }

  private stamp(bytes: Bytes, key: number) {
    return this.stamps.at(bytes, this.from(key) + 1, this.until(key) - 1);
  }

  private text(bytes: Bytes, key: number): string {
    const texts = this.texts[key] as Texts;
    return texts.of(bytes, this.from(key) + 1, this.until(key) - 1);
  }
}
