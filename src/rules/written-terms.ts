import { canonicalBytes, type Written } from "../base/canonical-bytes.ts";
import type { JsonValue } from "../base/canonical-json.ts";
import { hashOfBytes } from "../base/hash.ts";

/** The canonical JSON of the contracts that were read: each of their statements holds its own. */
const writtenTerms = new WeakMap<object, Uint8Array>();

/** And of what was assumed of them: each of their statements begins its list with that. */
const writtenStarts = new WeakMap<readonly unknown[], Start>();

interface Start {
  readonly items: readonly unknown[];
  /** With the commas between them. */
  readonly bytes: Uint8Array;
}

/** The identity of a contract (39). Its canonical JSON is kept as long as the contract is. */
export function hashOfTerms(terms: object): string {
  const bytes = canonicalBytes(terms as JsonValue);
  writtenTerms.set(terms, bytes);
  return hashOfBytes(bytes);
}

/**
 * What of a statement is known.
 *
 * @param items The assumptions of the contract, with which the list of the statement begins. They are
 *   frozen: all statements of the contract share them, and what is known of their bytes has to stay true.
 * @returns Undefined for terms that were not read as a contract, a copy of them for one.
 */
export function writtenOf(terms: object, items: readonly unknown[]): Written | undefined {
  const bytes = writtenTerms.get(terms);
  if (bytes === undefined) return undefined;
  const start = startOf(items);
  return {
    value: terms,
    bytes,
    begin: (list, to) => {
      if (!beginsWith(list, start.items)) return 0;
      to.copy(start.bytes);
      return start.items.length;
    },
  };
}

/** Whether they are the same objects: what is alike is not asked. */
function beginsWith(list: readonly unknown[], items: readonly unknown[]): boolean {
  return (
    items.length > 0 && list[0] === items[0] && items.every((item, index) => list[index] === item)
  );
}

function startOf(list: readonly unknown[]): Start {
  const known = writtenStarts.get(list);
  if (known !== undefined) return known;
  // Not the list itself, which may be written to: V8 is slow to spread a frozen one.
  const items = [...list];
  items.forEach(freeze);
  const start = { items, bytes: canonicalBytes(items as JsonValue).slice(1, -1) };
  writtenStarts.set(list, start);
  return start;
}

/** With all that is in it. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
