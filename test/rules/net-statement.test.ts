import { expect, it } from "vitest";
import { netStatement } from "../../src/rules/net-statement.ts";
import { availability, contractOf, linesOf, outage, restated, settled, tiered } from "./world.ts";

it("what is paid by itself stays so in the sum of the revisions (semantics 35, 38)", () => {
  // 2 of 744 hours are 0.27 %, 20 are 2.7 %: a tenth of 1,000.00, then a quarter.
  const contract = contractOf({
    commitments: [{ ...availability, credits: [tiered(["99", "99.9", "10"], ["0", "99", "25"])] }],
  });
  const one = outage("INC-1", "10-03T00:00", "10-03T02:00");
  const first = settled({ contract, rows: [one] });
  const second = restated({
    contract,
    rows: [one, outage("INC-2", "10-09T00:00", "10-09T18:00")],
    issued: [first],
  });
  expect(second === undefined ? [] : linesOf(netStatement([first, second]))).toEqual([
    "availability/web/2026-10/tenth 250.00 automatic",
  ]);
});
