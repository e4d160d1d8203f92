import { present } from "../base/invariant.ts";
import { add, compare, exactText, parseExact, type Ratio, signOf, ZERO } from "../base/ratio.ts";
import { type DraftLine, textOf, weightOf } from "./caps.ts";
import type { EventOf } from "./events.ts";
import type { Plan, StackingPlan } from "./plan.ts";

/**
 * Of several credits for one event only the highest counts (32): part by part, before anything is
 * rounded. An outage and what it caused are one event. Of equal ones the first line by its id stands.
 */
export function highestPerEvent(
  drafts: readonly DraftLine[],
  { stacking }: Plan,
  eventOf: EventOf,
): readonly DraftLine[] {
  return stacking
    .filter(({ pays }) => pays === "highest-per-event")
    .reduce<readonly DraftLine[]>((lines, rule) => keepHighest(lines, rule, eventOf), drafts);
}

function keepHighest(
  drafts: readonly DraftLine[],
  rule: StackingPlan,
  eventOf: EventOf,
): readonly DraftLine[] {
  const best = new Map<string, { readonly key: string; readonly exact: Ratio }>();
  for (const line of drafts.filter((one) => isAmong(one, rule)))
    for (const { record, exact } of line.parts) {
      const value = exactOf(exact);
      const event = eventOf(line.result, record);
      const held = best.get(event);
      if (held === undefined || compare(value, held.exact) > 0)
        best.set(event, { key: keyOf(line, record), exact: value });
    }
  return drafts.map((line) => {
    if (!isAmong(line, rule) || line.parts.length === 0) return line;
    const parts = line.parts.map((part) =>
      best.get(eventOf(line.result, part.record))?.key === keyOf(line, part.record)
        ? part
        : { ...part, exact: "0" },
    );
    const exact = parts.reduce((sum, part) => add(sum, exactOf(part.exact)), ZERO);
    if (compare(exact, line.exact) === 0) return line;
    const text = `of several credits for one event the highest counts: ${exactText(line.exact)} becomes`;
    const step = { op: "stack", clause: rule.clause, in: text, out: exactText(exact) } as const;
    return { ...line, parts, exact, weight: exact, steps: [...line.steps, step] };
  });
}

function keyOf({ id }: DraftLine, record: string): string {
  return `${id} ${record}`;
}

/**
 * Of several credits for one scope one is paid (32): the largest, or the one that the customer chose
 * by claiming its commitment; until then the largest. The others stay, with 0 and the reason.
 *
 * @param claimed Commitments that claims for the period name.
 */
export function stacked(
  drafts: readonly DraftLine[],
  plan: Plan,
  claimed: ReadonlySet<string>,
): readonly DraftLine[] {
  const { places } = plan.currency;
  return plan.stacking
    .filter(({ pays }) => pays === "largest" || pays === "customer-elects")
    .reduce<readonly DraftLine[]>((lines, rule) => {
      const kept = new Set(
        groupsOf(lines.filter((line) => isAmong(line, rule))).map((group) =>
          keptOf(group, rule, { plan, claimed }),
        ),
      );
      return lines.map((line) => {
        if (!isAmong(line, rule) || kept.has(line) || signOf(line.weight) === 0) return line;
        const found = [...kept].find((one) => one.unit === line.unit);
        const winner = present(found, "one line of each scope is kept", line.unit);
        const amount = line.minor === 0n ? exactText(line.weight) : textOf(line.minor, places);
        const text = `${amount}, beside ${winner.id}: ${rule.pays}`;
        const step = {
          op: "stack",
          clause: rule.clause,
          in: text,
          out: textOf(0n, places),
        } as const;
        return { ...line, minor: 0n, weight: ZERO, steps: [...line.steps, step] };
      });
    }, drafts);
}

type Group = readonly [DraftLine, ...DraftLine[]];

/** The credits of one scope compete with each other, not with those of another. */
function groupsOf(lines: readonly DraftLine[]): readonly Group[] {
  const groups = new Map<string, [DraftLine, ...DraftLine[]]>();
  for (const line of lines) {
    const group = groups.get(line.unit);
    if (group === undefined) groups.set(line.unit, [line]);
    else group.push(line);
  }
  return [...groups.values()];
}

function keptOf(
  group: Group,
  { pays }: StackingPlan,
  { plan, claimed }: { readonly plan: Plan; readonly claimed: ReadonlySet<string> },
): DraftLine {
  const elected = group.filter(({ commitment }) => claimed.has(commitment));
  const choice = pays === "customer-elects" && elected.length > 0 ? elected : group;
  return choice.reduce((best, line) =>
    compare(paidBy(line, plan), paidBy(best, plan)) > 0 ? line : best,
  );
}

/** A line is no larger than its own cap, which is applied later where the total is rounded (33). */
function paidBy({ weight, most }: DraftLine, plan: Plan): Ratio {
  const limit = most === undefined ? weight : weightOf(most.minor, plan);
  return compare(weight, limit) > 0 ? limit : weight;
}

function exactOf(exact: string): Ratio {
  return present(parseExact(exact), "the parts of a line are exact", exact);
}

function isAmong({ commitment, credit }: DraftLine, { among }: StackingPlan): boolean {
  return among.has(commitment) || among.has(credit);
}
