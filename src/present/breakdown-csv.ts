import type { Breakdown, BreakdownRow } from "../model/breakdown.ts";
import type { LedgerClass } from "../model/statement.ts";
import { csvText } from "./csv-text.ts";

interface Row {
  readonly result: string;
  readonly member: string;
  readonly slice: BreakdownRow;
  readonly part: LedgerClass;
}

/** One line for each class of time in each slice: made to be summed in a spreadsheet. */
export function breakdownCsv({ results }: Breakdown): string {
  const rows = results.flatMap(({ result, member = "", rows: slices }) =>
    slices.flatMap((slice) => slice.classes.map((part): Row => ({ result, member, slice, part }))),
  );
  return csvText<Row>(
    [
      { title: "result", kind: "text", cell: ({ result }) => result },
      { title: "member", kind: "text", cell: ({ member }) => member },
      { title: "slice", kind: "text", cell: ({ slice }) => slice.label },
      { title: "from", kind: "stamp", cell: ({ slice }) => slice.from },
      { title: "until", kind: "stamp", cell: ({ slice }) => slice.until },
      { title: "class", kind: "text", cell: ({ part }) => part.class },
      { title: "weight", kind: "number", cell: ({ part }) => part.weight ?? "" },
      { title: "rule", kind: "text", cell: ({ part }) => part.rule ?? "" },
      { title: "state", kind: "text", cell: ({ part }) => part.state ?? "" },
      { title: "ms", kind: "number", cell: ({ part }) => part.ms },
    ],
    rows,
  );
}
