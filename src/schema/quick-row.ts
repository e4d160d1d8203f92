import * as core from "zod/v4/core";
import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import { stampMs } from "../time/stamp.ts";
import { decimalSchema, idSchema, nameSchema, quantitySchema, stampSchema } from "./fields.ts";
import { isPlainName, isPrintable, quoted } from "./quick-text.ts";
import { type RecordRow, type RecordType, recordSchemas } from "./records.ts";

// Long because: the reader that it writes out must agree with itself, form by form.

/** A row whose shape is settled, as the schema gives it, and its canonical JSON without `source`. */
export interface QuickRow {
  readonly row: RecordRow;
  readonly text: string;
}

/** Undefined for a row that the exact, slower way has to judge. */
export type QuickReader = (row: unknown) => QuickRow | undefined;

/** Far below the most values that a row may have: what is longer is counted by the slower way. */
const TEXT_MAX = 100_000;

/**
 * A reader of good rows of one type, written as a program from the schema of the type: it looks at
 * each field once, in fields that the engine knows by name. Whatever it does not take, from a slip
 * in a name to a field of a kind that it does not know, it leaves to the schema, which says why.
 * It takes only what `guardPlain` lets pass.
 *
 * @returns Undefined where programs may not be made of text: under a strict content policy.
 */
export function quickReader(type: RecordType): QuickReader | undefined {
  try {
    const program = new Program();
    const name = program.object(recordSchemas[type], ["source"]);
    return name === undefined ? undefined : program.made(name);
  } catch {
    // Barred: an EvalError, or whatever the host throws.
    return undefined;
  }
}

const readers = new Map<RecordType, QuickReader | undefined>();

/** Reads a row of the type by its `quickReader`, which is made when the first such row comes. */
export function quicklyRead(type: RecordType, row: unknown): QuickRow | undefined {
  let reader = readers.get(type);
  if (reader === undefined && !readers.has(type)) {
    reader = quickReader(type);
    readers.set(type, reader);
  }
  return reader?.(row);
}

/** The object that was read last: a function gives the text of a value, and leaves the value here. */
interface Holder {
  value: unknown;
}

const fail = "return undefined;";
const safeTexts = new Set<core.$ZodType>([nameSchema, decimalSchema, quantitySchema]);

/** Canonical text of a value: what always stands there, and expressions of the rest. */
type Text = readonly (string | { readonly of: string })[];

/** What the program says of one value: code that checks it, an expression of its copy, and its text. */
interface Piece {
  readonly code: string;
  readonly copy: string;
  readonly text: Text;
}

class Program {
  private readonly holder: Holder = { value: undefined };
  private readonly constants: unknown[] = [
    this.holder,
    Object.prototype,
    stampMs,
    quoted,
    isPlainName,
    isPrintable,
  ];
  private readonly functions: string[] = [];
  private readonly names = new Map<core.$ZodType, string>();
  private count = 0;

  made(entry: string): QuickReader {
    const names = this.constants.map((_, index) => `c${index}`);
    const body = `"use strict";\n${this.functions.join("\n")}\nreturn ${entry};`;
    const make = new Function(...names, body) as (
      ...constants: readonly unknown[]
    ) => (row: unknown) => string | undefined;
    const read = make(...this.constants);
    const { holder } = this;
    return (row) => {
      const text = read(row);
      if (text === undefined || text.length > TEXT_MAX) return undefined;
      return { row: holder.value as RecordRow, text };
    };
  }

  /** The name of the function that reads such an object; undefined where the schema asks for more. */
  object(schema: core.$ZodType, textless: readonly string[] = []): string | undefined {
    if (!(schema instanceof core.$ZodObject)) return undefined;
    const known = this.names.get(schema);
    if (known !== undefined) return known;
    const { shape, checks = [], catchall } = schema._zod.def;
    if (checks.length > 0 || !(catchall instanceof core.$ZodNever)) return undefined;
    const name = this.fresh("read");
    this.names.set(schema, name);
    const fields = Object.entries(shape).map(([key, inner]) => this.field(key, inner));
    const told = fields
      .filter(({ key }) => !textless.includes(key))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    this.functions.push(
      [
        `function ${name}(v) {`,
        ...[`if (typeof v !== "object" || v === null) ${fail}`, plain("v"), "let n = 0;"],
        ...fields.map(({ code }) => code),
        `if (Object.keys(v).length !== n) ${fail}`,
        `const out = { ${fields.filter(isAlways).map(pairOf).join(", ")} };`,
        ...fields
          .filter((one) => !isAlways(one))
          .map(({ key, copy }) => `if (${copy} !== undefined) out${member(key)} = ${copy};`),
        `c0.value = out; return ${textOf(told)};`,
        "}",
      ].join("\n"),
    );
    return name;
  }

