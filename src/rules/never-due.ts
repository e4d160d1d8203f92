import { invariant } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import { type Cycle, cycleId } from "../core/ticket-clock.ts";

const ISSUES_MAX = 100;

/** A clock under a calendar that never opens again for long enough: no due, and so no result (9). */
export function neverDueIssue(cycle: Cycle, commitment: string): Issue {
  const record = cycleId(cycle);
  const { neverDueUnder: calendar } = cycle;
  invariant(calendar !== undefined, "a cycle is lost under a calendar", record);
  return {
    code: "ticket.never-due",
    path: ["contract", "calendars", calendar],
    message: `${record} is never due under ${commitment}: the calendar ${calendar} does not open again for long enough`,
    hint: `give ${calendar} open time after that (hours or working days, and a later \`effective.until\` where it has one), or name the calendar that follows it; of a ticket a due may be agreed (\`due-agreed\`)`,
    value: record,
  };
}

/** Each once, though several periods look at it; above the limit only how many there are. */
export function distinctIssues(issues: readonly Issue[]): readonly Issue[] {
  if (issues.length === 0) return issues;
  const single = [...new Map(issues.map((issue) => [issue.message, issue])).values()];
  const more = single.length - ISSUES_MAX;
  if (more <= 0) return single;
  const rest: Issue = {
    code: "records.more-issues",
    path: [],
    message: `${more} more problems are not listed`,
    hint: "mend these first",
  };
  return [...single.slice(0, ISSUES_MAX), rest];
}
