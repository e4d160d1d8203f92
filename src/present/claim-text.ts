import type { LineClaim } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";

/** The last date that is in time; where the window ends inside a date, the last instant. */
export function deadlineOf({ until, lastDate, stages }: LineClaim): string {
  const stage = stages?.find((one) => one.until === until);
  if (stage === undefined || stage.lastDate !== undefined) return lastDate;
  return formatInstant((stampMs(until) - 1) as Instant);
}

/** Whether all that is to be done for a claim is done, in time or not. */
export function isClaimed({ claimedAt, stages }: LineClaim): boolean {
  return stages === undefined
    ? claimedAt !== undefined
    : stages.every(({ madeAt }) => madeAt !== undefined);
}

/** Which stages of a claim were missed, and which are done; empty where there is one deadline. */
export function stagesText({ stages = [] }: LineClaim): string {
  return stages.map(({ what, state }) => `${what} ${words[state]}`).join(", ");
}

const words = { open: "open", made: "made", "too-late": "too late", lapsed: "not made" } as const;
