import { expect, it } from "vitest";
import { canonicalBytes } from "../../src/base/canonical-bytes.ts";
import { hashOf } from "../../src/base/hash.ts";
import { hashOfTerms, writtenOf } from "../../src/rules/written-terms.ts";

it("semantics 39: the identity of terms is the hash of their canonical JSON, which is kept", () => {
  const terms = { id: "acme", services: [{ id: "web" }], "×": "−" };
  expect(writtenOf(terms)).toBeUndefined();
  expect(hashOfTerms(terms)).toBe(hashOf(terms));
  expect(writtenOf(terms)).toEqual({ value: terms, bytes: canonicalBytes(terms) });
  expect(writtenOf({ ...terms })).toBeUndefined();
});
