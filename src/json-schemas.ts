import * as z from "zod/mini";
import { contractSchema } from "./contract.ts";
import { editorSchema, type JsonSchema } from "./schema/editor-schema.ts";
import { recordSchema } from "./schema/records.ts";

/** JSON Schemas for editors: they complete, describe and mark a typo while a contract is written. */

/**
 * What an author may write in a contract/1: defaults need not be given, unknown fields are refused.
 * It knows the shape and nothing more; rules between fields (a gap between tiers, a base that nobody
 * named) are found by `makegood check`.
 */
export function contractJsonSchema(): JsonSchema {
  return editorSchema(
    contractSchema,
    "A service contract: what was promised and what a miss costs.",
  );
}

/** One row of records/1, as in a line of NDJSON, or a list of rows, as in a JSON file. */
export function recordsJsonSchema(): JsonSchema {
  const file = z.union([recordSchema, z.array(recordSchema)]);
  return editorSchema(
    file.register(z.globalRegistry, { title: "makegood records/1" }),
    "What happened in a period: outages, maintenance, tickets and what was said about them.",
  );
}
