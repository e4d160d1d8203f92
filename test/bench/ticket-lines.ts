import { closeSync, openSync, writeSync } from "node:fs";

/** Tickets of about 304 bytes a line, all in October 2026; one in a thousand is late. */

const from = Date.UTC(2026, 9, 1);
const minuteMs = 60_000;
const stamp = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

export function ticketRow(index: number): unknown {
  const at = from + (index % 40_000) * minuteMs;
  const after = (minutes: number) => stamp(at + minutes * minuteMs);
  const isLate = index % 1000 === 0;
  return {
    type: "ticket",
    id: `T-${10_000_000 + index}`,
    service: "web",
    openedAt: stamp(at),
    severity: `P${(index % 3) + 1}`,
    events: [
      { event: "replied", at: after(isLate ? 5_000 : 10), by: "agent" },
      { event: "waiting-started", at: after(20), reason: "customer" },
      { event: "resolved", at: after(isLate ? 6_000 : 40) },
    ],
  };
}

/** A ticket with three pauses. */
export function pausedRow(index: number): unknown {
  const at = from + (index % 40_000) * minuteMs;
  const after = (minutes: number) => stamp(at + minutes * minuteMs);
  const wait = (start: number) => [
    { event: "waiting-started", at: after(start), reason: "customer" },
    { event: "waiting-ended", at: after(start + 30) },
  ];
  return {
    type: "ticket",
    id: `T-${10_000_000 + index}`,
    service: "web",
    openedAt: stamp(at),
    severity: `P${(index % 3) + 1}`,
    events: [
      { event: "replied", at: after(10), by: "agent" },
      ...[20, 80, 140].flatMap(wait),
      { event: "resolved", at: after(200) },
    ],
  };
}

export function writeTickets(file: string, count: number): void {
  const handle = openSync(file, "w");
  for (let start = 0; start < count; start += 1000) {
    const length = Math.min(1000, count - start);
    const lines = Array.from({ length }, (_, n) => JSON.stringify(ticketRow(start + n)));
    writeSync(handle, `${lines.join("\n")}\n`);
  }
  closeSync(handle);
}
