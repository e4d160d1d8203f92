import { present } from "../base/invariant.ts";
import type { Instant } from "../time/instant.ts";

/** One version of a commitment among those whose parts are added, clipped to the contract's term. */
export interface Version {
  readonly commitment: string;
  readonly start: Instant;
  readonly end: Instant;
  /** Of what spans it and the version before it: which of the two judges (37). */
  readonly termsAt: "start" | "stop";
}

/** When a commitment is in force, and what it is the next version of (semantics 37). */
export interface InForce {
  /** It and the versions whose parts are added to its own, the oldest first; mostly itself alone. */
  readonly joined: readonly [Version, ...Version[]];
  /** Ids of it and of all versions before it, newest first: results of earlier periods are theirs. */
  readonly ids: readonly string[];
  /** The first instant of the oldest of these. */
  readonly since: Instant;
}

/** From the first instant of the versions whose parts are added to the last. */
export function joinedSpan({ joined }: InForce): {
  readonly start: Instant;
  readonly end: Instant;
} {
  return { start: joined[0].start, end: newest(joined).end };
}

/** Versions whose parts are added have one clock or duty together: that of the newest (37). */
export function isNewest({
  id,
  inForce: { joined },
}: {
  readonly id: string;
  readonly inForce: InForce;
}): boolean {
  return newest(joined).commitment === id;
}

/** The version that judges a stretch of time: that in force at its start, or at its end. */
export function judging({ joined }: InForce, start: Instant, end: Instant): Version {
  const inside = versionsIn(joined, start, end);
  // What is counted after the end of them all was begun under the last one.
  const [first = newest(joined), ...later] = inside;
  return later.reduce((found, next) => (next.termsAt === "stop" ? next : found), first);
}

function newest(joined: InForce["joined"]): Version {
  return present(joined.at(-1), "a commitment has a version");
}

/** The versions that are in force at some instant of a stretch, oldest first. */
export function versionsIn(
  joined: readonly Version[],
  start: Instant,
  end: Instant,
): readonly Version[] {
  return joined.filter((one) => one.start < end && start < one.end);
}
