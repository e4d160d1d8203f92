import type { Result } from "../base/result.ts";
import type { FactRow } from "../model/records.ts";
import { known, Stamps } from "./record-rows.ts";
import type { RecordRow } from "./records.ts";

/** A fact with its instants and its value as exact numbers. */
export function readFact(
  row: Extract<RecordRow, { type: "fact" }>,
  path: readonly (string | number)[],
): Result<FactRow> {
  const stamps = new Stamps(path);
  const at = stamps.at(row.at, "at");
  const end = stamps.optional("until", row.until);
  stamps.forward(at, end.until, { from: row.at, until: row.until });
  const value = row.value === undefined ? {} : { value: stamps.decimal(row.value, "value") };
  return stamps.done({
    id: row.id,
    ...known(row, stamps),
    ...(row.service === undefined ? {} : { service: row.service }),
    fact: row.fact,
    at,
    ...end,
    ...(row.subject === undefined ? {} : { subject: row.subject }),
    ...value,
    attributes: row.attributes ?? {},
  });
}
