import fc from "fast-check";
import type { RecordInput } from "../../src/index.ts";
import { stamp } from "./local-time.ts";
import { shuffled } from "./shuffle.ts";

/** Rows of tickets and their events as exports give them, and a contract that looks at them in many ways. */

type Row = RecordInput;
type TicketRow = Extract<Row, { type: "ticket" }>;

const commitment = (id: string, measure: object, more: object) => ({
  id,
  clause: id,
  scope: { service: "alpha" },
  period: "calendar-month",
  measure: { facts: "cycles", ...measure },
  excludes: [],
  targets: [{ within: { elapsed: "PT9H" } }],
  ...more,
});
/** Every figure over tickets; weeks and days besides months; one clock in the zone of the ticket. */
export const manyFigures = (zone: string) => ({
  makegood: "contract/1",
  id: "figures",
  documents: [{ id: "msa", title: "Agreement" }],
  parties: { provider: "P", customer: "C" },
  currency: "EUR",
  timeZone: zone,
  settlement: "calendar-month",
  effective: { from: "2011-01-01" },
  services: [{ id: "alpha" }, { id: "beta" }, { id: "gamma" }],
  calendars: [
    { id: "office", zone: { attribute: "zone" }, weekly: { "mon-fri": ["09:00-18:00"] } },
  ],
  commitments: [
    commitment("mean", { clock: "resolution", figure: "mean" }, {}),
    commitment(
      "percentile",
      {
        clock: "first-response",
        figure: "percentile",
        percentile: { at: "90", method: "nearest-rank" },
      },
      {},
    ),
    commitment(
      "share",
      { clock: "resolution", figure: "percent-within", countedIn: "closed" },
      { attainment: { atLeast: "90" }, period: "calendar-week" },
    ),
    commitment(
      "each",
      {
        clock: "first-resolution",
        figure: "each",
        countedIn: "opened",
        where: { severity: ["P1"] },
      },
      { period: "calendar-day" },
    ),
    commitment(
      "local",
      { clock: "first-response", figure: "each" },
      { targets: [{ within: { business: "PT4H", calendar: "office" } }] },
    ),
  ],
  claim: { on: "automatic" },
});

/** Some events of tickets as rows of their own, with ids; some rows known only later. */
export function taken(
  rows: readonly Row[],
  picks: readonly number[],
  { asOfMs, isLong }: { readonly asOfMs: number; readonly isLong: boolean },
): readonly Row[] {
  return rows.flatMap((row, index): Row[] => {
    const pick = picks[index % Math.max(1, picks.length)] ?? 0;
    if (row.type !== "ticket") return [row];
    const { events = [], ...ticket } = row;
    const some = pick % 3 === 1 ? events.slice(-1 - (pick % 2)) : [];
    const moved = isLong ? events : some;
    const attributes = { zone: pick % 2 === 0 ? "Asia/Shanghai" : "Europe/Berlin" };
    const late = pick % 7 === 2 ? { recordedAt: stamp(asOfMs + 60_000 * ((pick % 3) - 1)) } : {};
    return [
      {
        ...ticket,
        ...late,
        attributes,
        events: events.slice(0, events.length - moved.length),
      } satisfies TicketRow,
      ...moved.map(
        (happened, n): Row => ({
          type: "event",
          id: `E-${row.id}-${n}`,
          ticket: row.id,
          happened,
          ...((pick + n) % 5 === 2 && { recordedAt: stamp(asOfMs + 60_000 * ((n % 3) - 1)) }),
        }),
      ),
    ];
  });
}

/** In any order; with the rows of each ticket together; or by time over all tickets, as exports are. */
export function ordered(rows: readonly Row[]): fc.Arbitrary<readonly Row[]> {
  const timeOf = (row: Row) =>
    row.type === "event" ? row.happened.at : row.type === "ticket" ? row.openedAt : "";
  const byTime = [...rows].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1));
  return fc.oneof(shuffled(rows), fc.constant(rows), fc.constant(byTime));
}
