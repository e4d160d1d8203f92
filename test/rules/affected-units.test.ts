import { describe, expect, it } from "vitest";
import { judged, minutes } from "./outage-world.ts";
import { outage } from "./world.ts";

/** An outage may say how many users it hit, where nobody counts users. */

describe("semantics 20, 27: the users that an outage hit count only where users are measured", () => {
  const row = outage("A", "10-05T10:00", "10-05T11:00", { affected: { units: 200 } });

  it.each([
    { measure: { figure: "longest" }, exact: minutes(60) },
    { measure: { figure: "downtime" }, exact: minutes(60) },
    { measure: { figure: "mean-to-restore" }, exact: minutes(60) },
    {
      measure: {
        figure: "downtime",
        overlap: "sum",
        counting: { whole: "hour", count: "ceil", per: "fault" },
      },
      exact: minutes(60),
    },
  ] as const)("an hour is an hour: $measure", ({ measure, exact }) => {
    expect(judged(measure, [row]).figure?.exact).toBe(exact);
  });
});
