import type { Statement } from "../model/statement.ts";

/** Who owes whom; a statement without the names says nothing. */
export function partiesOf({ terms }: Statement): readonly string[] {
  const parties: unknown = Object(terms.contract).parties;
  const { provider, customer }: { provider?: unknown; customer?: unknown } = Object(parties);
  return typeof provider === "string" && typeof customer === "string"
    ? [`provider ${provider}, customer ${customer}`]
    : [];
}
