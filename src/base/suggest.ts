const editsMax = 2;
const lengthMax = 64;

/**
 * The known name that `found` was probably meant to be, for "did you mean": at most two edits away
 * (insert, delete, replace, swap neighbours), and fewer edits than half of the letters found.
 * The nearest wins, then the first in the alphabet. Names over 64 characters get none.
 *
 * @param most Fewer edits than two, where two turn one known word into another.
 */
export function suggest(
  found: string,
  known: readonly string[],
  most: number = editsMax,
): string | undefined {
  if (found.length > lengthMax) return undefined;
  let best: string | undefined;
  let fewest = Math.min(most, Math.ceil(found.length / 2) - 1);
  for (const name of known) {
    if (Math.abs(name.length - found.length) > fewest) continue;
    const edits = editsBetween(found, name);
    const isFirst = best === undefined || edits < fewest || name < best;
    if (edits > fewest || !isFirst) continue;
    best = name;
    fewest = edits;
  }
  return best;
}

/**
 * Damerau-Levenshtein distance, no part edited twice, over three rows of the usual table. Only what
 * lies within two of the diagonal is filled: a distance over two is only known to be over it.
 */
function editsBetween(found: string, name: string): number {
  let twoUp: readonly number[] = [];
  let oneUp: readonly number[] = [0, 1, editsMax];
  for (let row = 1; row <= found.length; row += 1) {
    const current = [row];
    for (let column = Math.max(1, row - editsMax); column <= row + editsMax; column += 1) {
      const isSame = found[row - 1] === name[column - 1];
      const isSwap = found[row - 1] === name[column - 2] && found[row - 2] === name[column - 1];
      current[column] = Math.min(
        at(oneUp, column) + 1,
        at(current, column - 1) + 1,
        at(oneUp, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(twoUp, column - 2) + 1 : Infinity,
      );
    }
    [twoUp, oneUp] = [oneUp, current];
  }
  return at(oneUp, name.length);
}

/** What lies further from the diagonal is further than anybody asks. */
function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
