import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import { present } from "../base/invariant.ts";
import type { Commitment } from "../contract.ts";
import type { TargetRow } from "../core/ticket-clock.ts";
import { BEYOND_INSTANT, FIRST_INSTANT } from "../time/instant.ts";
import type { ClockPart, CommitmentPlan, CyclesPlan } from "./plan.ts";
import type { Version } from "./versions.ts";

/** Versions in a row that have the same targets, and the clock of the first of them. */
interface Group {
  readonly version: Version;
  readonly targets: string;
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
  return plans.map((plan) => {
    const { measure } = plan;
    if (measure.facts !== "cycles") return plan;
    const [first, ...later] = groupsOf(plan, plans, commitments);
    if (first === undefined || later.length === 0) return plan;
    return { ...plan, measure: joined(measure, [first, ...later]) };
  });
}

function groupsOf(
  { inForce }: CommitmentPlan,
  plans: readonly CommitmentPlan[],
  commitments: readonly Commitment[],
): readonly Group[] {
  const groups: Group[] = [];
  for (const version of inForce.joined) {
    const plan = plans.find(({ id }) => id === version.commitment);
    const part = plan?.measure.facts === "cycles" ? plan.measure.parts[0] : undefined;
    // Of a version that was refused there is no plan; versions of duties have the same rows.
    if (part?.of !== "tickets") return [];
    const own = commitments.find(({ id }) => id === version.commitment);
    const { targets } = present(own, "a plan is made of a commitment", version.commitment);
    const text = canonicalJson(targets as unknown as JsonValue);
    if (groups.at(-1)?.targets !== text) groups.push({ version, targets: text, part });
  }
  return groups;
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