  private field(key: string, schema: core.$ZodType): Field {
    const [value, copy, text] = [this.fresh("v"), this.fresh("x"), this.fresh("t")];
    const { inner, fallback } = unwrapped(schema);
    const piece = this.piece(inner, value);
    const start = `const ${value} = v${member(key)};`;
    if (inner === schema) {
      const code = `${start} if (${value} === undefined) ${fail} ${piece.code} n += 1;`;
      return { ...piece, key, code, isOptional: false };
    }
    const read = `${piece.code} n += 1; ${copy} = ${piece.copy}; ${text} = ${joined(piece.text)};`;
    const otherwise =
      fallback === undefined ? "" : `${copy} = ${fallback}; ${text} = ${literal(fallback)};`;
    const code = [
      `${start} let ${copy}; let ${text};`,
      `if (${value} === undefined) { ${otherwise} } else { ${read} }`,
    ].join("\n");
    return { key, code, copy, text: [{ of: text }], isOptional: fallback === undefined };
  }

  private piece(schema: core.$ZodType, v: string): Piece {
    if (schema instanceof core.$ZodString) return this.string(schema, v);
    if (schema instanceof core.$ZodNumberFormat) return this.whole(schema, v);
    if (schema instanceof core.$ZodEnum || schema instanceof core.$ZodLiteral)
      return oneOfValues([...(schema._zod.values ?? [])], v);
    if (schema instanceof core.$ZodArray) return this.list(schema, v);
    if (schema instanceof core.$ZodRecord) return this.record(schema, v);
    if (schema instanceof core.$ZodDiscriminatedUnion) return this.union(schema, v);
    const name = this.object(schema);
    return name === undefined ? unknownPiece : this.call(name, v);
  }

  private call(name: string, v: string): Piece {
    const [copy, text] = [this.fresh("x"), this.fresh("t")];
    const code = `const ${text} = ${name}(${v}); if (${text} === undefined) ${fail} const ${copy} = c0.value;`;
    return { code, copy, text: [{ of: text }] };
  }

  private string(schema: core.$ZodString, v: string): Piece {
    const isText = `if (typeof ${v} !== "string") ${fail}`;
    if (schema === (stampSchema as core.$ZodType))
      return { code: `${isText} if (!(c2(${v}) >= 0)) ${fail}`, copy: v, text: inQuotes(v) };
    const checks = (schema._zod.def.checks ?? []).map((check) => this.textCheck(check, v));
    if (checks.includes(undefined)) return unknownPiece;
    const all = `if (${["false", ...checks].join(" || ")}) ${fail}`;
    if (safeTexts.has(schema)) {
      const quick = schema === (nameSchema as core.$ZodType) ? `if (!c4(${v})) { ${all} }` : all;
      return { code: `${isText} ${quick}`, copy: v, text: inQuotes(v) };
    }
    const text = this.fresh("t");
    const quick = schema === (idSchema as core.$ZodType) ? `if (!c5(${v})) { ${all} }` : all;
    const code = `${isText} ${quick} const ${text} = c3(${v}); if (${text} === undefined) ${fail}`;
    return { code, copy: v, text: [{ of: text }] };
  }

  /** A condition under which the check fails. */
  private textCheck(check: core.$ZodCheck<never>, v: string): string | undefined {
    if (check instanceof core.$ZodCheckMinLength) return `${v}.length < ${check._zod.def.minimum}`;
    if (check instanceof core.$ZodCheckMaxLength) return `${v}.length > ${check._zod.def.maximum}`;
    if (!(check instanceof core.$ZodCheckRegex)) return undefined;
    return `!${this.constant(check._zod.def.pattern)}.test(${v})`;
  }

  private whole(schema: core.$ZodNumberFormat, v: string): Piece {
    const { checks = [], format } = schema._zod.def;
    const conditions = checks.map((check) => {
      if (check instanceof core.$ZodCheckGreaterThan && check._zod.def.inclusive)
        return `${v} < ${Number(check._zod.def.value)}`;
      if (check instanceof core.$ZodCheckLessThan && check._zod.def.inclusive)
        return `${v} > ${Number(check._zod.def.value)}`;
      return undefined;
    });
    if (format !== "safeint" || conditions.includes(undefined)) return unknownPiece;
    const all = [`!Number.isSafeInteger(${v})`, ...conditions].join(" || ");
    return { code: `if (${all}) ${fail}`, copy: v, text: [{ of: `String(${v})` }] };
  }

  private list(schema: core.$ZodArray, v: string): Piece {
    const { element, checks = [] } = schema._zod.def;
    if (checks.length > 0) return unknownPiece;
    const [copy, text, item, index] = ["x", "t", "v", "i"].map((letter) => this.fresh(letter));
    const piece = this.piece(element, item as string);
    const code = [
      `if (!Array.isArray(${v})) ${fail} const ${copy} = []; let ${text} = "";`,
      `for (let ${index} = 0; ${index} < ${v}.length; ${index} += 1) {`,
      `const ${item} = ${v}[${index}]; ${piece.code} ${copy}.push(${piece.copy});`,
      `${text} += ${text} === "" ? ${joined(piece.text)} : ${joined([",", ...piece.text])}; }`,
    ].join("\n");
    return { code, copy: copy as string, text: ["[", { of: text as string }, "]"] };
  }

