import fc from "fast-check";
import { at, drop, put } from "./sound.ts";

type Path = readonly (string | number)[];

/** Anything at all: every kind of JavaScript value, nested. */
export const anything: fc.Arbitrary<unknown> = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
  maxDepth: 3,
});

/** Values that fit the type of many fields but hardly the field. */
const awkward: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "0",
  "-0",
  "-1",
  "1e9",
  "99999999999999999999",
  "0.000000000001",
  "1/0",
  "P1D",
  "PT0S",
  "PT9999999H",
  "2026-02-30",
  "2200-12-31",
  "2200-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00Z",
  "2026-10-03T01:30:00+08:00",
  "00:00-24:00",
  "23:59-00:01",
  "UTC",
  "Etc/GMT+8",
  "all",
  "yes",
  "\u0000",
  "\u202e",
  0,
  -0,
  -1,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  true,
  null,
  undefined,
  [],
  {},
  [[]],
);

/** The value with a few random nodes deleted, replaced, duplicated or exchanged. */
export function mutated(value: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(value);
  const path = fc.constantFrom(...paths);
  const change = fc.oneof(
    path.map((where) => (held: unknown) => removed(held, where)),
    fc
      .tuple(path, fc.oneof({ weight: 3, arbitrary: awkward }, { weight: 1, arbitrary: anything }))
      .map(
        ([where, instead]) =>
          (held: unknown) =>
            exists(held, where) ? put(held, where, instead) : held,
      ),
    fc.tuple(path, path).map(
      ([from, to]) =>
        (held: unknown) =>
          exists(held, from) && exists(held, to) ? put(held, to, at(held, from)) : held,
    ),
    path.map((where) => (held: unknown) => doubled(held, where)),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((held, next) => next(held), value));
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) => pathsOf(at(value, [key]), [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function exists(value: unknown, path: Path): boolean {
  let held = value;
  for (const key of path) {
    if (typeof held !== "object" || held === null || !Object.hasOwn(held, key)) return false;
    held = (held as Record<string | number, unknown>)[key];
  }
  return true;
}

function removed(value: unknown, path: Path): unknown {
  return exists(value, path) ? drop(value, path) : value;
}

/** A list holds the node twice; elsewhere the node becomes a list of itself. */
function doubled(value: unknown, path: Path): unknown {
  if (!exists(value, path)) return value;
  const parent = path.slice(0, -1);
  const list = at(value, parent);
  const node = at(value, path);
  return Array.isArray(list) ? put(value, parent, [...list, node]) : put(value, path, [node, node]);
}
