import type { JsonValue } from "../base/canonical-json.ts";
import { add, divide, exactText, HUNDRED, multiply, subtract, wholeRatio } from "../base/ratio.ts";
import { cycleId } from "../core/ticket-clock.ts";
import type { Measured } from "../model/measured.ts";
import type {
  Assumption,
  Blocker,
  ExcludedEvidence,
  NotCountedEvidence,
  OutageEvidence,
  PeriodRef,
  RejectedEvidence,
  StatementResult,
  TicketEvidence,
} from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type Period, pendingPeriod, periodsEndingIn } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import * as cycles from "./facts/cycles.ts";
import * as outages from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import { coverageOf, type KnownRecords } from "./known-records.ts";
import type { Bound, CommitmentPlan, CyclesPlan, OutagesPlan, Plan } from "./plan.ts";
import {
  attainmentShown,
  type PriorityChanges,
  priorityChanges,
  reportCycles,
  shownCycles,
} from "./report-cycles.ts";
import { reportOutages, shownPercent } from "./report-outages.ts";
import { verdictOf } from "./verdict.ts";

/** One commitment, one scope, one period: measured, judged, with all that the statement says of it. */
export interface JudgedResult {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly services: readonly string[];
  readonly period: Period;
  readonly measured: Measured;
  readonly result: StatementResult;
  /** Ends inside the settlement period, so that its credits are due in this statement. */
  readonly owes: boolean;
  readonly blockers: readonly Blocker[];
  readonly assumptions: readonly Assumption[];
  readonly evidence: ResultEvidence;
  /** Records that were looked at: `type:id`. */
  readonly used: readonly string[];
}

export interface ResultEvidence {
  readonly outages: readonly OutageEvidence[];
  readonly excluded: readonly ExcludedEvidence[];
  readonly rejected: readonly RejectedEvidence[];
  readonly notCounted: readonly NotCountedEvidence[];
  readonly tickets: readonly TicketEvidence[];
}

/** Every period of every commitment that ends in the settlement, and those still running (4). */
export function judgedResults(
  plan: Plan,
  known: KnownRecords,
  settlement: Period,
  asOf: Instant,
): readonly JudgedResult[] {
  return plan.commitments.flatMap((commitment) => {
    const span = interval(settlement.start, settlement.end);
    const ended = periodsEndingIn(commitment.period, plan.zone, span);
    const running = pendingPeriod(commitment.period, plan.zone, span);
    const periods = running === undefined ? ended : [...ended, running];
    return commitment.services.flatMap((service) =>
      judgeScope(commitment, service, periods, { plan, known, settlement, asOf }),
    );
  });
}

interface Context {
  readonly plan: Plan;
  readonly known: KnownRecords;
  readonly settlement: Period;
  readonly asOf: Instant;
}

function judgeScope(
  commitment: CommitmentPlan,
  service: string,
  periods: readonly Period[],
  context: Context,
): JudgedResult[] {
  const { measure } = commitment;
  const tickets = context.known.tickets.get(service) ?? [];
  const runs = measure.facts === "cycles" ? cycles.runAll(measure, tickets, context.asOf) : [];
  const changes = priorityChanges(measure.facts === "cycles" ? tickets : [], context.asOf);
  return periods.flatMap((period) => {
    const judged = judgedSpan(period, context);
    if (judged === undefined) return [];
    const head = headOf(commitment, service, period, context);
    return [
      measure.facts === "outages"
        ? judgeOutages(head, measure, judged, context)
        : judgeCycles(head, measure, runs, judged, changes),
    ];
  });
}

/** Clipped to the contract's term on both sides (5), and to asOf (15). */
function judgedSpan(period: Period, { plan: { effective }, asOf }: Context): Judged | undefined {
  const start = Math.max(period.start, effective.start) as Instant;
  const beyond = Math.min(period.end, effective.end) as Instant;
  const end = Math.min(beyond, asOf) as Instant;
  return start < end ? { period, start, end, asOf, beyond, termStart: effective.start } : undefined;
}

