import type { Instant } from "../time/instant.ts";
import { transitionsIn, wallMsAt, type Zone } from "../time/zone.ts";

/** Where slots begin: instants divided into stretches of one length (18). */
export interface Slots {
  /** The last slot edge at or before the instant, and the first at or after it. */
  readonly floor: (at: number) => number;
  readonly ceil: (at: number) => number;
}

/** Slots of `unitMs` counted from `origin`: 0 for whole minutes and hours of UTC. */
export function slotsFrom(origin: number, unitMs: number): Slots {
  return {
    floor: (at) => at - modulo(at - origin, unitMs),
    ceil: (at) => at + modulo(origin - at, unitMs),
  };
}

/**
 * Whole minutes and hours of the wall clock. Where the clock is set anew, a slot ends and the next
 * begins: an hour in which it goes back by 30 minutes has two slots.
 */
export function slotsOfZone(zone: Zone, unitMs: number): Slots {
  const floor = (at: number): number => {
    const edge = at - modulo(wallMsAt(zone, at as Instant), unitMs);
    return transitionsIn(zone, (edge + 1) as Instant, (at + 1) as Instant).at(-1)?.at ?? edge;
  };
  return {
    floor,
    ceil: (at) => {
      if (floor(at) === at) return at;
      const edge = at + unitMs - modulo(wallMsAt(zone, at as Instant), unitMs);
      return transitionsIn(zone, (at + 1) as Instant, edge as Instant)[0]?.at ?? edge;
    },
  };
}

/** The remainder that is never negative. */
function modulo(value: number, unit: number): number {
  return ((value % unit) + unit) % unit;
}
