import { canonicalJson } from "../base/canonical-json.ts";
import type { Commitment } from "../contract.ts";
import type { ClockTarget, TargetRow } from "../core/target-rows.ts";
import type { Collector, Path } from "./collector.ts";
import type { RowSense } from "./compile-within.ts";
import type { Where } from "./plan.ts";

/** Rows of which the one counts that asks for most, where several match (semantics 13). */

/**
 * Each row with those that go before it. Rows that may both match are held against each other: the
 * shorter time asks for more, of a notice the longer one; at equal length the one of which exactly is
 * not enough; then the order of the contract.
 *
 * @param path Of what holds the list `targets`.
 * @returns The rows as they are where one of two that may both match cannot be held against the other.
 */
export function strictestRows(
  rows: readonly TargetRow[],
  sense: RowSense,
  path: Path,
  issues: Collector,
): readonly TargetRow[] {
  const places = rows.map((_, place) => place);
  return rows.map((row, place) => {
    const stricter = places.filter((other) => {
      const held = rows[other] as TargetRow;
      if (other === place || !mayBothMatch(held.where, row.where)) return false;
      if (unitOf(held.target) === unitOf(row.target))
        return asksForMore(held.target, row.target, sense, other < place);
      if (other < place)
        issues.refuse(
          "target.not-comparable",
          [...path, "targets", place, "within"],
          `row ${place} and row ${other} may take the same ticket, and neither time is shorter than the other whenever it begins`,
          "give both in the same unit, with the same calendar and options, or `severalMatch: first`",
        );
      return false;
    });
    const outdone = stricter.find((other) => covers((rows[other] as TargetRow).where, row.where));
    if (outdone !== undefined)
      issues.refuse(
        "target.unreachable-row",
        [...path, "targets", place],
        `this row is never reached: row ${outdone} takes each of its tickets and asks for more`,
        "leave it out, or give it the stricter time",
      );
    return { ...row, stricter };
  });
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

function lengthOf(target: ClockTarget): number {
  switch (target.kind) {
    case "elapsed":
    case "business":
      return target.ms;
    case "business-windows":
    case "business-days":
    case "days":
    case "months":
      return target.n;
    case "agreed":
      return 0;
  }
}

function asksForMore(
  one: ClockTarget,
  other: ClockTarget,
  sense: RowSense,
  isEarlier: boolean,
): boolean {
  const shorterBy = lengthOf(other) - lengthOf(one);
  if (shorterBy !== 0) return sense === "before" ? shorterBy < 0 : shorterBy > 0;
  return one.strict === other.strict ? isEarlier : one.strict;
}

/** Without rows of times no row matches, and so never several. */
export function checkSeveralMatch(
  { measure, targets, severalMatch }: Commitment,
  path: Path,
  issues: Collector,
): void {
  if (severalMatch === "first") return;
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
