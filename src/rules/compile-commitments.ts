import { compare, HUNDRED, ONE, type Ratio, signOf } from "../base/ratio.ts";
import type { Commitment, Contract, Exclusion } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import { parseDayRange } from "../core/day-range.ts";
import type { ClockTarget, ClockTerms } from "../core/ticket-clock.ts";
import type { Within } from "../schema/targets.ts";
import { parseDuration } from "../time/duration.ts";
import { type DurationMs, durationMs } from "../time/instant.ts";
import type { PeriodKind } from "../time/period.ts";
import type { Collector, Path } from "./collector.ts";
import { compileCredits } from "./compile-credits.ts";
import { amountOf, decimalOf } from "./compile-money.ts";
import type {
  BasePlan,
  Bound,
  CommitmentPlan,
  CyclesPlan,
  ExclusionPlan,
  OutagesPlan,
  ServicePlan,
  Where,
} from "./plan.ts";

const targetMsMax = 10 * 366 * 86_400_000;

export interface Declared {
  readonly contract: Contract;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly bases: ReadonlyMap<string, BasePlan>;
  readonly issues: Collector;
}

export function compileCommitments(declared: Declared): CommitmentPlan[] {
  const exclusions = compileExclusions(declared);
  return declared.contract.commitments.flatMap((commitment, index) =>
    compileCommitment(commitment, index, exclusions, declared),
  );
}

function compileCommitment(
  commitment: Commitment,
  index: number,
  exclusions: ReadonlyMap<string, ExclusionPlan>,
  declared: Declared,
): CommitmentPlan[] {
  const { issues } = declared;
  const path = ["commitments", index];
  const services = servicesOf(commitment, path, declared);
  const { measure } = commitment;
  if (measure.facts !== "outages" && measure.facts !== "cycles") return [];
  const excludes = commitment.excludes.flatMap((name, at) => {
    const found = issues.find("exclusion", name, exclusions, [...path, "excludes", at]);
    return found === undefined ? [] : [found];
  });
  checkQuotas(commitment, excludes, path, declared);
  const plan =
    measure.facts === "outages"
      ? outagesPlan(measure, excludes, path, issues)
      : cyclesPlan(commitment, measure, path, declared);
  const bounds = boundsOf(commitment, path, issues);
  const credits = compileCredits({ commitment, index, bounds, services, declared });
  return [
    {
      id: commitment.id,
      clause: commitment.clause,
      index,
      services,
      period: commitment.period as PeriodKind,
      measure: plan,
      bounds,
      credits,
    },
  ];
}

function servicesOf(commitment: Commitment, path: Path, { services, issues }: Declared): string[] {
  const { scope } = commitment;
  if (scope.service !== undefined) {
    issues.find("service", scope.service, services, [...path, "scope", "service"]);
    return [scope.service];
  }
  const names = scope.each?.services ?? [];
  names.forEach((name, at) => {
    issues.find("service", name, services, [...path, "scope", "each", "services", at]);
    if (names.indexOf(name) !== at)
      issues.refuse(
        "contract.duplicate-name",
        [...path, "scope", "each", "services", at],
        `service ${name} is listed twice`,
        "list each service once",
        name,
      );
  });
  return names;
}

function outagesPlan(
  measure: Extract<Commitment["measure"], { facts: "outages" }>,
  excludes: readonly ExclusionPlan[],
  path: Path,
  issues: Collector,
): OutagesPlan {
  const at = [...path, "measure"];
  const minimum =
    typeof measure.minimumOutage === "string"
      ? issues.take(parseDuration(measure.minimumOutage, [...at, "minimumOutage"]))
      : undefined;
  return {
    facts: "outages",
    figure: "uptime-percent",
    minimumMs: minimum ?? durationMs(0),
    weights: weightsOf(measure.weights, [...at, "weights"], issues),
    excludes,
  };
}

