import type * as z from "zod/mini";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import { durationSchema } from "./fields.ts";
import { descriptionAt, keyDescriptionAt, keysAt, schemasAt } from "./navigate.ts";

type Path = readonly (string | number)[];
type ZodIssue = z.core.$ZodIssue;

/**
 * Turns what zod found into issues with our codes: `<prefix>.unknown-key` with "did you mean",
 * `<prefix>.unquoted-number` where a decimal was written without quotes, and so on.
 *
 * @param input The value that was parsed; issues quote what stands at their path.
 */
export function issuesFromZod(
  schema: z.core.$ZodType,
  error: z.core.$ZodError,
  input: unknown,
  prefix: string,
): Issue[] {
  const context: Context = { schema, input, prefix };
  return error.issues.flatMap((issue) => convert(issue, [], context));
}

interface Context {
  readonly schema: z.core.$ZodType;
  readonly input: unknown;
  readonly prefix: string;
}

function convert(issue: ZodIssue, above: Path, context: Context): Issue[] {
  const { schema, input, prefix } = context;
  const path = [
    ...above,
    ...issue.path.map((part) => (typeof part === "symbol" ? "symbol" : part)),
  ];
  const found = valueAt(input, path);
  const make = (
    what: string,
    message: string,
    hint: string,
    at: Path = path,
    value: unknown = found,
  ): Issue => ({
    code: what.includes(".") ? what : `${prefix}.${what}`,
    path: at,
    message,
    hint,
    value: shown(value),
  });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, keysAt(schema, path, input), path, make));
    case "invalid_type":
      if (typeof found === "number" && isLength(schema, path, input))
        return [
          make("duration.malformed", `${shown(found)} is no length of time`, lengthHint(found)),
        ];
      return [wrongType(issue.expected, found, make)];
    case "invalid_value": {
      const values = issue.values.map(String);
      const near = typeof found === "string" ? suggest(found, values) : undefined;
      const list = values.length > 12 ? `${values.slice(0, 12).join(", ")} …` : values.join(", ");
      if (found === undefined)
        return [make("missing", "a value is missing here", `give one of: ${list}`)];
      if (typeof found === "number" && values.some((value) => /^\d/.test(value)))
        return [wrongType("string", found, make)];
      return [
        make(
          "unknown-value",
          `${shown(found)} is not known here`,
          near === undefined ? `use one of: ${list}` : `did you mean ${shown(near)}?`,
        ),
      ];
    }
    case "invalid_union":
      return fromUnion(issue, path, context, make);
    case "invalid_format":
      return [
        make(
          "malformed",
          `${shown(found)} is not of the form that is needed`,
          descriptionAt(schema, path, input) ?? "see the contract reference for its form",
        ),
      ];
    case "too_small":
      return [
        make(
          "too-small",
          `${shown(found)} is too small or too short`,
          `the least is ${String(issue.minimum)}`,
        ),
      ];
    case "too_big":
      return [
        make(
          "too-big",
          `${found === undefined ? "this" : shown(found)} is too large or too long`,
          `the most is ${String(issue.maximum)}`,
        ),
      ];
    case "custom": {
      const params = issue.params as { code?: string; hint?: string } | undefined;
      return [
        make(
          params?.code ?? "refused",
          issue.message,
          params?.hint ?? "see the contract reference",
        ),
      ];
    }
    case "invalid_key":
      return [
        make(
          "bad-key",
          "this key cannot be used here",
          keyDescriptionAt(schema, path.slice(0, -1), input) ??
            "use a name of letters, digits, dot, dash and underscore, or one of those that the reference lists",
        ),
      ];
    case "invalid_element":
    case "not_multiple_of":
      return [make("refused", issue.message, "see the contract reference")];
  }
}

type Make = (what: string, message: string, hint: string, at?: Path, value?: unknown) => Issue;

function unknownKey(key: string, known: readonly string[], path: Path, make: Make): Issue {
  const near = suggest(key, known);
  const hint =
    near !== undefined
      ? `did you mean ${shown(near)}?`
      : known.length > 0
        ? `known here: ${known.join(", ")}`
        : "remove it";
  return make("unknown-key", `${shown(key)} is not a field here`, hint, [...path, key], key);
}

