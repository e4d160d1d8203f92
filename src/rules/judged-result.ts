import type { JsonValue } from "../base/canonical-json.ts";
import { exactText } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { Writable } from "../base/writable.ts";
import type { EarlierFigure, Measured } from "../model/measured.ts";
import type { BucketSeries, SampleSeries, StateSeries } from "../model/series.ts";
import type {
  Assumption,
  Blocker,
  Evidence,
  PeriodRef,
  StatementResult,
} from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { boundText } from "./bound-text.ts";
import type { KnownRecords } from "./known-records.ts";
import type { Bound, CommitmentPlan, Plan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import { shownFigure } from "./shown-figure.ts";
import { verdictOf } from "./verdict.ts";
import { versionsIn } from "./versions.ts";

/** One commitment, one scope, one period: measured, judged, with all that the statement says of it. */
export interface JudgedResult {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly services: readonly string[];
  readonly unit: ScopeUnit;
  readonly period: Period;
  readonly measured: Measured;
  readonly result: StatementResult;
  /** Ends inside the settlement period, so that its credits are due in this statement. */
  readonly owes: boolean;
  readonly blockers: readonly Blocker[];
  readonly assumptions: readonly Assumption[];
  readonly evidence: Evidence;
  /** Records that were looked at: `type:id`. */
  readonly used: readonly string[];
  /** Rows in bulk that were looked at: those at the places [first, beyond) of a series. */
  readonly rows?: readonly LookedRows[];
  /** Why there is no result after all: the settlement is refused with them. */
  readonly issues?: readonly Issue[];
}

export interface LookedRows {
  readonly series: BucketSeries | SampleSeries | StateSeries;
  readonly first: number;
  readonly beyond: number;
}

export interface Context {
  readonly plan: Plan;
  readonly known: KnownRecords;
  readonly settlement: Period;
  readonly asOf: Instant;
  /** "rule record": exclusions granted against their conditions, for what-if. */
  readonly granted: ReadonlySet<string>;
}

export interface Head {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  /** Of a unit of one service: that. */
  readonly service: string;
  readonly unit: ScopeUnit;
  readonly period: Period;
  readonly isRunning: boolean;
  readonly owes: boolean;
  /** Of the periods that its mean is taken with; undefined: it is judged by its own figure. */
  readonly earlier: readonly EarlierFigure[] | undefined;
}

export function boundsTarget({ bounds }: CommitmentPlan): {
  readonly [Kind in Bound["kind"]]?: string;
} {
  const target: { [Kind in Bound["kind"]]?: string } = {};
  for (const { kind, text } of bounds) target[kind] = text;
  return target;
}

export type Own = Pick<StatementResult, "steps"> & {
  readonly target: unknown;
  readonly ledger?: StatementResult["ledger"];
  readonly population?: StatementResult["population"];
  readonly tally?: StatementResult["tally"];
  readonly values?: StatementResult["values"];
  readonly entitlements?: StatementResult["entitlements"];
};

export function resultOf(
  head: Head,
  measured: Measured,
  figure: StatementResult["figure"],
  own: Own,
): StatementResult {
  const { id, commitment, unit, period, isRunning } = head;
  const result: Partial<Writable<StatementResult>> = {
    id,
    commitment: commitment.id,
    clause: commitment.clause,
    scope: unit.name,
    period: periodRef(period),
    verdict: verdictOf(commitment, measured, isRunning),
  };
  if (measured.whyNot !== undefined) result.whyNot = measured.whyNot;
  result.figure = withOwn(head, measured, figure);
  result.target = own.target as JsonValue;
  result.bad = exactText(measured.bad);
  result.whole = exactText(measured.whole);
  result.misses = {
    count: measured.misses.length,
    ids: measured.misses.map(({ id: miss }) => miss),
  };
  if (own.population !== undefined) result.population = own.population;
  if (own.tally !== undefined) result.tally = own.tally;
  if (own.values !== undefined) result.values = own.values;
  if (own.entitlements !== undefined) result.entitlements = own.entitlements;
  if (own.ledger !== undefined) result.ledger = own.ledger;
  result.steps = [...versionSteps(head), ...own.steps];
  return result as StatementResult;
}

/** Which version judges a period that several are in force in, and from when on each is (37). */
function versionSteps({ commitment: { id, clause, inForce }, period }: Head): readonly Step[] {
  const [first, ...later] = versionsIn(inForce.joined, period.start, period.end);
  if (first === undefined || later.length === 0) return [];
  const told = later.map((one) => `, ${one.commitment} from ${boundText(one.start)}`);
  return [{ op: "version", clause, in: `${first.commitment}${told.join("")}`, out: id }];
}

/** Of a mean with earlier periods, what the period came to by itself. */
function withOwn(
  { commitment }: Head,
  { own, unit }: Measured,
  figure: StatementResult["figure"],
): StatementResult["figure"] {
  if (own === undefined || figure === null) return figure;
  const shown = shownFigure(own, unit, commitment.bounds);
  return { ...figure, own: { exact: exactText(own), shown } };
}

export function periodRef({ label, start, end, zone }: Period): PeriodRef {
  return { label, from: boundText(start), until: boundText(end), zone };
}

/** While the period runs, it and what is open in it keep the statement provisional (15). */
export function blockersOf(
  { id, isRunning, owes }: Head,
  open: readonly Omit<Blocker, "result">[],
): Blocker[] {
  if (!isRunning || !owes) return [];
  return [{ result: id, why: "period-running" }, ...open.map((one) => ({ result: id, ...one }))];
}
