import { describe, expect, it } from "vitest";
import { clocksAt } from "../../src/clock.ts";
import type { ContractInput } from "../../src/contract.ts";
import { clockPolicy, parseContract } from "../../src/index.ts";
import { contractOf, response } from "../rules/world.ts";

type Effective = NonNullable<ContractInput["commitments"][number]["effective"]>;

const ticket = (openedAt: string, replied?: string) => ({
  id: "T-1",
  service: "web",
  openedAt,
  events:
    replied === undefined
      ? []
      : [{ event: "replied", at: replied, by: "agent", kind: "substantive" } as const],
});
const policyOf = (effective: Effective, before: Effective = {}) =>
  clockPolicy(
    parseContract(
      contractOf({
        commitments: [
          { ...response, effective: before },
          { ...response, id: "r2", targets: [{ within: { elapsed: "PT30M" } }], effective },
        ],
      }),
    ),
  );
const continued = (termsAt: "start" | "stop"): Effective => ({
  from: "2026-10-15",
  continues: { commitment: "response", termsAt },
});

/** "id state due", read from the policy as JSON. */
function readings(effective: Effective, before: Effective, asOf: string, opened: string) {
  const policy = JSON.parse(JSON.stringify(policyOf(effective, before)));
  return clocksAt(policy, ticket(opened), asOf).map(({ id, state, dueAt }) =>
    [id, state, dueAt === undefined ? "–" : new Date(dueAt).toISOString().slice(11, 16)].join(" "),
  );
}

describe("semantics 37: clocks of versions", () => {
  // An hour before 15 October, half an hour from then on; the ticket comes at 23:45.
  it.each([
    ["start", "2026-10-14T23:50:00Z", ["r2 running 00:45"]],
    ["start", "2026-10-15T00:20:00Z", ["r2 running 00:45"]],
    ["stop", "2026-10-14T23:50:00Z", ["r2 running 00:45"]],
    ["stop", "2026-10-15T00:10:00Z", ["r2 running 00:15"]],
    ["stop", "2026-10-15T00:20:00Z", ["r2 breached-open 00:15"]],
  ] as const)("are one clock where the parts are added: %s at %s", (termsAt, asOf, expected) => {
    expect(readings(continued(termsAt), {}, asOf, "2026-10-14T23:45:00Z")).toEqual(expected);
  });

  it("know what stopped before the change, and what is closed before it", () => {
    const policy = policyOf(continued("stop"));
    const states = (...[opened, replied]: readonly [string, string]) =>
      clocksAt(policy, ticket(opened, replied), "2026-10-16T00:00:00Z").map(({ state }) => state);
    expect(states("2026-10-14T23:00:00Z", "2026-10-14T23:45:00Z")).toEqual(["met"]);
    expect(states("2026-10-14T23:20:00Z", "2026-10-15T00:00:00Z")).toEqual(["met"]);
    expect(states("2026-10-15T00:00:00Z", "2026-10-15T00:45:00Z")).toEqual(["breached"]);
  });

  it("are each its own where they follow one another by dates alone", () => {
    const [from, until] = [{ from: "2026-10-15" }, { until: "2026-10-15" }];
    const asOf = "2026-10-15T00:10:00Z";
    expect(readings(from, until, asOf, "2026-10-14T23:45:00Z")).toEqual(["response running 00:45"]);
    expect(readings(from, until, asOf, "2026-10-15T00:05:00Z")).toEqual(["r2 running 00:35"]);
  });

  it("that have not begun are those in force now", () => {
    const [from, until] = [{ from: "2026-10-15" }, { until: "2026-10-15" }];
    const later = "2026-10-20T00:00:00Z";
    expect(readings(from, until, "2026-10-14T12:00:00Z", later)).toEqual([
      "response not-started –",
    ]);
    expect(readings(from, until, "2026-10-16T12:00:00Z", later)).toEqual(["r2 not-started –"]);
  });

  it("say nothing of dates that are the contract's own", () => {
    const { clocks } = policyOf({ from: "2026-01-01" });
    expect(clocks.map(({ inForce }) => inForce)).toEqual([undefined, undefined]);
  });
});
