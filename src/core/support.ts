import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { Cycle } from "./clock-run.ts";
import { civilDue } from "./due.ts";
import type { DutyFacts, Subject } from "./duty.ts";
import { bySubject, withSubject } from "./duty-cycle.ts";
import type { CivilTarget } from "./target-rows.ts";

/** One of the instants up to which support is promised: a date, or so long after an event. */
export type Limb =
  | { readonly at: Instant }
  | { readonly event: string; readonly lasts: CivilTarget };

/** Support goes on up to the earliest or latest of its limbs; `fact` is what ends it. */
export interface Support {
  readonly kind: "supported-until";
  readonly fact: string;
  readonly which: "earliest" | "latest";
  readonly limbs: readonly Limb[];
}

/** The names of facts that a support duty counts from. */
export function eventsOfSupport({ limbs }: Support): readonly string[] {
  return limbs.flatMap((limb) => ("event" in limb ? [limb.event] : []));
}

/**
 * One cycle for each subject: from the event that its end is counted from, though not from before the
 * contract, to the end that is promised. It is kept when that comes; missed when support ends before
 * it, and then late by what is missing. Of the latest of several the end is unknown until all have
 * come, but support that stops by then stops too soon. Where nothing tells the end yet, nothing is
 * judged: the cycle has no due.
 */
export function supportCycles(duty: Support, known: DutyFacts): readonly Cycle[] {
  const { fact, limbs } = duty;
  const events = bySubject(known.facts, eventsOfSupport(duty));
  const ends = bySubject(known.facts, [fact]);
  const subjects = new Set<Subject>([...events.keys(), ...ends.keys()]);
  if (subjects.size === 0 && limbs.some((limb) => "at" in limb)) subjects.add(undefined);
  return [...subjects].map((subject) =>
    supportCycle(duty, subject, events.get(subject) ?? [], ends.get(subject)?.[0], known),
  );
}

function supportCycle(
  duty: Support,
  subject: Subject,
  events: readonly FactRow[],
  ended: FactRow | undefined,
  { termStart, asOf }: DutyFacts,
): Cycle {
  const known = promisedIn(duty, events);
  const [first] = known;
  const due = duty.which === "latest" && known.length < duty.limbs.length ? undefined : first;
  const dueAt = due?.at;
  const isTooSoon =
    ended !== undefined && first !== undefined && (dueAt === undefined || ended.at < dueAt);
  const isOver = dueAt !== undefined && dueAt <= asOf;
  const stop = isTooSoon || dueAt === undefined ? ended?.at : isOver ? dueAt : undefined;
  const begunAt = due?.event?.at ?? termStart;
  const overAt = Math.min(stop ?? Infinity, dueAt ?? Infinity);
  const start = overAt < termStart ? overAt : Math.max(termStart, Math.min(begunAt, overAt));
  const [told] = [...events, ...(ended === undefined ? [] : [ended])];
  return {
    ticket: subject ?? duty.fact,
    n: 0,
    start: start as Instant,
    stop,
    state: isTooSoon ? "late" : stop === undefined ? "running" : "met",
    row: 0,
    dueAt,
    originalDueAt: dueAt,
    breachedAt: isTooSoon ? stop : undefined,
    elapsedMs: (stop ?? asOf) - start,
    targetMs: undefined,
    lateMs: isTooSoon ? Math.max(0, first.at - ended.at) : 0,
    pausedMs: 0,
    attributes: withSubject(told?.attributes ?? {}, subject),
    duty: {
      kind: "supported-until",
      begunBy: due?.event?.id,
      stoppedBy: stop === undefined ? undefined : ended?.id,
    },
  };
}

interface Promised {
  readonly at: Instant;
  readonly event: FactRow | undefined;
}

/** The ends that are known, the one that decides first. */
function promisedIn({ which, limbs }: Support, events: readonly FactRow[]): readonly Promised[] {
  const known = limbs.flatMap((limb): Promised[] => {
    if ("at" in limb) return [{ at: limb.at, event: undefined }];
    const event = events.find(({ fact }) => fact === limb.event);
    const at = event === undefined ? undefined : civilDue(limb.lasts, event.at, limb.lasts.n);
    return at === undefined ? [] : [{ at, event }];
  });
  return known.sort((a, b) => (which === "earliest" ? a.at - b.at : b.at - a.at));
}