  /** Keys of any name, in the order of their code units. */
  private record(schema: core.$ZodRecord, v: string): Piece {
    const { keyType, valueType, checks = [] } = schema._zod.def;
    if (keyType !== (nameSchema as core.$ZodType) || checks.length > 0) return unknownPiece;
    const [copy, text, key, value] = ["x", "t", "k", "v"].map((letter) => this.fresh(letter)) as [
      string,
      string,
      string,
      string,
    ];
    const [name, piece] = [this.piece(keyType, key), this.piece(valueType, value)];
    const code = [
      `if (typeof ${v} !== "object" || ${v} === null) ${fail} ${plain(v)}`,
      `const ${copy} = {}; let ${text} = "";`,
      `for (const ${key} of Reflect.ownKeys(${v}).sort()) { ${name.code}`,
      `const ${value} = ${v}[${key}]; ${piece.code} ${copy}[${key}] = ${piece.copy};`,
      `${text} += (${text} === "" ? '"' : ',"') + ${joined([{ of: key }, '":', ...piece.text])}; }`,
    ].join("\n");
    return { code, copy, text: ["{", { of: text }, "}"] };
  }

  private union(schema: core.$ZodDiscriminatedUnion, v: string): Piece {
    const { discriminator, options } = schema._zod.def;
    const [copy, text] = [this.fresh("x"), this.fresh("t")];
    const cases = options.flatMap((option) => {
      const name = this.object(option);
      const values = [...(option._zod.propValues?.[discriminator] ?? [])];
      return name === undefined
        ? []
        : [
            `${values.map((value) => `case ${literal(value)}:`).join(" ")} ${text} = ${name}(${v}); break;`,
          ];
    });
    const code = [
      `if (typeof ${v} !== "object" || ${v} === null) ${fail} let ${text};`,
      `switch (${v}${member(discriminator)}) { ${cases.join("\n")} }`,
      `if (${text} === undefined) ${fail} const ${copy} = c0.value;`,
    ].join("\n");
    return { code, copy, text: [{ of: text }] };
  }

  private constant(value: unknown): string {
    this.constants.push(value);
    return `c${this.constants.length - 1}`;
  }

  private fresh(letter: string): string {
    this.count += 1;
    return `${letter}${this.count}`;
  }
}

/** One field of an object; the text of one that is left out is undefined. */
interface Field {
  readonly key: string;
  readonly code: string;
  readonly copy: string;
  readonly text: Text;
  readonly isOptional: boolean;
}

/** Of a kind that only the schema can judge: a row that has it is left to the schema. */
const unknownPiece: Piece = { code: fail, copy: "undefined", text: [] };

/** What `guardPlain` asks of an object; one from another realm is left to it. */
function plain(v: string): string {
  const parent = `Object.getPrototypeOf(${v})`;
  return `if (${parent} !== c1 && ${parent} !== null) ${fail}`;
}

function oneOfValues(values: readonly unknown[], v: string): Piece {
  const literals = values.map(literal);
  if (values.some((value) => typeof value !== "string" || literal(value) !== `"${value}"`))
    return unknownPiece;
  const isNone = literals.map((value) => `${v} !== ${value}`).join(" && ");
  return {
    code: `if (${isNone}) ${fail}`,
    copy: v,
    text: literals.length === 1 ? literals : inQuotes(v),
  };
}

function literal(value: unknown): string {
  return JSON.stringify(value);
}

function member(key: string): string {
  return `[${JSON.stringify(key)}]`;
}

function unwrapped(schema: core.$ZodType): {
  readonly inner: core.$ZodType;
  readonly fallback?: string;
} {
  if (schema instanceof core.$ZodOptional) return { inner: schema._zod.def.innerType };
  if (!(schema instanceof core.$ZodDefault)) return { inner: schema };
  const { innerType, defaultValue } = schema._zod.def;
  return { inner: innerType, fallback: canonicalJson(defaultValue as JsonValue) };
}

function isAlways({ isOptional }: Field): boolean {
  return !isOptional;
}

function pairOf({ key, copy }: Field): string {
  return `${JSON.stringify(key)}: ${copy}`;
}

/** The fields in the order of canonical JSON; commas stand on the far side of one that is always there. */
function textOf(fields: readonly Field[]): string {
  const first = fields.findIndex(isAlways);
  if (first === -1) return '""';
  const parts = fields.flatMap(({ key, copy, text, isOptional }, index): Text => {
    const name = `${JSON.stringify(key)}:`;
    const [before, after] = [index > first ? `,${name}` : name, index < first ? "," : ""];
    const whole = [before, ...text, after];
    return isOptional ? [{ of: `(${copy} === undefined ? "" : ${joined(whole)})` }] : whole;
  });
  return joined(["{", ...parts, "}"]);
}

function inQuotes(v: string): Text {
  return ['"', { of: v }, '"'];
}

/** An expression of the text. What always stands there is one piece: each that is added costs time. */
function joined(text: Text): string {
  const pieces: string[] = [];
  let fixed = "";
  for (const part of text) {
    if (typeof part === "string") fixed += part;
    else {
      pieces.push(...(fixed === "" ? [] : [literal(fixed)]), part.of);
      fixed = "";
    }
  }
  if (fixed !== "" || pieces.length === 0) pieces.push(literal(fixed));
  return pieces.join(" + ");
}
