import { add, divide, exactText, HUNDRED, multiply, subtract, wholeRatio } from "../base/ratio.ts";
import type { Assumption } from "../model/statement.ts";
import { formatInstant } from "../time/stamp.ts";
import { earlierUse, quotaReach } from "./excluding.ts";
import * as outages from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import { type UserCount, userCounts } from "./facts/users.ts";
import {
  blockersOf,
  boundsTarget,
  type Context,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import { coverageOf, type KnownRecords } from "./known-records.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import { reportOutages } from "./report-outages.ts";
import { shownFigure, shownPercent } from "./shown-figure.ts";

/** Outages of one service over one period: measured, judged and told. */
export function judgeOutages(
  head: Head,
  plan: OutagesPlan,
  judged: Judged,
  { known, plan: { services }, granted }: Context,
): JudgedResult {
  const { id, commitment, service } = head;
  const { set, assumed } = coverageOf(known, service, {
    start: quotaReach(plan.excludes, judged),
    end: judged.end,
  });
  const active = services.get(service)?.active;
  const records = {
    outages: known.outages.get(service) ?? [],
    maintenance: known.maintenance.get(service) ?? [],
    attributions: known.attributions,
    known: set,
    granted,
    ...(active === undefined ? {} : { active }),
    ...usersOf(plan, service, known, judged),
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
          shown: shownFigure(figure, found.measured.unit, commitment.bounds),
          ...(plan.figure === "uptime-percent" ? ofPeriod(plan, found) : {}),
          ...coverage(plan, found),
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
    assumptions: [
      ...assumptions,
      ...unstated(own, works, plan),
      ...earlierUse(plan.excludes, judged),
    ],
    evidence: { ...report, tickets: [] },
    used: [
      ...own.map((outage) => `outage:${outage.id}`),
      ...works.map((work) => `maintenance:${work.id}`),
      ...own.flatMap((outage) => attributionOf(known, outage.id)),
    ],
  };
}

/** The counts of users, of this service or of none in particular. */
function usersOf(
  { denominator }: OutagesPlan,
  service: string,
  { facts }: KnownRecords,
  { asOf }: Judged,
): { readonly users?: readonly UserCount[] } {
  if (denominator.by !== "users") return {};
  const named = facts.filter(({ fact }) => fact === denominator.fact);
  const own = named.filter((row) => row.service === service);
  const counts = own.length > 0 ? own : named.filter((row) => row.service === undefined);
  return { users: userCounts(counts, asOf) };
}

/** How much of the agreed time is known, where the contract asks for a least share of it (19). */
function coverage({ minCoverage }: OutagesPlan, { coverage: known }: outages.MeasuredOutages) {
  if (minCoverage === undefined || known === null) return {};
  return { coverage: { exact: exactText(known), shown: shownPercent(known, []) } };
}

/** Up for certain, in percent of the known and the unknown time together (27). */
function ofPeriod(
  { unknown, denominator }: OutagesPlan,
  { measured: { bad, whole }, time }: outages.MeasuredOutages,
) {
  const isLeftOut = unknown !== "up" && unknown !== "down" && denominator.by !== "users";
  if (time.unknownMs === 0 || !isLeftOut) return {};
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
