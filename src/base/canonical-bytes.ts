import { present } from "./invariant.ts";
import { JsonBytes } from "./json-bytes.ts";
import { isPlain, type JsonValue, jsonFault, levelsMax } from "./json-value.ts";
import { formOf } from "./object-form.ts";
import { RefusedError } from "./result.ts";

const openList = 91;
const closeList = 93;
const closeObject = 125;
const comma = 44;

/** A value whose canonical JSON in UTF-8 is known already: the contract in each of its statements. */
export interface Written {
  readonly value: object;
  readonly bytes: Uint8Array;
  /**
   * Copies what is known of the items that a list begins with.
   *
   * @returns How many items that were.
   */
  readonly begin?: (list: readonly unknown[], to: JsonBytes) => number;
}

/**
 * Canonical JSON in UTF-8, as it is hashed (semantics 39).
 *
 * @param written Parts of the value that are copied, not written anew.
 * @param use Is given the bytes, which are written over behind it.
 * @throws {RefusedError} For a value that has no canonical JSON.
 */
export function withCanonicalBytes<Made>(
  value: JsonValue,
  written: Written | undefined,
  use: (bytes: Uint8Array) => Made,
): Made {
  const json = spare ?? new JsonBytes(firstSize);
  // Whoever comes while these bytes are in use makes some of their own.
  spare = undefined;
  json.clear();
  if (!write(value, levelsMax, json, written))
    throw new RefusedError([present(jsonFault(value), "what cannot be written has a fault")]);
  const made = use(json.soFar());
  if (json.size <= spareMax) spare = json;
  return made;
}

let spare: JsonBytes | undefined;
const firstSize = 1 << 14;
/** Bytes of more are given back. */
const spareMax = 1 << 20;

/** The bytes themselves. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return withCanonicalBytes(value, undefined, (bytes) => bytes.slice());
}

/**
 * Takes `unknown`: a cast or a JavaScript caller can bring anything here.
 *
 * @returns Whether it can be written.
 */
function write(value: unknown, levels: number, to: JsonBytes, written?: Written): boolean {
  if (typeof value === "string") return to.string(value);
  if (typeof value === "object" && value !== null) {
    if (levels === 0) return false;
    if (Array.isArray(value)) return writeList(value, levels, to, written);
    if (value === written?.value) return to.copy(written.bytes);
    return isPlain(value) && writeObject(value, levels, to, written);
  }
  const isWord = value === null || typeof value === "boolean";
  return (
    (isWord || (typeof value === "number" && Number.isFinite(value))) && to.word(String(value))
  );
}

function writeList(
  list: readonly unknown[],
  levels: number,
  to: JsonBytes,
  written?: Written,
): boolean {
  to.sign(openList);
  let index = written?.begin?.(list, to) ?? 0;
  // By index, which visits holes too.
  for (; index < list.length; index += 1) {
    if (index > 0) to.sign(comma);
    if (!write(list[index], levels - 1, to, written)) return false;
  }
  return to.sign(closeList);
}

function writeObject(
  object: Readonly<Record<string, unknown>>,
  levels: number,
  to: JsonBytes,
  written?: Written,
): boolean {
  const keys = Object.keys(object);
  if (keys.length === 0) return to.word("{}");
  const form = formOf(keys);
  if (form === undefined) return false;
  const { sorted, names, ends } = form;
  let first = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const end = ends[index] as number;
    to.part(names, first, end);
    first = end;
    if (!write(object[sorted[index] as string], levels - 1, to, written)) return false;
  }
  return to.sign(closeObject);
}
