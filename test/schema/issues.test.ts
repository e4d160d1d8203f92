import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { weeklySchema } from "../../src/schema/calendars.ts";
import { durationSchema } from "../../src/schema/fields.ts";
import { issuesFromZod } from "../../src/schema/issues.ts";
import { descriptionAt, keysAt, schemasAt } from "../../src/schema/navigate.ts";

/** What a schema finds in a value: code, path, hint. */
function found(schema: z.ZodMiniType, value: unknown): readonly string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return issuesFromZod(schema, result.error, value, "x").map(
    ({ code, path, hint }) => `${code} ${path.join(".")} → ${hint}`,
  );
}

const named = z.strictObject({ id: z.string(), size: z.optional(z.int()) });

describe("what zod finds, in our words", () => {
  it.each([
    {
      schema: named,
      value: { id: "a", sice: 1 },
      issues: ['x.unknown-key sice → did you mean "size"?'],
      why: "a typo",
    },
    {
      schema: named,
      value: { id: "a", zzzzzz: 1 },
      issues: ["x.unknown-key zzzzzz → known here: id, size"],
      why: "no typo of anything",
    },
    {
      schema: z.strictObject({}),
      value: { id: "a" },
      issues: ["x.unknown-key id → remove it"],
      why: "nothing is known",
    },
    { schema: named, value: {}, issues: ["x.missing id → give a text in quotes"], why: "missing" },
    {
      schema: named,
      value: { id: 5 },
      issues: ['x.unquoted-number id → write it in quotes: "5"'],
      why: "a number without quotes",
    },
    {
      schema: named,
      value: { id: true },
      issues: ["x.wrong-type id → give a text in quotes"],
      why: "no text",
    },
    {
      schema: named,
      value: { id: "a", size: "b" },
      issues: ["x.wrong-type size → give a number"],
      why: "no number",
    },
    {
      schema: named,
      value: { id: "a", size: 1.5 },
      issues: ["x.wrong-type size → give a whole number"],
      why: "no whole number",
    },
    {
      schema: z.array(z.string()),
      value: "a",
      issues: ["x.wrong-type  → give a list"],
      why: "no list",
    },
    {
      schema: named,
      value: [],
      issues: ["x.wrong-type  → give a group of fields"],
      why: "no object",
    },
    {
      schema: z.boolean(),
      value: 1,
      issues: ["x.wrong-type  → give a boolean"],
      why: "a type without a name of its own",
    },
    {
      schema: z.record(z.string(), z.string()),
      value: 1,
      issues: ["x.wrong-type  → give a group of fields"],
      why: "no record",
    },
    {
      schema: z.enum(["month", "year"]),
      value: "mnth",
      issues: ['x.unknown-value  → did you mean "month"?'],
      why: "a typo in a value",
    },
    {
      schema: z.enum(["month", "year"]),
      value: "fortnight",
      issues: ["x.unknown-value  → use one of: month, year"],
      why: "no typo",
    },
    {
      schema: z.enum(["month", "year"]),
      value: 5,
      issues: ["x.unknown-value  → use one of: month, year"],
      why: "a number",
    },
    {
      schema: z.enum(["month", "year"]),
      value: undefined,
      issues: ["x.missing  → give one of: month, year"],
      why: "nothing",
    },
    {
      schema: z.enum(["1.0", "2.0"]),
      value: 1,
      issues: ['x.unquoted-number  → write it in quotes: "1"'],
      why: "a version without quotes",
    },
    {
      schema: z.enum([..."abcdefghijklmnop"] as [string]),
      value: "mmm",
      issues: ["x.unknown-value  → use one of: a, b, c, d, e, f, g, h, i, j, k, l …"],
      why: "more than a dozen",
    },
    {
      schema: z.string().check(z.regex(/^\d+$/)),
      value: "a",
      issues: ["x.malformed  → see the contract reference for its form"],
      why: "another form",
    },
    {
      schema: z
        .string()
        .check(z.regex(/^\d+$/))
        .register(z.globalRegistry, { description: "Digits." }),
      value: "a",
      issues: ["x.malformed  → Digits."],
      why: "the form is described",
    },
    {
      schema: z.string().check(z.minLength(2)),
      value: "a",
      issues: ["x.too-small  → the least is 2"],
      why: "too short",
    },
    {
      schema: z.int().check(z.maximum(5)),
      value: 6,
      issues: ["x.too-big  → the most is 5"],
      why: "too large",
    },
    {
      schema: z.number().check(z.multipleOf(5)),
      value: 6,
      issues: ["x.refused  → see the contract reference"],
      why: "a check that the grammar does not use",
    },
    {
      schema: z.record(z.string().check(z.regex(/^[a-z]+$/)), z.int()),
      value: { "0": 1 },
      issues: [
        "x.bad-key 0 → use a name of letters, digits, dot, dash and underscore, or one of those that the reference lists",
      ],
      why: "a key of another form",
    },
    {
      schema: z.union([z.string(), weeklySchema]),
      value: { "monday-fri": ["09:00-17:00"] },
      issues: ["x.bad-key monday-fri → A weekday or a run of them: mon, mon-fri, sat-sun."],
      why: "a key whose form is described",
    },
    {
      schema: z.strictObject({ elapsed: z.optional(durationSchema) }),
      value: { elapsed: 4 },
      issues: ["duration.malformed elapsed → write PT4H for hours, PT4M for minutes"],
      why: "a length without its unit",
    },
    {
      schema: durationSchema,
      value: 4.5,
      issues: ["duration.malformed  → write it like PT48H, PT1H30M or PT0.5S"],
      why: "decimals of no unit",
    },
    {
      schema: durationSchema,
      value: 0,
      issues: ["duration.malformed  → write it like PT48H, PT1H30M or PT0.5S"],
      why: "a length of nothing",
    },
    {
      schema: z.union([durationSchema, z.strictObject({ id: z.string() })]),
      value: 4,
      issues: ['x.unquoted-number  → write it in quotes: "4"'],
      why: "a length or something else",
    },
    {
      schema: z.string().check(z.refine(() => false)),
      value: "a",
      issues: ["x.refused  → see the contract reference"],
      why: "a refusal without words",
    },
    {
      schema: z.string().check(z.refine(() => false, { params: { code: "y.z", hint: "do" } })),
      value: "a",
      issues: ["y.z  → do"],
      why: "a refusal with a code of its own",
    },
  ])("$issues: $why", ({ schema, value, issues }) => {
    expect(found(schema, value)).toEqual(issues);
  });
});

