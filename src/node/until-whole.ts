/** What rows are read into; a ticket may turn out to have been let go too early. */
export interface Foldable<Whole> {
  /** Undefined where all is well; else the tickets to keep when everything is read again. */
  again(): Whole | undefined;
}

/** So often everything is read again, because of events that are listed behind their tickets. */
const readingsMax = 3;

/**
 * Reads rows so that tickets can be let go as soon as they are counted; where that was too early,
 * everything is read again. What cannot be read again is read once, and everything of it is kept.
 *
 * @param make Without an argument: a target that keeps everything. Else one that keeps `whole`.
 */
export async function readUntilWhole<Whole, Target extends Foldable<Whole>>(
  isRepeatable: boolean,
  make: (folding?: { readonly whole: Whole | undefined }) => Target,
  read: (target: Target) => Promise<void>,
): Promise<Target> {
  let whole: Whole | undefined;
  for (let reading = 1; isRepeatable && reading <= readingsMax; reading += 1) {
    const target = make({ whole });
    await read(target);
    const again = target.again();
    if (again === undefined) return target;
    whole = again;
  }
  const target = make();
  await read(target);
  return target;
}
