import type { ClockReading } from "../model/clock-reading.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import { whyText } from "./clock-why.ts";
import { type CsvColumn, csvLines } from "./csv-text.ts";

const stamp = (at: number) => formatInstant(at as Instant);
const optional = (at: number | undefined) => (at === undefined ? "" : stamp(at));

const columns: readonly CsvColumn<ClockReading>[] = [
  { title: "ticket", kind: "text", cell: ({ ticket }) => ticket },
  { title: "commitment", kind: "text", cell: ({ id }) => id },
  { title: "clause", kind: "text", cell: ({ row, clause }) => row?.clause ?? clause },
  { title: "clock", kind: "text", cell: ({ clock }) => clock },
  { title: "cycle", kind: "number", cell: ({ cycle }) => String(cycle) },
  { title: "state", kind: "text", cell: ({ state }) => state },
  { title: "started_at", kind: "stamp", cell: ({ startedAt }) => optional(startedAt) },
  { title: "due_at", kind: "stamp", cell: ({ dueAt }) => optional(dueAt) },
  { title: "breached_at", kind: "stamp", cell: ({ breachedAt }) => optional(breachedAt) },
  { title: "elapsed_ms", kind: "number", cell: ({ elapsedMs }) => String(elapsedMs) },
  { title: "remaining_ms", kind: "number", cell: ({ remainingMs }) => String(remainingMs ?? "") },
  { title: "late_ms", kind: "number", cell: ({ lateMs }) => String(lateMs) },
  { title: "original_due_at", kind: "stamp", cell: (one) => optional(one.originalDueAt) },
  { title: "elapsed_real_ms", kind: "number", cell: (one) => String(one.elapsedRealMs) },
  { title: "remaining_real_ms", kind: "number", cell: (one) => String(one.remainingRealMs ?? "") },
  { title: "paused_counted_ms", kind: "number", cell: (one) => String(one.pausedCountedMs) },
  { title: "paused_real_ms", kind: "number", cell: (one) => String(one.pausedRealMs) },
  { title: "pauses", kind: "number", cell: ({ pauses }) => String(pauses) },
  { title: "skipped_days", kind: "number", cell: ({ skippedDays }) => String(skippedDays) },
  { title: "missed_updates", kind: "number", cell: (one) => String(one.missedUpdates) },
  { title: "next_change_at", kind: "stamp", cell: ({ nextChangeAt }) => optional(nextChangeAt) },
  { title: "row", kind: "text", cell: ({ row }) => row?.shown ?? "" },
  { title: "why", kind: "text", cell: ({ why }) => whyText(why, stamp) },
];

/** Open clocks for a spreadsheet, line by line: stamps in UTC, lengths in ms. */
export function clockCsv(clocks: Iterable<ClockReading>): Iterable<string> {
  return csvLines(columns, clocks);
}
