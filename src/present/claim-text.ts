import type { LineClaim } from "../model/statement.ts";

/** The last date that is in time; where the window ends inside a date, the instant at which it does. */
export function deadlineOf({ until, lastDate, stages }: LineClaim): string {
  const stage = stages?.find((one) => one.until === until);
  return stage !== undefined && stage.lastDate === undefined ? until : lastDate;
}

/** Which stages of a claim were missed, and which are done; empty where there is one deadline. */
export function stagesText({ stages = [] }: LineClaim): string {
  return stages.map(({ what, state }) => `${what} ${words[state]}`).join(", ");
}

const words = { open: "open", made: "made", "too-late": "too late", lapsed: "not made" } as const;