describe("a union answers with the branch that came closest", () => {
  const shape = z.discriminatedUnion("how", [
    z.strictObject({ how: z.literal("flat"), amount: z.string() }),
    z.strictObject({ how: z.literal("tiers"), rows: z.array(z.string()) }),
  ]);
  const either = z.union([
    z.enum(["month", "year"]),
    z.literal("hour"),
    z.strictObject({ days: z.int() }),
  ]);

  it.each([
    {
      schema: shape,
      value: {},
      issues: ["x.missing how → use one of: flat, tiers"],
      why: "no discriminator",
    },
    {
      schema: shape,
      value: { how: "flet" },
      issues: ['x.unknown-value how → did you mean "flat"?'],
      why: "a typo in it",
    },
    {
      schema: shape,
      value: { how: "linear" },
      issues: ["x.unknown-value how → use one of: flat, tiers"],
      why: "an unknown one",
    },
    {
      schema: shape,
      value: { how: 5 },
      issues: ["x.unknown-value how → use one of: flat, tiers"],
      why: "no text",
    },
    {
      schema: shape,
      value: { how: "flat", amount: 5 },
      issues: ['x.unquoted-number amount → write it in quotes: "5"'],
      why: "a problem inside the branch",
    },
    {
      schema: shape,
      value: { how: "flat", amount: "5", amont: "" },
      issues: ['x.unknown-key amont → did you mean "amount"?'],
      why: "a typo inside the branch",
    },
    {
      schema: either,
      value: "mnth",
      issues: ['x.unknown-value  → did you mean "month"?'],
      why: "the nearest value of all branches",
    },
    {
      schema: either,
      value: "fortnight",
      issues: ["x.unknown-value  → use one of: month, year; or use one of: hour"],
      why: "all values",
    },
    {
      schema: either,
      value: { days: "x" },
      issues: ["x.wrong-type days → give a number"],
      why: "the branch of the same kind",
    },
    {
      schema: either,
      value: { dais: 5, days: 5 },
      issues: ['x.unknown-key dais → did you mean "days"?'],
      why: "a typo in it",
    },
    {
      schema: either,
      value: undefined,
      issues: ["x.missing  → see the contract reference"],
      why: "nothing",
    },
    {
      schema: z.union([z.string(), z.strictObject({ days: z.int() })]),
      value: 5,
      issues: ['x.unquoted-number  → write it in quotes: "5"'],
      why: "a number where one branch is text",
    },
    {
      schema: z.union([z.strictObject({ a: z.string() }), z.array(z.string())]),
      value: true,
      issues: ["x.wrong-type  → give a group of fields"],
      why: "of no branch's kind: the first",
    },
    {
      schema: z.union([
        z.strictObject({ a: z.strictObject({ b: z.string() }) }),
        z.strictObject({ c: z.string(), d: z.string() }),
      ]),
      value: { a: { b: true } },
      issues: ["x.wrong-type a.b → give a text in quotes"],
      why: "the deepest problem is the closest",
    },
  ])("$issues: $why", ({ schema, value, issues }) => {
    expect(found(schema, value)).toEqual(issues);
  });
});

