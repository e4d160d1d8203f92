/** One thing that was looked at. */
export interface VerifyCheck {
  readonly check:
    | "result-hash"
    | "terms-hash"
    | "sums"
    | "steps"
    | "contract"
    | "records"
    | "recomputed";
  readonly ok: boolean;
  /** What was found, where it is not as it should be. */
  readonly detail?: string;
}

export interface Verification {
  /** Whether every check holds. */
  readonly ok: boolean;
  readonly checks: readonly VerifyCheck[];
}
