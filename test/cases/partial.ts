/**
 * What `found` does not hold of `wanted`, one line each; none when it holds everything.
 *
 * - An object is compared key by key: keys that `wanted` leaves out are free.
 * - A list is compared element by element: as many, in this order.
 * - An object against a list picks elements: the words of a key are values of one element each,
 *   "excluded planned" is the element with class "excluded" and rule "planned". Others are free.
 * - Two stamps are compared as instants, whatever their offset; epoch ms against a stamp too.
 * - `null` is null or absent.
 */
export function lacking(found: unknown, wanted: unknown, path = ""): readonly string[] {
  if (Array.isArray(wanted)) return lackingInList(found, wanted, path);
  if (isGroup(wanted)) {
    if (Array.isArray(found)) return lackingByKey(found, wanted, path);
    if (!isGroup(found)) return [difference(path, found, wanted)];
    return Object.entries(wanted).flatMap(([key, value]) =>
      lacking(found[key], value, joined(path, key)),
    );
  }
  return isSame(found, wanted) ? [] : [difference(path, found, wanted)];
}

function lackingInList(found: unknown, wanted: readonly unknown[], path: string): string[] {
  if (!Array.isArray(found)) return [difference(path, found, wanted)];
  if (found.length !== wanted.length)
    return [`${path}: ${wanted.length} wanted, ${found.length} found: ${shown(found)}`];
  return wanted.flatMap((value, index) =>
    lacking(found[index], value, joined(path, String(index))),
  );
}

function lackingByKey(found: readonly unknown[], wanted: Group, path: string): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const own = found.filter((element) => isNamed(element, key));
    if (own.length === 1) return lacking(own[0], value, joined(path, key));
    return [`${path}: ${own.length} elements are "${key}", one is wanted: ${shown(found)}`];
  });
}

function isNamed(element: unknown, key: string): boolean {
  if (!isGroup(element)) return false;
  const values = Object.values(element).map(String);
  return values.includes(key) || key.split(" ").every((word) => values.includes(word));
}

type Group = Readonly<Record<string, unknown>>;

function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const stampShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function isSame(found: unknown, wanted: unknown): boolean {
  if (wanted === null) return found === null || found === undefined;
  if (typeof wanted === "string" && stampShape.test(wanted)) {
    if (typeof found === "number") return found === Date.parse(wanted);
    return typeof found === "string" && Date.parse(found) === Date.parse(wanted);
  }
  return Object.is(found, wanted);
}

function difference(path: string, found: unknown, wanted: unknown): string {
  return `${path}: ${shown(wanted)} wanted, ${shown(found)} found`;
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
