import { type ContractFormat, readContractText } from "../adapters/contract-text.ts";
import { type Locate, withPlaces } from "../adapters/position.ts";
import {
  accepted,
  type Issue,
  type ParsedContract,
  type Result,
  refused,
  safeParseContract,
  unwrap,
} from "../index.ts";
import { nameOf as termsNameOf } from "../terms.ts";
import type { Input } from "./input.ts";
import type { Io } from "./io.ts";
import { readInputs } from "./load.ts";
import { throwIssuesOf } from "./load-records.ts";

/** What a file holds, and where its parts stand in it. */
interface FileText {
  readonly raw: unknown;
  readonly file: string;
  readonly locate: Locate;
}

/** A document of terms/1 that was read; what it says is looked at where it is included. */
export interface TermsFile extends FileText {
  /** By which contracts include it. */
  readonly name: string;
}

/** A parsed contract; its issues and warnings have file, line and column. */
export function contractOf(input: Input, terms: readonly TermsFile[] = []): Result<ParsedContract> {
  const read = textOf(input);
  if (!read.ok) return read;
  const placed = (issues: readonly Issue[]) => placedIn(issues, read.value, terms);
  const result = safeParseContract(read.value.raw, { terms: terms.map(({ raw }) => raw) });
  return result.ok
    ? accepted(result.value, placed(result.warnings))
    : refused(placed(result.issues));
}

/**
 * The documents of terms/1 that contracts may include.
 *
 * @throws {RefusedError} With the problems of all files that cannot be read.
 */
export async function readTerms(
  paths: readonly string[] = [],
  io: Io,
): Promise<readonly TermsFile[]> {
  const inputs = await readInputs(
    paths.map((path) => ({ path })),
    io,
  );
  const texts = inputs.map(textOf);
  throwIssuesOf(texts);
  return texts.map((text) => {
    const read = unwrap(text);
    return { ...read, name: termsNameOf(read.raw) };
  });
}

/** Terms that were given, and that none of the contracts includes. */
export function unusedTerms(
  terms: readonly TermsFile[],
  contracts: readonly ParsedContract[],
): readonly Issue[] {
  const included = new Set(
    contracts.map(({ terms: { terms: one } }) => (typeof one === "object" ? one.name : one)),
  );
  return terms.flatMap(({ name, file }) =>
    included.has(name)
      ? []
      : [
          {
            code: "terms.not-included",
            path: [],
            message: `no contract includes the terms ${name}`,
            hint: `write terms: ${name} in the contract, or leave the file out`,
            file,
          },
        ],
  );
}

function textOf(input: Input): Result<FileText> {
  const { path, text } = input;
  const file = fileOf(input);
  const read = readContractText(text, { file, format: formatOf(path, text) });
  return read.ok ? accepted({ ...read.value, file }) : read;
}

function fileOf({ path }: Input): string {
  return path === "-" ? "standard input" : path;
}

/** An issue of terms stands in their file, by the path in it. */
function placedIn(
  issues: readonly Issue[],
  contract: FileText,
  terms: readonly TermsFile[],
): readonly Issue[] {
  return issues.flatMap((issue) => {
    const [above, name, ...path] = issue.path;
    const own = above === "terms" ? terms.find((one) => one.name === name) : undefined;
    if (own !== undefined) return withPlaces([{ ...issue, path }], own.file, own.locate);
    return withPlaces([issue], contract.file, contract.locate);
  });
}

/** By the name of the file; without one that tells, JSON is what begins with a brace. */
function formatOf(path: string, text: string): ContractFormat {
  if (/\.ya?ml$/i.test(path)) return "yaml";
  if (/\.json$/i.test(path)) return "json";
  return text.trimStart().startsWith("{") ? "json" : "yaml";
}
