import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type * as z from "zod/mini";
import { contractSchema } from "../src/contract.ts";
import { parseContract, safeParseContract, safeParseRecords } from "../src/index.ts";
import { recordSchemas, ticketEventSchema } from "../src/schema/records.ts";
import { folderWith, ran } from "./cli/support.ts";
import { built } from "./support/built.ts";

/** The pages in docs/ say what the code does: fields, marks, codes, links and examples are compared. */

const root = fileURLToPath(new URL("../", import.meta.url));
const textOf = (path: string) => readFileSync(join(root, path), "utf8");
const pages = filesUnder("docs").filter((path) => path.endsWith(".md"));

function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

// ---------------------------------------------------------------------------------------------
// Schemas as lists of fields
// ---------------------------------------------------------------------------------------------

interface Field {
  readonly values: Set<string>;
  defaultValue?: unknown;
}

/** Every named field below a schema, by path: `*` stands for an index or key. */
function fieldsOf(schema: z.core.$ZodType, path: readonly string[] = [], fields = new Map()) {
  visit(schema, path, fields);
  return fields as Map<string, Field>;
}

function visit(schema: z.core.$ZodType, path: readonly string[], fields: Map<string, Field>): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const named = path.join(".").replace(/(?:\.\*)+$/, "");
  const field: Field = fields.get(named) ?? { values: new Set() };
  if (named !== "" && !named.endsWith("*")) fields.set(named, field);
  const inner = innerOf(def);
  if (def.type === "default") field.defaultValue = def.defaultValue;
  if (def.type === "enum")
    for (const value of Object.values(def.entries)) field.values.add(String(value));
  if (def.type === "literal") for (const value of def.values) field.values.add(String(value));
  for (const [more, one] of inner) visit(one, [...path, ...more], fields);
}

type Inner = readonly (readonly [string[], z.core.$ZodType])[];

function innerOf(def: z.core.$ZodTypes["_zod"]["def"]): Inner {
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
      return [[[], def.innerType]];
    case "lazy":
      return [[[], def.getter()]];
    case "object":
      return Object.entries(def.shape).map(([key, one]) => [[key], one]);
    case "array":
      return [[["*"], def.element]];
    case "record":
      return [[["*"], def.valueType]];
    case "union":
      return def.options.map((option) => [[], option]);
    case "enum":
    case "literal":
    case "string":
    case "number":
      return [];
    default:
      throw new TypeError(`a kind of schema that this test does not know: ${def.type}`);
  }
}

// ---------------------------------------------------------------------------------------------
// Pages as tables
// ---------------------------------------------------------------------------------------------

interface Section {
  readonly title: string;
  readonly text: string;
  readonly at: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

function sectionsOf(page: string): readonly Section[] {
  return page.split(/^## /m).map((text) => {
    const at = /^Stands at: (.*)$/m.exec(text)?.[1] ?? "";
    return { title: text.split("\n")[0] ?? "", text, at: quoted(at), rows: rowsOf(text) };
  });
}

/** The rows of the last table with a column "Field", by column. */
function rowsOf(text: string): readonly Record<string, string>[] {
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const head = lines.findLastIndex((line) => line.startsWith("| Field |"));
  if (head === -1) return [];
  const cells = (line: string) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
  const columns = cells(lines[head] ?? "");
  return lines
    .slice(head + 2)
    .map((line) =>
      Object.fromEntries(cells(line).map((cell, index) => [columns[index] ?? "", cell])),
    );
}

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

