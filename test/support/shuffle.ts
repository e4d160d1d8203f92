import fc from "fast-check";

/** The same data with the keys of every object in another order. */
export function withShuffledKeys(value: unknown, seed: number): unknown {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const visit = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(visit);
    if (typeof inner !== "object" || inner === null) return inner;
    const ranked = Object.entries(inner).map(([key, held]) => ({ key, held, rank: next() }));
    ranked.sort((a, b) => a.rank - b.rank);
    return Object.fromEntries(ranked.map(({ key, held }) => [key, visit(held)]));
  };
  return visit(value);
}

/** The whole list in another order. */
export const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
