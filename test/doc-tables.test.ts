import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { calendarSchema } from "../src/schema/calendars.ts";
import { cyclesMeasure } from "../src/schema/measures.ts";
import { withinSchema } from "../src/schema/targets.ts";
import { answered, workedExamples } from "./support/doc-tables.ts";

/**
 * The worked examples of the pages on calendars and clocks, asked of the public calls; and whether
 * there is one for each option.
 */

const textOf = (path: string) => readFileSync(new URL(`../docs/${path}`, import.meta.url), "utf8");

/** Every name and every closed value that an author may write below a schema. */
function wordsOf(schema: z.ZodMiniType): readonly string[] {
  const words = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties = {}, enum: values = [], const: value, ...inner } = node as Node;
    for (const word of [...Object.keys(properties), ...values]) words.add(String(word));
    if (typeof value === "string") words.add(value);
    for (const below of [...Object.values(properties), ...Object.values(inner)]) visit(below);
  };
  visit(z.toJSONSchema(schema, { io: "input" }));
  return [...words];
}

interface Node {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** Options that have their own pages, or no engine yet. */
const elsewhere: readonly string[] = [
  // docs/figures/average-with.md
  ...["averageWith", "earlierPeriods"],
  // Kinds of period, which stand in the reference.
  ...["calendar-quarter", "calendar-half-year", "calendar-week", "calendar-day", "clock-hour"],
  ...["event", "fiscal", "firstMonth", "length", "month", "quarter", "half-year", "year"],
  ...["billingCycle", "anchorDay", "anniversary", "rolling", "instants"],
  ...["period-end", "claim", "incident", "day-before-incident"],
  // The same for every row and every measure.
  ...["clause", "facts", "cycles"],
];

const pages = [
  { page: "calendars.md", schemas: [calendarSchema] },
  { page: "clocks.md", schemas: [cyclesMeasure, withinSchema] },
];

describe.each(pages)("docs/$page", ({ page, schemas }) => {
  const text = textOf(page);
  const examples = workedExamples(page, text);

  it("has a worked example for each option and each of its values", () => {
    const used = new Set(
      examples.flatMap(({ terms, columns, row }) => wordsIn(terms, columns, row)),
    );
    const missing = schemas
      .flatMap(wordsOf)
      .filter((word) => !used.has(word) && !elsewhere.includes(word));
    expect(missing).toEqual([]);
  });

  it.each(examples)("$name", (example) => {
    expect(answered(example)).toEqual(example.row.slice(0, -1));
  });
});

function wordsIn(
  terms: unknown,
  columns: readonly string[],
  row: readonly string[],
): readonly string[] {
  const cells = [...columns, ...row.slice(0, -1)].filter((cell) => cell.startsWith("`"));
  return [JSON.stringify(terms), ...cells].flatMap((cell) => cell.match(/[\w-]+/g) ?? []);
}
