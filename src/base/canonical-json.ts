import { RefusedError, shown } from "./result.ts";

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

/**
 * The one text of a value, by RFC 8785 (semantics 39): keys sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space. Equal values give equal text in every program.
 *
 * @throws {RefusedError} For what JSON cannot say or would change in silence: undefined, a hole in a
 *   list, NaN, an infinity, a bigint, a function, a symbol, an object of a class, a lone surrogate; and for
 *   more than 1,000 levels. One issue, with the path to it.
 */
export function canonicalJson(value: JsonValue): string {
  return textOf(value, []);
}

/** Takes `unknown`: a cast or a JavaScript caller can bring anything here. */
function textOf(value: unknown, path: Path): string {
  if (typeof value === "string") return stringText(value, path);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== "object") return refuse("json.not-json", value, path);
  if (path.length >= levelsMax) return refuse("json.too-deep", value, path);
  if (Array.isArray(value)) return listText(value, path);
  return isPlain(value) ? objectText(value, path) : refuse("json.not-json", value, path);
}

function listText(list: readonly unknown[], path: Path): string {
  let text = "[";
  // By index, which visits holes too.
  for (let index = 0; index < list.length; index += 1)
    text += `${index === 0 ? "" : ","}${inside(path, index, list[index])}`;
  return `${text}]`;
}

function objectText(object: Readonly<Record<string, unknown>>, path: Path): string {
  let text = "";
  // By UTF-16 code units, as the RFC asks and as is the default order.
  for (const key of Object.keys(object).sort()) {
    const entry = `${stringText(key, path)}:${inside(path, key, object[key])}`;
    text = text === "" ? entry : `${text},${entry}`;
  }
  return `{${text}}`;
}

/** One path is kept for the whole walk: a copy for each level would cost the square of the depth. */
function inside(path: Path, step: string | number, value: unknown): string {
  path.push(step);
  const text = textOf(value, path);
  path.pop();
  return text;
}

/** ECMAScript escapes strings as the RFC asks, except that it lets lone surrogates pass. */
function stringText(text: string, path: Path): string {
  if (isPlainText(text)) return `"${text}"`;
  return loneSurrogate.test(text)
    ? refuse("json.lone-surrogate", text, path)
    : JSON.stringify(text);
}

/** Whether it has nothing but ASCII that JSON writes as it is: most texts by far. */
function isPlainText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 34 || code === 92 || code > 126) return false;
  }
  return true;
}

/** Object literals and parsed JSON of any realm, not dates, maps or instances of classes. */
export function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(code: keyof typeof hints, value: unknown, path: Path): never {
  const found = shown(value);
  const message = `cannot be written as canonical JSON: ${found}`;
  throw new RefusedError([{ code, path: [...path], message, hint: hints[code], value: found }]);
}
