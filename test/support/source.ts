import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The source files as syntax trees: for tests that hold the architecture. */

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Import {
  /** A file of this repository, "src/base/ratio.ts", or the name of a package. */
  readonly to: string;
  /** True when nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

export interface SourceFile {
  /** "src/base/ratio.ts" */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Lines that are neither empty nor only a comment. */
  readonly codeLines: number;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file below `folder`, in order of its path. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map(sourceFile);
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(root + path, "utf8");
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, imports: importsOf(path, tree), codeLines: codeLinesOf(tree), text, tree };
}

/** Every node of the tree, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  return [...nodesOf(tree)].flatMap((node) => {
    const found = importOf(node);
    if (found === undefined) return [];
    const to = found.to.startsWith(".") ? posix.join(posix.dirname(path), found.to) : found.to;
    return [{ ...found, to }];
  });
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return { to: node.moduleSpecifier.text, isTypeOnly: isTypeImport(node.importClause) };
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  )
    return { to: node.moduleSpecifier.text, isTypeOnly: isTypeExport(node) };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [what] = node.arguments;
    if (what !== undefined && ts.isStringLiteral(what)) return { to: what.text, isTypeOnly: false };
  }
  return undefined;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings: named } = clause;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.every((element) => element.isTypeOnly)
  );
}

/** A line counts when a token stands on it. */
function codeLinesOf(tree: ts.SourceFile): number {
  const lines = new Set<number>();
  for (const node of nodesOf(tree)) {
    if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.EndOfFileToken) continue;
    if (node === tree) continue;
    const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
    lines.add(lineOf(node.getStart(tree)));
    lines.add(lineOf(node.end - 1));
  }
  return lines.size;
}
