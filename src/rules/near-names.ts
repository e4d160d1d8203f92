import { byText } from "../base/by-text.ts";
import { type Issue, shown } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";

const namesMax = 100;

/**
 * Names of contracts and customers in rows of others that are nearly those of this one: by case or
 * by an edit. `acme-1` and `acme-2` are two names, not a slip.
 */
export class NearNames {
  private readonly looked = new Map<string, { readonly issue: Issue | undefined; rows: number }>();

  note(field: "contract" | "customer", found: string, own: string): void {
    const key = `${field} ${found}`;
    const held = this.looked.get(key);
    if (held !== undefined) held.rows += 1;
    else if (this.looked.size < namesMax)
      this.looked.set(key, { issue: nearIssue(field, found, own), rows: 1 });
  }

  /** In the order of the names: that of the rows says nothing. */
  warnings(): readonly Issue[] {
    const named = [...this.looked].sort(([a], [b]) => byText(a, b));
    return named.flatMap(([, { issue, rows }]) => {
      if (issue === undefined) return [];
      return [{ ...issue, message: `${issue.message}: rows that were left out: ${rows}` }];
    });
  }
}

function nearIssue(field: string, found: string, own: string): Issue | undefined {
  const plain = (name: string) => name.toLowerCase();
  const letters = (name: string) => name.replace(/\d+/g, "#");
  const isSame = plain(found) === plain(own);
  const isNumbered = letters(found) === letters(own);
  if (!isSame && (isNumbered || suggest(found, [own]) === undefined)) return undefined;
  return {
    code: "records.unrouted-near",
    path: [field],
    message: `the ${field} ${shown(found)} is nearly ${shown(own)}`,
    hint: `write ${shown(own)} if the rows belong to this contract`,
    value: shown(found),
  };
}
