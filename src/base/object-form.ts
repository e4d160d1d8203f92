import { JsonBytes } from "./json-bytes.ts";

const openObject = 123;
const comma = 44;
const colon = 58;

/**
 * How objects with the same keys are written: a statement holds thousands of them, of some thirty
 * sorts, and what stands between their values is the same in each.
 */
export interface ObjectForm {
  /** In the order in which the objects have them. */
  readonly keys: readonly string[];
  /** In the order of canonical JSON: by UTF-16 code units, as the RFC asks and as is the default. */
  readonly sorted: readonly string[];
  /** Of each of these in turn `{` or `,`, the name and a colon, and where that ends. */
  readonly names: Uint8Array;
  readonly ends: readonly number[];
}

/** @returns Undefined for a key with half a character, which is no text of JSON. */
export function formOf(keys: readonly string[]): ObjectForm | undefined {
  const count = keys.length & (latest.length - 1);
  const last = latest[count];
  if (isOf(last, keys)) return last;
  const place = placeFor(keys);
  const known = forms[place];
  const form = isOf(known, keys) ? known : newForm(keys);
  if (form !== undefined && form.names.length <= bytesMax) latest[count] = forms[place] = form;
  return form;
}

/** The latest form of each number of keys: a list is mostly of objects of one sort. */
const latest: (ObjectForm | undefined)[] = Array.from({ length: 32 });

/** Forms that were used, each in a place that the next one takes over. */
const forms: (ObjectForm | undefined)[] = Array.from({ length: 4096 });
const firstSize = 256;
/** Longer ones are not kept: keys of records may be of any length. */
const bytesMax = 1024;

function placeFor(keys: readonly string[]): number {
  let place = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    const { length } = key;
    const ends = 8 * key.charCodeAt(0) + key.charCodeAt(length - 1);
    place = (31 * place + ends + 64 * length) & (forms.length - 1);
  }
  return place;
}

function isOf(form: ObjectForm | undefined, keys: readonly string[]): form is ObjectForm {
  if (form?.keys.length !== keys.length) return false;
  for (let index = 0; index < keys.length; index += 1)
    if (form.keys[index] !== keys[index]) return false;
  return true;
}

function newForm(keys: readonly string[]): ObjectForm | undefined {
  const sorted = [...keys].sort();
  const json = new JsonBytes(firstSize);
  const ends: number[] = [];
  for (const key of sorted) {
    json.sign(json.count === 0 ? openObject : comma);
    if (!json.string(key)) return undefined;
    json.sign(colon);
    ends.push(json.count);
  }
  return { keys, sorted, names: json.soFar(), ends };
}
