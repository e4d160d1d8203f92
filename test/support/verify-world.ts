import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { availability, contractOf as contractWith, outage, tiered, work } from "../rules/world.ts";

/** A month with an hour down that counts and one that is excluded. */
export const hourRows: readonly object[] = [
  outage("INC-1", "10-03T01:00", "10-03T02:00"),
  outage("INC-2", "10-10T01:00", "10-10T02:00"),
  work("CHG-1", "10-10T00:00", "10-10T04:00", { impact: "none" }),
];

const terms = contractWith({
  exclusions: [
    { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
  ],
  commitments: [
    {
      ...availability,
      excludes: ["planned"],
      credits: [tiered(["99", "99.9", "10"], ["0", "99", "25"])],
    },
  ],
});

export const settled = () => {
  const contract = parseContract(terms);
  const records = parseRecords(hourRows, contract);
  return settle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
};
export const contractOf = () => terms;
