import { present } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { formatInstant } from "../time/stamp.ts";
import type { Cycle } from "./clock-run.ts";

/** The table of one clock or duty, as a reader of its contract knows it. */
export interface NamedRows {
  readonly commitment: string;
  readonly rows: readonly { readonly clause: string; readonly shown: string }[];
}

/** One for each time at which several rows select a cycle and the contract refuses that (13); mostly none. */
export function severalIssues(
  { ticket, clock, several = [] }: Cycle,
  { commitment, rows }: NamedRows,
  path: Issue["path"],
): readonly Issue[] {
  const of = clock === undefined ? commitment : `${commitment} (${clock})`;
  return several.map(({ rows: taking, since }) => {
    const named = taking.map((index) => {
      const row = present(rows[index], "a table has its words");
      return `${index} (${row.shown}; ${row.clause})`;
    });
    const from = since === undefined ? "" : ` from ${formatInstant(since)} on`;
    return {
      code: "ticket.several-rows",
      path,
      message: `${shown(ticket)} is taken by several rows of ${of}${from}: ${named.join(" and ")}`,
      hint: "correct what the record says, let the `where` of the rows leave each other's out, or choose: `severalMatch: first` or `strictest`",
      value: shown(ticket),
    };
  });
}
