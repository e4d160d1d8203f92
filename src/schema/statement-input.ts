import * as z from "zod/mini";
import type { Statement } from "../model/statement.ts";

/**
 * What restating and explaining read of a statement that comes from outside. Its hash vouches for
 * the rest: a statement that was edited is refused by that.
 */
const text = z.string().check(z.maxLength(100_000));
const step = z.looseObject({ op: text, clause: text, in: z.optional(text), out: text });
const ref = z.looseObject({ label: text, from: text, until: text, zone: text });
const rows = (shape: z.core.$ZodShape) =>
  z.array(z.looseObject({ result: text, record: text, ...shape }));

const statementSchema = z.looseObject({
  makegood: z.literal("statement/1"),
  figures: z.int(),
  key: z.looseObject({ contract: text, period: ref, currency: text }),
  revision: z.int().check(z.minimum(0)),
  asOf: text,
  state: z.enum(["final", "provisional"]),
  results: z.array(
    z.looseObject({
      id: text,
      commitment: text,
      clause: text,
      scope: text,
      period: ref,
      verdict: text,
      misses: z.looseObject({ count: z.int(), ids: z.array(text) }),
      steps: z.array(step),
    }),
  ),
  lines: z.array(
    z.looseObject({
      id: text,
      result: text,
      clause: text,
      exact: text,
      amount: text,
      minor: z.int(),
      status: text,
      parts: z.array(z.looseObject({ record: text, exact: text })),
      steps: z.array(step),
      allocations: z.array(z.looseObject({ charge: text, minor: z.int(), key: text })),
    }),
  ),
  caps: z.array(
    z.looseObject({
      id: text,
      clause: text,
      limit: text,
      before: text,
      after: text,
      reached: text,
      steps: z.array(step),
    }),
  ),
  totals: z.looseObject({
    automatic: text,
    claimable: text,
    forfeited: text,
    provisional: text,
    lines: text,
  }),
  evidence: z.looseObject({
    outages: rows({
      from: text,
      until: text,
      weight: text,
      downtimeMs: text,
      parts: z.array(z.looseObject({ why: text, ms: text })),
    }),
    excluded: rows({
      rule: text,
      clause: text,
      from: text,
      until: text,
      downMs: text,
      windowMs: text,
      alsoCoveredBy: z.array(text),
    }),
    rejected: rows({ rule: text, clause: text, reason: text, detail: text, ms: text }),
    notCounted: rows({ why: text, detail: text }),
    tickets: rows({ state: text, openedAt: text, elapsedMs: text, row: z.int(), pausedMs: text }),
  }),
  assumptions: z.array(z.looseObject({ path: text, semantics: z.int() })),
  warnings: z.array(z.looseObject({ code: text, message: text })),
  manifest: z.looseObject({ digest: z.looseObject({ count: z.int(), sum: text }) }),
  terms: z.looseObject({ hash: text }),
  hashes: z.looseObject({ input: text, result: text }),
  producedBy: z.record(z.string(), text),
});

export function isStatement(value: unknown): value is Statement {
  return statementSchema.safeParse(value).success;
}
