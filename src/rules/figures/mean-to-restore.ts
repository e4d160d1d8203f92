import { divide, type Ratio, wholeRatio } from "../../base/ratio.ts";

export const unit = "ms";

/** Downtime of the period over the number of its outages: MTTR (20). Nothing without an outage. */
export function compute({
  bad,
  count,
}: {
  readonly bad: Ratio;
  readonly count: number;
}): Ratio | null {
  return count === 0 ? null : divide(bad, wholeRatio(count));
}

export function expression({
  bad,
  count,
}: {
  readonly bad: string;
  readonly count: string;
}): string {
  return `${bad} ÷ ${count}`;
}
