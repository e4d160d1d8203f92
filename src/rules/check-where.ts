import type { Credit } from "../contract.ts";
import { causes } from "../schema/exclusions.ts";
import type { Path } from "./collector.ts";
import type { CreditContext } from "./compile-credits.ts";

/** `where` of a credit selects misses: of tickets by attributes, of outages by their fields too. */
export function checkWhere(
  { where, on }: Credit,
  path: Path,
  { commitment, services, declared }: CreditContext,
): void {
  if (where === undefined) return;
  const at = [...path, "where"];
  if (on !== "each-miss" && on !== "nth-miss" && on !== "misses") {
    declared.issues.refuse(
      "credit.where-without-misses",
      at,
      "`where` selects misses; this credit is not counted by misses",
      "remove `where`, or use on: each-miss, nth-miss or misses",
    );
  }
  const { measure } = commitment;
  if (measure.facts !== "outages") return;
  const { issues } = declared;
  const own = services.flatMap((name) => declared.services.get(name) ?? []);
  const isKnown = own.length === services.length;
  const each = (field: string, look: (value: string, path: Path) => void) => {
    (where[field] ?? []).forEach((value, index) => {
      look(value, [...at, field, index]);
    });
  };
  // A value that no outage of the scope can have would select none, and nobody would notice.
  each("cause", (value, place) => issues.find("cause", value, named(causes), place));
  each("service", (value, place) => issues.find("service", value, named(services), place));
  const resources = named(own.flatMap((service) => [...service.resources]));
  if (isKnown && !own.some((service) => service.hasCustomers))
    each("resource", (value, place) => issues.find("resource", value, resources, place));
  // Work that was down itself has no other impact.
  const weighted = named([...Object.keys(measure.weights ?? {}), "down"]);
  if (measure.weights !== undefined)
    each("impact", (value, place) => issues.find("weighted-impact", value, weighted, place));
}

function named(names: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(names.map((name) => [name, name]));
}
