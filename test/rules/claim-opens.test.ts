import { expect, it } from "vitest";
import { availability, contractOf, outage, settled } from "./world.ts";

it("semantics 9, 35: a claim that opens after a day is open when the day is over, and exactly two days are in time", () => {
  const { lines } = settled({
    contract: contractOf({
      commitments: [availability],
      claim: {
        on: "request",
        stages: [
          { what: "claim", within: { hours: 48 }, after: "event-start", opens: { hours: 24 } },
        ],
      },
    }),
    rows: [
      outage("INC-1", "10-05T10:00", "10-05T12:00"),
      { type: "claim", id: "C-1", at: "2026-10-07T10:00:00Z", period: "2026-10" },
    ],
  });
  expect(lines[0]).toMatchObject({
    status: "claimable",
    claim: {
      opensAt: "2026-10-06T10:00:00Z",
      until: "2026-10-07T10:00:00.001Z",
      claimedAt: "2026-10-07T10:00:00Z",
    },
  });
});
