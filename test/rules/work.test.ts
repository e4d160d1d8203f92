import { describe, expect, it } from "vitest";
import { parseContract, safeParseRecords } from "../../src/index.ts";
import { judged, minutes, outagesContract } from "./outage-world.ts";
import { settled, work } from "./world.ts";

/** Work that was an outage itself (semantics 17). */
describe("semantics 17: work states its own impact", () => {
  it.each([
    { impact: "none", weights: undefined, bad: 0 },
    { impact: "down", weights: undefined, bad: 60 },
    { impact: "degraded", weights: { degraded: "0.25" }, bad: 15 },
    { impact: "down", weights: { degraded: "0.25" }, bad: 60 },
  ])("$impact, by the weights $weights: $bad min", ({ impact, weights, bad }) => {
    const measure = { figure: "downtime", ...(weights === undefined ? {} : { weights }) } as const;
    const result = judged(measure, [work("CHG-1", "10-03T01:00", "10-03T02:00", { impact })]);
    expect(result.bad).toBe(minutes(bad));
  });

  it.each([undefined, { minor: "0.5" }])("degraded needs its weight: none by %j", (weights) => {
    const contract = outagesContract(weights === undefined ? {} : { weights });
    const rows = [work("CHG-1", "10-03T01:00", "10-03T02:00", { impact: "degraded" })];
    const read = safeParseRecords(rows, parseContract(contract));
    expect(read.ok ? [] : read.issues.map(({ code, path }) => [code, path])).toEqual([
      ["record.impact-without-weight", [0, "impact"]],
    ]);
  });

  it("of one part, and of the whole service (21)", () => {
    const contract = outagesContract(
      { figure: "downtime" },
      {
        services: [{ id: "web", resources: ["db-1", "db-2"] }],
        bases: [],
        commitment: { scope: { each: { resourcesOf: "web" } } },
      },
    );
    const rows = [
      work("CHG-1", "10-03T01:00", "10-03T02:00", { resource: "db-1" }),
      work("CHG-2", "10-04T01:00", "10-04T01:30"),
    ];
    const { results } = settled({ contract, rows });
    // An hour of db-1, and half an hour of both.
    expect(results.map(({ scope, bad }) => [scope, bad])).toEqual([
      ["web:db-1", minutes(90)],
      ["web:db-2", minutes(30)],
    ]);
  });
});
