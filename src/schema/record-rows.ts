import {
  compare,
  ONE,
  parseDecimal,
  parseQuantity,
  type Ratio,
  signOf,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import { accepted, type Issue, issuesOf, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type { Writable } from "../base/writable.ts";
import type {
  Attribution,
  Charge,
  Claim,
  Coverage,
  EventRow,
  Maintenance,
  Outage,
  Ticket,
  TicketEvent,
} from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { parseStamp, stampMs } from "../time/stamp.ts";
import type { RecordRow } from "./records.ts";

// Long because: one function for each type of row, from shape to meaning.

/** From the shape of a row to its meaning: stamps become instants, spans must run forward. */

type Path = Issue["path"];
type Row<Type extends RecordRow["type"]> = Extract<RecordRow, { type: Type }>;
type EventInput = Row<"ticket">["events"][number];

/** Reads the stamps of one row and keeps every problem with them. */
export class Stamps {
  readonly issues: Issue[] = [];
  private readonly path: Path;

  constructor(path: Path) {
    this.path = path;
  }

  at(text: string, ...key: readonly (string | number)[]): Instant {
    const epochMs = stampMs(text);
    if (epochMs >= 0) return epochMs as Instant;
    this.issues.push(...issuesOf(parseStamp(text, [...this.path, ...key])));
    return 0 as Instant;
  }

  optional<Key extends string>(
    name: Key,
    text: string | undefined,
  ): { readonly [K in Key]?: Instant } {
    return text === undefined
      ? {}
      : ({ [name]: this.at(text, name) } as { readonly [K in Key]: Instant });
  }

  /** A span may have no length; it may not run backwards. */
  forward(
    from: Instant,
    until: Instant | undefined,
    texts: { readonly from: string; readonly until: string | undefined },
    ...key: readonly string[]
  ): void {
    if (until === undefined || from <= until || this.issues.length > 0) return;
    this.issues.push({
      code: "record.until-before-from",
      path: [...this.path, ...key, "until"],
      message: `the span ends at ${shown(texts.until)}, before its start ${shown(texts.from)}`,
      hint: "swap the two stamps, or leave `until` out if it goes on",
      value: shown(texts.until),
    });
  }

  /** A decimal of at most 18 digits (34); 0 stands in for one that is refused. */
  decimal(text: string, ...key: Path): Ratio {
    const value = parseDecimal(text);
    if (value !== undefined) return value;
    const message = `${shown(text)} has too many digits`;
    const hint = "use at most 18 digits, 12 of them decimals (semantics 34)";
    this.refuse("decimal.too-long", key, message, hint, text);
    return ZERO;
  }

  refuse(code: string, key: Path, message: string, hint: string, value: string): void {
    this.issues.push({ code, path: [...this.path, ...key], message, hint, value: shown(value) });
  }

  done<T>(value: T): Result<T> {
    return this.issues.length === 0 ? accepted(value) : refused(this.issues);
  }
}

/**
 * Beside the id, which stands first in each record: an object that begins with a spread gets a hidden
 * class of its own from V8, and a million of them are ten times as slow to sort.
 */
export function known(row: { readonly recordedAt?: string | undefined }, stamps: Stamps) {
  return stamps.optional("recordedAt", row.recordedAt);
}

export function readOutage(row: Row<"outage">, path: Path): Result<Outage> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const end = stamps.optional("until", row.until);
  stamps.forward(from, end.until, { from: row.from, until: row.until });
  const { id, service, tags = NONE } = row;
  const seemedRestored =
    row.seemedRestored === undefined ? NONE : seemed(row.seemedRestored, stamps);
  // What most rows say stands in the object itself: a million of them are walked over many times.
  const plain =
    end.until === undefined
      ? { id, service, from, tags, seemedRestored }
      : { id, service, from, until: end.until, tags, seemedRestored };
  return stamps.done(
    Object.assign(plain, {
      ...known(row, stamps),
      ...(row.resource === undefined ? {} : { resource: row.resource }),
      ...(row.impact === undefined ? {} : { impact: row.impact }),
      ...(row.cause === undefined ? {} : { cause: row.cause }),
      ...affectedBy(row.affected, stamps),
      ...(row.attributes === undefined ? {} : { attributes: row.attributes }),
      ...(row.rootCause === undefined ? {} : { rootCause: row.rootCause }),
      ...stamps.optional("detectedAt", row.detectedAt),
      ...stamps.optional("reportedAt", row.reportedAt),
      ...stamps.optional("ticketOpenedAt", row.ticketOpenedAt),
      ...stamps.optional("notifiedAt", row.notifiedAt),
      ...stamps.optional("ticketClosedAt", row.ticketClosedAt),
      ...stamps.optional("correctedAt", row.correctedAt),
    }),
  );
}

/** The one empty list of all records that have none. */
const NONE: readonly never[] = [];

function seemed(
  spans: NonNullable<Row<"outage">["seemedRestored"]>,
  stamps: Stamps,
): Outage["seemedRestored"] {
  return spans.map((span, index) => {
    const key = ["seemedRestored", String(index)];
    const from = stamps.at(span.from, ...key, "from");
    const until = stamps.at(span.until, ...key, "until");
    stamps.forward(from, until, span, ...key);
    return { from, until };
  });
}

/** Units or a share of the service; a share is at most the whole of it. */
function affectedBy(
  affected: Row<"outage">["affected"],
  stamps: Stamps,
): Pick<Outage, "affectedUnits" | "affectedShare"> {
  if (affected?.units !== undefined) return { affectedUnits: wholeRatio(affected.units) };
  if (affected?.share === undefined) return {};
  const share = parseQuantity(affected.share);
  if (share !== undefined && signOf(share) >= 0 && compare(share, ONE) <= 0)
    return { affectedShare: share };
  stamps.refuse(
    "outage.not-a-share",
    ["affected", "share"],
    `${shown(affected.share)} is no share of a service`,
    'give a share from 0 to 1, like "0.4" or "1/3"',
    affected.share,
  );
  return {};
}

export function readMaintenance(row: Row<"maintenance">, path: Path): Result<Maintenance> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const end = stamps.optional("until", row.until);
  stamps.forward(from, end.until, { from: row.from, until: row.until });
  const announced =
    row.announced === undefined
      ? undefined
      : {
          from: stamps.at(row.announced.from, "announced", "from"),
          until: stamps.at(row.announced.until, "announced", "until"),
        };
  if (announced !== undefined && row.announced !== undefined)
    stamps.forward(announced.from, announced.until, row.announced, "announced");
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    service: row.service,
    ...(row.resource === undefined ? {} : { resource: row.resource }),
    from,
    ...end,
    ...stamps.optional("announcedAt", row.announcedAt),
    ...(announced === undefined ? {} : { announced }),
    impact: row.impact,
    kind: row.kind,
    ...(row.approvedBy === undefined ? {} : { approvedBy: row.approvedBy }),
    ...stamps.optional("approvedAt", row.approvedAt),
    tags: row.tags ?? [],
  });
}

