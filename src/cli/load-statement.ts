import { readJson } from "../adapters/json.ts";
import { accepted, type Result, refused, type Statement } from "../index.ts";
import type { Input } from "./input.ts";

/** One statement as this program wrote it. What it says is verified where it is used. */
export function statementOf({ path, text }: Input): Result<Statement> {
  const file = path === "-" ? "standard input" : path;
  const read = readJson(text, file);
  if (!read.ok) return read;
  const { raw } = read.value;
  if (isStatement(raw)) return accepted(raw);
  const message = "the file holds no statement of makegood";
  const hint = "name a file that `makegood settle --format json` has written";
  return refused([{ code: "statement.not-a-statement", path: ["makegood"], message, hint, file }]);
}

/** As deep as commands and presenters look; hashes cover the rest. */
function isStatement(raw: unknown): raw is Statement {
  if (!isObject(raw) || raw.makegood !== "statement/1") return false;
  const objects = ["key", "totals", "evidence", "manifest", "terms", "hashes", "producedBy"];
  const lists = ["blockedBy", "results", "lines", "caps", "assumptions", "warnings"];
  return objects.every((key) => isObject(raw[key])) && lists.every((key) => isList(raw[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject);
}
