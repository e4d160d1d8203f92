import { shown } from "./shown.ts";

/** The code is wrong, not the data: a rule that always holds did not. Never shown as a refusal. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  /** The rule that was broken, in words. */
  readonly rule: string;

  constructor(rule: string, found?: unknown) {
    super(found === undefined ? rule : `${rule}; found ${shown(found)}`);
    this.rule = rule;
  }
}

/**
 * States what is always true here. The message is put together only when it is not.
 *
 * @throws {InvariantError} When `holds` is false.
 */
export function invariant(holds: boolean, rule: string, found?: unknown): asserts holds {
  if (!holds) throw new InvariantError(rule, found);
}

/**
 * What is always there: an entry whose name was checked before, an item for each of another list.
 *
 * @throws {InvariantError} When it is missing.
 */
export function present<Value>(value: Value | undefined, rule: string, found?: unknown): Value {
  invariant(value !== undefined, rule, found);
  return value;
}
