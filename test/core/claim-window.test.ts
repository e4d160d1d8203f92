import { describe, expect, it } from "vitest";
import { claimState } from "../../src/core/claim-window.ts";
import type { Instant } from "../../src/time/instant.ts";
import { stampMs } from "../../src/time/stamp.ts";

const at = (text: string) => stampMs(text) as Instant;

describe("where a claim stands (semantics 35)", () => {
  const window = { until: at("2026-12-01T00:00:00Z") };
  const claim = (id: string, text: string) => ({ id, at: at(text) });
  it.each([
    {
      claims: [],
      asOf: "2026-11-30T23:59:59.999Z",
      state: "open",
      why: "the last ms of the last day",
    },
    { claims: [], asOf: "2026-12-01T00:00:00Z", state: "lapsed", why: "the day after it" },
    {
      claims: [claim("C", "2026-10-15T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed C",
      why: "an early claim is held",
    },
    {
      claims: [claim("C", "2026-11-30T23:59:59.999Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed C",
      why: "in the last ms",
    },
    {
      claims: [claim("C", "2026-12-01T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "too-late C",
      why: "one ms later",
    },
    {
      claims: [claim("B", "2026-12-01T00:00:00Z"), claim("A", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "the first one counts, in any order",
    },
    {
      claims: [claim("B", "2026-11-02T00:00:00Z"), claim("A", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "at one instant: the first id",
    },
    {
      claims: [claim("A", "2026-11-02T00:00:00Z"), claim("B", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "the same in the other order",
    },
  ])("$state: $why", ({ claims, asOf, state }) => {
    const found = claimState(window, claims, at(asOf));
    expect("claim" in found ? `${found.kind} ${found.claim.id}` : found.kind).toBe(state);
  });
});
