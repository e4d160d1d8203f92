import { present } from "../base/invariant.ts";
import type { Commitment } from "../contract.ts";
import type { Duty, DutyRow, Moment } from "../core/duty.ts";
import type { TargetRow } from "../core/target-rows.ts";
import { zoneAttributes } from "../core/ticket-zones.ts";
import type { Collector, Path } from "./collector.ts";
import { countOf, entitlementOf, type OwedContext, presenceOf, supportOf } from "./compile-owed.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;
type DutyInput = Extract<CyclesMeasure["clock"], { duty: unknown }>["duty"];
type MomentInput = NonNullable<DutyInput["withinAfter"]>["event"];

/** What is owed, read from its terms; undefined when it is refused. */
export function dutyOf(input: DutyInput, path: Path, context: OwedContext): Duty | undefined {
  const { withinAfter, noticeBefore, maxGap, entitlement } = input;
  const { countInPeriod, presence, supportedUntil } = input;
  if (maxGap !== undefined) return { kind: "max-gap", fact: maxGap.fact };
  if (withinAfter !== undefined)
    return eventDuty("within-after", withinAfter, [...path, "withinAfter"], context.issues);
  if (noticeBefore !== undefined)
    return eventDuty("notice-before", noticeBefore, [...path, "noticeBefore"], context.issues);
  if (countInPeriod !== undefined)
    return countOf(countInPeriod, [...path, "countInPeriod"], context);
  if (presence !== undefined) return presenceOf(presence, [...path, "presence"], context);
  if (entitlement !== undefined)
    return entitlementOf(entitlement, [...path, "entitlement"], context);
  const support = present(supportedUntil, "a duty is one of its forms");
  return supportOf(support, [...path, "supportedUntil"], context);
}

function eventDuty(
  kind: "within-after" | "notice-before",
  { event, fact }: { readonly event: MomentInput; readonly fact: string },
  path: Path,
  issues: Collector,
): Duty {
  const moment = momentOf(event);
  moment.names.forEach((name, index) => {
    if (name !== fact && moment.names.indexOf(name) === index) return;
    issues.refuse(
      "duty.one-fact-twice",
      [...path, "event"],
      name === fact
        ? `"${name}" is the event and what is owed for it`
        : `"${name}" is listed twice`,
      "name facts that differ",
      name,
    );
  });
  return { kind, event: moment, fact };
}

function momentOf(event: MomentInput): Moment {
  if (typeof event === "string") return { which: "earliest", names: [event] };
  return "earliestOf" in event
    ? { which: "earliest", names: event.earliestOf }
    : { which: "latest", names: event.latestOf };
}

/** The rows that a duty can be held against: lengths and dates, not what is agreed for a ticket. */
export function dutyRows(
  rows: readonly TargetRow[],
  duty: Duty,
  path: Path,
  issues: Collector,
): readonly DutyRow[] {
  const isOfTheContract = duty.kind === "max-gap" || duty.kind === "presence";
  if (isOfTheContract && zoneAttributes(rows).length > 0)
    issues.refuse(
      "duty.zone-unknown",
      path,
      `the first ${duty.kind === "presence" ? "absence" : "gap"} begins with the contract: no fact names the zone of its calendar`,
      "give the attribute in the contract's `attributes`, or a calendar with a zone of its own",
    );
  return rows.flatMap(({ target, ...row }, index) => {
    if (target.kind !== "agreed") return [{ ...row, target }];
    issues.refuse(
      "duty.agreed",
      [...path, index, "within", "agreed"],
      "no due is agreed for a fact",
      "give a length: elapsed, business, businessDays, businessWindows, days or months",
    );
    return [];
  });
}

/** A longer notice is a better one, and a period lasts as long as it does: no mean of it says anything. */
export function checkFigure(
  { figure }: CyclesMeasure,
  duty: Duty,
  path: Path,
  issues: Collector,
): void {
  const isOfTime = figure === "mean" || figure === "percentile";
  if (!isOfTime || takesTime[duty.kind]) return;
  const isNotice = duty.kind === "notice-before";
  issues.refuse(
    isNotice ? "duty.time-of-notice" : "duty.no-time",
    path,
    isNotice
      ? `the ${figure} of the notice given is not held against a most`
      : `the ${figure} of a time is measured, and nothing here takes any`,
    "measure each or percent-within",
    figure,
  );
}

/** Whether a cycle is the time that something took. */
const takesTime: { readonly [Kind in Duty["kind"]]: boolean } = {
  "within-after": true,
  "notice-before": false,
  "max-gap": true,
  "count-in-period": false,
  presence: false,
  "supported-until": false,
  entitlement: true,
};

/** Periods have no attributes, and a quota is of all that is asked for: the facts are named apart. */
export function checkPopulation(
  { where }: CyclesMeasure,
  duty: Duty,
  path: Path,
  issues: Collector,
): void {
  const isOfPeriods = duty.kind === "count-in-period" || duty.kind === "presence";
  if (where === undefined || !(isOfPeriods || duty.kind === "entitlement")) return;
  issues.refuse(
    "duty.population",
    [...path, "measure", "where"],
    isOfPeriods ? "`where` selects nothing of a period" : "the quota is of all that is asked for",
    "give the facts that count a name of their own",
  );
}

/** Nothing is held against rows where the duty itself says what is owed. */
export function checkNoRows(
  { targets }: { readonly targets: readonly unknown[] },
  path: Path,
  issues: Collector,
): void {
  if (targets.length === 0) return;
  issues.refuse(
    "duty.rows",
    [...path, "targets"],
    "the duty says by itself what is owed: no row is held against it",
    "leave the list empty: targets: []",
  );
}

/** What only tickets have: pauses, priorities, reopenings, replies. Defaults are no answer to it. */
export function checkTicketOptions(measure: CyclesMeasure, path: Path, issues: Collector): void {
  const { pausedBy, atRisk, onPriorityChange, onReopen, countedUnder, replies } = measure;
  const given = {
    pausedBy: pausedBy !== undefined,
    atRisk: atRisk !== undefined,
    onPriorityChange: onPriorityChange !== "carry",
    onReopen: onReopen !== "resume",
    countedUnder: countedUnder !== "at-stop",
    replies: replies.join() !== "acknowledgement,substantive",
  };
  for (const [name, isGiven] of Object.entries(given)) {
    if (!isGiven) continue;
    issues.refuse(
      "duty.ticket-option",
      [...path, "measure", name],
      `\`${name}\` is about tickets, and a duty has none`,
      "leave it out",
    );
  }
}
