import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import type { Commitment } from "../contract.ts";
import type { DutyRow } from "../core/duty.ts";
import type { TargetRow } from "../core/target-rows.ts";
import { BEYOND_INSTANT, FIRST_INSTANT } from "../time/instant.ts";
import type { ClockPart, CommitmentPlan, CyclesPlan } from "./plan.ts";
import type { Version } from "./versions.ts";

/** Versions in a row that have the same targets, and the clock or duty of the first of them. */
interface Group {
  readonly version: Version;
  readonly part: ClockPart;
}

/**
 * Versions of a clock, or of a duty, share one table: each row with the time in which it is in force (semantics 37).
 * What runs over the boundary is one cycle, whichever version judges it. Where the rows are the same
 * nothing changes at the boundary.
 */
export function joinClocks(
  plans: readonly CommitmentPlan[],
  commitments: readonly Commitment[],
): CommitmentPlan[] {
  const clocks = new Map(plans.flatMap(({ id, measure }) => clockOf(id, measure)));
  const targets = new Map(
    commitments.map(({ id, targets: own, severalMatch }) => [
      id,
      canonicalJson([own, severalMatch] as unknown as JsonValue),
    ]),
  );
  return plans.map((plan) => {
    const { measure } = plan;
    if (measure.facts !== "cycles") return plan;
    const [first, ...later] = groupsOf(plan, clocks, targets);
    if (first === undefined || later.length === 0) return plan;
    return { ...plan, measure: joined(measure, [first, ...later]) };
  });
}

function clockOf(id: string, measure: CommitmentPlan["measure"]): (readonly [string, ClockPart])[] {
  return measure.facts === "cycles" ? [[id, measure.parts[0]]] : [];
}

function groupsOf(
  { inForce }: CommitmentPlan,
  clocks: ReadonlyMap<string, ClockPart>,
  targets: ReadonlyMap<string, string>,
): readonly Group[] {
  let before: string | undefined;
  return inForce.joined.flatMap((version): Group[] => {
    const part = clocks.get(version.commitment);
    const own = targets.get(version.commitment);
    if (part === undefined || own === before) return [];
    before = own;
    return [{ version, part }];
  });
}

function joined(measure: CyclesPlan, [first, ...later]: readonly [Group, ...Group[]]): CyclesPlan {
  const groups = [first, ...later];
  const [, ...others] = measure.parts;
  let above = 0;
  const rows = groups.flatMap(({ version, part }, index): TargetRow[] => {
    const from = index === 0 ? FIRST_INSTANT : version.start;
    const until = groups[index + 1]?.version.start ?? BEYOND_INSTANT;
    const before = above;
    above += rowsOf(part).length;
    return rowsOf(part).map(({ turn, ...row }) => ({
      ...row,
      inForce: { from, until },
      ...(turn === undefined ? {} : { turn: before + turn }),
    }));
  });
  const versions = later.map(({ version: { start, termsAt } }) => ({ at: start, termsAt }));
  const shown = { rows: groups.flatMap(({ part: { rows: own } }) => own) };
  const { part } = first;
  // Versions that are joined measure the same: all rows are of a clock, or all of a duty.
  const own: ClockPart =
    part.of === "tickets"
      ? { ...part, ...shown, clock: { ...part.clock, rows, versions } }
      : { ...part, ...shown, duty: { ...part.duty, rows: rows as readonly DutyRow[], versions } };
  return { ...measure, parts: [own, ...others] };
}

function rowsOf(part: ClockPart): readonly TargetRow[] {
  return part.of === "tickets" ? part.clock.rows : part.duty.rows;
}
