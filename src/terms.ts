import * as z from "zod/mini";
import { canonicalJson, type JsonValue } from "./base/canonical-json.ts";
import { hashOf } from "./base/hash.ts";
import { accepted, type Issue, type Result, refused } from "./base/result.ts";
import { writeClausesOut } from "./clauses.ts";
import { nameSchema, textSchema } from "./schema/fields.ts";
import { guardPlain } from "./schema/guard.ts";
import { issuesFromZod } from "./schema/issues.ts";

const listSchema = z._default(z.array(z.unknown()), []);

/** terms/1: what many contracts share. Its lists are read where they stand: in each contract. */
const termsSchema = z.strictObject({
  makegood: z.literal("terms/1"),
  id: nameSchema,
  version: nameSchema,
  title: z.optional(textSchema),
  documents: z.array(z.looseObject({ id: nameSchema })).check(z.minLength(1)),
  calendars: listSchema,
  bases: listSchema,
  exclusions: listSchema,
  commitments: listSchema,
  stacking: listSchema,
  caps: listSchema,
});

const lists = ["calendars", "bases", "exclusions", "commitments", "stacking", "caps"] as const;

/** A contract with its terms in it, and where an issue of it stands. */
export interface Included {
  readonly raw: unknown;
  readonly placed: (issue: Issue) => Issue;
}

/**
 * Puts the terms that a contract names behind what it says itself (semantics 37). Nothing is
 * overridden: an id that stands in both is refused, as it is in one document.
 *
 * @param given Documents of terms/1, not trusted; those that are not named are not looked at closely.
 */
export function includeTerms(contract: unknown, given: readonly unknown[]): Result<Included> {
  const name: unknown = Object(contract).terms;
  if (typeof name !== "string") return accepted({ raw: contract, placed: (issue) => issue });
  const found = given.filter((one) => nameOf(one) === name);
  const [terms] = found;
  if (terms === undefined) return refused([missing(name, given)]);
  if (found.length > 1) return refused([twice(name)]);
  const read = readTerms(terms);
  if (!read.ok) return refused(read.issues.map((issue) => inTerms(name, issue)));
  return accepted(joined(contract as Group, name, read.value));
}

type Group = Readonly<Record<string, unknown>>;
type Terms = z.output<typeof termsSchema>;

/** The name by which contracts include terms, whatever they are. */
export function nameOf(terms: unknown): string {
  const { id, version } = Object(terms) as Group;
  return `${String(id)}@${String(version)}`;
}

function readTerms(raw: unknown): Result<Terms> {
  const plain = guardPlain(raw, "terms");
  if (!plain.ok) return plain;
  const shape = termsSchema.safeParse(raw);
  return shape.success
    ? accepted(shape.data)
    : refused(issuesFromZod(termsSchema, shape.error, raw, "terms"));
}

function joined(contract: Group, name: string, terms: Terms): Included {
  const own = (key: string): readonly unknown[] => {
    const list = contract[key];
    return Array.isArray(list) ? list : [];
  };
  const ids = terms.documents.map(({ id }) => id);
  const written = writeClausesOut(terms, ids[0] ?? "", new Set(ids)) as Terms;
  const known = new Set(own("documents").map((one) => canonicalJson(one as JsonValue)));
  const added = written.documents.flatMap((one, place) =>
    known.has(canonicalJson(one as unknown as JsonValue)) ? [] : [{ one, place }],
  );
  const filled = lists.filter((key) => written[key].length > 0);
  const raw = {
    ...contract,
    terms: { name, hash: hashOf(terms as unknown as JsonValue) },
    documents: [...own("documents"), ...added.map(({ one }) => one)],
    ...Object.fromEntries(filled.map((key) => [key, [...own(key), ...written[key]]])),
  };
  const placed = (issue: Issue): Issue => {
    const [list, index, ...rest] = issue.path;
    const count = own(String(list)).length;
    const isOfTerms = list === "documents" || lists.some((key) => key === list);
    if (!isOfTerms || typeof index !== "number" || index < count) return issue;
    const place = list === "documents" ? added[index - count]?.place : index - count;
    return inTerms(name, { ...issue, path: [String(list), place ?? 0, ...rest] });
  };
  return { raw, placed };
}

/** The path of an issue inside the terms of this name. */
function inTerms(name: string, issue: Issue): Issue {
  return { ...issue, path: ["terms", name, ...issue.path] };
}

function missing(name: string, given: readonly unknown[]): Issue {
  const names = given.map(nameOf).join(", ");
  return {
    code: "terms.not-given",
    path: ["terms"],
    message: `the terms ${name} are not given`,
    hint: names === "" ? "give them beside the contract" : `given: ${names}`,
    value: name,
  };
}

function twice(name: string): Issue {
  return {
    code: "terms.given-twice",
    path: ["terms"],
    message: `the terms ${name} are given twice`,
    hint: "give each version once",
    value: name,
  };
}
