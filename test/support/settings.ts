/**
 * How often each kind of property runs. Constants, not read from the environment: the same suite on
 * every machine. fast-check prints the seed of a failure.
 */
export const RUNS = 50;
/** For laws that settle several times per run, and for the oracles, which walk every second. */
export const RUNS_COSTLY = 25;
/** For cheap ones: parsing only. */
export const RUNS_CHEAP = 200;
