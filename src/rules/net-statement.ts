import { present } from "../base/invariant.ts";
import type { Line, Statement } from "../model/statement.ts";
import { placesOf, textOf } from "./caps.ts";
import { bookedIn, type Issued, issuedLines } from "./issued-lines.ts";

/** Marks what was forfeited of a line of which something else may be paid. */
const FORFEITED = "#forfeited";

/**
 * What all revisions of a period owe together, as one statement: results and terms of the last, each
 * line with the sum of the money that was issued for it (38). It is no statement that was issued: its hash
 * is that of the last revision.
 *
 * @param issued Every revision once, in any order.
 */
export function netStatement(issued: readonly Statement[]): Statement {
  const chain = [...issued].sort((a, b) => a.revision - b.revision);
  const last = present(chain.at(-1), "a period has a first statement");
  const places = placesOf(last);
  const lines = [...issuedLines(chain)].flatMap(([id, { last: line, payable, forfeited }]) => {
    const { corrects: _, carried: __, deferred: ___, inKind: ____, rights: _____, ...rest } = line;
    const of = (own: Issued, changed: Pick<Line, "id" | "status">): Line => ({
      ...rest,
      ...changed,
      amount: textOf(own.minor, places),
      minor: Number(own.minor),
      allocations: [...own.charges].map(([on, minor]) => ({
        ...bookedIn(on),
        minor: Number(minor),
        key: "",
      })),
    });
    if (forfeited.minor === 0n) return [of(payable, { id, status: paidAs(line) })];
    if (payable.minor === 0n) return [of(forfeited, { id, status: "forfeited" })];
    return [
      of(payable, { id, status: paidAs(line) }),
      of(forfeited, { id: `${id}${FORFEITED}`, status: "forfeited" }),
    ];
  });
  return { ...last, lines };
}

/** What stays to be paid was claimable, where the latest difference alone was forfeited. */
function paidAs({ status }: Line): Line["status"] {
  return status === "forfeited" ? "claimable" : status;
}
