import { canonicalJson } from "../base/canonical-json.ts";
import type { Commitment } from "../contract.ts";
import { type ClockTarget, lengthOf, type TargetRow } from "../core/target-rows.ts";
import type { Collector, Path } from "./collector.ts";
import type { RowSense } from "./compile-within.ts";
import type { Where } from "./plan.ts";

/** Rows of which the one counts that asks for most, where several match (semantics 13). */

/**
 * The rows, to be asked in the order of what they ask for. Rows that may both match are held against
 * each other: the shorter time asks for more, of a notice the longer one; at equal length the one of
 * which exactly is not enough; then the order of the contract. Between others any order will do.
 *
 * @param path Of what holds the list `targets`. Refused: two rows that may both match, of which
 *   neither asks for more whenever it begins; one that a stricter row never leaves a ticket.
 */
export function strictestRows(
  rows: readonly TargetRow[],
  sense: RowSense,
  path: Path,
  issues: Collector,
): readonly TargetRow[] {
  const units = rows.map(({ target }) => unitOf(target));
  const placed = rows.map((row, place) => ({
    row,
    place,
    unit: units.indexOf(unitOf(row.target)),
  }));
  placed.sort(
    (a, b) =>
      a.unit - b.unit || byStrictness(a.row.target, b.row.target, sense) || a.place - b.place,
  );
  placed.forEach((one, turn) => {
    checkStricter(one, placed.slice(0, turn), path, issues);
  });
  return rows.map((row, index) => ({ ...row, turn: (placed[index] as Placed).place }));
}

interface Placed {
  readonly row: TargetRow;
  readonly place: number;
  readonly unit: number;
}

/** A row against those that are asked before it. */
function checkStricter(
  { row, place, unit }: Placed,
  before: readonly Placed[],
  path: Path,
  issues: Collector,
): void {
  for (const other of before) {
    if (other.unit === unit || !mayBothMatch(other.row.where, row.where)) continue;
    const [first, last] = [Math.min(other.place, place), Math.max(other.place, place)];
    issues.refuse(
      "target.not-comparable",
      [...path, "targets", last, "within"],
      `row ${last} and row ${first} may take the same ticket, and neither time is shorter than the other whenever it begins`,
      "give both in the same unit, with the same calendar and options, or `severalMatch: first`",
    );
  }
  const outdone = before.find((other) => other.unit === unit && covers(other.row.where, row.where));
  if (outdone !== undefined)
    issues.refuse(
      "target.unreachable-row",
      [...path, "targets", place],
      `this row is never reached: row ${outdone.place} takes each of its tickets and asks for more`,
      "leave it out, or give it the stricter time",
    );
}

/** Not if they ask for values of one attribute that have none in common. */
function mayBothMatch(one: Where | undefined, other: Where | undefined): boolean {
  return [...(one ?? [])].every(([name, values]) => {
    const others = other?.get(name);
    return others === undefined || [...values].some((value) => others.has(value));
  });
}

/** Whether the first takes everything that the other takes. */
function covers(one: Where | undefined, other: Where | undefined): boolean {
  return [...(one ?? [])].every(([name, values]) => {
    const others = other?.get(name);
    return others !== undefined && [...others].every((value) => values.has(value));
  });
}

/** Everything of a target but how much: targets that agree in it are in order whenever they begin. */
function unitOf(target: ClockTarget): string {
  switch (target.kind) {
    case "elapsed":
    case "agreed":
      return target.kind;
    case "business":
    case "business-windows":
      return canonicalJson([target.kind, target.calendar.id]);
    case "business-days": {
      const { kind, calendar, by, outsideHours, countStartDay } = target;
      return canonicalJson([kind, calendar.id, by, outsideHours, countStartDay]);
    }
    case "days":
    case "months": {
      const { kind, by, endOfMonth } = target;
      return canonicalJson([kind, by, endOfMonth]);
    }
  }
}

/** In ms, or in whatever its unit counts. */
function amountOf(target: ClockTarget): number {
  return lengthOf(target) ?? ("n" in target ? target.n : 0);
}

/** Below 0 where the first asks for more. */
function byStrictness(one: ClockTarget, other: ClockTarget, sense: RowSense): number {
  const longerBy = amountOf(one) - amountOf(other);
  if (longerBy !== 0) return sense === "before" ? -longerBy : longerBy;
  return Number(other.strict) - Number(one.strict);
}

/** Without rows of times no row matches, and so never several; refusing a ticket of several is not built. */
export function checkSeveralMatch(
  { measure, targets, severalMatch }: Commitment,
  path: Path,
  issues: Collector,
): void {
  if (severalMatch === "first") return;
  if (severalMatch === "refuse") {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "severalMatch"],
      "tickets that fit several rows cannot be refused yet",
      "choose a row: `first` or `strictest`",
      severalMatch,
    );
    return;
  }
  const pool = measure.facts === "cycles" ? [{ targets }, ...(measure.pooledWith ?? [])] : [];
  if (pool.some((one) => one.targets.length > 0)) return;
  issues.refuse(
    "target.several-match",
    [...path, "severalMatch"],
    "no ticket or fact is held against rows here: there are never several that match",
    "leave it out",
    severalMatch,
  );
}
