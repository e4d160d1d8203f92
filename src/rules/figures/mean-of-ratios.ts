/** The mean of the buckets' shares of good attempts, every bucket weighing the same, in percent (20). */
export { keptShare as compute, keptShareText as expression } from "../../core/kept-share.ts";

export const unit = "percent";
