import type { Commitment } from "../contract.ts";
import type { Duty, DutyRow, Moment } from "../core/duty.ts";
import type { TargetRow } from "../core/target-rows.ts";
import { zoneAttributes } from "../core/ticket-zones.ts";
import type { Collector, Path } from "./collector.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;
type DutyInput = Extract<CyclesMeasure["clock"], { duty: unknown }>["duty"];
type MomentInput = NonNullable<DutyInput["withinAfter"]>["event"];

/** What is owed, read from its terms; undefined when it is refused, or not built. */
export function dutyOf(input: DutyInput, path: Path, issues: Collector): Duty | undefined {
  const { withinAfter, noticeBefore, maxGap } = input;
  if (maxGap !== undefined) return { kind: "max-gap", fact: maxGap.fact };
  if (withinAfter !== undefined)
    return eventDuty("within-after", withinAfter, [...path, "withinAfter"], issues);
  if (noticeBefore !== undefined)
    return eventDuty("notice-before", noticeBefore, [...path, "noticeBefore"], issues);
  return undefined;
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
  if (duty.kind === "max-gap" && zoneAttributes(rows).length > 0)
    issues.refuse(
      "duty.zone-unknown",
      path,
      "the first gap begins with the contract: no fact names the zone of its calendar",
      "give the attribute in the contract's `attributes`, or a calendar with a zone of its own",
    );
  return rows.flatMap(({ where, target }, index) => {
    if (target.kind !== "agreed") return [{ where, target }];
    issues.refuse(
      "duty.agreed",
      [...path, index, "within", "agreed"],
      "no due is agreed for a fact",
      "give a length: elapsed, business, businessDays, businessWindows, days or months",
    );
    return [];
  });
}

/** A longer notice is a better one: no mean of it can be held against a most. */
export function checkFigure(
  { figure }: CyclesMeasure,
  duty: Duty,
  path: Path,
  issues: Collector,
): void {
  if (duty.kind !== "notice-before" || figure === "each" || figure === "percent-within") return;
  issues.refuse(
    "duty.time-of-notice",
    path,
    `the ${figure} of the notice given is not held against a most`,
    "measure each or percent-within",
    figure,
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