function weightsOf(
  weights: Readonly<Record<string, string>> | undefined,
  path: Path,
  issues: Collector,
): ReadonlyMap<string, Ratio> | undefined {
  if (weights === undefined) return undefined;
  const read = new Map<string, Ratio>();
  for (const [impact, text] of Object.entries(weights)) {
    const value = amountOf(text, [...path, impact], issues);
    if (value !== undefined && compare(value, ONE) > 0)
      issues.refuse(
        "weight.above-one",
        [...path, impact],
        `the weight of ${impact} is ${text}`,
        "give a weight from 0 to 1",
        text,
      );
    if (value !== undefined) read.set(impact, value);
  }
  return read;
}

function cyclesPlan(
  commitment: Commitment,
  measure: Extract<Commitment["measure"], { facts: "cycles" }>,
  path: Path,
  declared: Declared,
): CyclesPlan {
  const { issues } = declared;
  const rows = commitment.targets.flatMap((row, index) => {
    if (row.within === undefined) {
      issues.refuse(
        "target.not-a-time",
        [...path, "targets", index],
        "a clock is held against times",
        "give `within`; a share of the tickets goes in `attainment`",
      );
      return [];
    }
    const target = clockTarget(row.within, [...path, "targets", index, "within"], declared);
    return target === undefined
      ? []
      : [
          {
            where: whereOf(row.where),
            target,
            clause: row.clause ?? commitment.clause,
            shown: shownRow(row.where, row.within),
          },
        ];
  });
  checkRows(commitment, path, issues);
  const clock: ClockTerms = {
    clock: measure.clock === "first-response" ? "first-response" : "resolution",
    rows: rows.map(({ where, target }) => ({ where, target })),
    pausedBy: measure.pausedBy === "all" ? "all" : new Set(measure.pausedBy ?? []),
    replies: new Set(measure.replies),
    onPriorityChange: "carry",
    onReopen: "resume",
    countedUnder: "at-stop",
  };
  const figure = measure.figure === "percent-within" ? "percent-within" : "each";
  if (commitment.excludes.length > 0) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "excludes"],
      "exclusions of ticket time cannot be computed yet",
      "leave the list empty; pauses are `pausedBy`",
    );
  }
  return {
    facts: "cycles",
    figure,
    clock,
    where: whereOf(measure.where),
    onEmpty: measure.onEmpty,
    rows: rows.map(({ clause, shown }) => ({ clause, shown })),
  };
}

/** A row after one without `where` can never be reached. */
function checkRows(commitment: Commitment, path: Path, issues: Collector): void {
  const all = commitment.targets.findIndex((row) => row.where === undefined);
  if (all !== -1 && all < commitment.targets.length - 1) {
    issues.refuse(
      "target.unreachable-row",
      [...path, "targets", all + 1],
      "this row is never reached: the row above it takes every ticket",
      "move the row without `where` to the end",
    );
  }
  if (all === -1) {
    issues.warn(
      "target.no-last-row",
      [...path, "targets"],
      "no row takes the tickets that fit none of the rows; they have no clock",
      "add a last row without `where`, if they have a target",
    );
  }
}

function clockTarget(
  within: Within,
  path: Path,
  { calendars, issues }: Declared,
): ClockTarget | undefined {
  const strict = within.met === "less-than";
  const length = (text: string, key: string): DurationMs | undefined => {
    const ms = issues.take(parseDuration(text, [...path, key]));
    if (ms === undefined || ms <= targetMsMax) return ms;
    issues.refuse(
      "target.too-long",
      [...path, key],
      `a target of ${text} is above ten years`,
      "check the unit",
      text,
    );
    return undefined;
  };
  if (within.elapsed !== undefined) {
    const ms = length(within.elapsed, "elapsed");
    return ms === undefined ? undefined : { kind: "elapsed", ms, strict };
  }
  const calendar =
    within.calendar === undefined
      ? undefined
      : issues.find("calendar", within.calendar, calendars, [...path, "calendar"]);
  if (within.business !== undefined) {
    const ms = length(within.business, "business");
    return ms === undefined || calendar === undefined
      ? undefined
      : { kind: "business", ms, calendar, strict };
  }
  if (within.businessDays === undefined) return undefined;
  const by = cutOffOf(within.by, [...path, "by"], issues);
  if (calendar === undefined || by === undefined) return undefined;
  const outsideHours = within.outsideHours === "keep" ? "keep" : "move";
  return {
    kind: "business-days",
    n: within.businessDays,
    calendar,
    by,
    outsideHours,
    countStartDay: within.countStartDay === "yes",
    strict,
  };
}

