/** What rows are read into; a ticket may turn out to have been let go too early. */
export interface Foldable<Whole> {
  /** Undefined where all is well; else the tickets to hold when everything is read again. */
  again(): Whole | undefined;
}

/** So often everything is read again, because of events that are listed behind their tickets. */
const readingsMax = 3;

/**
 * Reads rows so that tickets can be let go as soon as they are counted; where that was too early,
 * everything is read again. What cannot be read again is read once, and all of its tickets are held
 * until then.
 *
 * @param make A target that holds these tickets; at first, none.
 */
export async function readUntilWhole<Whole, Target extends Foldable<Whole>>(
  isRepeatable: boolean,
  make: (whole: Whole | "all" | undefined) => Target,
  read: (target: Target) => Promise<void>,
): Promise<Target> {
  let whole: Whole | undefined;
  for (let reading = 1; isRepeatable && reading <= readingsMax; reading += 1) {
    const target = make(whole);
    await read(target);
    const again = target.again();
    if (again === undefined) return target;
    whole = again;
  }
  const target = make("all");
  await read(target);
  return target;
}
