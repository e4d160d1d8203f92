import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ContractInput, contractSchema, safeParseContract } from "../../src/contract.ts";
import { contractJsonSchema } from "../../src/json-schemas.ts";
import { give, how, on } from "../../src/rules/credits/index.ts";
import { matchers } from "../../src/rules/exclusions/index.ts";
import { figures } from "../../src/rules/figures/index.ts";
import { defaultsUsed, isKnownDefault } from "../../src/schema/defaults.ts";
import { built } from "../support/built.ts";
import { availability, contractOf, response } from "./world.ts";

/**
 * Three lists say what the engine can do: `built.ts`, the registries, and the grammar. A value in
 * one of them alone would be parsed and then ignored, or computed and never reached.
 */

type Node = Readonly<Record<string, unknown>>;

const root = contractJsonSchema();
const lines = built.map((line) => {
  const [path = "", values] = line.split(" = ");
  return { path, values: values?.split(" | ") };
});

describe("built.ts and the grammar", () => {
  it("no line stands twice", () => {
    const paths = lines.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  it.each(lines)("the grammar knows $path", ({ path, values = [] }) => {
    const nodes = nodesAt(path.split(".").filter((part) => part !== "**"));
    expect(nodes.length).toBeGreaterThan(0);
    const known = nodes.flatMap(valuesOf);
    expect(values.filter((value) => !known.includes(value))).toEqual([]);
  });
});

/** Of each a contract that says it. Whoever compiles it refuses it. */
const notBuilt: Readonly<Record<string, Partial<ContractInput>>> = {
  "claim.stages.*.after = eligibility": { claim: eligibilityClaim() },
  "commitments.*.claim.stages.*.after = eligibility": {
    commitments: [{ ...availability, claim: eligibilityClaim() }],
  },
  "commitments.*.severalMatch = refuse": {
    commitments: [{ ...response, severalMatch: "refuse" }],
  },
};

describe("what the grammar has and built.ts does not list", () => {
  it("is nothing but what is refused by name", () => {
    const left = leavesBelow(root, []).filter((leaf) => !isListed(leaf));
    expect(
      sorted(
        left.map(({ path, value }) =>
          [path.join("."), value].filter((part) => part !== undefined).join(" = "),
        ),
      ),
    ).toEqual(Object.keys(notBuilt).sort());
  });

  it.each(Object.entries(notBuilt))("%s is refused", (_, changes) => {
    const parsed = safeParseContract(contractOf(changes));
    expect(parsed.ok ? [] : parsed.issues.map(({ code }) => code)).toEqual([
      "contract.not-supported-yet",
    ]);
  });
});

function eligibilityClaim(): NonNullable<ContractInput["claim"]> {
  return {
    on: "request",
    stages: [{ what: "claim", within: { days: 30 }, after: "eligibility" }],
  };
}

interface Leaf {
  readonly path: readonly string[];
  /** Of a closed list. */
  readonly value: string | undefined;
}

/** Every field of the grammar that holds a value, and every value of a closed list. */
function leavesBelow(node: Node, path: readonly string[]): Leaf[] {
  return branchesOf(node).flatMap((branch) => {
    const { properties = {} } = branch as { properties?: Readonly<Record<string, Node>> };
    const fields = Object.entries(properties).flatMap(([key, child]) =>
      leavesBelow(child, [...path, key]),
    );
    const entries = childrenOf(branch, "*").flatMap((child) => leavesBelow(child, [...path, "*"]));
    const closed = (branch.enum ?? (branch.const === undefined ? [] : [branch.const])) as unknown[];
    if (closed.length > 0) return closed.map((value) => ({ path, value: String(value) }));
    const isOpen = ["string", "integer", "number", "boolean", "null"].includes(String(branch.type));
    return [...fields, ...entries, ...(isOpen ? [{ path, value: undefined }] : [])];
  });
}

function isListed({ path, value }: Leaf): boolean {
  return lines.some(({ path: line, values }) => {
    const parts = line.split(".");
    const isDeep = parts.at(-1) === "**";
    const own = isDeep ? parts.slice(0, -1) : parts;
    const isOn = own.every((part, at) => part === path[at] || (part === "*" && at < path.length));
    if (!isOn || (!isDeep && own.length !== path.length)) return false;
    return isDeep || values === undefined || value === undefined || values.includes(value);
  });
}

/** What `built.ts` lists as keys below, or as values of, one path. */
const keysBelow = (path: string) =>
  lines
    .filter((line) => line.path.startsWith(`${path}.`))
    .map((line) => line.path.slice(path.length + 1).split(".")[0]);
const valuesAt = (path: string) => lines.find((line) => line.path === path)?.values ?? [];
const sorted = (names: Iterable<string | undefined>) => [...new Set(names)].sort();

describe("built.ts and the registries", () => {
  it.each([
    {
      list: "figure",
      table: figures,
      listed: valuesAt("commitments.*.measure.figure"),
    },
    {
      list: "on",
      table: on,
      listed: [
        ...valuesAt("commitments.*.credits.*.on"),
        ...keysBelow("commitments.*.credits.*.on"),
      ],
    },
    { list: "how", table: how, listed: valuesAt("commitments.*.credits.*.how") },
    { list: "give", table: give, listed: keysBelow("commitments.*.credits.*.give") },
    {
      list: "give of a tier",
      table: give,
      listed: keysBelow("commitments.*.credits.*.tiers.*.give"),
    },
    { list: "matches", table: matchers, listed: keysBelow("exclusions.*.matches") },
  ])("$list: what is listed has a file, and every file is listed", ({ table, listed }) => {
    expect(sorted(listed)).toEqual(sorted(Object.keys(table)));
  });
});

const fixtures = new URL("../../fixtures/", import.meta.url);
const contracts = ["example", "paper", "github"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, fixtures))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `${folder}/${name}`),
);

