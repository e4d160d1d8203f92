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
  /** The keys in the order of canonical JSON, by UTF-16 code units: where each stands in `keys`. */
  readonly places: readonly number[];
  /** Of each of these in turn `{` or `,`, the name and a colon, in so many bytes. */
  readonly lengths: readonly number[];
  /** These bytes, four to a number. Each name begins with a number. */
  readonly names: Int32Array;
}

/** @returns Undefined for a key with half a character, which is no text of JSON. */
export function formOf(keys: readonly string[]): ObjectForm | undefined {
  const place = placeFor(keys);
  const known = forms[place];
  if (known !== undefined && hasKeys(known, keys)) return known;
  const form = newForm(keys);
  if (form !== undefined && form.names.length <= numbersMax) forms[place] = form;
  return form;
}

/** Forms that were used, each in a place that the next one takes over. */
const forms: (ObjectForm | undefined)[] = Array.from({ length: 4096 });
const firstSize = 256;
/** Longer ones are not kept: keys of records may be of any length. */
const numbersMax = 256;

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

function hasKeys({ keys: own }: ObjectForm, keys: readonly string[]): boolean {
  for (let index = 0; index < keys.length; index += 1) if (own[index] !== keys[index]) return false;
  return own.length === keys.length;
}

function newForm(keys: readonly string[]): ObjectForm | undefined {
  const places = [...keys.keys()].sort((a, b) =>
    (keys[a] as string) < (keys[b] as string) ? -1 : 1,
  );
  const json = new JsonBytes(firstSize);
  const lengths: number[] = [];
  for (const place of places) {
    const start = json.count;
    json.sign(start === 0 ? openObject : comma);
    if (!json.string(keys[place] as string)) return undefined;
    json.sign(colon);
    lengths.push(json.count - start);
    while (json.count % 4 !== 0) json.sign(0);
  }
  const view = new DataView(json.soFar().slice().buffer);
  const names = Int32Array.from({ length: json.count / 4 }, (_, at) => view.getInt32(4 * at, true));
  return { keys, places, lengths, names };
}