export function readAttribution(row: Row<"attribution">, path: Path): Result<Attribution> {
  const stamps = new Stamps(path);
  const part = { ...stamps.optional("from", row.from), ...stamps.optional("until", row.until) };
  if (part.from !== undefined)
    stamps.forward(part.from, part.until, { from: row.from ?? "", until: row.until });
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    outage: row.outage,
    cause: row.cause,
    by: row.by,
    at: stamps.at(row.at, "at"),
    ...part,
    evidence: row.evidence,
  });
}

/** There are millions of them: what is made here is what is kept. */
export function readTicket(row: Row<"ticket">, path: Path): Result<Ticket> {
  const stamps = new Stamps(path);
  const events: TicketEvent[] = [];
  for (let index = 0; index < row.events.length; index += 1)
    events.push(readEvent(row.events[index] as EventInput, ["events", index], stamps));
  const recordedAt =
    row.recordedAt === undefined ? undefined : stamps.at(row.recordedAt, "recordedAt");
  const ticket: Writable<Ticket> = {
    id: row.id,
    service: row.service,
    openedAt: stamps.at(row.openedAt, "openedAt"),
    openedBy: row.openedBy,
    attributes: row.attributes ?? noAttributes,
    events,
  };
  if (recordedAt !== undefined) ticket.recordedAt = recordedAt;
  if (row.severity !== undefined) ticket.severity = row.severity;
  if (row.waiting !== undefined) ticket.waiting = row.waiting;
  return stamps.done(ticket);
}

const noAttributes: Ticket["attributes"] = Object.freeze({});

export function readEventRow(row: Row<"event">, path: Path): Result<EventRow> {
  const stamps = new Stamps(path);
  const event = readEvent(row.happened, ["happened"], stamps);
  return stamps.done({ id: row.id, ...known(row, stamps), ticket: row.ticket, event });
}

function readEvent(
  input: EventInput,
  key: readonly (string | number)[],
  stamps: Stamps,
): TicketEvent {
  const at = stamps.at(input.at, ...key, "at");
  switch (input.event) {
    case "replied":
      return { event: "replied", at, by: input.by, kind: input.kind };
    case "priority-changed":
      return { event: "priority-changed", at, severity: input.severity };
    case "waiting-started":
      return { event: "waiting-started", at, reason: input.reason };
    case "waiting-ended":
      return input.reason === undefined
        ? { event: "waiting-ended", at }
        : { event: "waiting-ended", at, reason: input.reason };
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
    case "resolved":
    case "closed":
    case "reopened":
    case "cancelled":
      return { event: input.event, at };
    case "due-agreed":
    case "next-update-agreed": {
      const { at: _, due, ...agreed } = input;
      return { ...agreed, at, due: stamps.at(due, ...key, "due") };
    }
  }
}

export function readClaim(row: Row<"claim">, path: Path): Result<Claim> {
  const stamps = new Stamps(path);
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    at: stamps.at(row.at, "at"),
    stage: row.stage,
    period: row.period,
    ...(row.commitment === undefined ? {} : { commitment: row.commitment }),
    ...(row.about === undefined ? {} : { about: row.about }),
  });
}

export function readCharge(row: Row<"charge">, path: Path): Result<Charge> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const until = stamps.at(row.until, "until");
  stamps.forward(from, until, { from: row.from, until: row.until });
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    service: row.service,
    ...(row.resource === undefined ? {} : { resource: row.resource }),
    charge: row.charge,
    amount: stamps.decimal(row.amount, "amount"),
    from,
    until,
    invoice: row.invoice,
    ...(row.line === undefined ? {} : { line: row.line }),
    kind: row.kind ?? "recurring",
    paidWith: row.paidWith ?? "money",
  });
}

export function readCoverage(row: Row<"coverage">, path: Path): Result<Coverage> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const until = stamps.at(row.until, "until");
  stamps.forward(from, until, row);
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    of: row.of,
    from,
    until,
    ...(row.service === undefined ? {} : { service: row.service }),
  });
}
