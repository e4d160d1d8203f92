import type { OnFacts, Part } from "../axis.ts";

/** The figure of the period, as one part. */
export function parts({ measured: { figure } }: OnFacts): readonly Part[] {
  return figure === null ? [] : [{ size: figure }];
}
