import ts from "typescript";
import { type Change, changesOf, isEmptied, type MutantKind } from "./mutators.ts";

/** One small change of one source file. */
export interface Mutant {
  readonly id: number;
  /** "src/core/tiers.ts" */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: MutantKind;
  /** The code as it is, on one line. */
  readonly from: string;
  /** What it becomes. */
  readonly to: string;
}

/** The name by which the changed code asks whether a mutant is to act, and tells that it was met. */
export const SWITCH = "$mutant";

/** The name by which a module tells how a table of its own becomes empty again. */
export const EMPTIED = "$emptied";

/**
 * The text of a file in which every mutant is present and asleep: `$mutant(7) ? a > b : a >= b`.
 * One bundle so serves all of them.
 *
 * @param firstId The id of its first mutant; the others count up.
 */
export function instrumented(
  file: string,
  text: string,
  firstId: number,
): { readonly code: string; readonly mutants: readonly Mutant[] } {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];

  const known = (node: ts.Node, { kind, text: to }: Change) => {
    const id = firstId + mutants.length;
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    mutants.push({ id, file, line: line + 1, kind, from: shortened(node.getText(tree)), to });
    return `${SWITCH}(${id})`;
  };

  /** The node's text without the blanks before it, its parts instrumented. */
  function render(node: ts.Node): string {
    if (isLeftAlone(node)) return node.getText(tree);
    let code = "";
    let end = node.getStart(tree);
    node.forEachChild((child) => {
      const start = child.getStart(tree);
      code += text.slice(end, start) + written(child);
      end = child.end;
    });
    return code + text.slice(end, node.end);
  }

  function written(node: ts.Node): string {
    if (ts.isBlock(node) && isEmptied(node)) {
      const asked = known(node, { kind: "block", text: "{}" });
      return `{ if (!${asked}) ${render(node)} }`;
    }
    if (!ts.isExpression(node)) return render(node);
    const changes = changesOf(node);
    if (changes.length === 0) return render(node);
    const cases = changes.map((change) => `${known(node, change)} ? (${change.text}) : `);
    return `(${cases.join("")}${render(node)})`;
  }

  const code = `${text.slice(0, tree.getStart(tree))}${render(tree)}`;
  return { code, mutants: mutants.map((one) => ({ ...one, to: shortened(one.to) })) };
}

/**
 * Types, and what an invariant states: it always holds, so nothing can tell `true` from it. The
 * expression after `as const` stays a literal.
 */
function isLeftAlone(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node))
    return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "invariant"
  );
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= 90 ? line : `${line.slice(0, 60)} … ${line.slice(-25)}`;
}
