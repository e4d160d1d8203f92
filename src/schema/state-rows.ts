import type { Issue, Result } from "../base/result.ts";
import type { Correction } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { Stamps } from "./record-rows.ts";
import type { RecordRow } from "./records.ts";

/** From the shape to instants: changes of state, and corrections by people. */

type Path = Issue["path"];
type Row<Type extends RecordRow["type"]> = Extract<RecordRow, { type: Type }>;

export interface StateStamps {
  readonly at: Instant;
  readonly recordedAt: Instant | undefined;
}

/** The stamps of a change; what its names of states mean is said by the contract (17). */
export function readState(row: Row<"state">, path: Path): Result<StateStamps> {
  const stamps = new Stamps(path);
  const at = stamps.at(row.at, "at");
  const { recordedAt } = stamps.optional("recordedAt", row.recordedAt);
  return stamps.done({ at, recordedAt });
}

/** A stretch of past time, re-classified by a person (26). */
export function readCorrection(row: Row<"correction">, path: Path): Result<Correction> {
  const stamps = new Stamps(path);
  const from = stamps.at(row.from, "from");
  const until = stamps.at(row.until, "until");
  stamps.forward(from, until, row);
  return stamps.done({
    id: row.id,
    ...stamps.optional("recordedAt", row.recordedAt),
    service: row.service,
    ...(row.resource === undefined ? {} : { resource: row.resource }),
    from,
    until,
    as: row.as,
    author: row.author,
    reason: row.reason,
    enteredAt: stamps.at(row.enteredAt, "enteredAt"),
  });
}
