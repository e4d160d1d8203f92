import type { VerifyCheck } from "../model/verification.ts";
import { printable } from "./printable.ts";

const names: Readonly<Record<VerifyCheck["check"], string>> = {
  "result-hash": "the text is the one that was sealed",
  "terms-hash": "the contract is the one of its hash",
  sums: "lines, caps, totals, ledgers and allocations add up",
  steps: "every printed step of arithmetic is true",
  contract: "the contract can be read again",
  records: "the records are those of the statement",
  recomputed: "computed again it comes out the same",
};

/** One row for each check. */
export function verificationText(checks: readonly VerifyCheck[]): string {
  const lines = checks.map(({ check, ok, detail }) => {
    // An issue is two lines: what is wrong, and what to change.
    const found = detail === undefined ? "" : `: ${detail.replaceAll(/\n +/g, "; ")}`;
    return `  ${ok ? "ok    " : "FAILED"}  ${names[check]}${found}`;
  });
  return `${lines.map(printable).join("\n")}\n`;
}