const quoted = (text: string) =>
  Array.from(text.matchAll(/`([^`]+)`/g), ([, inner]) => inner ?? "");
const nameOf = (row: Readonly<Record<string, string>>) => quoted(row.Field ?? "")[0] ?? "";

// ---------------------------------------------------------------------------------------------
// docs/contract.md
// ---------------------------------------------------------------------------------------------

interface Marked {
  readonly built: string;
  readonly shape: string;
  readonly defaults: string;
}

const contractFields = fieldsOf(contractSchema);
const contractSections = sectionsOf(textOf("docs/contract.md")).filter(
  ({ rows }) => rows.length > 0,
);
const marks = marksOf(contractSections);

/**
 * What the page says of each path. One field may stand in several tables of one place; a shape that
 * links to a section has the fields of that section below it.
 */
function marksOf(sections: readonly Section[]): ReadonlyMap<string, readonly Marked[]> {
  const found = new Map<string, Marked[]>();
  const forms = new Map(sections.map((section) => [slugOf(section.title), section]));
  const take = (rows: Section["rows"], prefix: string): void => {
    for (const row of rows) {
      const name = nameOf(row);
      const path = row.Field === "(itself)" ? prefix : prefix === "" ? name : `${prefix}.${name}`;
      const shape = row.Shape ?? "";
      const mark = { built: row.Built ?? "", shape, defaults: row.Default ?? "" };
      found.set(path, [...(found.get(path) ?? []), mark]);
      const inList = /^(?:list of|map to) /.test(shape) ? ".*" : "";
      for (const [, anchor = ""] of shape.matchAll(/\]\(#([a-z-]+)\)/g))
        take(forms.get(anchor)?.rows ?? [], path + inList);
    }
  };
  for (const { title, at, rows } of sections) {
    if (at.length > 0) for (const prefix of at) take(rows, prefix);
    else if (title === "The document") take(rows, "");
  }
  return found;
}

const linesOf = built.map((line) => {
  const [path = "", values] = line.split(" = ");
  return { parts: path.split("."), values: values?.split(" | ") };
});

/** What the engine's own table says of a path: nothing, everything, or some values. */
function engineSays(path: string): "no" | "yes" | readonly string[] {
  const parts = path.split(".");
  const hits = linesOf.filter(({ parts: own }) => {
    const fixed = own.indexOf("**") === -1 ? own : own.slice(0, own.indexOf("**"));
    const isLonger = fixed.length < parts.length && fixed.length === own.length;
    return !isLonger && fixed.every((part, at) => at >= parts.length || part === parts[at]);
  });
  if (hits.length === 0) return "no";
  const leaf = hits.find(({ parts: own, values }) => own.length === parts.length && values);
  return leaf?.values ?? "yes";
}

/** What the page says of a path: not built as soon as something above it is not. */
function pageSays(path: string, values: ReadonlySet<string>): "no" | "yes" | readonly string[] {
  const parts = path.split(".");
  for (let length = 1; length < parts.length; length += 1) {
    const above = marks.get(parts.slice(0, length).join("."));
    if (above?.every((mark) => mark.built === "no")) return "no";
  }
  const own = (marks.get(path) ?? []).filter((mark) => mark.built !== "no");
  if (own.length === 0) return "no";
  const said = own.map((mark) => {
    const listed = quoted(mark.built === "yes" ? mark.shape : mark.built);
    return listed.filter((value) => values.has(value));
  });
  return said.every((list) => list.length === 0) ? "yes" : said.flat();
}

describe("docs/contract.md", () => {
  it("names every field of the schema, and none that it does not have", () => {
    expect({
      missing: [...contractFields.keys()].filter((path) => !marks.has(path)),
      tooMany: [...marks.keys()].filter((path) => !contractFields.has(path)),
    }).toEqual({ missing: [], tooMany: [] });
  });

  it("marks as built what the engine's table lists", () => {
    for (const [path, { values }] of contractFields) {
      const engine = engineSays(path);
      const page = pageSays(path, values);
      const all = [...values].sort();
      const asList = (said: typeof engine) =>
        typeof said === "string"
          ? said === "yes"
            ? all
            : "no"
          : all.filter((value) => said.includes(value));
      expect({ path, built: asList(page) }).toEqual({ path, built: asList(engine) });
    }
  });

  it("names every value of the closed lists, and every default", () => {
    for (const [path, { values, defaultValue }] of contractFields) {
      const said = quoted((marks.get(path) ?? []).map((mark) => mark.shape).join(" "));
      const missing = [...values].filter((value) => !said.includes(value));
      expect({ path, missing }).toEqual({ path, missing: [] });
      if (defaultValue === undefined) continue;
      const text = (marks.get(path) ?? []).map((mark) => mark.defaults).join(" ");
      for (const part of partsOf(defaultValue)) expect(`${path}: ${text}`).toContain(part);
    }
  });
});

it("the whole contracts in the pages are read without a warning", () => {
  const texts = pages.flatMap((page) =>
    Array.from(
      textOf(page).matchAll(/^```yaml\n(makegood: contract\/1\n[\s\S]*?)^```/gm),
      ([, text = ""]) => text,
    ),
  );
  const [, shared = ""] =
    /^```yaml\n(makegood: terms\/1\n[\s\S]*?)^```/m.exec(textOf("docs/terms.md")) ?? [];
  const sharedTerms = [parse(shared)];
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    const result = safeParseContract(parse(text), { terms: sharedTerms });
    expect(result.ok ? result.warnings : result.issues).toEqual([]);
  }
});

it("docs/semantics.md has an entry for each number that statements cite", () => {
  const listed = Array.from(textOf("docs/semantics.md").matchAll(/^(\d+)\. /gm), ([, n]) =>
    Number(n),
  );
  expect(listed).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

function partsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? ["empty list"] : value.map(String);
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([key, inner]) => `${key}: ${String(inner)}`);
  return [`\`${String(value)}\``];
}

