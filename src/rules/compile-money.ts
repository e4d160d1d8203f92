import { parseDecimal, type Ratio, signOf, ZERO } from "../base/ratio.ts";
import type { Contract } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { activeOf } from "./compile-active.ts";
import { sourceOf } from "./compile-source.ts";
import { hasCustomers } from "./customers.ts";
import type { ChargePlan, ServicePlan } from "./plan.ts";

type Per = Contract["services"][number]["charges"][number]["per"];

/** Months that an amount is for; hours are counted as they pass. */
const monthsOf: Readonly<Record<Per, ChargePlan["per"]>> = {
  hour: "hour",
  month: 1,
  quarter: 3,
  "half-year": 6,
  year: 12,
};

/** Reads a decimal of the contract: the pattern lets pass 30 digits, and any text where a length of time may stand. */
export function decimalOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = parseDecimal(text);
  if (value === undefined) {
    issues.refuse(
      "decimal.too-long",
      path,
      `"${text}" is no decimal of at most 18 digits`,
      'write it like "99.95", with at most 12 decimals (semantics 34)',
      text,
    );
  }
  return value;
}

/** A decimal that may not be negative: percentages, fees, weights. */
export function amountOf(text: string, path: Path, issues: Collector): Ratio | undefined {
  const value = decimalOf(text, path, issues);
  if (value === undefined || signOf(value) >= 0) return value;
  issues.refuse("decimal.negative", path, `${text} is negative`, "give 0 or more", text);
  return undefined;
}

export function compileServices(
  contract: Contract,
  places: number,
  issues: Collector,
): ReadonlyMap<string, ServicePlan> {
  const services = new Map<string, ServicePlan>();
  contract.services.forEach((service, at) => {
    const charges = service.charges.flatMap((charge, index): ChargePlan[] => {
      const path = ["services", at, "charges", index];
      const { id, kind, paidWith, partialPeriod } = charge;
      const per = monthsOf[charge.per];
      const own = { id, service: service.id, per, kind, paidWith, partialPeriod } as const;
      if (charge.amount === "from-records") return [{ ...own, amount: undefined }];
      if (kind === "one-off" || (kind === "usage" && per !== "hour"))
        issues.refuse(
          "charge.stated-not-recurring",
          [...path, "kind"],
          `a ${kind} charge differs from period to period, and the contract states one amount`,
          "use amount: from-records and give charge records",
          kind,
        );
      const amount = amountOf(charge.amount, [...path, "amount"], issues);
      if (
        amount !== undefined &&
        10n ** BigInt(places) % amount.denominator !== 0n &&
        per !== "hour"
      ) {
        issues.warn(
          "charge.finer-than-minor-unit",
          [...path, "amount"],
          `${charge.amount} is finer than the minor unit of ${contract.currency}`,
          "check the amount; it is used exactly as written",
          charge.amount,
        );
      }
      return [{ ...own, amount: amount ?? ZERO }];
    });
    services.set(service.id, {
      id: service.id,
      charges,
      active: activeOf(service, ["services", at], issues),
      ...sourceOf(service, ["services", at], issues),
      hasCustomers: hasCustomers(contract, service.id),
    });
  });
  return services;
}