function cutOffOf(
  by: string | undefined,
  path: Path,
  issues: Collector,
): "same-time" | "end-of-day" | { readonly cutOffMs: number } | undefined {
  if (by === undefined || by === "same-time") return "same-time";
  if (by === "end-of-day" || by === "24:00") return "end-of-day";
  const range = parseDayRange(`00:00-${by}`, path);
  if (range.ok && range.value.startMs === 0 && by !== "00:00")
    return { cutOffMs: range.value.endMs };
  issues.refuse(
    "within.cut-off",
    path,
    `"${by}" is no time of day`,
    'write "18:00", "end-of-day" or "same-time"',
    by,
  );
  return undefined;
}

export function whereOf(
  where: Readonly<Record<string, readonly string[]>> | undefined,
): Where | undefined {
  return where === undefined
    ? undefined
    : new Map(Object.entries(where).map(([key, values]) => [key, new Set(values)]));
}

function shownRow(
  where: Readonly<Record<string, readonly string[]>> | undefined,
  within: Within,
): string {
  const selects = Object.values(where ?? {})
    .map((values) => values.join("/"))
    .join(" ");
  const length =
    within.elapsed ??
    within.business ??
    `${within.businessDays ?? 0} business day${within.businessDays === 1 ? "" : "s"}${within.by === undefined ? "" : ` by ${within.by}`}`;
  const sign = within.met === "less-than" ? "<" : "≤";
  return `${selects === "" ? "" : `${selects} `}${sign} ${length}${within.business === undefined ? "" : " business time"}`;
}

function boundsOf(commitment: Commitment, path: Path, issues: Collector): Bound[] {
  const { measure } = commitment;
  if (measure.facts === "cycles") {
    const { attainment } = commitment;
    if (measure.figure === "percent-within" && attainment === undefined) {
      issues.refuse(
        "attainment.missing",
        [...path, "attainment"],
        "a share of the tickets is measured, but none is promised",
        'give attainment: { atLeast: "95" }',
      );
    }
    if (measure.figure === "each" && attainment !== undefined) {
      issues.refuse(
        "attainment.beside-each",
        [...path, "attainment"],
        "`each` promises every single ticket",
        "remove `attainment`, or measure percent-within",
      );
    }
    return attainment === undefined ? [] : boundOf(attainment, [...path, "attainment"], issues);
  }
  if (commitment.attainment !== undefined) {
    issues.refuse(
      "attainment.not-cycles",
      [...path, "attainment"],
      "`attainment` is a share of cycles",
      "give the bound in `targets`",
    );
  }
  if (commitment.targets.length > 1) {
    issues.refuse(
      "contract.not-supported-yet",
      [...path, "targets", 1],
      "several bounds on one figure cannot be computed yet",
      "give one target, or a commitment for each",
    );
  }
  return commitment.targets.flatMap((target, index) => {
    const at = [...path, "targets", index];
    if (target.within !== undefined)
      issues.refuse(
        "target.not-a-bound",
        [...at, "within"],
        "this measure yields a percentage, not a time",
        'give atLeast: "99.95"',
      );
    if (target.where !== undefined)
      issues.refuse(
        "target.where-on-figure",
        [...at, "where"],
        "`where` selects tickets; this measure has none",
        "remove `where`",
      );
    return boundOf(target, at, issues);
  });
}

