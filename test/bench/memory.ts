import { parseContract } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";
import { RowIndex } from "../../src/rules/row-index.ts";
import { asked, deskContract } from "./desk.ts";

/**
 * A program of its own, so that its memory can be told: settles a file of tickets, or only indexes as
 * many ids. Prints the most memory that it held, in MB. Arguments: settle and a file, or index and a
 * number.
 */

const [what, given = ""] = process.argv.slice(2);
if (what === "settle") {
  const contracts = [parseContract(deskContract)];
  for await (const { state } of settleAll({ contracts, records: readRecords(given), ...asked }))
    if (state !== "final") throw new Error(state);
} else {
  const index = new RowIndex();
  const words = new Uint32Array(8);
  for (let n = 0; n < Number(given); n += 1) {
    const id = `T-${10_000_000 + n}`;
    index.note("ticket", id, { index: n }, words);
  }
}
console.log(process.resourceUsage().maxRSS / 1024);
