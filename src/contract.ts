import * as z from "zod/mini";
import { accepted, type Issue, type Result, refused, shown, unwrap } from "./base/result.ts";
import { freeMaps, writeClausesOut } from "./clauses.ts";
import type { Assumption } from "./model/statement.ts";
import { compileContract } from "./rules/compile.ts";
import type { Plan } from "./rules/plan.ts";
import { hashOfTerms } from "./rules/written-terms.ts";
import { calendarSchema } from "./schema/calendars.ts";
import {
  capSchema,
  claimSchema,
  creditSchema,
  pointsSchema,
  stackingSchema,
} from "./schema/credits.ts";
import { daysLimitDays } from "./schema/day-limits.ts";
import { assumptionsOf } from "./schema/defaults.ts";
import { exclusionSchema } from "./schema/exclusions.ts";
import {
  clauseSchema,
  dateSchema,
  nameSchema,
  oneOf,
  periodSchema,
  positiveSchema,
  quantitySchema,
  textSchema,
  whereSchema,
  zoneSchema,
} from "./schema/fields.ts";
import { guardPlain } from "./schema/guard.ts";
import { issuesFromZod } from "./schema/issues.ts";
import { measureSchema } from "./schema/measures.ts";
import { baseSchema, serviceSchema } from "./schema/services.ts";
import { attainmentSchema, targetSchema } from "./schema/targets.ts";
import { includeTerms } from "./terms.ts";

// Long because: the grammar of the whole document and the way in to it are one page.

/**
 * contract/1, the whole grammar: a commitment is `scope × period × measure × excludes × targets ×
 * credits`, a credit is `when × on × how × give × base × cap`. What the engine cannot do yet is
 * accepted here and refused by `notSupportedYet`, so that the grammar is one thing from the start.
 */

/** Every resource that a service declares. */
const resourcesSchema = z.strictObject({ resourcesOf: nameSchema });

/** `strict`: unknown while any member is; else it is left out while another is known (21). */
const membersSchema = z.union([
  z.array(nameSchema).check(z.minLength(2)),
  z.strictObject({
    of: z.array(nameSchema).check(z.minLength(2)),
    unknownMember: z.literal("strict"),
  }),
  z.strictObject({ resourcesOf: nameSchema, unknownMember: z.optional(z.literal("strict")) }),
]);

const scopeSchema = oneOf({
  service: nameSchema,
  each: oneOf({
    services: z.array(nameSchema).check(z.minLength(1)),
    resourcesOf: nameSchema,
    customersOf: nameSchema,
  }),
  pooled: z.union([z.array(nameSchema).check(z.minLength(1)), resourcesSchema]),
  allDown: membersSchema,
  anyDown: membersSchema,
  atLeastDown: z.strictObject({
    n: positiveSchema,
    of: z.union([z.array(nameSchema).check(z.minLength(2)), resourcesSchema]),
    unknownMember: z.optional(z.literal("strict")),
  }),
  /** Each second by the weights of the members that are down in it. */
  weighted: z
    .array(z.strictObject({ service: nameSchema, weight: quantitySchema }))
    .check(z.minLength(2)),
  /** Not on timelines; only where a clause says so (21). */
  sumOfShortfalls: z.array(nameSchema).check(z.minLength(2)),
  meanOfPercentages: z.array(nameSchema).check(z.minLength(2)),
});

const termsNameSchema = z.string().check(z.regex(/^[^@\s]+@[^@\s]+$/));

const eligibilitySchema = z.strictObject({
  clause: z.optional(clauseSchema),
  where: whereSchema,
});

