/** One thing about a JSON text that `JSON.parse` reports differently on each engine, or swallows. */
export interface JsonFault {
  readonly code: JsonFaultCode;
  readonly offset: number;
  readonly path: readonly (string | number)[];
  /** The key, the number or the first characters that are at fault. */
  readonly found: string;
}

export type JsonFaultCode =
  | "json.malformed"
  | "json.duplicate-key"
  | "json.reserved-key"
  | "json.number-too-large"
  | "json.lone-surrogate"
  | "json.too-deep";

/** Told of every value once it begins: the path to it, and the offset of its key or of itself. */
export type VisitValue = (path: readonly (string | number)[], offset: number) => void;

export const jsonDepthMax = 100;

type Level =
  | { readonly kind: "object"; readonly keys: Set<string> }
  | { readonly kind: "array"; index: number };

const numberShape = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordShape = /true|false|null/y;
const spaceShape = /[ \t\n\r]*/y;
const hexShape = /^[0-9a-fA-F]{4}$/;
const loneSurrogate = /\p{Cs}/u;
const shownMax = 20;

/**
 * Walks a JSON text once (RFC 8259), without recursion, and tells every duplicate or reserved key,
 * every number beyond the range of doubles, text that is not well-formed, and the first place where
 * the text is not JSON or nests more than 100 levels; there it stops.
 */
export function scanJson(text: string, visit?: VisitValue): readonly JsonFault[] {
  const faults: JsonFault[] = [];
  const levels: Level[] = [];
  const path: (string | number)[] = [];
  let at = 0;

  const report = (code: JsonFaultCode, offset: number, found: string) => {
    faults.push({ code, offset, path: [...path], found });
  };
  const fail = (offset: number): readonly JsonFault[] => {
    const found = offset < text.length ? text.slice(offset, offset + shownMax) : "";
    report("json.malformed", Math.min(offset, text.length), found);
    return faults;
  };
  const skipSpace = () => {
    spaceShape.lastIndex = at;
    spaceShape.test(text);
    at = spaceShape.lastIndex;
  };
  /** Reads the string that begins at `at`; undefined when it is broken, with `at` where. */
  const readString = (): string | undefined => {
    const start = at;
    const end = stringEnd(text, start);
    at = end.at;
    if (!end.closed) return undefined;
    const written = text.slice(start + 1, end.at - 1);
    const value = written.includes("\\") ? String(JSON.parse(`"${written}"`)) : written;
    if (loneSurrogate.test(value)) report("json.lone-surrogate", start, value.slice(0, shownMax));
    return value;
  };
  /** Reads `"key":` inside an object; false when it is not there. */
  const readKey = (keys: Set<string>): boolean => {
    const start = at;
    if (text[at] !== '"') return false;
    const key = readString();
    if (key === undefined) return false;
    skipSpace();
    if (text[at] !== ":") return false;
    at += 1;
    path.push(key);
    if (keys.has(key)) report("json.duplicate-key", start, key);
    if (key === "__proto__") report("json.reserved-key", start, key);
    keys.add(key);
    visit?.(path, start);
    skipSpace();
    return true;
  };
  /** Reads a string, number or word; false when there is none. */
  const readScalar = (): boolean => {
    if (text[at] === '"') return readString() !== undefined;
    const start = at;
    numberShape.lastIndex = at;
    if (numberShape.test(text)) {
      at = numberShape.lastIndex;
      const written = text.slice(start, at);
      if (!Number.isFinite(Number(written)))
        report("json.number-too-large", start, written.slice(0, shownMax));
      return true;
    }
    wordShape.lastIndex = at;
    if (!wordShape.test(text)) return false;
    at = wordShape.lastIndex;
    return true;
  };

  skipSpace();
  visit?.(path, at);
  for (;;) {
    // Here a value begins.
    const opening = text[at];
    if (opening === "{" || opening === "[") {
      if (levels.length >= jsonDepthMax) {
        report("json.too-deep", at, opening);
        return faults;
      }
      at += 1;
      skipSpace();
      if (opening === "{" && text[at] !== "}") {
        const level = { kind: "object", keys: new Set<string>() } as const;
        levels.push(level);
        if (!readKey(level.keys)) return fail(at);
        continue;
      }
      if (opening === "[" && text[at] !== "]") {
        levels.push({ kind: "array", index: 0 });
        path.push(0);
        visit?.(path, at);
        continue;
      }
      at += 1;
    } else if (!readScalar()) return fail(at);

    // Here a value has ended: close what it closes, then go on to the next.
    for (;;) {
      skipSpace();
      const level = levels.at(-1);
      if (level === undefined) return at === text.length ? faults : fail(at);
      path.pop();
      if (text[at] === ",") {
        at += 1;
        skipSpace();
        if (level.kind === "object") {
          if (!readKey(level.keys)) return fail(at);
        } else {
          level.index += 1;
          path.push(level.index);
          visit?.(path, at);
        }
        break;
      }
      if (text[at] !== (level.kind === "object" ? "}" : "]")) return fail(at);
      at += 1;
      levels.pop();
    }
  }
}

/** Walks one string: past its closing quote, or to the character that breaks it. */
function stringEnd(text: string, start: number): { readonly at: number; readonly closed: boolean } {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at: at + 1, closed: true };
    if (code < 0x20) return { at, closed: false };
    if (code !== 0x5c) continue;
    const escaped = text[at + 1] ?? "";
    if (escaped === "u" && hexShape.test(text.slice(at + 2, at + 6))) at += 5;
    else if ('"\\/bfnrt'.includes(escaped) && escaped !== "") at += 1;
    else return { at, closed: false };
  }
  return { at: text.length, closed: false };
}
