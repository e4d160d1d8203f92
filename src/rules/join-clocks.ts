import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import type { Commitment } from "../contract.ts";
import type { TargetRow } from "../core/ticket-clock.ts";
import { BEYOND_INSTANT, FIRST_INSTANT } from "../time/instant.ts";
import type { ClockPart, CommitmentPlan, CyclesPlan } from "./plan.ts";
import type { Version } from "./versions.ts";

/** Versions in a row that have the same targets, and the clock of the first of them. */
interface Group {
  readonly version: Version;
  readonly part: Extract<ClockPart, { readonly of: "tickets" }>;
}

/**
 * Versions of a clock share one table: each row with the time in which it is in force (semantics 37).
 * What runs over the boundary is one cycle, whichever version judges it. Where the rows are the same
 * nothing changes at the boundary.
 */
export function joinClocks(
  plans: readonly CommitmentPlan[],
  commitments: readonly Commitment[],
): CommitmentPlan[] {
  const clocks = new Map(plans.flatMap(({ id, measure }) => clockOf(id, measure)));
  const targets = new Map(
    commitments.map((one) => [one.id, canonicalJson(one.targets as unknown as JsonValue)]),
  );
  return plans.map((plan) => {
    const { measure } = plan;
    if (measure.facts !== "cycles") return plan;
    const [first, ...later] = groupsOf(plan, clocks, targets);
    if (first === undefined || later.length === 0) return plan;
    return { ...plan, measure: joined(measure, [first, ...later]) };
  });
}

/** Versions of duties have the same rows: only clocks of tickets are joined. */
function clockOf(
  id: string,
  measure: CommitmentPlan["measure"],
): (readonly [string, Group["part"]])[] {
  if (measure.facts !== "cycles") return [];
  const [part] = measure.parts;
  return part.of === "tickets" ? [[id, part]] : [];
}

function groupsOf(
  { inForce }: CommitmentPlan,
  clocks: ReadonlyMap<string, Group["part"]>,
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
  const rows = groups.flatMap(({ version, part }, index): TargetRow[] => {
    const from = index === 0 ? FIRST_INSTANT : version.start;
    const until = groups[index + 1]?.version.start ?? BEYOND_INSTANT;
    return part.clock.rows.map((row) => ({ ...row, inForce: { from, until } }));
  });
  const versions = later.map(({ version: { start, termsAt } }) => ({ at: start, termsAt }));
  const part: ClockPart = {
    ...first.part,
    rows: groups.flatMap(({ part: { rows: shown } }) => shown),
    clock: { ...first.part.clock, rows, versions },
  };
  return { ...measure, parts: [part, ...others] };
}
