import type { ClockReading } from "../model/clock-reading.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { stampMs } from "../time/stamp.ts";
import { knownZone, wallMsAt } from "../time/zone.ts";
import { whyText } from "./clock-why.ts";
import { printable } from "./printable.ts";
import { wallText } from "./stamps.ts";
import { tableRows } from "./table.ts";

export interface ClockList {
  readonly contract: string;
  /** A stamp that was read already. */
  readonly asOf: string;
  /** The contract's zone, whose wall clock is shown. */
  readonly timeZone: string;
  readonly count: number;
  /** Gone through twice: each time from the first. */
  readonly clocks: Iterable<ClockReading>;
}

const columns = [
  { title: "due" },
  { title: "left", align: "end" },
  { title: "ticket" },
  { title: "commitment" },
  { title: "state" },
  { title: "why" },
] as const;

/** Open clocks as a table for a terminal, line by line, in the order given. */
export function* clockText(list: ClockList): Generator<string, void, undefined> {
  const { contract, asOf, timeZone, count, clocks } = list;
  const zone = knownZone(timeZone);
  const stamp = (at: number) => wallText(wallMsAt(zone, at as Instant));
  const found = `${count} open ${count === 1 ? "clock" : "clocks"}`;
  yield `${printable(`${contract}  ${found} at ${stamp(stampMs(asOf))} (${zone.name})`)}\n`;
  if (count > 0) yield "\n";
  const rows = { [Symbol.iterator]: () => cellsOf(clocks, stamp) };
  for (const line of tableRows(columns, rows)) yield `${line}\n`;
}

function* cellsOf(
  clocks: Iterable<ClockReading>,
  stamp: (at: number) => string,
): Generator<readonly string[], void, undefined> {
  for (const clock of clocks)
    yield [
      clock.dueAt === undefined ? "–" : stamp(clock.dueAt),
      leftText(clock),
      clock.cycle === 1 ? clock.ticket : `${clock.ticket}#${clock.cycle}`,
      clock.id,
      clock.state,
      whyText(clock.why, stamp),
    ];
}

/** "3 h", "late 26 h 10 min"; "–" where nothing is due. */
function leftText({ state, remainingMs, lateMs }: ClockReading): string {
  if (state === "breached-open") return `late ${readableDuration(durationMs(lateMs))}`;
  return remainingMs === undefined ? "–" : readableDuration(durationMs(remainingMs));
}
