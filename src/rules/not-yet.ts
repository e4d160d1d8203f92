import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { built } from "./built.ts";

/**
 * The grammar is whole from the first day; the engine is not. What the table of `built.ts` does not
 * list is refused, so that no option is parsed and then ignored.
 */

interface Node {
  readonly children: Map<string, Node>;
  /** `undefined`: not a leaf that is built; "*": any value; else the values that are built. */
  values: "*" | ReadonlySet<string> | undefined;
  /** Everything below is built. */
  deep: boolean;
}

const root = tableOf(built);

/** Every option in a normalized contract whose engine is not built yet; plain JSON, no `undefined`. */
export function notSupportedYet(contract: unknown): Issue[] {
  const issues: Issue[] = [];
  visit(contract, root, [], issues);
  return issues;
}

function visit(
  value: unknown,
  node: Node,
  path: readonly (string | number)[],
  issues: Issue[],
): void {
  if (node.deep) return;
  if (Array.isArray(value)) {
    const inner = node.children.get("*");
    for (const [index, item] of value.entries()) visitChild(item, inner, [...path, index], issues);
    return;
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      visitChild(inner, node.children.get(key) ?? node.children.get("*"), [...path, key], issues);
    }
    return;
  }
  if (node.values === "*" || node.values?.has(String(value)) === true) return;
  issues.push(notYet(path, value, node.values));
}

function visitChild(
  value: unknown,
  node: Node | undefined,
  path: readonly (string | number)[],
  issues: Issue[],
): void {
  if (node === undefined) issues.push(notYet(path, value, undefined));
  else visit(value, node, path, issues);
}

function notYet(path: readonly (string | number)[], value: unknown, values: Node["values"]): Issue {
  const options = values === undefined || values === "*" ? "" : [...values].join(", ");
  return {
    code: "contract.not-supported-yet",
    path,
    message: `the grammar knows ${shown(value)} here, but this version cannot compute it yet`,
    hint:
      options === ""
        ? "leave it out, or express the clause by what docs/contract.md marks as built"
        : `built so far: ${options}`,
    value: shown(value),
  };
}

function tableOf(lines: readonly string[]): Node {
  const top: Node = { children: new Map(), values: undefined, deep: false };
  for (const line of lines) {
    const [path = "", values = "*"] = line.split(" = ");
    const parts = path.split(".");
    let node = top;
    for (const part of parts) {
      if (part === "**") {
        node.deep = true;
        break;
      }
      let next = node.children.get(part);
      if (next === undefined) {
        next = { children: new Map(), values: undefined, deep: false };
        node.children.set(part, next);
      }
      node = next;
    }
    if (!node.deep) node.values = values === "*" ? "*" : new Set(values.split(" | "));
  }
  return top;
}
