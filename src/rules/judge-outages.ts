import { add, divide, exactText, HUNDRED, multiply, subtract, wholeRatio } from "../base/ratio.ts";
import type { Assumption } from "../model/statement.ts";
import { formatInstant } from "../time/stamp.ts";
import * as outages from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import {
  blockersOf,
  boundsTarget,
  type Context,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import { coverageOf, type KnownRecords } from "./known-records.ts";
import type { OutagesPlan } from "./plan.ts";
import { reportOutages, shownPercent } from "./report-outages.ts";

/** Outages of one service over one period: measured, judged and told. */
export function judgeOutages(
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
    services: head.unit.services,
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
