import type { Breakdown, BreakdownRow } from "../model/breakdown.ts";
import type { LedgerAdjustment, LedgerClass } from "../model/statement.ts";
import { csvText } from "./csv-text.ts";

interface Row {
  readonly result: string;
  readonly member: string;
  readonly slice: BreakdownRow;
  readonly part?: LedgerClass;
  readonly adjustment?: LedgerAdjustment;
}

/**
 * One line for each class of time in each slice, made to be summed in a spreadsheet; and one for each
 * adjustment, with columns of its own, so that `ms` sums to the time that elapsed.
 */
export function breakdownCsv({ results }: Breakdown): string {
  const rows = results.flatMap(({ result, member = "", rows: slices }) =>
    slices.flatMap((slice) => {
      const head = { result, member, slice };
      return [
        ...slice.classes.map((part): Row => ({ ...head, part })),
        ...(slice.adjustments ?? []).map((adjustment): Row => ({ ...head, adjustment })),
      ];
    }),
  );
  return csvText<Row>(
    [
      { title: "result", kind: "text", cell: ({ result }) => result },
      { title: "member", kind: "text", cell: ({ member }) => member },
      { title: "slice", kind: "text", cell: ({ slice }) => slice.label },
      { title: "from", kind: "stamp", cell: ({ slice }) => slice.from },
      { title: "until", kind: "stamp", cell: ({ slice }) => slice.until },
      { title: "class", kind: "text", cell: ({ part }) => part?.class ?? "" },
      { title: "weight", kind: "number", cell: ({ part }) => part?.weight ?? "" },
      { title: "rule", kind: "text", cell: ({ part }) => part?.rule ?? "" },
      { title: "state", kind: "text", cell: ({ part }) => part?.state ?? "" },
      { title: "ms", kind: "number", cell: ({ part }) => part?.ms ?? "" },
      { title: "adjusts", kind: "text", cell: ({ adjustment }) => adjustment?.of ?? "" },
      { title: "why", kind: "text", cell: ({ adjustment }) => adjustment?.why ?? "" },
      { title: "adjustmentMs", kind: "number", cell: ({ adjustment }) => adjustment?.ms ?? "" },
    ],
    rows,
  );
}
