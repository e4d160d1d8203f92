import { expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { verify } from "../src/index.ts";
import { availability, contractOf, outage, settled } from "./rules/world.ts";

/** What a statement assumed of records is noted again when it is computed again, in its own place. */
const touched = {
  ...availability,
  measure: {
    facts: "outages",
    figure: "uptime-percent",
    counting: { whole: "minute", count: "any-touched", per: "total" },
  },
} as const;
const awareness: ContractInput["claim"] = {
  on: "request",
  stages: [{ what: "claim", within: { days: 30 }, after: "awareness" }],
};
const gap = { from: "2026-10-03T00:30:00Z", until: "2026-10-03T00:40:00Z" };
const customers = { service: "web", customer: "one" };

it.each([
  {
    contract: contractOf({ commitments: [touched] }),
    assumed: "commitments.availability.measure.counting.aligned",
  },
  {
    contract: contractOf(),
    more: { seemedRestored: [gap] },
    assumed: "commitments.availability.measure.falseRestoration",
  },
  {
    contract: contractOf({ claim: awareness }),
    assumed: "outages.INC-1.detectedAt",
  },
  {
    contract: contractOf({ effective: { from: "2026-10-02" } }),
    assumed: "services.web.charges.fee.partialPeriod",
  },
  {
    contract: contractOf({
      commitments: [{ ...availability, scope: { each: { customersOf: "web" } } }],
    }),
    more: customers,
    assumed: "commitments.availability.scope.each.customersOf",
  },
])("semantics 38, 39: computed again it is the same, with $assumed", (world) => {
  const rows = [outage("INC-1", "10-03T00:00", "10-03T02:00", world.more)];
  const statement = settled({ contract: world.contract, rows });
  expect(statement.assumptions.map(({ path }) => path)).toContain(world.assumed);
  expect(verify(statement, { rows })).toMatchObject({ ok: true });
});
