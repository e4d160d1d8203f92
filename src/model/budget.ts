/** What a percentage of time allows in one period, what of it is used, and how fast (28). */
export interface Budget {
  readonly result: string;
  readonly clause: string;
  /** The percentage that is promised, as the contract writes it. */
  readonly target: string;
  /**
   * (100 − target) ÷ 100 of the whole denominator, of `downtime-percent` target ÷ 100 of it; of a
   * running period, of all of it. Exact.
   */
  readonly allowedMs: string;
  readonly usedMs: string;
  /** Signed. */
  readonly leftMs: string;
  /** Bad share of the figure over allowed share, so far: 1 uses it up exactly. Null where nothing is allowed. */
  readonly burnRate: string | null;
  /** For people: lengths cut off to whole ms towards the side that hurts, the rate to two decimals. */
  readonly shown: {
    readonly allowed: string;
    readonly used: string;
    readonly left: string;
    readonly burnRate: string;
  };
}
