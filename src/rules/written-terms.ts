import { canonicalBytes, type Written } from "../base/canonical-bytes.ts";
import type { JsonValue } from "../base/canonical-json.ts";
import { hashOfBytes } from "../base/hash.ts";

/** The canonical JSON of the contracts that were read: each of their statements holds its own. */
const writtenTerms = new WeakMap<object, Written>();

/** The identity of a contract (39). Its canonical JSON is kept as long as the contract is. */
export function hashOfTerms(terms: object): string {
  const bytes = canonicalBytes(terms as JsonValue);
  writtenTerms.set(terms, { value: terms, bytes });
  return hashOfBytes(bytes);
}

/** Undefined for terms that were not read as a contract, a copy of them for one. */
export function writtenOf(terms: object): Written | undefined {
  return writtenTerms.get(terms);
}
