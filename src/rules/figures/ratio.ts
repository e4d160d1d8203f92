/** Good attempts of all attempts over the period, in percent (semantics 20). */
export { keptShare as compute, keptShareText as expression } from "../../core/kept-share.ts";

export const unit = "percent";
