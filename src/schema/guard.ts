import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";

/** Deepest nesting that any contract or record may have; real ones need about ten levels. */
const DEPTH_MAX = 100;
const ISSUES_MAX = 1000;
/** Most values that one contract or row may hold; a list of holidays for a century is far below. */
const VALUES_MAX = 200_000;

interface Walk {
  readonly issues: Issue[];
  readonly open: Set<object>;
  values: number;
}

/**
 * Looks at untrusted input before any schema does: plain JSON only, no `__proto__` as a key (a
 * record type would drop it in silence), no cycle, no bottomless nesting.
 *
 * @param prefix Room that names the codes: "contract" or "record".
 */
export function guardPlain(input: unknown, prefix: string): Result<unknown> {
  const walk: Walk = { issues: [], open: new Set(), values: 0 };
  visit(input, [], prefix, walk);
  return walk.issues.length === 0 ? accepted(input) : refused(walk.issues.slice(0, ISSUES_MAX));
}

function visit(
  value: unknown,
  path: readonly (string | number)[],
  prefix: string,
  walk: Walk,
): void {
  walk.values += 1;
  if (walk.values > VALUES_MAX) {
    if (walk.values === VALUES_MAX + 1)
      note(walk, prefix, "too-large", path, value, `keep one ${prefix} under ${VALUES_MAX} values`);
    return;
  }
  switch (typeof value) {
    case "string":
      if (/\p{Surrogate}/u.test(value))
        note(walk, prefix, "lone-surrogate", path, value, "write the text in valid Unicode");
      return;
    case "boolean":
      return;
    case "number":
      if (!Number.isFinite(value))
        note(
          walk,
          prefix,
          "not-a-number",
          path,
          value,
          "use a finite number, or text for exact decimals",
        );
      return;
    case "object":
      if (value !== null) visitObject(value, path, prefix, walk);
      return;
    case "undefined":
      return;
    case "bigint":
    case "function":
    case "symbol":
      note(walk, prefix, "not-json", path, value, "give plain JSON data");
      return;
  }
}

function visitObject(
  value: object,
  path: readonly (string | number)[],
  prefix: string,
  walk: Walk,
): void {
  const refusal = refusalOf(value, path, walk);
  if (refusal !== undefined) {
    note(walk, prefix, refusal.what, path.slice(0, 10), value, refusal.hint);
    return;
  }
  walk.open.add(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && walk.values <= VALUES_MAX; index += 1)
      visit(value[index], [...path, index], prefix, walk);
  } else {
    visitKeys(value, path, prefix, walk);
  }
  walk.open.delete(value);
}

function refusalOf(
  value: object,
  path: readonly (string | number)[],
  walk: Walk,
): { what: string; hint: string } | undefined {
  if (walk.open.has(value)) return { what: "cycle", hint: "give plain JSON data without cycles" };
  if (path.length >= DEPTH_MAX)
    return { what: "too-deep", hint: `nest at most ${DEPTH_MAX} levels` };
  if (!isPlain(value))
    return { what: "not-json", hint: "give plain JSON data: objects, lists, text" };
  return undefined;
}

function visitKeys(
  value: object,
  path: readonly (string | number)[],
  prefix: string,
  walk: Walk,
): void {
  for (const key of Object.keys(value)) {
    if (key === "__proto__") {
      note(
        walk,
        prefix,
        "unsafe-key",
        [...path, key],
        key,
        "rename the key; `__proto__` is allowed as an id only",
      );
      continue;
    }
    visit((value as Record<string, unknown>)[key], [...path, key], prefix, walk);
  }
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const parent = Object.getPrototypeOf(value);
  return parent === null || Object.getPrototypeOf(parent) === null;
}

function note(
  walk: Walk,
  prefix: string,
  what: string,
  path: readonly (string | number)[],
  value: unknown,
  hint: string,
): void {
  walk.issues.push({
    code: `${prefix}.${what}`,
    path,
    message: `cannot use ${shown(value)}`,
    hint,
    value: shown(value),
  });
}
