import { RefusedError } from "./base/result.ts";
import { openClocks } from "./clock/clocks-at.ts";
import { ReadingTable } from "./clock/reading-table.ts";
import { clockPolicy } from "./clock-policy.ts";
import type { ParsedContract } from "./contract.ts";
import type { ClockReading } from "./model/clock-reading.ts";
import type { Records, Ticket } from "./model/records.ts";
import { openDuties } from "./open-duties.ts";
import type { RecordsUse } from "./records.ts";

/**
 * The clocks that are open at an instant, from records that are read in pieces: of a ticket nothing is
 * kept but the numbers of its clocks.
 */
export class OpenList {
  private readonly asOf: string;
  private table = new ReadingTable();
  /** What was wrong with tickets of which the records say nothing bad. */
  private readonly refused: RefusedError[] = [];

  constructor(asOf: string) {
    this.asOf = asOf;
  }

  /** What the records are to be read for. */
  useOf(contract: ParsedContract): RecordsUse {
    return { for: "open-clocks", asOf: this.asOf, into: () => this.begin(contract) };
  }

  /**
   * Also the duties, of all that was read.
   *
   * @param records What was read for `useOf(contract)`.
   * @returns The most urgent first; each is made anew whenever it is looked at.
   * @throws {RefusedError} As `openClocks` and `openDuties` do.
   */
  readings(
    contract: ParsedContract,
    records: Records,
  ): { readonly count: number; readonly clocks: Iterable<ClockReading> } {
    const duties = openDuties(contract, records, this.asOf);
    const issues = this.refused.flatMap((one) => one.issues);
    if (issues.length > 0) throw new RefusedError(issues);
    for (const reading of duties) this.table.add(reading);
    return { count: this.table.length, clocks: this.table.inOrder() };
  }

  private begin(contract: ParsedContract): (ticket: Ticket) => void {
    const policy = clockPolicy(contract);
    const table = new ReadingTable();
    this.table = table;
    this.refused.length = 0;
    return (ticket) => {
      try {
        for (const reading of openClocks(policy, [ticket], this.asOf)) table.add(reading);
      } catch (error) {
        // Rows of events are checked behind their ticket: all problems are told at once, at the end.
        if (!(error instanceof RefusedError)) throw error;
        this.refused.push(error);
      }
    };
  }
}
