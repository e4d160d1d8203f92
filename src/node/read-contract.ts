import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type ContractFormat, readContractText } from "../adapters/contract-text.ts";
import { decoded } from "../adapters/decode.ts";
import { fileFault } from "../adapters/file-fault.ts";
import { isGroup, misused } from "../adapters/misused.ts";
import { withPlaces } from "../adapters/position.ts";
import { type ParsedContract, RefusedError, safeParseContract, unwrap } from "../index.ts";

export interface ReadContractOptions {
  /** Left out: by the ending of the name, `.yaml`, `.yml` or `.json`. */
  readonly format?: ContractFormat;
  /** Documents of terms/1 that the contract may include, as their files hold them. */
  readonly terms?: readonly unknown[];
}

/**
 * Reads a contract from a file.
 *
 * @throws {RefusedError} With every problem, each with file, line and column.
 * @example
 * const contract = await readContract("terms/contract.yaml");
 */
export async function readContract(
  path: string | URL,
  options: ReadContractOptions = {},
): Promise<ParsedContract> {
  const file = pathText(path);
  const format = formatOf(options);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new RefusedError([fileFault(file, error)]);
  });
  const text = unwrap(decoded(bytes, { file }));
  const isJson = /\.json$/i.test(file);
  const read = readContractText(text, { file, format: format ?? (isJson ? "json" : "yaml") });
  const { raw, locate } = unwrap(read);
  const contract = safeParseContract(raw, options);
  if (!contract.ok) throw new RefusedError(withPlaces(contract.issues, file, locate));
  return contract.value;
}

/** A path as the caller wrote it, for issues. */
export function pathText(path: string | URL): string {
  if (typeof path === "string") return path;
  if (path instanceof URL && path.protocol === "file:" && path.host === "")
    return fileURLToPath(path);
  throw new RefusedError([misused("path", path, "give the path of a file, or its file: URL")]);
}

function formatOf(options: unknown): ContractFormat | undefined {
  if (!isGroup(options))
    throw new RefusedError([misused("options", options, "give { format }, or leave them out")]);
  const { format } = options;
  if (format === undefined || format === "yaml" || format === "json") return format;
  throw new RefusedError([misused("format", format, 'give "yaml" or "json"')]);
}

/** As it appears in a statement: without its folder, so that the same files give the same bytes. */
export function nameOfFile(file: string): string {
  return basename(file);
}
