import { expect, it } from "vitest";
import {
  canonicalBytes,
  type Written,
  withCanonicalBytes,
} from "../../src/base/canonical-bytes.ts";
import type { JsonValue } from "../../src/base/canonical-json.ts";
import { hashOf } from "../../src/base/hash.ts";
import { hashOfTerms, writtenOf } from "../../src/rules/written-terms.ts";

const text = (value: JsonValue, written: Written | undefined) =>
  withCanonicalBytes(value, written, (bytes) => Buffer.from(bytes).toString());

it("semantics 39: the identity of terms is the hash of their canonical JSON, which is kept", () => {
  const terms = { id: "acme", services: [{ id: "web" }], "×": "−" };
  expect(writtenOf(terms, [])).toBeUndefined();
  expect(hashOfTerms(terms)).toBe(hashOf(terms));
  expect(writtenOf(terms, [])).toMatchObject({ value: terms, bytes: canonicalBytes(terms) });
  expect(writtenOf({ ...terms }, [])).toBeUndefined();
});

it("semantics 39: what a contract assumes is copied where a list begins with all of it, and nowhere else", () => {
  const terms = { id: "acme" };
  hashOfTerms(terms);
  const [first, second] = [{ path: "a" }, { used: "x", path: "b" }];
  const items = [first, second];
  const written = writtenOf(terms, items);
  // Twice: it is written, then copied.
  for (const _ of items) {
    expect(text([first, second], written)).toBe('[{"path":"a"},{"path":"b","used":"x"}]');
    expect(text([first, second, 3], written)).toBe('[{"path":"a"},{"path":"b","used":"x"},3]');
    expect(text([first], written)).toBe('[{"path":"a"}]');
    expect(text([first, { path: "c" }], written)).toBe('[{"path":"a"},{"path":"c"}]');
    expect(text([second, first], written)).toBe('[{"path":"b","used":"x"},{"path":"a"}]');
    expect(text([], written)).toBe("[]");
  }
});

it("semantics 39: what a statement says is assumed, the next one says too", () => {
  const terms = { id: "acme" };
  hashOfTerms(terms);
  const items = [{ path: "a", used: { days: [1] } }];
  text([...items], writtenOf(terms, items));
  for (const change of [
    () => ((items[0] as { path: string }).path = "z"),
    () => items[0]?.used.days.push(2),
  ])
    expect(change).toThrow(TypeError);
  // The list may be written to: what it then begins with is written as it is.
  items.unshift({ path: "b", used: { days: [] } });
  expect(text([...items], writtenOf(terms, items))).toBe(
    '[{"path":"b","used":{"days":[]}},{"path":"a","used":{"days":[1]}}]',
  );
});

it("of a contract that assumes nothing, lists are written as they are", () => {
  const terms = { id: "acme" };
  hashOfTerms(terms);
  expect(text([[], [terms]], writtenOf(terms, []))).toBe('[[],[{"id":"acme"}]]');
});
