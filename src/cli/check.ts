import { check as checkContract, RefusedError } from "../index.ts";
import { checkText } from "../present/check-text.ts";
import { jsonText } from "../present/json.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { contractOf, readTerms, unusedTerms } from "./load-contract.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { tellWarnings } from "./refusal.ts";
import { exits } from "./status.ts";

/** `makegood check`: whether a contract can be used, and what its targets and credits come to. */
export async function check(
  path: string,
  {
    format,
    output,
    terms: termsPaths = [],
  }: OutputOptions & { readonly terms?: readonly string[] },
  io: Io,
): Promise<number> {
  await guardOutput(output, [path, ...termsPaths], io);
  guardStandardInput([path, ...termsPaths]);
  const [input] = await readInputs([{ path }], io);
  if (input === undefined) throw new TypeError("one path is one input");
  const terms = await readTerms(termsPaths, io);
  const contract = contractOf(input, terms);
  if (!contract.ok) throw new RefusedError(contract.issues);
  const checked = checkContract(contract.value);
  await tellWarnings(unusedTerms(terms, [contract.value]), io);
  // As text they are among what is printed.
  if (format === "json" || output !== undefined) await tellWarnings(contract.warnings, io);
  const text = format === "json" ? jsonText(checked) : checkText(checked, contract.warnings);
  await writeOutput(output, text, io);
  return exits.done;
}