export const commitmentSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  title: z.optional(textSchema),
  scope: scopeSchema,
  period: periodSchema,
  measure: measureSchema,
  excludes: z.array(nameSchema),
  /** Empty where a duty says by itself what is owed. */
  targets: z.array(targetSchema),
  attainment: z.optional(attainmentSchema),
  eligible: z.optional(eligibilitySchema),
  /** Several matches of a target table or schedule: first row wins unless the clause says else. */
  severalMatch: z._default(z.enum(["first", "strictest", "refuse"]), "first"),
  credits: z._default(z.array(creditSchema), []),
  /** Replaces the contract's claim for this commitment. */
  claim: z.optional(claimSchema),
  /** The version of the terms that this commitment belongs to (37). Left out: the whole contract. */
  effective: z.optional(
    z.strictObject({
      from: z.optional(dateSchema),
      until: z.optional(dateSchema),
      /** The commitment that this one is the next version of, and which of them judges a cycle. */
      continues: z.optional(
        z.strictObject({ commitment: nameSchema, termsAt: z.enum(["start", "stop"]) }),
      ),
    }),
  ),
});

export const contractSchema = z
  .strictObject({
    makegood: z.literal("contract/1"),
    id: nameSchema,
    title: z.optional(textSchema),
    documents: z
      .array(
        z.strictObject({
          id: nameSchema,
          title: textSchema,
          sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
          url: z.optional(z.string().check(z.maxLength(2000))),
        }),
      )
      .check(z.minLength(1)),
    parties: z.strictObject({ provider: textSchema, customer: textSchema }),
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    timeZone: zoneSchema,
    settlement: periodSchema,
    effective: z.strictObject({ from: dateSchema, until: z.optional(dateSchema) }),
    /** The shared part, `id@version`; once it is included, which text that was. */
    terms: z.optional(
      z.union([
        termsNameSchema,
        z.strictObject({
          name: termsNameSchema,
          hash: z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/)),
        }),
      ]),
    ),
    attributes: z.optional(z.record(nameSchema, z.string().check(z.maxLength(200)))),
    calendars: z._default(z.array(calendarSchema), []),
    services: z.array(serviceSchema).check(z.minLength(1)),
    bases: z._default(z.array(baseSchema), []),
    exclusions: z._default(z.array(exclusionSchema), []),
    commitments: z.array(commitmentSchema).check(z.minLength(1)),
    stacking: z.optional(z.array(stackingSchema)),
    points: z.optional(pointsSchema),
    caps: z._default(z.array(capSchema), []),
    clawBack: z._default(z.enum(["none", "allowed"]), "none"),
    rounding: z._default(
      z.strictObject({
        each: z.enum(["line", "statement"]),
        mode: z.enum(["half-up", "half-even", "down", "up"]),
      }),
      { each: "line", mode: "half-up" },
    ),
    claim: claimSchema,
  })
  .check(z.superRefine(daysLimitDays))
  .register(z.globalRegistry, { id: "contract", title: "makegood contract/1" });

export type ContractInput = z.input<typeof contractSchema>;
/** A contract with every default filled in: plain JSON, and what its hash is taken of. */
export type Contract = z.output<typeof contractSchema>;
export type Commitment = Contract["commitments"][number];
export type Credit = Commitment["credits"][number];
export type Exclusion = Contract["exclusions"][number];

/** A contract that was read: what `settle` and its neighbours are given. */
export interface ParsedContract {
  /** The normalized contract: every default filled in, every clause with its document. */
  readonly terms: Contract;
  /** Of the normalized contract: its identity (semantics 39). */
  readonly hash: string;
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Issue[];
  /** The contract as the engine reads it. */
  readonly plan: Plan;
}

export interface ContractOptions {
  /** Documents of terms/1, as their files hold them: the contract names the one that it includes. */
  readonly terms?: readonly unknown[];
}

/**
 * Reads a contract/1 from plain JSON data.
 *
 * @param given What a YAML or JSON file holds; not trusted.
 * @returns The contract, or every problem with code, path, value and hint. A part of the grammar
 *   that cannot be computed yet is `contract.not-supported-yet`.
 * @example
 * const result = safeParseContract(JSON.parse(text));
 * if (!result.ok) for (const issue of result.issues) console.error(formatIssue(issue));
 */
