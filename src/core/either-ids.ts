/** The ids of both maps, each once, sorted: whatever stands on one side only is not lost. */
export function eitherIds(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort();
}