// ---------------------------------------------------------------------------------------------
// docs/records.md
// ---------------------------------------------------------------------------------------------

const recordSections = new Map(
  sectionsOf(textOf("docs/records.md")).map((section) => [section.title, section]),
);
const contract = parseContract(withUsage(parse(textOf("fixtures/example/contract.yaml"))));

/** The contract of the example, with a charge that stands in records too. */
function withUsage(terms: { readonly services: { readonly charges: object[] }[] }) {
  terms.services[0]?.charges.push({ id: "usage", amount: "from-records", per: "month" });
  return terms;
}

describe("docs/records.md", () => {
  const namesIn = (title: string) => (recordSections.get(title)?.rows ?? []).map(nameOf);
  const common = namesIn("Fields of every record");

  it.each(Object.entries(recordSchemas))("names every field of %s", (type, schema) => {
    const nested = /^(?:events\.\*|happened)\./;
    const fields = [...fieldsOf(schema).keys()].filter((path) => !nested.test(path));
    expect([...common, ...namesIn(type)].sort()).toEqual(fields.sort());
  });

  it("names every field of ticket events, and every event", () => {
    const fields = fieldsOf(ticketEventSchema);
    expect([...namesIn("Ticket events")].sort()).toEqual([...fields.keys()].sort());
    const shape = recordSections.get("Ticket events")?.rows[0]?.Shape ?? "";
    expect(quoted(shape).sort()).toEqual([...(fields.get("event")?.values ?? [])].sort());
  });

  const examples = Object.keys(recordSchemas).map((type) => {
    const section = recordSections.get(type)?.text ?? "";
    const example = /```json\n(.*)\n```/.exec(section)?.[1] ?? "{}";
    return { type, isBuilt: section.includes("Built: **yes**"), row: JSON.parse(example) };
  });

  it.each(examples.filter(({ isBuilt }) => !isBuilt))("$type is not built", ({ row }) => {
    const result = safeParseRecords([row], contract);
    const codes = result.ok ? [] : result.issues.map(({ code }) => code);
    expect(codes).toEqual(["record.not-supported-yet"]);
  });

  it("the examples of what is built are read, all together", () => {
    const rows = examples.filter(({ isBuilt }) => isBuilt).map(({ row }) => row);
    const result = safeParseRecords(rows, contract);
    expect(result.ok ? [] : result.issues).toEqual([]);
  });
});

// ---------------------------------------------------------------------------------------------
// docs/statement.md
// ---------------------------------------------------------------------------------------------

/** The fields and closed values of each interface of the model, nested groups by their path. */
function interfacesOf(path: string) {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  const found = new Map<string, { fields: string[]; values: string[] }>();
  const walk = (
    members: readonly ts.TypeElement[],
    into: { fields: string[]; values: string[] },
    above: string,
  ) => {
    for (const member of members) {
      if (!ts.isPropertySignature(member) || member.type === undefined) continue;
      const name = above + member.name.getText();
      into.fields.push(name);
      const look = (node: ts.Node): void => {
        if (ts.isTypeLiteralNode(node)) walk([...node.members], into, `${name}.`);
        else if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
          into.values.push(node.literal.text);
        else ts.forEachChild(node, look);
      };
      look(member.type);
    }
  };
  for (const node of source.statements) {
    const into = { fields: [], values: [] };
    if (ts.isInterfaceDeclaration(node)) {
      walk([...node.members], into, "");
      found.set(node.name.text, into);
    }
  }
  return found;
}

describe("docs/statement.md", () => {
  const sections = new Map(
    sectionsOf(textOf("docs/statement.md")).map((section) => [quoted(section.title)[0], section]),
  );
  it.each([...interfacesOf("src/model/statement.ts"), ...interfacesOf("src/model/step.ts")])(
    "names every field and value of %s",
    (name, { fields, values }) => {
      const section = sections.get(name);
      const named = (section?.rows ?? []).map(nameOf);
      expect(named.sort()).toEqual([...fields].sort());
      expect(values.filter((value) => !quoted(section?.text ?? "").includes(value))).toEqual([]);
    },
  );
});

// ---------------------------------------------------------------------------------------------
// docs/codes.md
// ---------------------------------------------------------------------------------------------

