import type { JsonValue } from "../base/canonical-json.ts";
import type { Assumption } from "../model/statement.ts";

/**
 * A default that a contract relied on is listed in the result (promise 7). The schema fills defaults
 * in; what is in the filled contract and not in the author's is an assumption, if it decides
 * anything. Paths name list entries by their id.
 */
const decisive: readonly (readonly [pattern: string, semantics: number])[] = [
  ["bases.*.taken", 31],
  ["exclusions.*.evidence", 25],
  ["exclusions.*.concurrent", 24],
  ["commitments.*.measure.overlap", 18],
  ["commitments.*.measure.counting", 18],
  ["commitments.*.measure.denominator", 4],
  ["commitments.*.measure.partialPeriod", 5],
  ["commitments.*.measure.unknown", 19],
  ["commitments.*.measure.pausedBy", 12],
  ["commitments.*.measure.onPriorityChange", 13],
  ["commitments.*.measure.onReopen", 14],
  ["commitments.*.measure.countedUnder", 13],
  ["commitments.*.measure.countedIn", 16],
  ["commitments.*.measure.replies", 11],
  ["commitments.*.measure.onEmpty", 16],
  ["commitments.*.measure.clock.duty.countInPeriod.subjects", 16],
  ["commitments.*.measure.clock.duty.countInPeriod.partialPeriod", 5],
  ["commitments.*.measure.clock.duty.presence.subjects", 16],
  ["commitments.*.measure.pooledWith.*.clock.duty.countInPeriod.subjects", 16],
  ["commitments.*.measure.pooledWith.*.clock.duty.countInPeriod.partialPeriod", 5],
  ["commitments.*.measure.pooledWith.*.clock.duty.presence.subjects", 16],
  ["commitments.*.targets.*.within.met", 9],
  ["commitments.*.measure.pooledWith.*.targets.*.within.met", 9],
  ["commitments.*.targets.*.within.outsideHours", 8],
  ["commitments.*.targets.*.within.by", 8],
  ["commitments.*.targets.*.within.countStartDay", 8],
  ["commitments.*.measure.pooledWith.*.targets.*.within.outsideHours", 8],
  ["commitments.*.measure.pooledWith.*.targets.*.within.by", 8],
  ["commitments.*.measure.pooledWith.*.targets.*.within.countStartDay", 8],
  ["commitments.*.credits.*.when", 29],
  ["clawBack", 38],
  ["rounding", 33],
];

/** Filled in without being listed: they decide nothing until another field is given. */
const silent: readonly string[] = [
  "calendars",
  "calendars.*.holidays",
  "calendars.*.workdays",
  "services.*.charges",
  "services.*.charges.*.kind",
  "services.*.charges.*.paidWith",
  "services.*.charges.*.partialPeriod",
  "bases",
  "exclusions",
  "commitments.*.credits",
  "commitments.*.severalMatch",
  "commitments.*.credits.*.onGap",
  "commitments.*.credits.*.onOverlap",
  "commitments.*.measure.downWhen.runOf",
  "caps",
  "claim.stages.*.evidence",
  "commitments.*.claim.stages.*.evidence",
];

export interface Filled {
  /** With its pattern, to tell a decisive default from one that is not known to these tables. */
  readonly pattern: string;
  readonly path: string;
  readonly used: JsonValue;
}

/** Every value that stands in `filled` and not in `given`. */
export function defaultsUsed(given: unknown, filled: unknown): readonly Filled[] {
  const found: Filled[] = [];
  collect(given, filled, [], [], found);
  return found;
}

/** The defaults that may decide something, in the order of the contract. */
export function assumptionsOf(given: unknown, filled: unknown): readonly Assumption[] {
  const known = new Map(decisive);
  const idle = idlePaths(filled);
  return defaultsUsed(given, filled).flatMap(({ pattern, path, used }) => {
    const semantics = known.get(pattern);
    return semantics === undefined || idle.has(path) ? [] : [{ path, used, semantics }];
  });
}

/** Defaults that decide nothing where they stand: evidence of announced work, replies to no reply clock. */
function idlePaths(filled: unknown): ReadonlySet<string> {
  const { exclusions = [], commitments = [] } = filled as {
    readonly exclusions?: readonly { readonly id: string; readonly matches: object }[];
    readonly commitments?: readonly {
      readonly id: string;
      readonly measure: {
        readonly clock?: unknown;
        readonly pooledWith?: readonly { readonly clock: unknown }[];
      };
    }[];
  };
  const work = exclusions.filter(({ matches }) => Object.hasOwn(matches, "kind"));
  const others = commitments.filter(
    ({ measure }) => !clocksIn(measure).some((clock) => looksAtReplies(clock)),
  );
  const duties = commitments.filter(({ measure }) => clocksIn(measure).every(isDuty));
  return new Set([
    ...work.map(({ id }) => `exclusions.${id}.evidence`),
    ...others.map(({ id }) => `commitments.${id}.measure.replies`),
    ...duties.flatMap(({ id }) => ofTickets.map((name) => `commitments.${id}.measure.${name}`)),
  ]);
}

/** What only the clocks of tickets have. */
const ofTickets = ["onPriorityChange", "onReopen", "countedUnder"];

function clocksIn(measure: {
  readonly clock?: unknown;
  readonly pooledWith?: readonly { readonly clock: unknown }[];
}): readonly unknown[] {
  return [measure.clock, ...(measure.pooledWith ?? []).map(({ clock }) => clock)];
}

function isDuty(clock: unknown): boolean {
  return typeof clock === "object" && clock !== null && Object.hasOwn(clock, "duty");
}

function looksAtReplies(clock: unknown): boolean {
  if (typeof clock !== "object" || clock === null)
    return clock === "first-response" || clock === "next-response";
  const { update, custom } = clock as { update?: unknown; custom?: Record<string, unknown> };
  return update !== undefined || Object.values(custom ?? {}).includes("agent-replied");
}

/** Whether the tables above know the default; a test asks this for every default of the grammar. */
export function isKnownDefault(pattern: string): boolean {
  return silent.includes(pattern) || decisive.some(([known]) => known === pattern);
}

function collect(
  given: unknown,
  filled: unknown,
  pattern: readonly string[],
  path: readonly string[],
  found: Filled[],
): void {
  if (typeof filled !== "object" || filled === null) return;
  for (const [key, value] of Object.entries(filled)) {
    const isList = Array.isArray(filled);
    const innerPattern = [...pattern, isList ? "*" : key];
    const innerPath = [...path, isList ? nameOf(value, key) : key];
    const there = typeof given === "object" && given !== null && Object.hasOwn(given, key);
    const innerGiven = there ? (given as Record<string, unknown>)[key] : undefined;
    if (innerGiven !== undefined) collect(innerGiven, value, innerPattern, innerPath, found);
    else if (value !== undefined)
      found.push({
        pattern: innerPattern.join("."),
        path: innerPath.join("."),
        used: value as JsonValue,
      });
  }
}

function nameOf(entry: unknown, index: string): string {
  const id =
    typeof entry === "object" && entry !== null ? (entry as { id?: unknown }).id : undefined;
  return typeof id === "string" ? id : index;
}