interface Head {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly service: string;
  readonly period: Period;
  readonly isRunning: boolean;
  readonly owes: boolean;
}

function headOf(
  commitment: CommitmentPlan,
  service: string,
  period: Period,
  { plan, settlement, asOf }: Context,
): Head {
  const end = Math.min(period.end, plan.effective.end);
  const owes = end <= settlement.end;
  return {
    id: `${commitment.id}/${service}/${period.label}`,
    commitment,
    service,
    period,
    // What ends after the settlement is judged by a later statement, however late this one is made.
    isRunning: !owes || asOf < end,
    owes,
  };
}

function judgeOutages(
  head: Head,
  plan: OutagesPlan,
  judged: Judged,
  { known }: Context,
): JudgedResult {
  const { id, commitment, service } = head;
  const { set, assumed } = coverageOf(known, service, judged);
  const records = {
    outages: known.outages.get(service) ?? [],
    maintenance: known.maintenance.get(service) ?? [],
    attributions: known.attributions,
    known: set,
  };
  const found = outages.measure(plan, records, judged);
  const report = reportOutages(id, plan, commitment, found, judged);
  const { figure } = found.measured;
  const shown =
    figure === null
      ? null
      : {
          exact: exactText(figure),
          unit: found.measured.unit,
          shown: shownPercent(figure, commitment.bounds),
          ...ofPeriod(found),
        };
  const assumptions: Assumption[] =
    assumed && figure !== null
      ? [
          {
            path: `records.coverage.${service}`,
            used: `complete from ${formatInstant(judged.start)} to ${formatInstant(judged.end)}`,
            semantics: 19,
          },
        ]
      : [];
  const touching = (from: number, until: number | undefined) =>
    from < judged.end &&
    (until === undefined || judged.start < until || (from === until && judged.start <= from));
  const own = records.outages.filter(({ from, until }) => touching(from, until));
  const works = records.maintenance.filter(({ from, until }) => touching(from, until));
  return {
    ...head,
    services: [service],
    measured: found.measured,
    result: resultOf(head, found.measured, shown, {
      target: boundsTarget(commitment),
      steps: report.steps,
      ledger: report.ledger,
    }),
    blockers: blockersOf(
      head,
      own
        .filter(({ until }) => until === undefined)
        .map((outage) => ({ record: outage.id, why: "outage-open" as const })),
    ),
    assumptions: [...assumptions, ...unstated(own, works, plan)],
    evidence: { ...report, tickets: [] },
    used: [
      ...own.map((outage) => `outage:${outage.id}`),
      ...works.map((work) => `maintenance:${work.id}`),
      ...own.flatMap((outage) => attributionOf(known, outage.id)),
    ],
  };
}

/** Up for certain, in percent of the known and the unknown time together (27). */
function ofPeriod({ measured: { bad, whole }, time }: outages.MeasuredOutages) {
  if (time.unknownMs === 0) return {};
  const all = add(whole, wholeRatio(time.unknownMs));
  const percent = divide(multiply(subtract(whole, bad), HUNDRED), all);
  return { ofPeriod: { exact: exactText(percent), shown: shownPercent(percent, []) } };
}

function attributionOf(known: KnownRecords, outage: string): string[] {
  const attribution = known.attributions.get(outage);
  return attribution === undefined ? [] : [`attribution:${attribution.id}`];
}

