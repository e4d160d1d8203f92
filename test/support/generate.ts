import fc from "fast-check";
import type { ContractInput } from "../../src/contract.ts";
import type { RecordInput } from "../../src/schema/records.ts";
import { type ContractParts, contractOf, contractParts, type Place } from "./generate-contract.ts";
import { outageRows } from "./generate-outages.ts";
import { ticketRows } from "./generate-tickets.ts";
import { stamp, startOfLocalDate } from "./local-time.ts";

/**
 * The one generator of small worlds: a contract, its records, a period and an instant of asking.
 * Every law and both oracles draw from it. Stamps are whole seconds for outages and whole minutes
 * for tickets, so that an oracle can walk them.
 */
export interface World {
  readonly contract: ContractInput;
  readonly rows: readonly RecordInput[];
  readonly period: string;
  readonly asOf: string;
  readonly place: Place;
  readonly parts: ContractParts;
  readonly asOfMs: number;
}

export interface WorldShape {
  readonly period?: "calendar-month" | "calendar-quarter";
  /** Most tickets; 0 leaves the ticket commitments out. Default 4. */
  readonly tickets?: number;
  /** Most outages. Default 7. */
  readonly outages?: number;
  /** Exclusions may remove a window from both sides. Default yes. */
  readonly windows?: boolean;
  /** Also asks while the period runs. Default yes. */
  readonly running?: boolean;
  /** Rows counted in business days on clocks that pause or change priority. Default no. */
  readonly pausedDays?: boolean;
}

/** Months in which something happens to the clock, and some in which nothing does. */
const places: readonly (readonly [zone: string, year: number, month: number])[] = [
  ["Asia/Shanghai", 2026, 10],
  ["Europe/Berlin", 2026, 3],
  ["Europe/Berlin", 2026, 10],
  ["America/New_York", 2026, 11],
  ["America/New_York", 2026, 3],
  ["Australia/Lord_Howe", 2026, 4],
  ["Australia/Lord_Howe", 2026, 10],
  ["America/St_Johns", 2026, 3],
  ["America/St_Johns", 2026, 7],
  ["Africa/Casablanca", 2026, 2],
  ["Africa/Casablanca", 2026, 3],
  ["Pacific/Apia", 2011, 12],
  ["Pacific/Apia", 2026, 2],
  ["Etc/UTC", 2026, 6],
];

export const placeArb = (period: "calendar-month" | "calendar-quarter"): fc.Arbitrary<Place> =>
  fc.constantFrom(...places).map(([zone, year, month]) => {
    const length = period === "calendar-month" ? 1 : 3;
    const first = period === "calendar-month" ? month : Math.floor((month - 1) / 3) * 3 + 1;
    const two = String(first).padStart(2, "0");
    return {
      zone,
      period,
      label: length === 1 ? `${year}-${two}` : `${year}-Q${(first - 1) / 3 + 1}`,
      year,
      month: first,
      from: startOfLocalDate(zone, year, first, 1),
      until: startOfLocalDate(zone, year, first + length, 1),
    };
  });

export function worlds(shape: WorldShape = {}): fc.Arbitrary<World> {
  const { period = "calendar-month", tickets = 4, outages = 7 } = shape;
  const { windows = true, running = true, pausedDays = false } = shape;
  return fc
    .tuple(placeArb(period), contractParts({ windows, tickets: tickets > 0, pausedDays }))
    .chain(([place, parts]) =>
      fc
        .record({
          outageRows: outageRows(place, parts, outages),
          ticketRows: ticketRows(place, parts, tickets),
          asOfMs: asOfArb(place, running),
          claimed: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 2, nil: undefined }),
        })
        .map(({ outageRows, ticketRows, asOfMs, claimed }) => ({
          contract: contractOf(place, parts),
          rows: [...outageRows, ...ticketRows, ...claims(place, asOfMs, claimed)],
          period: place.label,
          asOf: stamp(asOfMs),
          place,
          parts,
          asOfMs,
        })),
    );
}

function asOfArb({ from, until }: Place, running: boolean): fc.Arbitrary<number> {
  const later = fc.integer({ min: 0, max: 40 }).map((days) => until + days * 86_400_000);
  const minutes = (until - from) / 60_000;
  const during = fc.integer({ min: 60, max: minutes - 1 }).map((minute) => from + minute * 60_000);
  return running
    ? fc.oneof({ weight: 4, arbitrary: later }, { weight: 1, arbitrary: during })
    : later;
}

function claims(place: Place, asOfMs: number, days: number | undefined): RecordInput[] {
  if (days === undefined) return [];
  const atMs = place.until + days * 86_400_000 + 3_600_000;
  if (atMs >= asOfMs) return [];
  return [{ type: "claim", id: "CLM-1", at: stamp(atMs), period: place.label }];
}
