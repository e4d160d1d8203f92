import { withCanonicalBytes } from "./canonical-bytes.ts";
import type { JsonValue } from "./json-value.ts";

export type { JsonValue } from "./json-value.ts";

/**
 * The one text of a value, by RFC 8785 (semantics 39): keys sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. Equal values give equal text in every program.
 *
 * @throws {RefusedError} For what JSON cannot say or would change in silence: undefined, a hole in a
 *   list, NaN, an infinity, a bigint, a function, a symbol, an object of a class, a lone surrogate; and for
 *   more than 1,000 levels. One issue, with the path to it.
 */
export function canonicalJson(value: JsonValue): string {
  return withCanonicalBytes(value, undefined, (bytes) => new TextDecoder().decode(bytes));
}
