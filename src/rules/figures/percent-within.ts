/** The share of the counted cycles that kept their target, in percent (semantics 16). */
export { keptShare as compute, keptShareText as expression } from "../../core/kept-share.ts";

export const unit = "percent";
