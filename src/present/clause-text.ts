/** The clause in brackets; nothing where there is none, and no second pair around a remark. */
export function clauseText(clause: string): string {
  if (clause === "") return "";
  return clause.startsWith("(") && clause.endsWith(")") ? clause : `(${clause})`;
}
