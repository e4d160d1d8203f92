import type { Measured } from "../../../model/measured.ts";
import type { Part } from "../index.ts";

/** The figure of the period, as one part. */
export function parts({ figure }: Measured): readonly Part[] {
  return figure === null ? [] : [{ size: figure }];
}
