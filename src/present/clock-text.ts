import type { ClockReading } from "../model/clock-reading.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant, MINUTE_MS } from "../time/instant.ts";
import { stampMs } from "../time/stamp.ts";
import { knownZone, wallMsAt, type Zone } from "../time/zone.ts";
import { whyText } from "./clock-why.ts";
import { printable } from "./printable.ts";
import { tableLines } from "./table.ts";

export interface ClockList {
  readonly contract: string;
  /** A stamp that was read already. */
  readonly asOf: string;
  /** The contract's zone, whose wall clock is shown. */
  readonly timeZone: string;
  readonly clocks: readonly ClockReading[];
}

/** Open clocks as a table for a terminal, in the order given. */
export function clockText({ contract, asOf, timeZone, clocks }: ClockList): string {
  const zone = knownZone(timeZone);
  const stamp = (at: number) => wallText(zone, at as Instant);
  const count = `${clocks.length} open ${clocks.length === 1 ? "clock" : "clocks"}`;
  const head = printable(`${contract}  ${count} at ${stamp(stampMs(asOf))} (${zone.name})`);
  const columns = [
    { title: "due" },
    { title: "left", align: "end" } as const,
    { title: "ticket" },
    { title: "commitment" },
    { title: "state" },
    { title: "why" },
  ];
  const table = tableLines(
    columns,
    clocks.map((clock) => [
      clock.dueAt === undefined ? "–" : stamp(clock.dueAt),
      leftText(clock),
      clock.cycle === 1 ? clock.ticket : `${clock.ticket}#${clock.cycle}`,
      clock.id,
      clock.state,
      whyText(clock.why, stamp),
    ]),
  );
  return `${[head, ...(table.length === 0 ? [] : ["", ...table])].join("\n")}\n`;
}

/** "3 h", "late 26 h 10 min"; "–" where nothing is due. */
function leftText({ state, remainingMs, lateMs }: ClockReading): string {
  if (state === "breached-open") return `late ${readableDuration(durationMs(lateMs))}`;
  return remainingMs === undefined ? "–" : readableDuration(durationMs(remainingMs));
}

/** "2026-10-12 18:00" on the wall clock of the zone; with seconds only where there are any. */
function wallText(zone: Zone, at: Instant): string {
  const wallMs = wallMsAt(zone, at);
  const text = new Date(wallMs).toISOString().replace("T", " ");
  return text.slice(0, wallMs % MINUTE_MS === 0 ? 16 : 19);
}