function boundOf(
  target: { readonly atLeast?: string | undefined; readonly moreThan?: string | undefined },
  path: Path,
  issues: Collector,
): Bound[] {
  const kind = target.atLeast !== undefined ? "atLeast" : "moreThan";
  const text = target[kind];
  if (text === undefined) return [];
  if (!/^-?[0-9]/.test(text)) {
    issues.refuse(
      "target.axis-mismatch",
      [...path, kind],
      `"${text}" is a length of time, the figure is a percentage`,
      'give a percentage: "99.95"',
      text,
    );
    return [];
  }
  const value = decimalOf(text, [...path, kind], issues);
  if (value === undefined) return [];
  if (signOf(value) < 0 || compare(value, HUNDRED) > 0)
    issues.refuse(
      "target.not-a-percentage",
      [...path, kind],
      `${text} is no percentage`,
      "give 0 to 100",
      text,
    );
  return [{ kind, value, text }];
}

function compileExclusions({ contract, issues }: Declared): ReadonlyMap<string, ExclusionPlan> {
  const exclusions = new Map<string, ExclusionPlan>();
  for (const [index, exclusion] of contract.exclusions.entries()) {
    exclusions.set(exclusion.id, exclusionPlan(exclusion, ["exclusions", index], issues));
  }
  return exclusions;
}

function exclusionPlan(exclusion: Exclusion, path: Path, issues: Collector): ExclusionPlan {
  const noticeMs =
    typeof exclusion.notice === "string"
      ? issues.take(parseDuration(exclusion.notice, [...path, "notice"]))
      : undefined;
  const atMost = exclusion.quota?.atMost;
  const quotaMs =
    typeof atMost === "string"
      ? issues.take(parseDuration(atMost, [...path, "quota", "atMost"]))
      : undefined;
  const { kind, cause } = exclusion.matches;
  if (cause !== undefined && exclusion.notice !== undefined) {
    issues.refuse(
      "exclusion.notice-of-a-cause",
      [...path, "notice"],
      "notice is given of work, not of a cause",
      "match kind: maintenance, or remove `notice`",
    );
  }
  if (kind !== undefined && exclusion.evidence === "required") {
    issues.refuse(
      "exclusion.evidence-of-work",
      [...path, "evidence"],
      "evidence is asked for a cause; announced work has its announcement",
      "use `notice`, or match a cause",
    );
  }
  if (cause !== undefined && exclusion.removes === "window") {
    issues.warn(
      "exclusion.window-of-a-cause",
      [...path, "removes"],
      "a cause has no window of its own; the outages it explains leave both sides",
      "use removes: downtime, if only the downtime is forgiven",
    );
  }
  const matches =
    kind !== undefined
      ? ({ by: "kind", kind } as const)
      : ({ by: "cause", cause: cause ?? "third-party" } as const);
  return {
    id: exclusion.id,
    clause: exclusion.clause,
    matches,
    noticeMs,
    quotaMs,
    evidence: exclusion.evidence === "required" ? "required" : "not-required",
    concurrent: exclusion.concurrent,
    removes: exclusion.removes === "window" ? "window" : "downtime",
  };
}

function checkQuotas(
  commitment: Commitment,
  excludes: readonly ExclusionPlan[],
  path: Path,
  { contract, issues }: Declared,
): void {
  for (const { id } of excludes) {
    const at = contract.exclusions.findIndex((exclusion) => exclusion.id === id);
    const quota = contract.exclusions[at]?.quota;
    if (quota === undefined || JSON.stringify(quota.per) === JSON.stringify(commitment.period))
      continue;
    issues.refuse(
      "contract.not-supported-yet",
      ["exclusions", at, "quota", "per"],
      `the quota of ${id} runs over another period than ${path.join(".")}`,
      "a quota over the commitment's own period is built",
      quota.per,
    );
  }
}
