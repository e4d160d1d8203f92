import { invariant } from "../base/invariant.ts";
import { type Issue, RefusedError } from "../base/result.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Clock, ClockTarget, ClockTerms, TargetRow } from "../core/ticket-clock.ts";
import { zoneAttributes } from "../core/ticket-zones.ts";
import type { ClockPolicy, PolicyClock, PolicyTarget, PolicyWhere } from "../model/clock-policy.ts";
import { instant } from "../time/instant.ts";
import { type Zone, zoneNamed } from "../time/zone.ts";
import { compiledCalendars } from "./calendar-compile.ts";
import { checksumOf } from "./checksum.ts";
import { isGroup, refuse } from "./shape.ts";

export interface ReadClock {
  readonly policy: PolicyClock;
  /** As the contract counts. */
  readonly terms: ClockTerms;
  /** The same, with the row that is in force at the end of what is known. */
  readonly inForce: ClockTerms;
  readonly where: Where | undefined;
  /** Attributes of a ticket that name the zones of its calendars. */
  readonly zoneAttributes: readonly string[];
}

type Where = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<object, readonly ReadClock[]>();

/**
 * The clocks of a policy. It was made by `clockPolicy` and is taken as it is, once its checksum is
 * right; what was read once is kept.
 *
 * @throws {RefusedError} For anything else than an unchanged policy.
 */
export function clocksOf(policy: ClockPolicy): readonly ReadClock[] {
  const before = isGroup(policy) ? known.get(policy) : undefined;
  if (before !== undefined) return before;
  if (!isWhole(policy)) {
    const issues: Issue[] = [];
    refuse(issues, "clock.policy", ["policy"], policy, "give what clockPolicy returns, unchanged");
    throw new RefusedError(issues);
  }
  const issues: Issue[] = [];
  const calendars = compiledCalendars(policy.calendars, (index) => ["calendars", index], issues);
  if (issues.length > 0) throw new RefusedError(issues);
  const clocks = policy.clocks.map((clock) => readClock(clock, calendars));
  known.set(policy, clocks);
  return clocks;
}

function isWhole(policy: unknown): boolean {
  if (!isGroup(policy) || policy.makegood !== "clock-policy/1") return false;
  const { checksum, ...rest } = policy;
  try {
    return checksumOf(rest) === checksum;
  } catch {
    // Bottomless nesting, or values that JSON does not have.
    return false;
  }
}

function readClock(policy: PolicyClock, calendars: ReadonlyMap<string, Calendar>): ReadClock {
  const rows = policy.rows.map(
    (row) =>
      ({
        ...row,
        where: whereOf(row.where),
        target: targetOf(row.target, calendars),
        // Its instants were checked with the contract.
      }) as unknown as TargetRow,
  );
  const terms: ClockTerms = {
    clock: policy.clock as Clock,
    rows,
    agreedAs: policy.agreedAs,
    pausedBy: policy.pausedBy === "all" ? "all" : new Set(policy.pausedBy),
    replies: new Set(policy.replies),
    onPriorityChange: policy.onPriorityChange,
    onReopen: policy.onReopen,
    countedUnder: policy.countedUnder,
    ...(policy.versions === undefined ? {} : { versions: policy.versions.map(versionOf) }),
  };
  return {
    policy,
    terms,
    inForce: terms.countedUnder === "at-stop" ? terms : { ...terms, countedUnder: "at-stop" },
    where: whereOf(policy.where),
    zoneAttributes: zoneAttributes(rows),
  };
}

function versionOf({ at, termsAt }: NonNullable<PolicyClock["versions"]>[number]) {
  return { at: instant(at), termsAt };
}

function whereOf(where: PolicyWhere | undefined): Where | undefined {
  if (where === undefined) return undefined;
  return new Map(Object.entries(where).map(([name, values]) => [name, new Set(values)]));
}

function targetOf(target: PolicyTarget, calendars: ReadonlyMap<string, Calendar>): ClockTarget {
  switch (target.kind) {
    case "elapsed":
    case "agreed":
      return target;
    case "business":
    case "business-days":
    case "business-windows": {
      const calendar = calendars.get(target.calendar);
      invariant(calendar !== undefined, "a policy holds its calendars", target.calendar);
      return { ...target, calendar };
    }
    case "days":
    case "months":
      return { ...target, zone: zoneNamed(target.zone) as Zone };
  }
}
