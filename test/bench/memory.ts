import { parseContract } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";
import { RowIndex } from "../../src/rules/row-index.ts";
import { asked, deskContract } from "./desk.ts";
import { ticketRow } from "./ticket-lines.ts";

/**
 * A program of its own, so that its memory can be told: settles so many tickets that are made as they
 * are read, and prints the most memory that it held, in MB. Arguments: how many tickets; and "ids",
 * where the index of their ids is to be kept, which finds duplicates and is measured apart.
 */

const count = Number(process.argv[2]);
if (process.argv[3] !== "ids")
  Object.assign(RowIndex.prototype, { note: () => undefined, mark: () => {}, markOf: () => 0 });

async function* bytes(): AsyncGenerator<Uint8Array> {
  const batch = 250;
  for (let start = 0; start < count; start += batch) {
    const lines = Array.from({ length: Math.min(batch, count - start) }, (_, n) =>
      JSON.stringify(ticketRow(start + n)),
    );
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}

// Read once, as a file is whose rows of events do not lie behind their tickets.
const records = Object.assign(readRecords(bytes()), { isRepeatable: true });
for await (const { state } of settleAll({
  contracts: [parseContract(deskContract)],
  records,
  ...asked,
}))
  if (state !== "final") throw new Error(state);
console.log(process.resourceUsage().maxRSS / 1024);
