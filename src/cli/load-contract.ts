import { type ContractFormat, readContractText } from "../adapters/contract-text.ts";
import { type Locate, withPlaces } from "../adapters/position.ts";
import {
  accepted,
  type ParsedContract,
  type Result,
  refused,
  safeParseContract,
} from "../index.ts";
import type { Input } from "./input.ts";

/** A parsed contract; its issues and warnings have file, line and column. */
export function contractOf({ path, text }: Input): Result<ParsedContract> {
  const file = path === "-" ? "standard input" : path;
  const read = readContractText(text, { file, format: formatOf(path, text) });
  if (!read.ok) return read;
  const { raw, locate } = read.value;
  return placed(safeParseContract(raw), file, locate);
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
