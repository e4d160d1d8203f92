import type { Line } from "../model/statement.ts";

/** What a line of any statement is of: the names hold no slash, and a mark begins with "#". */
export interface LineCredit {
  readonly commitment: string;
  /** The name of what was judged. */
  readonly unit: string;
  readonly credit: string;
}

/** Empty names of a line that no single credit gave, such as one that closes a revision. */
export function creditOfLine({ id, result }: Pick<Line, "id" | "result">): LineCredit {
  const [commitment = "", unit = ""] = result.split("/");
  const credit = result === "" ? "" : id.slice(result.length + 1).replace(/#.*$/, "");
  return { commitment, unit, credit };
}

/** The result of the line with this id; empty of one that no single result gave: "points/2026-10". */
export function resultOfLine(id: string): string {
  return /^[^/]+\/[^/]+\/.+(?=\/)/.exec(id)?.[0] ?? "";
}