function wrongType(expected: string, found: unknown, make: Make): Issue {
  if (found === undefined)
    return make("missing", "a value is missing here", `give a ${nameOf(expected)}`);
  if (expected === "string" && typeof found === "number") {
    return make(
      "unquoted-number",
      `${shown(found)} is a number where exact text is needed`,
      `write it in quotes: "${String(found)}"`,
    );
  }
  return make(
    "wrong-type",
    `${shown(found)} is not a ${nameOf(expected)}`,
    `give a ${nameOf(expected)}`,
  );
}

/** Whether nothing but a duration may stand at `path`. */
function isLength(schema: z.core.$ZodType, path: Path, input: unknown): boolean {
  const kinds = new Set<unknown>(schemasAt(schema, path, input));
  return kinds.size === 1 && kinds.has(durationSchema);
}

function lengthHint(found: number): string {
  return Number.isInteger(found) && found > 0
    ? `write PT${found}H for hours, PT${found}M for minutes`
    : "write it like PT48H, PT1H30M or PT0.5S";
}

function nameOf(expected: string): string {
  switch (expected) {
    case "string":
      return "text in quotes";
    case "array":
      return "list";
    case "object":
    case "record":
      return "group of fields";
    case "int":
      return "whole number";
    default:
      return expected;
  }
}

/** A union answers with the branch that came closest: fewest problems, deepest first. */
function fromUnion(
  issue: Extract<ZodIssue, { code: "invalid_union" }>,
  path: Path,
  context: Context,
  make: Make,
): Issue[] {
  const found = valueAt(context.input, path);
  if ("discriminator" in issue && typeof issue.discriminator === "string") {
    const options = ("options" in issue && Array.isArray(issue.options) ? issue.options : []).map(
      String,
    );
    const near = typeof found === "string" ? suggest(found, options) : undefined;
    const list = `use one of: ${options.join(", ")}`;
    if (found === undefined)
      return [make("missing", `\`${issue.discriminator}\` is missing`, list)];
    return [
      make(
        "unknown-value",
        `${shown(found)} is not known here`,
        near !== undefined ? `did you mean ${shown(near)}?` : list,
      ),
    ];
  }
  const branches = issue.errors
    .map((errors) => errors.flatMap((inner) => convert(inner, path, context)))
    .filter((issues) => issues.length > 0);
  if (found === undefined)
    return [make("missing", "a value is missing here", "see the contract reference")];
  const unquoted = branches
    .flat()
    .find((one) => isAt(one, path) && one.code.endsWith(".unquoted-number"));
  if (unquoted !== undefined) return [unquoted];
  const sameKind = branches.filter(
    (issues) =>
      !issues.some(
        (one) =>
          isAt(one, path) &&
          (one.code.endsWith(".wrong-type") || one.code.endsWith(".unquoted-number")),
      ),
  );
  const values = branches
    .flat()
    .filter((one) => isAt(one, path) && one.code.endsWith(".unknown-value"));
  if (typeof found === "string" && values.length > 0) {
    const hinted = values.find((one) => one.hint.startsWith("did you mean"));
    return [
      hinted ??
        make(
          "unknown-value",
          `${shown(found)} is not known here`,
          values.map((one) => one.hint).join("; or "),
        ),
    ];
  }
  const best = (sameKind.length > 0 ? sameKind : branches).toSorted(
    (a, b) => depth(b) - depth(a) || a.length - b.length,
  )[0];
  return (
    best ?? [
      make("refused", `${shown(found)} fits none of the forms`, "see the contract reference"),
    ]
  );
}

function isAt(issue: Issue, path: Path): boolean {
  return issue.path.length === path.length;
}

function depth(issues: readonly Issue[]): number {
  return Math.min(...issues.map((issue) => issue.path.length));
}

function valueAt(input: unknown, path: Path): unknown {
  let value: unknown = input;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
