import type { Statement } from "../model/statement.ts";
import { grouped } from "./money.ts";
import { tableLines } from "./table.ts";

/** What a revision corrects: for each line was, now, and the difference that it books. */
export function correctionLines({ lines, key }: Statement): readonly string[] {
  const columns = [
    { title: "line" },
    { title: `was ${key.currency}`, align: "end" },
    { title: `now ${key.currency}`, align: "end" },
    { title: "difference", align: "end" },
    { title: "status" },
    { title: "because of" },
  ] as const;
  return tableLines(
    columns,
    lines.map(({ id, amount, status, corrects, inKind = [], rights = [] }) => [
      id,
      corrects === undefined ? "–" : grouped(corrects.was),
      corrects === undefined ? "–" : grouped(corrects.now),
      [
        signed(amount),
        ...inKind.map(({ unit, count }) => `${signed(count)} ${unit}`),
        ...rights.map(({ what }) => `right: ${what}`),
      ].join(", "),
      status,
      corrects === undefined ? "" : corrects.because.join(", "),
    ]),
  );
}

function signed(amount: string): string {
  return amount.startsWith("-") ? grouped(amount) : `+${grouped(amount)}`;
}

/** The title of a revision: which one it corrects. */
export function revisionTitle({ revision, lines }: Statement): string {
  const corrected = lines.flatMap(({ corrects }) => (corrects === undefined ? [] : [corrects]));
  const earlier = [...new Set(corrected.map((correction) => correction.revision))];
  const named = earlier.length > 0 ? earlier.join(", ") : String(revision - 1);
  return `revision ${revision} corrects revision ${named}`;
}
