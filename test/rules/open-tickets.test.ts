import { describe, expect, it } from "vitest";
import { type ContractInput, parseContract, unwrap } from "../../src/index.ts";
import { readerWith } from "../../src/records.ts";
import { availability, contractOf, response } from "./world.ts";

const ticket = (id: string, service: string, ...events: readonly object[]) => ({
  type: "ticket",
  id,
  service,
  openedAt: "2026-10-05T10:00:00Z",
  events,
});
const replied = (at: string) => ({ event: "replied", at, by: "agent" });

/** Of all tickets those of which a clock is open at noon on 5 October. */
function kept(commitments: ContractInput["commitments"], ...rows: readonly object[]) {
  const services = [{ id: "web" }, { id: "desk" }];
  const contract = parseContract(contractOf({ services, bases: [], commitments }));
  const use = { for: "open-clocks", asOf: "2026-10-05T12:00:00Z" } as const;
  const reader = readerWith(contract, { use });
  for (const row of rows) reader.take(row);
  return unwrap(reader.finish()).tickets.map(({ id }) => id);
}

describe("semantics 15: tickets of which a clock is open", () => {
  const first = { ...response, credits: [] };
  const up = { ...availability, credits: [], scope: { each: { services: ["web", "desk"] } } };

  it("an availability beside the clocks has none", () => {
    const rows = [
      ticket("T-1", "web"),
      ticket("T-2", "web", replied("2026-10-05T11:30:00Z")),
      ticket("T-3", "web", replied("2026-10-05T12:00:00Z")),
      ticket("T-4", "desk"),
    ];
    // What happens at noon is not known at noon; of the desk no response is promised.
    expect(kept([up, first], ...rows)).toEqual(["T-1", "T-3"]);
    expect(kept([up], ...rows)).toEqual([]);
  });
});
