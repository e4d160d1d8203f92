import { expect, it } from "vitest";
import { availability, contractOf, outage, response, settled, stamp, tenth } from "./world.ts";

/** Which rows a statement used, and which offsets of zones it rests on (semantics 39). */

it("offsets reach back to the first day that was judged: a quarter beside a month", () => {
  const of = (period: "calendar-month" | "calendar-quarter") =>
    settled({
      contract: contractOf({
        timeZone: "Europe/Berlin",
        commitments: [{ ...availability, period, credits: [] }],
      }),
      period: "2026-12",
      asOf: "2027-01-05T00:00:00Z",
    }).manifest.zones.map(({ zone, offsets }) => [zone, ...offsets.map(({ offset }) => offset)]);
  // Summer time ended on 25 October.
  expect(of("calendar-month")).toEqual([["Europe/Berlin", "+01:00"]]);
  expect(of("calendar-quarter")).toEqual([["Europe/Berlin", "+02:00", "+01:00"]]);
});

it("that a source of outages is complete is nothing that tickets look at", () => {
  const coverage = {
    type: "coverage",
    id: "COV",
    of: "outages",
    from: stamp("10-01T00:00"),
    until: stamp("11-01T00:00"),
  };
  const used = (commitment: typeof availability) =>
    settled({ contract: contractOf({ commitments: [commitment] }), rows: [coverage] }).manifest.rows
      .used;
  expect([used(availability), used(response)]).toEqual([1, 0]);
});

it("a claim for another period is outside", () => {
  const claim = {
    on: "request",
    stages: [{ what: "claim", within: { days: 30 }, after: "event-end" }],
  };
  const made = (id: string, period: string) => ({
    type: "claim",
    id,
    at: stamp("10-05T00:00"),
    period,
  });
  const rows = [
    outage("INC-1", "10-03T00:00", "10-03T02:00"),
    made("C-1", "2026-10"),
    made("C-2", "2026-08"),
  ];
  const contract = contractOf({
    claim: claim as never,
    commitments: [{ ...availability, credits: [tenth] }],
  });
  expect(settled({ contract, rows }).manifest.rows).toMatchObject({ in: 3, used: 2, outside: 1 });
});
