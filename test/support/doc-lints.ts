import { parse } from "yaml";

/**
 * The examples of the pages on lints: each row of a table changes one contract, and says whether the
 * code of its heading then refuses it, warns, or is silent.
 */
export interface LintExample {
  readonly code: string;
  /** The changes as they stand on the page. */
  readonly change: string;
  readonly says: string;
}

/** Every row of the tables of a page, with the code of the heading above it. */
export function lintExamples(page: string): readonly LintExample[] {
  return page.split(/^### /m).flatMap((section) => {
    const [, code] = /^`([a-z-]+\.[a-z-]+)`\n/.exec(section) ?? [];
    if (code === undefined) return [];
    const rows = section
      .split("\n")
      .filter((line) => line.startsWith("| ") && !/^\| Change/.test(line));
    return rows.map((row) => {
      const [change = "", says = ""] = row.slice(2, -2).split(" | ");
      return { code, change, says };
    });
  });
}

/** The contract with the changes of a row: "`place: value`", or "without `place`". */
export function changedBy(contract: unknown, change: string): unknown {
  const changed = structuredClone(contract);
  for (const [, without, span = ""] of change.matchAll(/(without )?`([^`]+)`/g)) {
    const colon = without === undefined ? span.indexOf(": ") : span.length;
    if (colon < 0) throw new TypeError(`no value: ${span}`);
    const value: unknown = without === undefined ? parse(span.slice(colon + 2)) : undefined;
    write(changed, span.slice(0, colon).split("."), value);
  }
  return changed;
}

function write(contract: unknown, [first = "", ...rest]: readonly string[], value: unknown): void {
  const named = Object.hasOwn(Object(contract), first) ? undefined : withId(contract, first);
  // The id of a group by itself is the whole group.
  if (named !== undefined && rest.length === 0) replace(named, Object(value));
  else set(named ?? contract, named === undefined ? [first, ...rest] : rest, value);
}

function set(target: unknown, [key = "", ...rest]: readonly string[], value: unknown): void {
  const group = Object(target) as Record<string, unknown>;
  if (rest.length > 0) {
    group[key] ??= {};
    set(group[key], rest, value);
  } else if (value === undefined) delete group[key];
  else group[key] = value;
}

function replace(group: Record<string, unknown>, value: object): void {
  for (const key of Object.keys(group)) delete group[key];
  Object.assign(group, value);
}

/** The group of that id, wherever in the contract it stands. */
function withId(value: unknown, id: string): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const group = value as Record<string, unknown>;
  if (!Array.isArray(value) && group.id === id) return group;
  for (const inner of Object.values(group)) {
    const found = withId(inner, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