describe("defaults are known to decide something, or to decide nothing", () => {
  it("all that the grammar fills in", () => {
    const patterns = sorted(defaultsBelow(root, []));
    expect(patterns.length).toBeGreaterThan(0);
    expect(patterns.filter((pattern) => pattern !== undefined && !isKnownDefault(pattern))).toEqual(
      [],
    );
  });

  it.each(contracts)("all that is filled into fixtures/%s", (path) => {
    const raw: unknown = parse(readFileSync(new URL(path, fixtures), "utf8"));
    const filled = safeParseContract(raw);
    const terms = filled.ok ? filled.value.terms : contractSchema.parse(raw);
    const unknown = defaultsUsed(raw, terms).filter(({ pattern }) => !isKnownDefault(pattern));
    expect(unknown).toEqual([]);
  });
});

/** Every schema that may stand at a path; `*` is an entry of a list or of a map. */
function nodesAt(path: readonly string[], from: Node = root): readonly Node[] {
  const [head, ...rest] = path;
  const branches = branchesOf(from);
  if (head === undefined) return branches;
  return branches
    .flatMap((branch) => childrenOf(branch, head))
    .flatMap((one) => nodesAt(rest, one));
}

function branchesOf(node: Node): readonly Node[] {
  const inner = [node.anyOf, node.oneOf, node.allOf].flatMap((list) => (list ?? []) as Node[]);
  return [node, ...inner.flatMap(branchesOf)];
}

function childrenOf(node: Node, key: string): readonly Node[] {
  const {
    properties = {},
    items,
    additionalProperties,
  } = node as {
    properties?: Readonly<Record<string, Node>>;
    items?: Node;
    additionalProperties?: Node | false;
  };
  if (key === "*")
    return [items, additionalProperties || undefined].filter((one) => one !== undefined);
  const child = properties[key];
  return child === undefined ? [] : [child];
}

function valuesOf(node: Node): readonly string[] {
  return [...((node.enum ?? []) as unknown[]), node.const].map(String);
}

/** The patterns of all fields that have a default. */
function defaultsBelow(node: Node, path: readonly string[]): string[] {
  return branchesOf(node).flatMap((branch) => {
    const own = branch.default === undefined ? [] : [path.join(".")];
    const { properties = {} } = branch as { properties?: Readonly<Record<string, Node>> };
    const fields = Object.entries(properties).flatMap(([key, child]) =>
      defaultsBelow(child, [...path, key]),
    );
    const entries = childrenOf(branch, "*").flatMap((child) =>
      defaultsBelow(child, [...path, "*"]),
    );
    return [...own, ...fields, ...entries];
  });
}
