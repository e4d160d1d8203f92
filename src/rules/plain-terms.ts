/** The contract of a statement is plain JSON that may come from anywhere: nothing of it is sure. */
export type PlainTerms = Readonly<Record<string, unknown>>;

/** The entries of a list; none where it is no list. */
export function listIn(value: unknown): readonly PlainTerms[] {
  return Array.isArray(value) ? value.map((one) => Object(one) as PlainTerms) : [];
}

/** What stands under a name; one without fields where nothing does. */
export function fieldsIn(within: unknown, name: string): PlainTerms {
  return Object(Object(within)[name]);
}

/** The entry of that id in a list; one without fields where there is none. */
export function namedIn(within: unknown, list: string, id: string | undefined): PlainTerms {
  return listIn(Object(within)[list]).find((one) => one.id === id) ?? {};
}
