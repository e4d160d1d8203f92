import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Parser,
  type YAMLError,
} from "yaml";
import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { type Located, withoutBom } from "./json.ts";
import { issueList } from "./limit.ts";
import { type Locate, lineCounter, type Place, type Position } from "./position.ts";
import { tooNested, yamlDepthMax } from "./yaml-nesting.ts";

/** Values that one text may yield, counting what stands behind an alias each time it is used. */
export const yamlValuesMax = 200_000;

const composing = {
  version: "1.2",
  schema: "core",
  merge: false,
  // Compared here, in linear time.
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: "silent",
} as const;

const hints = {
  "yaml.malformed": "correct the YAML at this place; JSON is accepted too",
  "yaml.several-documents": "keep one document a file, without further `---`",
  "yaml.version": "leave the directive out: files are read as YAML 1.2",
  "yaml.tag": "leave the tag out; write text in quotes where it could be read as a number",
  "yaml.duplicate-key": "keep one of them; which one counts is not guessed",
  "yaml.reserved-key": "`__proto__` cannot be the name of a field; as an id in a text it can",
  "yaml.key-not-text": "write the key as text, in quotes where needed",
  "yaml.number": 'write a plain number, or text such as "500.00"',
  "yaml.unknown-alias": "define the anchor before the alias, with the same name",
  "yaml.too-many-values": "write out what the aliases stand for, or use fewer of them",
  "yaml.too-deep": `nest at most ${yamlDepthMax} lists and maps; an alias may not hold itself`,
} as const;
type YamlCode = keyof typeof hints;

/**
 * Reads one YAML 1.2 text with the core schema and nothing else: no tags, no merge keys, no dates,
 * no second document. Duplicate keys, the key `__proto__`, aliases that multiply and deep nesting
 * are refused; every problem has its line and column.
 */
export function readYaml(given: string, file: string): Result<Located> {
  const text = withoutBom(given);
  const context: Context = { file, positionOf: lineCounter(text), issues: issueList() };
  const deepAt = tooNested(text);
  if (deepAt !== undefined)
    return refused([issueAt(context, "yaml.too-deep", [], deepAt, "too many levels are open")]);
  const document = composed(text, context);
  if (document === undefined) return refused(context.issues.all());
  const raw = plain(document, context);
  const found = context.issues.all();
  if (found.length > 0) return refused(found);
  return accepted({ raw, locate: yamlLocator(document, context) });
}

interface Context {
  readonly file: string;
  readonly positionOf: (offset: number) => Position;
  readonly issues: { add(issue: Issue): void; all(): readonly Issue[] };
}

/** The one document of the text, or nothing once its problems are reported. */
function composed(text: string, context: Context): Document.Parsed | undefined {
  const documents = [...new Composer(composing).compose(new Parser().parse(text), true)];
  const [document, second] = documents;
  if (document === undefined) return undefined;
  const faults: YAMLError[] = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  for (const { pos, message, code } of faults) {
    if (code === "TAG_RESOLVE_FAILED") continue; // Reported with the node that bears the tag.
    report(context, "yaml.malformed", [], pos[0], `not YAML: ${message.split("\n")[0] ?? ""}`);
  }
  if (second !== undefined)
    report(context, "yaml.several-documents", [], second.range[0], "a second document begins");
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== "1.2")
    report(context, "yaml.version", [], 0, `the file says that it is YAML ${version}`);
  return context.issues.all().length > 0 ? undefined : document;
}

