import type { Cycle } from "../core/ticket-clock.ts";
import type { TicketEvidence } from "../model/statement.ts";
import { formatInstant } from "../time/stamp.ts";

/** What is said of a cycle that begins and ends with a period or a promise, not with facts. */
type Owed = Pick<TicketEvidence, "openedAt" | "elapsedMs"> & {
  readonly duty?: TicketEvidence["duty"];
  readonly state: TicketEvidence["state"] | Cycle["state"];
} & Partial<Pick<TicketEvidence, "dueAt" | "stoppedAt" | "stoppedBy" | "breachedAt" | "lateMs">>;

/** In words; undefined of those that run from a fact, like a clock does. */
export function owedText({ duty, state, openedAt, dueAt, ...told }: Owed): string | undefined {
  const { stoppedAt, stoppedBy, breachedAt, elapsedMs, lateMs = "0" } = told;
  switch (duty) {
    case "count-in-period": {
      const owed = `${state}: owed between ${openedAt} and ${dueAt}`;
      if (stoppedBy !== undefined) return `${owed}, kept ${stoppedAt} by ${stoppedBy}`;
      return state === "late" ? `${owed}, and missing` : `${owed}, not there yet`;
    }
    case "presence": {
      const absent = `${state}: between ${openedAt} and ${dueAt} absent for ${elapsedMs} ms`;
      if (breachedAt === undefined) return absent;
      return `${absent}, of these ${lateMs} ms from ${breachedAt} on beyond what is allowed`;
    }
    case "supported-until": {
      const until = `${state}: promised until ${dueAt ?? "what has not come yet"}`;
      if (stoppedBy === undefined) return until;
      const early = state === "late" ? `, ${lateMs} ms too soon` : "";
      return `${until}, ended ${stoppedAt} by ${stoppedBy}${early}`;
    }
    case "within-after":
    case "notice-before":
    case "max-gap":
    case "entitlement":
    case undefined:
      return undefined;
  }
}

/** The same of a cycle that no evidence tells. */
export function owedTextOf(cycle: Cycle): string | undefined {
  const { duty, state, start, dueAt, stop, breachedAt, elapsedMs, lateMs } = cycle;
  return owedText({
    ...(duty === undefined ? {} : { duty: duty.kind }),
    state,
    openedAt: formatInstant(start),
    elapsedMs: String(elapsedMs),
    lateMs: String(lateMs),
    ...(dueAt === undefined ? {} : { dueAt: formatInstant(dueAt) }),
    ...(stop === undefined ? {} : { stoppedAt: formatInstant(stop) }),
    ...(duty?.stoppedBy === undefined ? {} : { stoppedBy: duty.stoppedBy }),
    ...(breachedAt === undefined ? {} : { breachedAt: formatInstant(breachedAt) }),
  });
}
