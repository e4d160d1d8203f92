import { shown } from "../base/shown.ts";
import type { Ticket, TicketEvent } from "../model/records.ts";
import { formatInstant } from "../time/stamp.ts";
import type { LogIssue } from "./pauses.ts";

/** A log issue as a code, what was found, and what to change. */
export interface LogWords {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** @param event The event at which the issue was found. */
export function logWords(found: LogIssue, ticket: Ticket, event: TicketEvent): LogWords {
  const stamp = `${event.event} at ${formatInstant(event.at)}`;
  return {
    code: `ticket.${found.kind}`,
    message: `ticket ${shown(ticket.id)}, ${stamp}: ${messageOf(found, ticket)}`,
    hint: hints[found.kind] ?? hint,
  };
}

const hints: Partial<Record<LogIssue["kind"], string>> = {
  "event-clash":
    "leave out the one that does not hold, or give each the instant at which it happened",
  "resume-without-pause":
    "correct the log of the ticket; of a wait that starts and ends at one instant leave out both events: ends act before starts",
};

const hint = "correct the log of the ticket; events may come in any order, but they must fit";

function messageOf(found: LogIssue, { openedAt }: Ticket): string {
  switch (found.kind) {
    case "resume-without-pause":
      return "waiting ends that never began";
    case "event-before-opening":
      return `it lies before the opening at ${formatInstant(openedAt)}`;
    case "reopen-without-stop":
      return "it is reopened without having been resolved or closed";
    case "stop-before-opening":
      return `it stops before it was opened at ${formatInstant(openedAt)}`;
    case "reason-started-twice":
      return "waiting for one reason begins twice";
    case "event-clash":
      return `two of that instant say ${found.says.map(shown).join(" and ")}, and only one can hold`;
  }
}
