import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import type {
  Attribution,
  Claim,
  Coverage,
  EventRow,
  Maintenance,
  Outage,
  Ticket,
  TicketEvent,
} from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { parseStamp } from "../time/stamp.ts";
import type { RecordRow } from "./records.ts";

/** From the shape of a row to its meaning: stamps become instants, spans must run forward. */

type Path = Issue["path"];
type Row<Type extends RecordRow["type"]> = Extract<RecordRow, { type: Type }>;
type EventInput = Row<"ticket">["events"][number];

/** Reads the stamps of one row and keeps every problem with them. */
class Stamps {
  readonly issues: Issue[] = [];
  private readonly path: Path;

  constructor(path: Path) {
    this.path = path;
  }

  at(text: string, ...key: readonly (string | number)[]): Instant {
    const result = parseStamp(text, [...this.path, ...key]);
    if (result.ok) return result.value;
    this.issues.push(...result.issues);
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

  done<T>(value: T): Result<T> {
    return this.issues.length === 0 ? accepted(value) : refused(this.issues);
  }
}

function known(
  row: { readonly id: string; readonly recordedAt?: string | undefined },
  stamps: Stamps,
) {
  return { id: row.id, ...stamps.optional("recordedAt", row.recordedAt) };
}

export function readOutage(row: Row<"outage">, path: Path): Result<Outage> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const end = stamps.optional("until", row.until);
  stamps.forward(from, end.until, { from: row.from, until: row.until });
  return stamps.done({
    ...known(row, stamps),
    service: row.service,
    from,
    ...end,
    ...(row.impact === undefined ? {} : { impact: row.impact }),
    ...(row.cause === undefined ? {} : { cause: row.cause }),
    tags: row.tags ?? [],
  });
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
    ...known(row, stamps),
    service: row.service,
    from,
    ...end,
    ...stamps.optional("announcedAt", row.announcedAt),
    ...(announced === undefined ? {} : { announced }),
    impact: row.impact,
    kind: row.kind,
    tags: row.tags ?? [],
  });
}

export function readAttribution(row: Row<"attribution">, path: Path): Result<Attribution> {
  const stamps = new Stamps(path);
  const part = { ...stamps.optional("from", row.from), ...stamps.optional("until", row.until) };
  if (part.from !== undefined)
    stamps.forward(part.from, part.until, { from: row.from ?? "", until: row.until });
  return stamps.done({
    ...known(row, stamps),
    outage: row.outage,
    cause: row.cause,
    by: row.by,
    at: stamps.at(row.at, "at"),
    ...part,
    evidence: row.evidence,
  });
}

export function readTicket(row: Row<"ticket">, path: Path): Result<Ticket> {
  const stamps = new Stamps(path);
  const events = row.events.flatMap((event, index) => readEvent(event, ["events", index], stamps));
  return stamps.done({
    ...known(row, stamps),
    service: row.service,
    openedAt: stamps.at(row.openedAt, "openedAt"),
    openedBy: row.openedBy,
    ...(row.severity === undefined ? {} : { severity: row.severity }),
    ...(row.waiting === undefined ? {} : { waiting: row.waiting }),
    attributes: row.attributes ?? {},
    events,
  });
}

export function readEventRow(row: Row<"event">, path: Path): Result<EventRow> {
  const stamps = new Stamps(path);
  const [event] = readEvent(row.happened, ["happened"], stamps);
  const value = { ...known(row, stamps), ticket: row.ticket };
  return event === undefined ? refused(stamps.issues) : stamps.done({ ...value, event });
}

function readEvent(
  input: EventInput,
  key: readonly (string | number)[],
  stamps: Stamps,
): TicketEvent[] {
  const at = stamps.at(input.at, ...key, "at");
  switch (input.event) {
    case "replied":
      return [{ event: "replied", at, by: input.by, kind: input.kind }];
    case "priority-changed":
      return [{ event: "priority-changed", at, severity: input.severity }];
    case "waiting-started":
      return [{ event: "waiting-started", at, reason: input.reason }];
    case "waiting-ended":
      return [
        {
          event: "waiting-ended",
          at,
          ...(input.reason === undefined ? {} : { reason: input.reason }),
        },
      ];
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
    case "resolved":
    case "closed":
    case "reopened":
    case "cancelled":
      return [{ event: input.event, at }];
    case "due-agreed":
    case "next-update-agreed": {
      const { at: _, due, ...agreed } = input;
      return [{ ...agreed, at, due: stamps.at(due, ...key, "due") }];
    }
  }
}

export function readClaim(row: Row<"claim">, path: Path): Result<Claim> {
  const stamps = new Stamps(path);
  return stamps.done({
    ...known(row, stamps),
    at: stamps.at(row.at, "at"),
    stage: row.stage,
    period: row.period,
    ...(row.commitment === undefined ? {} : { commitment: row.commitment }),
  });
}

export function readCoverage(row: Row<"coverage">, path: Path): Result<Coverage> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const until = stamps.at(row.until, "until");
  stamps.forward(from, until, row);
  return stamps.done({
    ...known(row, stamps),
    of: row.of,
    from,
    until,
    ...(row.service === undefined ? {} : { service: row.service }),
  });
}
