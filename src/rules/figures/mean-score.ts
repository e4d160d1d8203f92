/** The mean of the scores of requests, in percent of the full score (semantics 20). */
export { keptShare as compute, keptShareText as expression } from "../../core/kept-share.ts";

export const unit = "percent";
