import { expect, it } from "vitest";
import { availability, contractOf, outage, settled } from "./world.ts";

it("semantics 18, 23: with overlap: sum, what a quota leaves counts for each outage", () => {
  // INC-1 runs from 00:00 to 02:00 and is a third party's; the quota of an hour takes 00:00 to 01:00.
  // From 01:00 to 02:00 both outages count: two hours.
  const contract = contractOf({
    exclusions: [
      {
        id: "theirs",
        clause: "4.3",
        matches: { cause: "third-party" },
        quota: { atMost: "PT1H", per: "calendar-month" },
        removes: "downtime",
      },
    ],
    commitments: [
      {
        ...availability,
        measure: { facts: "outages", figure: "uptime-percent", overlap: "sum" },
        excludes: ["theirs"],
      },
    ],
  });
  const rows = [
    outage("INC-1", "10-03T00:00", "10-03T02:00", { cause: "third-party" }),
    outage("INC-2", "10-03T01:00", "10-03T02:00"),
  ];
  const { results, evidence } = settled({ contract, rows });
  expect(results[0]?.bad).toBe("7200000");
  expect(evidence.rejected.map(({ record, reason, ms }) => [record, reason, ms])).toEqual([
    ["INC-1", "quota-used-up", "3600000"],
  ]);
});