export function safeParseContract(
  given: unknown,
  options: ContractOptions = {},
): Result<ParsedContract> {
  const plain = guardPlain(given, "contract");
  if (!plain.ok) return plain;
  const { terms = [] }: ContractOptions = Object(options);
  const included = includeTerms(given, Array.isArray(terms) ? terms : [terms]);
  if (!included.ok) return included;
  const { raw, placed } = included.value;
  const parsed = parseWhole(raw);
  if (!parsed.ok) return refused(parsed.issues.map(placed));
  const warnings = parsed.warnings.map(placed);
  return accepted({ ...parsed.value, warnings }, warnings);
}

/** A contract with its terms in it. */
function parseWhole(raw: unknown): Result<ParsedContract> {
  const shape = contractSchema.safeParse(raw);
  if (!shape.success) return refused(issuesFromZod(contractSchema, shape.error, raw, "contract"));
  const { terms, assumptions } = normalize(raw, shape.data);
  const plan = compileContract(terms);
  if (!plan.ok) return plan;
  const hash = hashOfTerms(terms);
  return accepted(
    { terms, hash, assumptions, warnings: plan.warnings, plan: plan.value },
    plan.warnings,
  );
}

/** Like `safeParseContract`; throws a `RefusedError` with the issues. */
export function parseContract(given: unknown, options: ContractOptions = {}): ParsedContract {
  return unwrap(safeParseContract(given, options));
}

const parsedKeys = ["terms", "hash", "assumptions", "warnings", "plan"];

/** Whether it is what `parseContract` returned: calls take nothing else for a contract. */
export function checkContract(contract: unknown): Result<null> {
  const isParsed =
    typeof contract === "object" &&
    contract !== null &&
    parsedKeys.every((key) => Object.hasOwn(contract, key));
  if (isParsed) return accepted(null);
  const value = shown(contract);
  return refused([
    {
      code: "contract.not-parsed",
      path: ["contract"],
      message: `cannot use ${value} as a contract`,
      hint: "give what parseContract returns",
      value,
    },
  ]);
}

/** Fills in the defaults that depend on a neighbour, and writes clauses out with their document. */
function normalize(
  raw: unknown,
  parsed: Contract,
): { terms: Contract; assumptions: readonly Assumption[] } {
  const filled: Contract = { ...parsed, commitments: parsed.commitments.map(fillClock) };
  const terms = writeClausesOut(
    filled,
    parsed.documents[0]?.id ?? "",
    new Set(parsed.documents.map((document) => document.id)),
  ) as Contract;
  return { terms: dropUndefined(terms) as Contract, assumptions: assumptionsOf(raw, terms) };
}

/** Resolution clocks pause for every reason, response clocks for none (12); see also 8. */
function fillClock(commitment: Commitment): Commitment {
  const { measure } = commitment;
  if (measure.facts !== "cycles") return commitment;
  const pauses = measure.clock === "resolution" || measure.clock === "first-resolution";
  const pausedBy = measure.pausedBy ?? (pauses ? "all" : isDuty(measure.clock) ? undefined : []);
  const pooledWith = measure.pooledWith?.map((one) => ({
    ...one,
    targets: one.targets.map((row) => fillRow(row, one.clock)),
  }));
  return {
    ...commitment,
    measure: { ...measure, pausedBy, pooledWith },
    targets: commitment.targets.map((row) => fillRow(row, measure.clock)),
  };
}

type Clock = Extract<Commitment["measure"], { facts: "cycles" }>["clock"];

function isDuty(clock: Clock): boolean {
  return typeof clock === "object" && "duty" in clock;
}

/** A ticket that comes outside hours waits for the opening; an obligation has begun (8). */
function fillRow<Row extends Pick<Commitment["targets"][number], "within">>(
  row: Row,
  clock: Clock,
): Row {
  if (row.within?.businessDays === undefined) return row;
  const { by = "same-time", countStartDay = "no" } = row.within;
  const { outsideHours = isDuty(clock) ? "keep" : "move" } = row.within;
  return { ...row, within: { ...row.within, by, outsideHours, countStartDay } };
}

function dropUndefined(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((inner) => dropUndefined(inner));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (freeMaps.has(name)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, dropUndefined(inner, key)]));
}
