import { add, equals, exactText, ONE, type Ratio, ZERO } from "../base/ratio.ts";
import type { Step } from "../model/step.ts";
import type { Award } from "./credit-award.ts";
import { shownGift, unitOf, writtenWorth } from "./credit-worth.ts";
import type { PricedAward } from "./credits/index.ts";
import type { CreditPlan, GivePlan } from "./plan.ts";

/** Terms of a sum that are written out; a longer sum stands as its value, with the parts beside it. */
const TERMS_MAX = 12;

/** How the awards of a credit came about: steps grow with the rows of its table, not with misses. */
export function stepsOf(credit: CreditPlan, awarded: readonly PricedAward[]): readonly Step[] {
  const groups = groupsOf(awarded);
  const steps = groups.flatMap((group) => stepsOfGroup(credit, group));
  const money = groups.filter(([{ award }]) => unitOf(award.give) === undefined).map(totalOf);
  if (money.length < 2) return steps;
  const out = exactText(money.reduce((total, value) => add(total, value), ZERO));
  return [
    ...steps,
    { op: "sum", clause: credit.clause, in: money.map(exactText).join(" + "), out },
  ];
}

type Group = readonly [PricedAward, ...PricedAward[]];

/** The awards of one row: what is told of them is told once. */
function groupsOf(awarded: readonly PricedAward[]): readonly Group[] {
  if (awarded.length === 1) return [awarded as Group];
  const groups = new Map<string, [PricedAward, ...PricedAward[]]>();
  const names = new Map<GivePlan, string>();
  for (const one of awarded) {
    const { row, give } = one.award;
    let name = names.get(give);
    if (name === undefined) {
      name = shownGift(give);
      names.set(give, name);
    }
    const key = `${row} ${name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function totalOf(group: Group): Ratio {
  return group.reduce((total, { value }) => add(total, value), ZERO);
}

function stepsOfGroup(credit: CreditPlan, group: Group): readonly Step[] {
  const [first] = group;
  const { give } = first.award;
  if (give.kind === "right")
    return [
      ...rowSteps(credit, first, first.part.record === undefined),
      { op: "right", clause: credit.clause, out: give.right.what },
    ];
  const isSingle = first.part.record === undefined;
  return [
    ...sizeSteps(credit, group, isSingle),
    ...rowSteps(credit, first, isSingle),
    ...(isSingle ? singleSteps(credit, first) : countedSteps(credit, group)),
  ];
}

/** Where the axis is computed from other figures, that comes first. */
function sizeSteps({ clause }: CreditPlan, [{ part }]: Group, isSingle: boolean): readonly Step[] {
  if (!isSingle || part.made === undefined) return [];
  return [{ op: "excess", clause, in: part.made, out: exactText(part.size) }];
}

function rowSteps(
  { clause, how }: CreditPlan,
  { part, award }: PricedAward,
  isSingle: boolean,
): readonly Step[] {
  const { blocks } = award;
  if (blocks !== undefined) return isSingle ? blockSteps(clause, { ...award, blocks }) : [];
  if (how.how !== "tiers") return [];
  const size = isSingle ? `x = ${exactText(part.size)}, ` : "";
  return [{ op: "tier", clause, in: `${size}${award.row}`, out: shownGift(award.give) }];
}

/** "2600000 ÷ 1800000 = 13/9", then "up to whole units: 2". */
function blockSteps(
  clause: string,
  { blocks, count, row }: Award & { readonly blocks: NonNullable<Award["blocks"]> },
): readonly Step[] {
  const { exact, value, round } = blocks;
  const units: Step = { op: "units", clause, in: exact, out: exactText(value) };
  if (round === "exact") return [units];
  const how = round === "up" ? "each begun one counts" : "only whole ones count";
  return [units, { op: "round", clause, in: `${row}, ${how}`, out: exactText(count) }];
}

function singleSteps(
  { clause }: CreditPlan,
  { award, worth, value }: PricedAward,
): readonly Step[] {
  const { op, expression } = writtenWorth(award.give, worth);
  const isOnce = equals(award.count, ONE);
  if (isOnce && expression === exactText(value)) return [];
  const text = isOnce ? expression : `${exactText(award.count)} × ${expression}`;
  return [{ op: isOnce ? op : "times", clause, in: text, out: exactText(value) }];
}

function countedSteps({ clause }: CreditPlan, group: Group): readonly Step[] {
  const [{ award, worth, value }] = group;
  const price = writtenWorth(award.give, worth);
  const total = exactText(totalOf(group));
  const counted: Step = { op: "count", clause, out: String(group.length) };
  const isAlike = group.every((one) => equals(one.value, value));
  if (isAlike) {
    const each = equals(award.count, ONE)
      ? price.op === "times"
        ? price.expression
        : `(${price.expression})`
      : exactText(value);
    return [counted, { op: "times", clause, in: `${group.length} × ${each}`, out: total }];
  }
  const terms = group.map((one) => exactText(one.value));
  return [
    counted,
    { op: "sum", clause, in: terms.length <= TERMS_MAX ? terms.join(" + ") : total, out: total },
  ];
}
