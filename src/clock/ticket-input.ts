import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { logWords } from "../core/log-words.ts";
import { pauseIssues, sortEvents } from "../core/ticket-clock.ts";
import type { Ticket, TicketEvent } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { InstantInput } from "./business-time.ts";
import { instantMs } from "./formats.ts";
import {
  type Check,
  type Fields,
  group,
  isGroup,
  listOf,
  mapOf,
  must,
  name,
  nameForm,
  oneOf,
  type Path,
  stamp,
  textOf,
  words,
} from "./shape.ts";

/** A ticket row of records/1; its stamps may also be epoch ms or a `Date`. */
export interface TicketInput {
  readonly type?: "ticket";
  readonly id: string;
  readonly service: string;
  readonly openedAt: InstantInput;
  readonly openedBy?: "customer" | "agent" | undefined;
  readonly severity?: string | undefined;
  readonly waiting?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly events?: readonly TicketEventInput[] | undefined;
  readonly recordedAt?: InstantInput | undefined;
  readonly customer?: string | undefined;
  readonly contract?: string | undefined;
  readonly source?: object | undefined;
}

/** What happened to a ticket; the fields beside `event` and `at` are those of records/1. */
export interface TicketEventInput {
  readonly event: TicketEvent["event"];
  readonly at: InstantInput;
  readonly [field: string]: unknown;
}

const at = { event: words, at: stamp };
const agreed = { ...at, due: stamp, author: words, reason: words };
const assigned: Fields = { ...at, to: words };

/** Of each event its fields, and those of them that it must have. */
const events: { readonly [Name in TicketEvent["event"]]: readonly [Fields, ...string[]] } = {
  replied: [
    {
      ...at,
      by: oneOf("agent", "customer"),
      kind: oneOf("automated", "acknowledgement", "substantive"),
      channel: words,
    },
    "by",
  ],
  "priority-changed": [{ ...at, severity: name }, "severity"],
  "waiting-started": [{ ...at, reason: name }, "reason"],
  "waiting-ended": [{ ...at, reason: name }],
  "due-agreed": [{ ...agreed, clock: name }, "clock", "due", "author", "reason"],
  "next-update-agreed": [agreed, "due", "author", "reason"],
  assigned: [assigned],
  "engineer-assigned": [assigned],
  workaround: [at],
  restored: [at],
  resolved: [at],
  closed: [at],
  reopened: [at],
  cancelled: [{ ...at, reason: words }],
};

const isEvent = oneOf(...Object.keys(events));
const event: Check = (value, path, issues) => {
  const kind = isGroup(value) ? value.event : undefined;
  const isKnown = typeof kind === "string" && Object.hasOwn(events, kind);
  const form = isKnown ? events[kind as TicketEvent["event"]] : undefined;
  if (form === undefined) isEvent(kind, [...path, "event"], issues);
  else group(form[0], "at", ...form.slice(1).map(String))(value, path, issues);
};

/** Characters that are seen, no space at either end. */
const id = textOf(/^[^\s\p{Cc}\p{Cf}](?:[^\p{Cc}\p{Cf}]*[^\s\p{Cc}\p{Cf}])?$/u);
const ticket = group(
  {
    type: oneOf("ticket"),
    id,
    service: name,
    openedAt: stamp,
    openedBy: oneOf("customer", "agent"),
    severity: name,
    waiting: name,
    attributes: mapOf(nameForm, textOf(/^/)),
    events: listOf(event),
    recordedAt: stamp,
    customer: id,
    contract: name,
    source: must(isGroup, "leave it out"),
  },
  "id",
  "service",
  "openedAt",
);

/** Reads one ticket; undefined when anything in it was refused (semantics 1, 10). */
export function readTicket(input: TicketInput, path: Path, issues: Issue[]): Ticket | undefined {
  ticket(input, path, issues);
  if (issues.length > 0) return undefined;
  const { openedBy = "customer", severity, waiting, attributes = {}, recordedAt } = input;
  const given = (input.events ?? []).map(eventOf);
  const read: Ticket = {
    id: input.id,
    service: input.service,
    openedAt: instantMs(input.openedAt) as Instant,
    openedBy,
    attributes,
    events: sortEvents(given),
    ...(severity === undefined ? {} : { severity }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(recordedAt === undefined ? {} : { recordedAt: instantMs(recordedAt) as Instant }),
  };
  for (const found of pauseIssues({ ...read, events: given })) {
    const event = given[found.index] as TicketEvent;
    const words = logWords(found, read, event);
    issues.push({ ...words, path: [...path, "events", found.index], value: shown(event.event) });
  }
  return issues.length === 0 ? read : undefined;
}

function eventOf(input: TicketEventInput): TicketEvent {
  const stamps = {
    at: instantMs(input.at),
    ...(input.due === undefined ? {} : { due: instantMs(input.due) }),
  };
  const kind = input.event === "replied" ? { kind: input.kind ?? "substantive" } : {};
  return { ...input, ...kind, ...stamps } as unknown as TicketEvent;
}
