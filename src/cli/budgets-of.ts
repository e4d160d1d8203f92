import { type Budget, type Statement, safeBudget, unwrap } from "../index.ts";

/** The budget of every result that has one: other figures, and what was not measured, have none. */
export function budgetsOf(statement: Statement): readonly Budget[] {
  return statement.results.flatMap(({ id }) => {
    const found = safeBudget(statement, id);
    if (!found.ok && found.issues.every(({ code }) => code === "budget.none")) return [];
    return [unwrap(found)];
  });
}
