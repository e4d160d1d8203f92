import { RefusedError, shown } from "./base/result.ts";
import type { Allocation, Line, Statement } from "./model/statement.ts";
import { isStatement } from "./schema/statement-input.ts";

/** One booking of a statement: an allocation with the line that it belongs to. */
export interface Booking extends Allocation {
  /** Id of the line, "availability/messaging/2026-10/tiers". */
  readonly of: string;
  readonly clause: string;
  readonly status: Line["status"];
  readonly currency: string;
}

/**
 * Every booking that a statement asks for, in minor units, each with its idempotency key. Lines
 * that owe nothing now are left out: forfeited and provisional ones.
 *
 * @throws {RefusedError} For anything but a statement.
 *
 * @example
 * for (const { charge, minor, key } of allocations(statement)) await book(charge, minor, { idempotencyKey: key });
 */
export function allocations(statement: Statement): readonly Booking[] {
  if (!isStatement(statement)) {
    const found = shown(statement);
    throw new RefusedError([
      {
        code: "allocations.not-a-statement",
        path: [],
        message: `${found} is no statement/1`,
        hint: "give a statement as settle returned it",
        value: found,
      },
    ]);
  }
  const {
    lines,
    key: { currency },
  } = statement;
  return lines
    .filter(({ status }) => status === "automatic" || status === "claimable")
    .flatMap(({ id, clause, status, allocations: own }) =>
      own.map((one) => ({ ...one, of: id, clause, status, currency })),
    );
}
