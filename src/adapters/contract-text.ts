import { type Result, refused } from "../base/result.ts";
import { type Located, readJson } from "./json.ts";
import { readYaml } from "./yaml.ts";

export type ContractFormat = "yaml" | "json";

/** Characters that the text of one contract may have. */
export const contractCharactersMax = 2_000_000;

/**
 * Reads a contract as text: its plain data, not yet checked against the grammar, and the places of
 * its parts. At most 2,000,000 characters.
 */
export function readContractText(
  text: string,
  { file, format }: { readonly file: string; readonly format: ContractFormat },
): Result<Located> {
  if (text.length > contractCharactersMax) {
    const message = `the contract has ${text.length} characters`;
    const hint = `keep a contract under ${contractCharactersMax} characters`;
    return refused([{ code: "contract.too-large", path: [], message, hint, file }]);
  }
  if (text.trim() === "") {
    const hint = "write the contract in it: `makegood: contract/1` is its first line";
    return refused([{ code: "file.empty", path: [], message: "the file is empty", hint, file }]);
  }
  switch (format) {
    case "yaml":
      return readYaml(text, file);
    case "json":
      return readJson(text, file);
  }
}
