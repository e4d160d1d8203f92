import { describe, expect, it } from "vitest";
import { lacking } from "./partial.ts";

describe("what a case wants of a statement", () => {
  const found = {
    at: "2026-10-01T00:00:00Z",
    ms: 3_600_000,
    list: [
      { class: "up", ms: "5" },
      { class: "excluded", rule: "planned", ms: "7" },
    ],
    figure: null,
  };

  it.each([
    ["keys left out are free", { figure: null }],
    ["an absent key is null", { ofPeriod: null }],
    ["stamps are instants", { at: "2026-10-01T02:00:00+02:00" }],
    ["epoch ms too", { ms: "1970-01-01T01:00:00Z" }],
    ["a list by place", { list: [{ ms: "5" }, { ms: "7" }] }],
    ["a list by words", { list: { up: { ms: "5" }, "excluded planned": { ms: "7" } } }],
  ])("holds: %s", (_, wanted) => {
    expect(lacking(found, wanted)).toEqual([]);
  });

  it.each([
    ["another value", { ms: 1 }],
    ["another instant", { at: "2026-10-01T00:00:01Z" }],
    ["a missing key", { verdict: "met" }],
    ["a shorter list", { list: [{ ms: "5" }] }],
    ["another order", { list: [{ ms: "7" }, { ms: "5" }] }],
    ["no such element", { list: { down: {} } }],
    ["an object that is null", { figure: { shown: "1" } }],
    ["a list that is none", { ms: [] }],
  ])("does not hold: %s", (_, wanted) => {
    expect(lacking(found, wanted)).not.toEqual([]);
  });
});
