import type { Issue } from "../base/result.ts";
import type { Bases } from "./incident-bases.ts";

/**
 * A share of charges that nobody delivered, or of less than nothing, is no credit, and no limit of one (31).
 *
 * @param who What takes the share: "the line …".
 */
export function baseIssues(
  who: string,
  { missing, negative }: Pick<ReturnType<Bases["taken"]>, "missing" | "negative">,
): Issue[] {
  return [
    ...missing.map((charge) => ({
      code: "charge.missing",
      path: ["records"],
      message: `${who} takes a share of ${charge}, and no charge record of it lies in that time`,
      hint: "give the charge records of the period, with amount 0.00 where nothing was billed",
      value: charge,
    })),
    ...negative.map((amount) => ({
      code: "base.negative",
      path: ["records"],
      message: `${who} takes a share of ${amount}, which is less than nothing`,
      hint: "check the charge records of the period; a credit note belongs to the period that it corrects",
      value: amount,
    })),
  ];
}
