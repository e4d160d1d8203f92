import { compare, exactText, ZERO } from "../base/ratio.ts";
import type { Measured, Miss } from "../model/measured.ts";
import type { Outage } from "../model/records.ts";
import type { ClauseRef, Step } from "../model/step.ts";
import type { DraftLine } from "./caps.ts";
import { concerns } from "./component-records.ts";
import { type Drafting, exactLines, type Owing } from "./exact-lines.ts";
import type { JudgedResult } from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import type { CommitmentPlan, CreditPlan, Plan, StackingPlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import { isMissed } from "./verdict.ts";

/** Of inter-related outages only the credit for the root cause is paid (32). */

/** What a credit of a result is computed from, without the outages that others answer for. */
export interface RootAlone {
  readonly credit: string;
  /** Of the rule that leaves them out. */
  readonly clause: ClauseRef;
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
 */
export function rootsAlone(
  result: JudgedResult,
  plan: Plan,
  known: KnownRecords,
  judge: JudgeAgain,
): readonly RootAlone[] {
  const { commitment, unit } = result;
  const rules = plan.stacking.filter(({ pays }) => pays === "root-cause-only");
  const judged = new Map<string, Pick<RootAlone, "measured" | "isBreached">>();
  return commitment.credits.flatMap((credit) => {
    const own = rules.filter((rule) => isAmong(commitment, credit, rule));
    const left = [
      ...new Set(own.flatMap((rule) => causedElsewhere(unit, scopesOf(rule, plan), known))),
    ];
    const [rule] = own;
    if (rule === undefined || left.length === 0) return [];
    const key = JSON.stringify(left.map(({ id }) => id));
    const alone = judged.get(key) ?? judgedWithout(left, result, plan, known, judge);
    judged.set(key, alone);
    return [{ credit: credit.id, clause: rule.clause, left, ...alone }];
  });
}

function judgedWithout(
  left: readonly Caused[],
  { id, commitment, unit, measured }: JudgedResult,
  plan: Plan,
  known: KnownRecords,
  judge: JudgeAgain,
): Pick<RootAlone, "measured" | "isBreached"> {
  const part = { ...plan, commitments: [{ ...commitment, units: [unit] }] };
  // A period of an outage that is left out is no period then.
  const again = judge(part, without(left, known)).find((one) => one.id === id);
  const alone = again?.measured ?? { ...measured, figure: null, misses: [] };
  const misses = alone.misses.flatMap((miss) => asNamed(miss, measured.misses));
  const named = { ...alone, misses };
  return { measured: named, isBreached: isMissed(commitment, named) };
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
): readonly Caused[] {
  const own = unit.services.flatMap((service) => known.outages.get(service) ?? []);
  const caused = own.filter(
    (outage): outage is Caused => outage.rootCause !== undefined && looksAt(unit, outage),
  );
  if (caused.length === 0) return [];
  const roots = new Map(
    [...known.outages.values()].flat().map((outage) => [outage.id, outage] as const),
  );
  return caused.filter(({ rootCause }) => {
    const root = roots.get(rootCause);
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

/** The root cause of each outage that has one, where a rule asks for events. */
export function rootsIn({ stacking }: Plan, known: KnownRecords): ReadonlyMap<string, string> {
  if (!stacking.some(({ pays }) => pays === "highest-per-event")) return new Map();
  return new Map(
    [...known.outages.values()]
      .flat()
      .flatMap(({ id, rootCause }) => (rootCause === undefined ? [] : [[id, rootCause] as const])),
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
  if (all.some(({ id }) => id === miss.id)) return [miss];
  const whole = all.find(
    ({ at, until }) => until !== undefined && at <= miss.at && miss.at < until,
  );
  return whole === undefined ? [] : [{ ...miss, id: whole.id }];
}

/** The lines of a result; those under such a rule with what the root causes alone give. */
export function rootLines(
  lines: readonly DraftLine[],
  owing: Owing,
  drafting: Drafting,
): readonly DraftLine[] {
  return lines.map((line) => {
    const alone = owing.alone.find(({ credit }) => credit === line.credit);
    if (alone === undefined) return line;
    const { measured, isBreached } = alone;
    const credits = owing.commitment.credits.filter(({ id }) => id === line.credit);
    const commitment = { ...owing.commitment, credits };
    // Whatever is missing was told of the whole line.
    const quiet = { ...drafting, issues: [] };
    const [own] = exactLines({ ...owing, commitment, measured, isBreached }, quiet);
    return reduced(line, own, alone, owing.measured);
  });
}

/** The lesser of both, with how it came to be; what is not paid stays, with 0 and the reason. */
function reduced(
  line: DraftLine,
  own: DraftLine | undefined,
  { clause, left, measured }: RootAlone,
  whole: Measured,
): DraftLine {
  if (own !== undefined && compare(own.exact, line.exact) > 0) return line;
  const caused = left.map(({ id, rootCause }) => `${id} (caused by ${rootCause})`).join(", ");
  const told: Step = {
    op: "stack",
    clause,
    in: `without ${caused}: ${figureText(whole)} becomes`,
    out: figureText(measured),
  };
  const exact = own?.exact ?? ZERO;
  const paid: Step = {
    op: "stack",
    clause,
    in: `the root cause alone is paid: ${exactText(line.exact)} becomes`,
    out: exactText(exact),
  };
  const kept = new Set(own?.parts.map(({ record }) => record));
  const unpaid = line.parts
    .filter(({ record }) => !kept.has(record))
    .map(({ record }) => ({ record, exact: "0" }));
  return {
    ...(own ?? { ...line, inKind: [], rights: [] }),
    exact,
    weight: exact,
    parts: [...(own?.parts ?? []), ...unpaid],
    steps: own === undefined ? [...line.steps, told, paid] : [told, ...own.steps, paid],
  };
}

function figureText({ figure, misses }: Measured): string {
  const count = `${misses.length} ${misses.length === 1 ? "outage" : "outages"}`;
  return figure === null ? count : `${exactText(figure)} (${count})`;
}
