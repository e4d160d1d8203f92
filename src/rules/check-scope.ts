import type { Commitment } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import type { Combine, ScopeUnit } from "./scope-plan.ts";

/** Whether what is measured can be combined as the scope says (21). */
export function checkScope(
  { measure }: Commitment,
  units: readonly ScopeUnit[],
  path: Path,
  issues: Collector,
): void {
  const found = units.flatMap((unit) => mismatch(measure, unit))[0];
  if (found === undefined) return;
  issues.refuse("scope.measure-mismatch", path, found.message, found.hint);
}

function mismatch(
  measure: Commitment["measure"],
  { combine, members }: ScopeUnit,
): { readonly message: string; readonly hint: string }[] {
  if (
    measure.facts === "cycles" &&
    members.some(({ component }) => component.resource !== undefined)
  )
    return [
      {
        message: "tickets are of services, not of single resources",
        hint: "list services in the scope",
      },
    ];
  if (combine.by === "itself") return [];
  if (measure.facts !== "outages")
    return combine.by === "pooled"
      ? []
      : [
          {
            message: `${measure.facts} have no timeline of up and down`,
            hint: "use service, each or pooled",
          },
        ];
  const isUsers =
    typeof measure.denominator === "object" && "usersTimesMinutes" in measure.denominator;
  if (combine.by === "timeline" && isUsers)
    return [
      {
        message: "users are counted for each service, not for several at once",
        hint: "use pooled, or another denominator",
      },
    ];
  return canSum(combine.by, measure.figure)
    ? []
    : [
        {
          message: `the figure ${measure.figure} of several members is not made of theirs`,
          hint: "use uptime-percent, or a scope on timelines: allDown, anyDown, atLeastDown",
        },
      ];
}

/** Percentages are combined where the clause says percentages; MTBF by starts is of one timeline. */
function canSum(by: Exclude<Combine["by"], "itself">, figure: string): boolean {
  switch (by) {
    case "timeline":
      return true;
    case "pooled":
    case "weighted":
      return figure !== "mean-between-starts";
    case "sum-of-shortfalls":
    case "mean-of-percentages":
      return figure === "uptime-percent";
  }
}
