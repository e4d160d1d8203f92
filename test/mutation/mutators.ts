import ts from "typescript";

/**
 * What is changed, one small change at a time: the lists of Stryker without those for texts and
 * regular expressions, and with one for numbers. A test suite that holds notices each of them.
 */

export type MutantKind =
  | "condition"
  | "comparison"
  | "logic"
  | "arithmetic"
  | "number"
  | "boolean"
  | "sign"
  | "assignment"
  | "method"
  | "literal"
  | "function"
  | "block";

/** One way to write a node anew. */
export interface Change {
  readonly kind: MutantKind;
  readonly text: string;
}

const K = ts.SyntaxKind;

const operators: Readonly<Record<number, readonly [MutantKind, ...string[]]>> = {
  [K.LessThanToken]: ["comparison", "<=", ">="],
  [K.LessThanEqualsToken]: ["comparison", "<", ">"],
  [K.GreaterThanToken]: ["comparison", ">=", "<="],
  [K.GreaterThanEqualsToken]: ["comparison", ">", "<"],
  [K.EqualsEqualsEqualsToken]: ["comparison", "!=="],
  [K.ExclamationEqualsEqualsToken]: ["comparison", "==="],
  [K.AmpersandAmpersandToken]: ["logic", "||"],
  [K.BarBarToken]: ["logic", "&&"],
  [K.QuestionQuestionToken]: ["logic", "&&"],
  [K.PlusToken]: ["arithmetic", "-"],
  [K.MinusToken]: ["arithmetic", "+"],
  [K.AsteriskToken]: ["arithmetic", "/"],
  [K.SlashToken]: ["arithmetic", "*"],
  [K.PercentToken]: ["arithmetic", "*"],
  [K.AsteriskAsteriskToken]: ["arithmetic", "*"],
  [K.PlusEqualsToken]: ["assignment", "-="],
  [K.MinusEqualsToken]: ["assignment", "+="],
  [K.AsteriskEqualsToken]: ["assignment", "/="],
  [K.SlashEqualsToken]: ["assignment", "*="],
};

/** Calls that become another call. */
const otherMethods: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  startsWith: "endsWith",
  endsWith: "startsWith",
};

/** Calls that are left out: what they are called on stays. */
const leftOut = new Set(["filter", "sort", "toSorted", "reverse", "toReversed", "slice", "trim"]);

const comparisons = new Set<ts.SyntaxKind>([
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.EqualsEqualsEqualsToken,
  K.ExclamationEqualsEqualsToken,
]);

/** Every change of an expression. Of a block see `isEmptied`. */
export function changesOf(node: ts.Expression): readonly Change[] {
  if (isFixed(node)) return [];
  return [...conditionChanges(node), ...ownChanges(node)];
}

/** A function's or branch's block that may be emptied; loops that would never end are not. */
export function isEmptied(node: ts.Block): boolean {
  const { parent } = node;
  if (node.statements.length === 0) return false;
  const inLoop =
    ts.isWhileStatement(parent) || ts.isDoStatement(parent) || ts.isForStatement(parent);
  return !inLoop && !ts.isConstructorDeclaration(parent) && !ts.isTryStatement(parent);
}

/** Where a wrapped expression would mean something else: targets of assignments, chains. */
function isFixed(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const { kind } = parent.operatorToken;
    if (kind >= K.FirstAssignment && kind <= K.LastAssignment) return true;
  }
  if (ts.isPropertyAssignment(parent) && parent.name === (node as ts.Node)) return true;
  return ts.isOptionalChain(parent) && parent.expression === node;
}

function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent))
    return parent.condition === node;
  return false;
}

/** A decision and each comparison in it held true and held false; a loop is only held false. */
function conditionChanges(node: ts.Expression): readonly Change[] {
  const compares = ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind);
  if (!isCondition(node) && !compares) return [];
  const { parent } = node;
  const loops = !ts.isIfStatement(parent) && ts.isIterationStatement(parent, false);
  return (loops ? ["false"] : ["true", "false"]).map((text) => ({ kind: "condition", text }));
}

function ownChanges(node: ts.Expression): readonly Change[] {
  if (ts.isBinaryExpression(node)) return binaryChanges(node);
  if (ts.isPrefixUnaryExpression(node)) return prefixChanges(node);
  if (ts.isCallExpression(node)) return callChanges(node);
  if (ts.isNumericLiteral(node) && !isSignOfOrder(node))
    return [{ kind: "number", text: `(${node.getText()} + 1)` }];
  if (ts.isBigIntLiteral(node)) return [{ kind: "number", text: `(${node.getText()} + 1n)` }];
  if (node.kind === K.TrueKeyword) return [{ kind: "boolean", text: "false" }];
  if (node.kind === K.FalseKeyword) return [{ kind: "boolean", text: "true" }];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
    return [{ kind: "literal", text: "[]" }];
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0)
    return [{ kind: "literal", text: "({})" }];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
    return [{ kind: "function", text: "(() => undefined)" }];
  return [];
}

/** `? 1 : -1` in what compares two for sorting: only the sign is read, so 2 would be the same. */
function isSignOfOrder(node: ts.NumericLiteral): boolean {
  const parent = ts.isPrefixUnaryExpression(node.parent) ? node.parent.parent : node.parent;
  const isResult = ts.isReturnStatement(parent) || ts.isConditionalExpression(parent);
  return node.text === "1" && isResult;
}

function binaryChanges(node: ts.BinaryExpression): readonly Change[] {
  const [kind, ...others] = operators[node.operatorToken.kind] ?? [];
  if (kind === undefined || (kind === "arithmetic" && joinsTexts(node))) return [];
  // Counting the wrong way would never end.
  if (ts.isForStatement(node.parent) && node.parent.incrementor === node) return [];
  const [left, right] = [node.left.getText(), node.right.getText()];
  // A right side that binds weaker than the new operator keeps its meaning in brackets.
  const write = (operator: string) =>
    kind === "assignment" ? `${left} ${operator} ${right}` : `(${left}) ${operator} (${right})`;
  return others.map((operator) => ({ kind, text: write(operator) }));
}

function joinsTexts({ left, right }: ts.BinaryExpression): boolean {
  return [left, right].some(
    (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
  );
}

function prefixChanges({ operator, operand }: ts.PrefixUnaryExpression): readonly Change[] {
  const text = operand.getText();
  if (operator === K.MinusToken) return [{ kind: "sign", text }];
  return operator === K.ExclamationToken ? [{ kind: "boolean", text }] : [];
}

function callChanges(node: ts.CallExpression): readonly Change[] {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(node)) return [];
  const on = callee.expression.getText();
  const name = callee.name.text;
  const other = otherMethods[name];
  if (other !== undefined) {
    const args = node.arguments.map((one) => one.getText()).join(", ");
    return [{ kind: "method", text: `${on}.${other}(${args})` }];
  }
  return leftOut.has(name) ? [{ kind: "method", text: on }] : [];
}