/** What records left open and the engine filled in, in one row for each kind of gap. */
function unstated(
  own: OutageList,
  works: WorkList,
  { weights, excludes }: OutagesPlan,
): Assumption[] {
  const weightless =
    weights === undefined
      ? []
      : own.filter(({ impact }) => impact === undefined).map(({ id }) => id);
  const looks = excludes.some(({ matches }) => matches.by === "kind");
  const unannounced = looks
    ? works
        .filter(
          ({ announced, announcedAt }) => announced === undefined && announcedAt !== undefined,
        )
        .map(({ id }) => id)
    : [];
  const listed = (path: string, used: string, semantics: number, ids: readonly string[]) =>
    ids.length === 0 ? [] : [{ path, used: { [used]: [...ids].sort() }, semantics }];
  return [
    ...listed("records.outage.impact", "weight 1", 18, weightless),
    ...listed("records.maintenance.announced", "the actual time", 24, unannounced),
  ];
}
type OutageList = NonNullable<ReturnType<KnownRecords["outages"]["get"]>>;
type WorkList = NonNullable<ReturnType<KnownRecords["maintenance"]["get"]>>;

function judgeCycles(
  head: Head,
  plan: CyclesPlan,
  runs: ReturnType<typeof cycles.runAll>,
  judged: Judged,
  changes: PriorityChanges,
): JudgedResult {
  const { id, commitment, service } = head;
  const found = cycles.measure(plan, runs, judged);
  const report = reportCycles(id, plan, commitment, found, judged, changes);
  const { figure } = found.measured;
  const text = shownCycles(plan, commitment.bounds, found);
  const shown =
    figure === null ? null : { exact: exactText(figure), unit: found.measured.unit, shown: text };
  const target = {
    rows: plan.rows.map(({ clause, shown: row }) => ({ clause, row })),
    ...boundsTarget(commitment),
    ...attainmentShown(plan),
  };
  const open = found.shown
    .filter(({ standing }) => standing === "open")
    .map(({ cycle }) => ({ record: cycleId(cycle), why: "ticket-open" as const }));
  return {
    ...head,
    services: [service],
    measured: found.measured,
    result: resultOf(head, found.measured, shown, {
      target,
      steps: report.steps,
      population: found.population,
    }),
    blockers: blockersOf(head, open),
    assumptions: [],
    evidence: {
      outages: [],
      excluded: [],
      rejected: [],
      notCounted: report.notCounted,
      tickets: report.tickets,
    },
    used: found.tickets.map((ticket) => `ticket:${ticket}`),
  };
}

function boundsTarget({ bounds }: CommitmentPlan): {
  readonly [Kind in Bound["kind"]]?: string;
} {
  return Object.fromEntries(bounds.map(({ kind, text }) => [kind, text]));
}

type Own = Pick<StatementResult, "steps"> & {
  readonly target: unknown;
  readonly ledger?: StatementResult["ledger"];
  readonly population?: StatementResult["population"];
};

function resultOf(
  head: Head,
  measured: Measured,
  figure: StatementResult["figure"],
  own: Own,
): StatementResult {
  const { id, commitment, service, period, isRunning } = head;
  return {
    id,
    commitment: commitment.id,
    clause: commitment.clause,
    scope: service,
    period: periodRef(period),
    verdict: verdictOf(commitment, measured, isRunning),
    ...(measured.whyNot === undefined ? {} : { whyNot: measured.whyNot }),
    figure,
    target: own.target as JsonValue,
    bad: exactText(measured.bad),
    whole: exactText(measured.whole),
    misses: { count: measured.misses.length, ids: measured.misses.map((miss) => miss.id) },
    ...(own.population === undefined ? {} : { population: own.population }),
    ...(own.ledger === undefined ? {} : { ledger: own.ledger }),
    steps: own.steps,
  };
}

export function periodRef({ label, start, end, zone }: Period): PeriodRef {
  return { label, from: formatInstant(start), until: formatInstant(end), zone };
}

/** While the period runs, it and what is open in it keep the statement provisional (15). */
function blockersOf(
  { id, isRunning, owes }: Head,
  open: readonly Omit<Blocker, "result">[],
): Blocker[] {
  if (!isRunning || !owes) return [];
  return [{ result: id, why: "period-running" }, ...open.map((one) => ({ result: id, ...one }))];
}
