import { nameLike } from "../explain-record.ts";
import { type Issue, RefusedError, type Statement } from "../index.ts";

export type Explainable =
  | { readonly line: string }
  | { readonly result: string }
  | { readonly record: string };

/**
 * What an id of the command line names: a line, a result, or a commitment that has only one of
 * them, the line first; anything else is taken for the id of a record.
 *
 * @throws {RefusedError} When a commitment has several results: they are listed.
 */
export function whatIs(id: string, { lines, results }: Statement): Explainable {
  if (lines.some((line) => line.id === id)) return { line: id };
  if (results.some((result) => result.id === id)) return { result: id };
  const own = results.filter((result) => result.commitment === id);
  const ids = new Set(own.map((result) => result.id));
  const [line, ...otherLines] = lines.filter(({ result }) => ids.has(result));
  if (line !== undefined && otherLines.length === 0 && own.length === 1) return { line: line.id };
  const [result, ...otherResults] = own;
  if (result === undefined) return { record: id };
  if (otherResults.length === 0) return { result: result.id };
  throw new RefusedError([
    {
      code: "explain.ambiguous",
      path: [],
      message: `the commitment ${id} has ${own.length} results`,
      hint: `name one of: ${[...ids].slice(0, 10).join(", ")}`,
      value: id,
    },
  ]);
}

/** Of a name that stands nowhere in a statement: only its records can tell whether one has it. */
export function nowhere(id: string, statement: Statement): Issue {
  const near = nameLike(statement, id);
  const like = near === undefined ? "" : `; a name like it is ${near}`;
  return {
    code: "explain.unknown",
    path: [],
    message: `${id} stands nowhere in this statement`,
    hint: `give --records to look in its records${like}`,
    value: id,
  };
}