/** Codes that are put together from parts: each such place in the source, and what it makes. */
const composed: Readonly<Record<string, readonly string[]>> = {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are texts of the source.
  "`record.unknown-${what}`": ["record.unknown-outage", "record.unknown-ticket"],
  "`ticket.${found.kind}`": [
    "ticket.event-before-opening",
    "ticket.event-clash",
    "ticket.reason-started-twice",
    "ticket.reopen-without-stop",
    "ticket.resume-without-pause",
    "ticket.stop-before-opening",
  ],
  "`tier.${seam.kind}`": ["tier.gap", "tier.overlap"],
  "`contract.unknown-${what}`": [],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are texts of the source.
};

function codesInSource(): ReadonlySet<string> {
  const texts = filesUnder("src")
    .filter((path) => path.endsWith(".ts"))
    .map(textOf);
  const all = (pattern: RegExp, from = texts) =>
    from.flatMap((text) => Array.from(text.matchAll(pattern), ([, found]) => found ?? ""));
  const literals = all(/"([a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)"/g);
  const templates = all(/(`[a-z]+\.[a-z-]*\$\{[^`}]*\}`)/g);
  expect([...new Set(templates)].sort()).toEqual(Object.keys(composed).sort());
  // What a name was looked up as; records put a code of their own in place of two of them.
  const looked = all(/\.find\(\s*"([a-z-]+)"/g).filter((what) => what !== "impact");
  const shape = all(/make\(\s*"([a-z-]+)"/g, [textOf("src/schema/issues.ts")]);
  const guard = all(/(?:what: |prefix,\s*)"([a-z-]+)"/g, [textOf("src/schema/guard.ts")]);
  const prefixes = (call: string) => [
    ...new Set(all(new RegExp(`${call}\\([^)]*"([a-z-]+)"\\)`, "g"))),
  ];
  const under = (call: string, whats: readonly string[]) =>
    prefixes(call).flatMap((prefix) => whats.map((what) => `${prefix}.${what}`));
  return new Set([
    ...literals,
    ...Object.values(composed).flat(),
    ...looked.map((what) => `contract.unknown-${what}`),
    ...under("issuesFromZod", shape),
    ...under("guardPlain", guard),
  ]);
}

it("docs/codes.md names every code of the source, and none that it does not have", () => {
  const [shapes = "", guards = ""] = textOf("docs/codes.md").split("Looked at before any schema");
  const prefixed = (text: string, prefixes: readonly string[]) =>
    Array.from(text.matchAll(/^\| `\*\.([a-z-]+)`/gm), ([, what]) => what).flatMap((what) =>
      prefixes.map((prefix) => `${prefix}.${what}`),
    );
  const plain = Array.from(
    textOf("docs/codes.md").matchAll(/^\| `([a-z][a-z0-9.-]*)`/gm),
    ([, code]) => code,
  );
  const named = [
    ...plain,
    ...prefixed(shapes, ["contract", "terms", "record", "map", "github-status"]),
    ...prefixed(guards, ["contract", "terms", "record", "map"]),
  ];
  const inSource = codesInSource();
  expect({
    missing: [...inSource].filter((code) => !named.includes(code)),
    tooMany: named.filter((code) => !inSource.has(code ?? "")),
  }).toEqual({ missing: [], tooMany: [] });
  expect(plain.length).toBe(new Set(plain).size);
});

// ---------------------------------------------------------------------------------------------
// Links
// ---------------------------------------------------------------------------------------------

describe("links", () => {
  it.each(pages)("%s leads to pages and headings that exist", (page) => {
    const text = textOf(page).replace(/```[\s\S]*?```/g, "");
    for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      const found = textOf(file);
      if (anchor === undefined) continue;
      const slugs = Array.from(found.matchAll(/^#+ (.*)$/gm), ([, title = ""]) => slugOf(title));
      expect({ target, isThere: slugs.includes(anchor) }).toEqual({ target, isThere: true });
    }
  });

  it("docs/README.md lists every page", () => {
    const index = textOf("docs/README.md");
    const missing = pages
      .filter((page) => page !== join("docs", "README.md"))
      .filter((page) => !index.includes(`](${relative("docs", page)})`));
    expect(missing).toEqual([]);
  });
});

// ---------------------------------------------------------------------------------------------
// Examples
// ---------------------------------------------------------------------------------------------

const modules: Readonly<Record<string, () => Promise<unknown>>> = {
  makegood: () => import("../src/index.ts"),
  "makegood/adapters": () => import("../src/adapters/index.ts"),
  "makegood/clock": () => import("../src/clock.ts"),
  "makegood/node": () => import("../src/node/index.ts"),
  "node:fs": () => import("node:fs"),
  yaml: () => import("yaml"),
};

const blocks = pages.flatMap((page) =>
  Array.from(textOf(page).matchAll(/^```ts\n([\s\S]*?)^```/gm), ([, code = ""], index) => ({
    name: `${page} ${index + 1}`,
    code,
  })),
);

/** Imports become calls, `expression; // => value` an assertion; the types go away. */
function runnable(code: string): string {
  const imported = code.replace(
    /^import (type )?\{([^}]*)\} from "([^"]+)";$/gm,
    (_, isType: string | undefined, names: string, from: string) => {
      const values = names.split(",").filter((name) => !name.trim().startsWith("type "));
      return isType === undefined
        ? `const {${values.join(",").replaceAll(" as ", ": ")}} = await load("${from}");`
        : "";
    },
  );
  const asserted = imported.replace(/^(\s*)(.*);\s*\/\/ => (.*)$/gm, "$1same($2, $3);");
  return ts.transpile(asserted, { target: ts.ScriptTarget.ES2022 });
}

