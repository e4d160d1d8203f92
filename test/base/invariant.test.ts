import { expect, it } from "vitest";
import { InvariantError, invariant } from "../../src/base/invariant.ts";

it("passes in silence when the rule holds", () => {
  expect(() => invariant(true, "one is one", 1)).not.toThrow();
});

it("throws an InvariantError with the rule and what was found", () => {
  expect(() => invariant(false, "a span ends after its start", { start: 2n })).toThrow(
    new InvariantError("a span ends after its start", { start: 2n }),
  );
  const error = new InvariantError("a rule", "x\n");
  expect(error).toMatchObject({ name: "InvariantError", rule: "a rule" });
  expect(error.message).toBe('a rule; found "x\\u{a}"');
});

it("says the rule alone when nothing was found", () => {
  expect(() => invariant(false, "a list is not empty")).toThrow(/^a list is not empty$/);
});
