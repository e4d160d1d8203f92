import { type Issue, type Result, refused, shown, unwrap } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { checkContract, type ParsedContract, safeParseContract } from "./contract.ts";

/** One place of a contract and what stands there instead; `undefined` takes it away. */
export interface Change {
  /**
   * Keys, ids of list entries and indices: "commitments.availability.measure.denominator", as the
   * assumptions of a statement name them; or a list of these.
   */
  readonly path: string | readonly (string | number)[];
  readonly value: unknown;
}

/**
 * The same contract with other terms, for what-if and for other readings of a clause.
 *
 * @param contract From `parseContract`; it is not changed.
 * @returns The other contract, read like any contract; or every problem with paths and terms.
 * @example
 * const kept = vary(contract, [{ path: "exclusions.planned.removes", value: "downtime" }]);
 */
export function safeVary(
  contract: ParsedContract,
  changes: readonly Change[],
): Result<ParsedContract> {
  const parsed = checkContract(contract);
  if (!parsed.ok) return parsed;
  if (!Array.isArray(changes) || !changes.every(isChange)) return refused([notChanges(changes)]);
  const terms = copyOf(contract.terms);
  const issues = changes.flatMap((change, index) => {
    const issue = put(terms, change);
    return issue === undefined ? [] : [{ ...issue, path: ["changes", index, "path"] }];
  });
  return issues.length > 0 ? refused(issues) : safeParseContract(terms);
}

function isChange(change: unknown): change is Change {
  if (typeof change !== "object" || change === null) return false;
  const { path } = change as { readonly path?: unknown };
  return typeof path === "string" || (Array.isArray(path) && path.length > 0 && path.every(isPart));
}

function isPart(part: unknown): part is string | number {
  return typeof part === "string" || typeof part === "number";
}

function notChanges(value: unknown): Issue {
  return {
    code: "vary.not-changes",
    path: ["changes"],
    message: `cannot use ${shown(value)} as changes of a contract`,
    hint: 'give a list of { path: "commitments.availability.measure.counting", value }',
    value: shown(value),
  };
}

/** Lists and groups anew; what else there is, is not changed by `put`. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

/** Like `safeVary`; throws a `RefusedError` with the issues. */
export function vary(contract: ParsedContract, changes: readonly Change[]): ParsedContract {
  return unwrap(safeVary(contract, changes));
}

type Node = Record<string, unknown>;

/** Sets or takes away one value; what is wrong with the path, if anything. */
function put(terms: unknown, { path, value }: Change): Omit<Issue, "path"> | undefined {
  const parts = typeof path === "string" ? path.split(".") : path.map(String);
  let node = terms;
  let left = parts;
  for (;;) {
    if (typeof node !== "object" || node === null) return noSuch(left, [], path);
    const found = entryOf(node, left);
    if (found === undefined) return noSuch(left, namesIn(node), path);
    left = left.slice(found.used);
    if (left.length > 0) {
      node = (node as Node)[found.key];
      continue;
    }
    if (value !== undefined) (node as Node)[found.key] = value;
    else if (Array.isArray(node)) node.splice(Number(found.key), 1);
    else delete (node as Node)[found.key];
    return undefined;
  }
}

/** The key or index that the first parts of a path name, and how many parts that took. */
function entryOf(
  node: object,
  parts: readonly string[],
): { readonly key: string; readonly used: number } | undefined {
  const [first = ""] = parts;
  if (!Array.isArray(node)) {
    const isKnown = Object.hasOwn(node, first) || parts.length === 1;
    return isKnown && first !== "" && first !== "__proto__" ? { key: first, used: 1 } : undefined;
  }
  // An id may hold dots: the longest that there is.
  for (let used = parts.length; used > 0; used -= 1) {
    const id = parts.slice(0, used).join(".");
    const index = node.findIndex((entry) => idOf(entry) === id);
    if (index !== -1) return { key: String(index), used };
  }
  const isIndex = /^\d{1,6}$/.test(first) && Number(first) < node.length;
  return isIndex ? { key: first, used: 1 } : undefined;
}

function idOf(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
}

function namesIn(node: object): readonly string[] {
  return Array.isArray(node)
    ? node.map((entry, index) => String(idOf(entry) ?? index))
    : Object.keys(node);
}

function noSuch(
  left: readonly string[],
  names: readonly string[],
  path: Change["path"],
): Omit<Issue, "path"> {
  const near = suggest(left[0] ?? "", names);
  const there =
    names.length === 0
      ? "there is nothing below a value"
      : `there: ${names.slice(0, 20).join(", ")}`;
  return {
    code: "vary.no-such-place",
    message: `the contract has no ${shown(left.join("."))} at this place of the path`,
    hint: near === undefined ? there : `did you mean ${shown(near)}?`,
    value: shown(path),
  };
}
