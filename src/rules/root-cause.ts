import { exactText } from "../base/ratio.ts";
import type { Measured, Miss } from "../model/measured.ts";
import type { Outage } from "../model/records.ts";
import type { ClauseRef } from "../model/step.ts";
import type { Period } from "../time/period.ts";
import { concerns } from "./component-records.ts";
import type { JudgedResult } from "./judged-result.ts";
import { type KnownRecords, ofServices } from "./known-records.ts";
import type { CommitmentPlan, CreditPlan, Plan, StackingPlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import { isMissed } from "./verdict.ts";

/** Of inter-related outages only the credit for the root cause is paid (32). */

/** What a credit of a result is computed from, without the outages that others answer for. */
export interface RootAlone {
  readonly credit: string;
  /** Of the rule that leaves them out. */
  readonly clause: ClauseRef;
  /** By their ids; those of the judged period, where there are any. */
  readonly left: readonly Caused[];
  readonly measured: Measured;
  readonly isBreached: boolean;
}

type Caused = Outage & { readonly rootCause: string };

/** Judges one scope of a commitment anew, over other records. */
export type JudgeAgain = (plan: Plan, known: KnownRecords) => readonly JudgedResult[];

/**
 * The credits of a result that rules pay for root causes alone, where that leaves outages out: those
 * with a root cause that another scope of the competing credits looks at, and this one does not.
 *
 * @returns Of each result; all periods of a unit are judged anew together.
 */
export function rootsAlone(
  plan: Plan,
  known: KnownRecords,
  judge: JudgeAgain,
): (result: JudgedResult) => readonly RootAlone[] {
  const rules = plan.stacking
    .filter(({ pays }) => pays === "root-cause-only")
    .map((rule) => ({ rule, scopes: scopesOf(rule, plan) }));
  if (rules.length === 0) return () => [];
  const roots = new Map([...known.outages.values()].flat().map((one) => [one.id, one] as const));
  const leftOf = ({ commitment, unit }: JudgedResult): readonly LeftOut[] =>
    commitment.credits.flatMap((credit) => {
      const own = rules.filter(({ rule }) => isAmong(commitment, credit, rule));
      const all = own.flatMap(({ scopes }) => causedElsewhere(unit, scopes, known, roots));
      const left = [...new Set(all)].sort(byId);
      const [first] = own;
      if (first === undefined || left.length === 0) return [];
      return [{ credit: credit.id, clause: first.rule.clause, left }];
    });
  const judgedBy = ({ commitment, unit }: JudgedResult, left: readonly Caused[]) => {
    const part = { ...plan, commitments: [{ ...commitment, units: [unit] }] };
    return new Map(judge(part, without(left, known)).map((one) => [one.id, one.measured]));
  };
  const lefts = new Map<string, readonly LeftOut[]>();
  const judged = new Map<string, ReadonlyMap<string, Measured>>();
  return (result) => {
    const { commitment, unit, period } = result;
    const all = once(lefts, [commitment.id, unit.name], () => leftOf(result));
    return all.flatMap(({ credit, clause, left }) => {
      const key = [commitment.id, unit.name, ...left.map(({ id }) => id)];
      const again = once(judged, key, () => judgedBy(result, left));
      const measured = namedAs(result.measured, again.get(result.id));
      if (isAsBefore(measured, result.measured)) return [];
      const inPeriod = left.filter((outage) => touches(outage, period));
      return [
        {
          credit,
          clause,
          // What lies before may matter too: it used up what is excluded.
          left: inPeriod.length === 0 ? left : inPeriod,
          measured,
          isBreached: isMissed(commitment, measured),
        },
      ];
    });
  };
}

type LeftOut = Pick<RootAlone, "credit" | "clause" | "left">;

function once<T>(held: Map<string, T>, parts: readonly string[], find: () => T): T {
  const key = JSON.stringify(parts);
  const found = held.get(key) ?? find();
  held.set(key, found);
  return found;
}

/** A period of an outage that is left out is no period then. */
function namedAs(whole: Measured, again: Measured | undefined): Measured {
  const alone = again ?? { ...whole, figure: null, misses: [] };
  const ids = new Set(whole.misses.map(({ id }) => id));
  const misses = alone.misses.flatMap((miss) =>
    ids.has(miss.id) ? [miss] : asNamed(miss, whole.misses),
  );
  return { ...alone, misses };
}

/** Nothing that a credit is computed from is another. */
function isAsBefore(alone: Measured, whole: Measured): boolean {
  return factsOf(alone) === factsOf(whole);
}

function factsOf({ figure, bad, whole, misses }: Measured): string {
  return JSON.stringify([
    figure === null ? null : exactText(figure),
    exactText(bad),
    exactText(whole),
    misses.map(({ id, at, until, size, records }) => [
      id,
      at,
      until,
      exactText(size),
      records?.map((traits) => [...traits]),
    ]),
  ]);
}

function touches({ from, until }: Outage, { start, end }: Period): boolean {
  return from < end && (until === undefined || start < until);
}

function byId(a: Outage, b: Outage): number {
  return a.id < b.id ? -1 : 1;
}

/** What the credits that compete under a rule look at. */
function scopesOf(rule: StackingPlan, { commitments }: Plan): readonly ScopeUnit[] {
  return commitments
    .filter((one) => one.credits.some((credit) => isAmong(one, credit, rule)))
    .flatMap(({ units }) => units);
}

function isAmong(
  { id }: Pick<CommitmentPlan, "id">,
  credit: Pick<CreditPlan, "id">,
  { among }: StackingPlan,
): boolean {
  return among.has(id) || among.has(credit.id);
}

function causedElsewhere(
  unit: ScopeUnit,
  units: readonly ScopeUnit[],
  known: KnownRecords,
  roots: ReadonlyMap<string, Outage>,
): readonly Caused[] {
  return ofServices(known.outages, unit.services).filter((outage): outage is Caused => {
    if (outage.rootCause === undefined || !looksAt(unit, outage)) return false;
    const root = roots.get(outage.rootCause);
    return (
      root !== undefined && !looksAt(unit, root) && units.some((other) => looksAt(other, root))
    );
  });
}

function looksAt({ members }: ScopeUnit, { service, resource }: Outage): boolean {
  return members.some(
    ({ component }) => component.service === service && concerns(component, resource),
  );
}

function without(left: readonly Caused[], known: KnownRecords): KnownRecords {
  const gone = new Set<Outage>(left);
  const outages = new Map(
    [...known.outages].map(([service, list]) => [service, list.filter((one) => !gone.has(one))]),
  );
  return { ...known, outages };
}

/**
 * By the name of the miss that it is a part of: an outage may lose its first record. What only counts
 * because another one is left out is no miss of the result.
 */
function asNamed(miss: Miss, all: readonly Miss[]): readonly Miss[] {
  const whole = all.find(
    ({ at, until }) => until !== undefined && at <= miss.at && miss.at < until,
  );
  return whole === undefined ? [] : [{ ...miss, id: whole.id }];
}
