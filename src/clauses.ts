/** "4.2" is a clause of the first document: "msa 4.2". */
export function writeClausesOut(
  value: unknown,
  first: string,
  documents: ReadonlySet<string>,
): unknown {
  if (Array.isArray(value)) return value.map((inner) => writeClausesOut(inner, first, documents));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (freeMaps.has(key)) return [key, inner];
      if (key !== "clause" || typeof inner !== "string")
        return [key, writeClausesOut(inner, first, documents)];
      const named = inner.includes(" ") && documents.has(inner.slice(0, inner.indexOf(" ")));
      return [key, named ? inner : `${first} ${inner}`];
    }),
  );
}

/** Maps whose keys the author chose: their order says nothing, so the bytes must not keep it. */
export const freeMaps = new Set(["weekly", "weights", "where", "attributes"]);
