import fc from "fast-check";
import type { RecordInput } from "../../src/schema/records.ts";
import type { ContractParts, Place } from "./generate-contract.ts";
import { stamp } from "./local-time.ts";

type TicketRow = Extract<RecordInput, { type: "ticket" }>;
type TicketEvent = NonNullable<TicketRow["events"]>[number];

interface Intent {
  readonly kind:
    | "automated"
    | "acknowledgement"
    | "substantive"
    | "customer"
    | "wait"
    | "severity"
    | "resolve"
    | "reopen"
    | "cancel";
  readonly minutes: number;
  readonly reason: "customer" | "vendor";
  readonly severity: "P1" | "P2" | "P3";
}

const intent: fc.Arbitrary<Intent> = fc.record({
  kind: fc.constantFrom<Intent["kind"][]>(
    "automated",
    "acknowledgement",
    "substantive",
    "customer",
    "wait",
    "wait",
    "wait",
    "severity",
    "severity",
    "resolve",
    "resolve",
    "reopen",
    "cancel",
  ),
  minutes: fc.constantFrom(1, 1, 14, 15, 16, 30, 60, 239, 240, 480, 541, 900, 1440, 4000),
  reason: fc.constantFrom("customer", "vendor"),
  severity: fc.constantFrom("P1", "P2", "P3"),
});

/** Tickets on whole minutes, each with a log that could have happened. */
export function ticketRows(
  place: Place,
  parts: ContractParts,
  most: number,
): fc.Arbitrary<readonly RecordInput[]> {
  const minutes = (place.until - place.from) / 60_000;
  // A row in business days on one clock: severities that would enter or leave it stay out.
  const keepsDays = [...parts.response, ...parts.resolution].some(
    ({ form }) => form === "businessDays",
  );
  return fc
    .array(
      fc.record({
        opened: fc.oneof(
          fc.integer({ min: -3 * 1440, max: minutes }),
          fc.integer({ min: 0, max: 29 }).map((day) => day * 1440 + 9 * 60),
          fc.integer({ min: 0, max: 29 }).map((day) => day * 1440 + 17 * 60 + 59),
        ),
        openedBy: fc.constantFrom("customer" as const, "customer" as const, "agent" as const),
        severity: fc.constantFrom("P1" as const, "P2" as const, "P3" as const),
        waiting: fc.constantFrom(undefined, undefined, undefined, "customer" as const),
        intents: fc.array(intent, { maxLength: 8 }),
      }),
      { maxLength: most },
    )
    .map((list) =>
      list.map(({ opened, openedBy, severity, waiting, intents }, i): TicketRow => {
        const openedMs = place.from + opened * 60_000;
        const hasDays = keepsDays && severity === "P3";
        return {
          type: "ticket",
          id: `T-${i + 1}`,
          service: "alpha",
          openedAt: stamp(openedMs),
          openedBy,
          severity,
          ...(waiting === undefined ? {} : { waiting }),
          events: eventsOf(openedMs, waiting, intents, (to) =>
            hasDays ? undefined : keepsDays && to === "P3" ? "P2" : to,
          ),
        };
      }),
    );
}

/** Turns wishes into a legal log: no end of a wait that did not begin, nothing but a reopening after the end. */
function eventsOf(
  openedMs: number,
  waiting: string | undefined,
  intents: readonly Intent[],
  severityTo: (severity: Intent["severity"]) => string | undefined,
): TicketEvent[] {
  const events: TicketEvent[] = [];
  const waits = new Set<string>(waiting === undefined ? [] : [waiting]);
  let isDone = false;
  let atMs = openedMs;
  for (const { kind, minutes, reason, severity } of intents) {
    atMs += minutes * 60_000;
    const at = stamp(atMs);
    if (isDone !== (kind === "reopen")) continue;
    switch (kind) {
      case "automated":
      case "acknowledgement":
      case "substantive":
        events.push({ event: "replied", at, by: "agent", kind });
        break;
      case "customer":
        events.push({ event: "replied", at, by: "customer" });
        break;
      case "wait":
        events.push({ event: waits.has(reason) ? "waiting-ended" : "waiting-started", at, reason });
        if (!waits.delete(reason)) waits.add(reason);
        break;
      case "severity": {
        const to = severityTo(severity);
        if (to !== undefined) events.push({ event: "priority-changed", at, severity: to });
        break;
      }
      case "resolve":
        for (const open of waits) events.push({ event: "waiting-ended", at, reason: open });
        waits.clear();
        events.push({ event: "resolved", at });
        isDone = true;
        break;
      case "reopen":
        events.push({ event: "reopened", at });
        isDone = false;
        break;
      case "cancel":
        events.push({ event: "cancelled", at });
        return events;
    }
  }
  return events;
}
