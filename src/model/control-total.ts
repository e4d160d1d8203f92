import type { LineStatus } from "./statement.ts";

/** What rows of a credit register add up to, beside what its statements say. */
export interface ControlTotal {
  readonly currency: string;
  /** Of which lines; "all": of all of the currency. */
  readonly status: LineStatus | "all";
  /** Rows of the register: one for each booking, and one for each line without any. */
  readonly rows: number;
  /** The rows added up, to the minor unit: "600.00". */
  readonly register: string;
  /** The totals that stand in the statements, added up. */
  readonly statements: string;
}
