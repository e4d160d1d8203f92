import type { Ratio } from "../base/ratio.ts";

/** What counted as bad and of how much; of outages also how many, the longest, and their starts. */
export interface FigureFacts {
  readonly bad: Ratio;
  readonly whole: Ratio;
  readonly count: number;
  readonly longest: Ratio;
  /** Outages that began in the period, and the time from the first of these starts to the last. */
  readonly starts: number;
  readonly betweenMs: number;
}

export type FigureTexts = { readonly [Key in keyof FigureFacts]: string };
