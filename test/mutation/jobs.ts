/** What the main thread and a worker say to each other. */

export interface Setup {
  readonly script: string;
  readonly packages: readonly string[];
  readonly mutants: number;
  readonly seed: number;
}

/** How one test file goes without a mutant: each of its tests alone. */
export interface Recording {
  readonly kind: "record";
  readonly file: string;
  readonly emptying: readonly string[];
}

/** Runs tests one by one until one fails. */
export interface Trial {
  readonly kind: "try";
  readonly mutant: number;
  /** Whether the mutant is awake while the files are loaded, in an instance of its own. */
  readonly isFresh: boolean;
  /** Tables of the modules below these are emptied before each test. */
  readonly emptying: readonly string[];
  readonly tests: readonly Ask[];
  /** Time of the processor after which no further test is asked. */
  readonly patienceMs: number;
}

/** A test, and how often it passes a switch without a mutant: many times more is without end. */
export interface Ask {
  readonly file: string;
  readonly at: number;
  readonly switches: number;
}

export interface Recorded {
  /** Null: the file does not load here. */
  readonly loading: Met | null;
  readonly tests: readonly (Met & { readonly failure: string | null })[];
}

/** What was met while a file was loaded, or in a test. */
export interface Met {
  readonly mutants: Uint32Array;
  readonly switches: number;
  readonly ms: number;
}

/**
 * `by` is the place of the test in the list. `spoiled`: it fails without the mutant too, and nothing
 * is known of the mutant; the next trial gets a new instance.
 */
export type Verdict =
  | { readonly kind: "killed"; readonly by: number; readonly isEndless: boolean }
  | { readonly kind: "spoiled"; readonly by: number }
  | { readonly kind: "survived" | "unfinished" };

export type Job = Recording | Trial;
export type AnswerOf<J extends Job> = J extends Recording ? Recorded : Verdict;

/** Told before each test, so that whoever waits can see that it goes on. */
export const GOES_ON = "on";