/** The plain value of the document. Problems are reported on the way; then it is not used. */
function plain(document: Document.Parsed, context: Context): unknown {
  let values = 0;
  const path: (string | number)[] = [];

  const note = (code: YamlCode, node: Node | null | undefined, message: string, value?: string) =>
    report(context, code, path, offsetOf(node), message, value);

  const read = (node: Node | null | undefined): unknown => {
    values += 1;
    if (values > yamlValuesMax) {
      if (values === yamlValuesMax + 1)
        note("yaml.too-many-values", node, `more than ${yamlValuesMax} values in all`);
      return null;
    }
    if (path.length > yamlDepthMax) {
      note("yaml.too-deep", node, `more than ${yamlDepthMax} levels`);
      // One report is enough: what multiplies on the way here would be reported each time.
      values = yamlValuesMax + 1;
      return null;
    }
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target !== undefined) return read(target);
      note("yaml.unknown-alias", node, `no anchor for the alias ${shown(node.source)}`);
      return null;
    }
    const tag = node?.tag;
    if (tag !== undefined) note("yaml.tag", node, `the tag ${shown(tag)} is not allowed`, tag);
    if (isMap(node)) return readMap(node.items);
    if (isSeq(node)) {
      return node.items.map((item, index) => inside(index, () => read(item as Node | null)));
    }
    return isScalar(node) ? readScalar(node, note) : null;
  };

  const readMap = (items: readonly { readonly key: unknown; readonly value: unknown }[]) => {
    const keys = new Set<string>();
    const entries = items.flatMap(({ key: keyNode, value }): [string, unknown][] => {
      const node = keyNode as Node | null;
      const key = isScalar(node) ? node.value : undefined;
      if (typeof key !== "string") {
        note(
          "yaml.key-not-text",
          node,
          `a key is text, found ${shown(isScalar(node) ? key : "a list, map or alias")}`,
        );
        return [];
      }
      if (node?.tag !== undefined) note("yaml.tag", node, "a key bears a tag", node.tag);
      return inside(key, () => {
        if (keys.has(key))
          note("yaml.duplicate-key", node, `the key ${shown(key)} stands twice`, key);
        if (key === "__proto__")
          note("yaml.reserved-key", node, `the key "__proto__" is not allowed`, key);
        keys.add(key);
        return [[key, read(value as Node | null)]];
      });
    });
    return Object.fromEntries(entries);
  };

  const inside = <T>(step: string | number, action: () => T): T => {
    path.push(step);
    const result = action();
    path.pop();
    return result;
  };

  return read(document.contents);
}

function readScalar(
  node: { readonly value: unknown; readonly source?: string | undefined } & Node,
  note: (code: YamlCode, node: Node, message: string, value?: string) => void,
): unknown {
  const { value } = node;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  const written = node.source ?? String(value);
  note("yaml.number", node, `the number ${shown(written)} cannot be used`, written);
  return null;
}

/** Walks the nodes along a path; a property is found at its key. */
function yamlLocator(document: Document.Parsed, { positionOf }: Context): Locate {
  return (path) => {
    let node: Node | null = document.contents;
    let at = offsetOf(node);
    for (const step of path) {
      const holder: Node | null | undefined = isAlias(node) ? node.resolve(document) : node;
      if (isMap(holder)) {
        const pair = holder.items.find(({ key }) => isScalar(key) && key.value === step);
        if (pair === undefined) break;
        at = offsetOf(pair.key as Node);
        node = pair.value as Node | null;
      } else if (isSeq(holder) && typeof step === "number" && step < holder.items.length) {
        node = holder.items[step] as Node | null;
        at = offsetOf(node) || at;
      } else {
        node = null;
        break;
      }
    }
    return placeOf(node, positionOf(at));
  };
}

function placeOf(node: Node | null, position: Position): Place {
  if (!isScalar(node) || typeof node.value !== "number") return position;
  const { source } = node;
  return source === undefined || source === String(node.value) ? position : { ...position, source };
}

function offsetOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

function report(
  context: Context,
  code: YamlCode,
  path: Issue["path"],
  offset: number,
  message: string,
  value?: string,
): void {
  context.issues.add(issueAt(context, code, path, offset, message, value));
}

function issueAt(
  { file, positionOf }: Context,
  code: YamlCode,
  path: Issue["path"],
  offset: number,
  message: string,
  value?: string,
): Issue {
  const found = value === undefined ? {} : { value: shown(value) };
  return {
    code,
    path: [...path],
    message,
    hint: hints[code],
    ...found,
    file,
    ...positionOf(offset),
  };
}
