import { divide, type Ratio, wholeRatio } from "../../base/ratio.ts";

export const unit = "ms";

/**
 * The time from the first start of an outage in the period to the last, over the steps between them:
 * MTBF from start to start, repair included (20). Nothing with fewer than two starts.
 */
export function compute({
  starts,
  betweenMs,
}: {
  readonly starts: number;
  readonly betweenMs: number;
}): Ratio | null {
  return starts < 2 ? null : divide(wholeRatio(betweenMs), wholeRatio(starts - 1));
}

export function expression({
  starts,
  betweenMs,
}: {
  readonly starts: string;
  readonly betweenMs: string;
}): string {
  return `${betweenMs} ÷ (${starts} − 1)`;
}
