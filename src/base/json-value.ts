import { type Issue, shown } from "./result.ts";

/** What JSON can say, as plain data. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

type Path = (string | number)[];

/** How deep lists and objects may be nested. */
export const levelsMax = 1000;
const loneSurrogate = /\p{Cs}/u;

const hints = {
  "json.not-json": "use null, true, false, finite numbers, strings, lists and plain objects only",
  "json.lone-surrogate": "write the text in well-formed Unicode",
  "json.too-deep": `nest at most ${levelsMax} lists and objects`,
} as const;

/** Object literals and parsed JSON of any realm, not dates, maps or instances of classes. */
export function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null;
}

/**
 * What of a value JSON cannot say: the first there is in the order of canonical JSON, with the path
 * to it; undefined where there is nothing.
 */
export function jsonFault(value: unknown, path: Path = []): Issue | undefined {
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return undefined;
  if (typeof value === "string")
    return loneSurrogate.test(value) ? fault("json.lone-surrogate", value, path) : undefined;
  if (typeof value !== "object") return fault("json.not-json", value, path);
  if (path.length >= levelsMax) return fault("json.too-deep", value, path);
  if (Array.isArray(value)) return faultInList(value, path);
  return isPlain(value) ? faultInObject(value, path) : fault("json.not-json", value, path);
}

function faultInList(list: readonly unknown[], path: Path): Issue | undefined {
  // By index, which visits holes too.
  for (let index = 0; index < list.length; index += 1) {
    const found = faultInside(list[index], index, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function faultInObject(object: Readonly<Record<string, unknown>>, path: Path): Issue | undefined {
  for (const key of Object.keys(object).sort()) {
    const found = jsonFault(key, path) ?? faultInside(object[key], key, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One path is kept for the whole walk: a copy for each level would cost the square of the depth. */
function faultInside(value: unknown, step: string | number, path: Path): Issue | undefined {
  path.push(step);
  const found = jsonFault(value, path);
  path.pop();
  return found;
}

function fault(code: keyof typeof hints, value: unknown, path: Path): Issue {
  const found = shown(value);
  const message = `cannot be written as canonical JSON: ${found}`;
  return { code, path: [...path], message, hint: hints[code], value: found };
}
