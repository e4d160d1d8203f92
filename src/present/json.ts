/** Any plain result as JSON for a file or a pipe: indented by two, keys as they stand, one newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** So many levels are written entry by entry: the lists of a statement lie below its evidence. */
const LEVELS = 3;

/**
 * The same in pieces, for what is too long for one text. What can be iterated and is no text is a list.
 */
export function* jsonPieces(value: unknown): Generator<string, void, undefined> {
  yield* pieces(value, 0);
  yield "\n";
}

function* pieces(value: unknown, level: number): Generator<string, void, undefined> {
  const indent = "  ".repeat(level);
  if (level === LEVELS || typeof value !== "object" || value === null)
    yield JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
  else if (Symbol.iterator in value)
    yield* group("[", listed(value as Iterable<unknown>, level), "]", indent);
  else yield* group("{", members(value, level), "}", indent);
}

/** Of each entry its pieces. */
type Entries = Generator<Generator<string, void, undefined>, void, undefined>;

function* group(open: string, entries: Entries, close: string, indent: string) {
  let isFirst = true;
  for (const entry of entries) {
    yield isFirst ? `${open}\n${indent}  ` : `,\n${indent}  `;
    isFirst = false;
    yield* entry;
  }
  yield isFirst ? `${open}${close}` : `\n${indent}${close}`;
}

function* listed(list: Iterable<unknown>, level: number): Entries {
  for (const one of list) yield pieces(one ?? null, level + 1);
}

function* members(object: object, level: number): Entries {
  for (const [key, value] of Object.entries(object))
    if (value !== undefined) yield member(key, value, level);
}

function* member(key: string, value: unknown, level: number) {
  yield `${JSON.stringify(key)}: `;
  yield* pieces(value, level + 1);
}