type Run = (
  load: (name: string) => Promise<unknown>,
  same: (found: unknown, wanted: unknown) => void,
  console: { readonly log: () => void },
) => Promise<void>;

describe("the TypeScript in the pages", () => {
  it.each(blocks)("$name runs, and says what it says", async ({ name, code }) => {
    const source = `(async (load, same, console) => {${runnable(code)}\n})`;
    const run = runInThisContext(source, { filename: name }) as Run;
    const load = async (from: string) => modules[from]?.();
    const same = (found: unknown, wanted: unknown) => {
      if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
    };
    await run(load, same, { log: () => {} });
  });

  it("compiles under the strict settings of the library", () => {
    const config = ts.getParsedCommandLineOfConfigFile(
      join(root, "tsconfig.json"),
      { noEmit: true },
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
    );
    const options: ts.CompilerOptions = {
      ...config?.options,
      paths: {
        makegood: [join(root, "src/index.ts")],
        "makegood/adapters": [join(root, "src/adapters/index.ts")],
        "makegood/clock": [join(root, "src/clock.ts")],
        "makegood/node": [join(root, "src/node/index.ts")],
      },
      noUnusedLocals: false,
      skipLibCheck: true,
    };
    const files = new Map(
      blocks.map(({ code }, index) => [join(root, "docs", `block-${index}.ts`), code]),
    );
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.readFile = (path) => files.get(path) ?? readFile(path);
    host.getSourceFile = (path, ...rest) => {
      const code = files.get(path);
      return code === undefined
        ? getSourceFile(path, ...rest)
        : ts.createSourceFile(path, code, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const problems = [...files.keys()].flatMap((path) => {
      const source = program.getSourceFile(path);
      return [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ].map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    });
    expect(problems).toEqual([]);
  });
});

const sessions = pages
  .map((page) => ({
    page,
    text: Array.from(
      textOf(page).matchAll(/^```console\n([\s\S]*?)^```/gm),
      ([, inner = ""]) => inner,
    ).join(""),
  }))
  .filter(({ text }) => text !== "");

/** Commands begin with "$ ", go on after a backslash, and are followed by what they print. */
function commandsIn(text: string) {
  return text
    .split(/^\$ /m)
    .filter((part) => part !== "")
    .map((part) => {
      const [command = "", ...lines] = part.replaceAll(/ \\\n\s*/g, " ").split("\n");
      return { argv: command.split(" ").slice(1), printed: lines.join("\n").trimEnd() };
    });
}

/** A line "…" in a page stands for any number of lines. */
function matches(printed: string, wanted: string): boolean {
  const escaped = wanted.split("\n").map((line) => line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = escaped.join("\n").replaceAll(/(?:^|\n)…(?=\n|$)/g, "(?:[\\s\\S]*)");
  return new RegExp(`^${pattern}$`).test(printed);
}

describe("the command lines in the pages", () => {
  it.each(sessions)("$page prints what it says", async ({ text }) => {
    const example = "fixtures/example";
    const folder = folderWith(
      Object.fromEntries(
        filesUnder(example).map((path) => [relative(example, path), textOf(path)]),
      ),
    );
    for (const { argv, printed } of commandsIn(text)) {
      const { out, err } = await ran(argv, { cwd: folder.path });
      const shown = (err + out).replaceAll("\r\n", "\n").trimEnd();
      if (!matches(shown, printed)) expect(shown).toBe(printed);
    }
    folder.remove();
  });
});
