import type * as z from "zod/mini";
import type { capSchema, creditSchema } from "./credits.ts";

type Credit = z.output<typeof creditSchema>;
type Path = readonly (string | number)[];

interface Limited {
  readonly caps: readonly z.output<typeof capSchema>[];
  readonly commitments: readonly { readonly id: string; readonly credits: readonly Credit[] }[];
}

/**
 * A limit in days of service bounds what is given in days of service: a credit in anything else, daily
 * fees in money among them, would slip under it. With a base it is a limit in money, over anything.
 */
export function daysLimitDays(
  { caps, commitments }: Limited,
  context: z.core.$RefinementCtx,
): void {
  for (const [index, { covers, limit }] of caps.entries())
    if (isOfService(limit)) {
      const covered = commitments.flatMap(({ id, credits }) =>
        covers === "all" || covers.includes(id)
          ? credits
          : credits.filter((credit) => covers.includes(credit.id)),
      );
      check(covered, ["caps", index, "limit", "days"], context);
    }
  for (const [index, { credits }] of commitments.entries())
    for (const [at, credit] of credits.entries())
      for (const [name, limit] of Object.entries(credit.limits ?? {}))
        if (isOfService(limit))
          check([credit], ["commitments", index, "credits", at, "limits", name, "days"], context);
}

function isOfService(limit: z.output<typeof capSchema>["limit"] | undefined): boolean {
  return limit?.days !== undefined && limit.base === undefined;
}

function check(credits: readonly Credit[], path: Path, context: z.core.$RefinementCtx): void {
  const other = credits.find((credit) => !givesOnlyService(credit));
  if (other === undefined) return;
  context.addIssue({
    code: "custom",
    message: `a limit in days of service covers credit ${other.id}, which gives something else`,
    path: [...path],
    params: {
      code: "limit.days-without-days",
      hint: "cover credits that give days of service, name the base of a day's fee, or limit by amount or percent",
    },
  });
}

/** With a base the days are daily fees, which are money. */
function givesOnlyService(credit: Credit): boolean {
  if (credit.base !== undefined) return false;
  if (credit.how === "flat") return credit.give.days !== undefined;
  if (credit.how === "rate") return credit.rate.give.days !== undefined;
  return credit.tiers.every(
    ({ give, plus }) =>
      (give === "nothing" || give.days !== undefined) &&
      (plus === undefined || plus.give.days !== undefined),
  );
}
