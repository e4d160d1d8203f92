import type { Issue } from "../../src/index.ts";

/**
 * Those of the issues that name no place in what was given: a path leads to a value that stands
 * there, or to one that could, beside others.
 */
export function unplaced(given: unknown, issues: readonly Issue[]): readonly string[] {
  return issues.flatMap(({ code, path }) =>
    leadsInto(given, path) ? [] : [`${code} at ${JSON.stringify(path)}`],
  );
}

function leadsInto(given: unknown, path: readonly (string | number)[]): boolean {
  if (path.length === 0) return false;
  let at = given;
  for (const step of path.slice(0, -1)) {
    if (typeof at !== "object" || at === null) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at !== undefined;
}
