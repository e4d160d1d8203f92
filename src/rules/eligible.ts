import { exactText, isZero, ZERO } from "../base/ratio.ts";
import type { Commitment, Contract } from "../contract.ts";
import type { ClauseRef, Step } from "../model/step.ts";
import type { DraftLine } from "./caps.ts";
import type { Collector, Path } from "./collector.ts";

/** The services whose customer may not have credits of a commitment (31), each with the reason. */
export interface NotEligible {
  readonly clause: ClauseRef;
  readonly reasons: ReadonlyMap<string, string>;
}

/**
 * Holds `eligible` of a commitment against the attributes of each service in its scope: those of the
 * contract, over which the service's own go. An attribute that neither has is refused: it would
 * take all credits, or none, and nobody would know.
 *
 * @returns Undefined where everybody is eligible.
 */
export function notEligible(
  { id, clause, eligible }: Commitment,
  path: Path,
  services: readonly string[],
  { contract, issues }: { readonly contract: Contract; readonly issues: Collector },
): NotEligible | undefined {
  if (eligible === undefined) return undefined;
  const at = [...path, "eligible", "where"];
  const reasons = new Map<string, string>();
  for (const service of contract.services.filter((one) => services.includes(one.id))) {
    const own = new Map(
      [contract.attributes, service.attributes].flatMap((one) => Object.entries(one ?? {})),
    );
    for (const [attribute, values] of Object.entries(eligible.where)) {
      const value = own.get(attribute);
      if (value === undefined)
        issues.refuse(
          "eligible.attribute-missing",
          [...at, attribute],
          `neither the contract nor service "${service.id}" has an attribute "${attribute}"`,
          `give attributes: { ${attribute}: ${values[0]} } to one of them`,
        );
      else if (!values.includes(value) && !reasons.has(service.id))
        reasons.set(service.id, `${attribute} is ${value}, not ${values.join(" or ")}`);
    }
  }
  if (reasons.size === 0) return undefined;
  const [[name, reason] = []] = reasons;
  issues.warn(
    "eligible.none",
    at,
    `commitment "${id}" gives no credit for ${[...reasons.keys()].join(", ")}: of ${name}, ${reason}`,
    "check the attributes, and how their values are written",
  );
  return { clause: eligible.clause ?? clause, reasons };
}

/** Why the scope of these services may not have credits: the reason of the first that may not. */
export function barredBy(
  terms: NotEligible | undefined,
  services: readonly string[],
): Step | undefined {
  if (terms === undefined) return undefined;
  const [why] = services.flatMap((service) => terms.reasons.get(service) ?? []);
  return why === undefined
    ? undefined
    : { op: "eligible", clause: terms.clause, in: why, out: "0" };
}

/** The line with nothing in it: what it would have been stands in its steps. */
export function withNothing(line: DraftLine, barred: Step): DraftLine {
  const owed = [
    ...(isZero(line.exact) ? [] : [exactText(line.exact)]),
    ...line.inKind.map(({ count, unit }) => `${count} ${unit}`),
    ...line.rights.map(({ what }) => what),
  ];
  const step: Step = { ...barred, in: `${owed.join(", ")}, but ${barred.in}` };
  return {
    ...line,
    exact: ZERO,
    weight: ZERO,
    parts: line.parts.map(({ record }) => ({ record, exact: "0" })),
    inKind: [],
    rights: [],
    earnBack: undefined,
    steps: [...line.steps, step],
  };
}
