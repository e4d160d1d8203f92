import { type ContractFormat, readContractText } from "../adapters/contract-text.ts";
import { type Locate, withPlaces } from "../adapters/position.ts";
import {
  accepted,
  type ParsedContract,
  type Result,
  refused,
  safeParseContract,
  unwrap,
} from "../index.ts";
import type { Input } from "./input.ts";
import type { Io } from "./io.ts";
import { readInputs } from "./load.ts";

/** A parsed contract; its issues and warnings have file, line and column. */
export function contractOf(input: Input, terms: readonly unknown[] = []): Result<ParsedContract> {
  const read = textOf(input);
  if (!read.ok) return read;
  const { raw, locate } = read.value;
  return placed(safeParseContract(raw, { terms }), fileOf(input), locate);
}

/**
 * The documents of terms/1 that contracts may include.
 *
 * @throws {RefusedError} When a file cannot be read; what it says is looked at where it is included.
 */
export async function readTerms(
  paths: readonly string[] = [],
  io: Io,
): Promise<readonly unknown[]> {
  const inputs = await readInputs(
    paths.map((path) => ({ path })),
    io,
  );
  return inputs.map((input) => unwrap(textOf(input)).raw);
}

function textOf(input: Input) {
  const { path, text } = input;
  return readContractText(text, { file: fileOf(input), format: formatOf(path, text) });
}

function fileOf({ path }: Input): string {
  return path === "-" ? "standard input" : path;
}

function placed(
  result: Result<ParsedContract>,
  file: string,
  locate: Locate,
): Result<ParsedContract> {
  return result.ok
    ? accepted(result.value, withPlaces(result.warnings, file, locate))
    : refused(withPlaces(result.issues, file, locate));
}

/** By the name of the file; without one that tells, JSON is what begins with a brace. */
function formatOf(path: string, text: string): ContractFormat {
  if (/\.ya?ml$/i.test(path)) return "yaml";
  if (/\.json$/i.test(path)) return "json";
  return text.trimStart().startsWith("{") ? "json" : "yaml";
}