describe("what a schema says at a path", () => {
  const tree: z.ZodMiniType = z.strictObject({
    list: z._default(
      z.array(
        z.strictObject({ a: z.string().register(z.globalRegistry, { description: "An A." }) }),
      ),
      [],
    ),
    map: z.optional(z.record(z.string(), z.strictObject({ b: z.string() }))),
    maybe: z.nullable(z.strictObject({ c: z.string() })),
    lazy: z.lazy(() => z.strictObject({ d: z.string() })),
    kinds: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("one"), e: z.string() }),
      z.strictObject({ kind: z.literal("two"), f: z.string() }),
    ]),
    any: z.union([z.strictObject({ g: z.string() }), z.string()]),
  });

  it.each([
    { path: [], input: {}, keys: ["list", "map", "maybe", "lazy", "kinds", "any"], why: "the top" },
    { path: ["list", 3], input: {}, keys: ["a"], why: "an entry of a list with a default" },
    { path: ["map", "key"], input: {}, keys: ["b"], why: "a value of a map" },
    { path: ["maybe"], input: {}, keys: ["c"], why: "what may be null" },
    { path: ["lazy"], input: {}, keys: ["d"], why: "what is made later" },
    {
      path: ["kinds"],
      input: { kinds: { kind: "two" } },
      keys: ["kind", "f"],
      why: "the branch that the input names",
    },
    {
      path: ["kinds"],
      input: { kinds: { kind: "three" } },
      keys: ["kind", "e", "f"],
      why: "all branches, where it names none",
    },
    {
      path: ["kinds"],
      input: { kinds: 5 },
      keys: ["kind", "e", "f"],
      why: "and where it is no object",
    },
    { path: ["kinds"], input: undefined, keys: ["kind", "e", "f"], why: "or is not there" },
    { path: ["any"], input: {}, keys: ["g"], why: "the objects of a union" },
    { path: ["list", 0, "a", "deeper"], input: {}, keys: [], why: "below text is nothing" },
    { path: ["nothing"], input: {}, keys: [], why: "no such field" },
    { path: [5], input: {}, keys: [], why: "no such place" },
    { path: ["toString"], input: {}, keys: [], why: "a name that every object has" },
  ])("$path: $why", ({ path, input, keys }) => {
    expect(keysAt(tree, path, input)).toEqual(keys);
  });

  it("finds descriptions, and tells where there are none", () => {
    expect(descriptionAt(tree, ["list", 0, "a"], {})).toBe("An A.");
    expect(descriptionAt(tree, ["lazy", "d"], {})).toBeUndefined();
    expect(schemasAt(tree, ["any"], {})).toHaveLength(2);
  });
});
