/** Availability: the share of the measured time that was not down, in percent (semantics 19, 20). */
export { keptShare as compute, keptShareText as expression } from "../../core/kept-share.ts";

export const unit = "percent";
