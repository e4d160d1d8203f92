import type { Issue, Result } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";

export type Path = readonly (string | number)[];

/** Gathers every problem of one input, so that a refusal names them all at once. */
export class Collector {
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];

  /** The value of an accepted result; a refused one adds its issues and gives undefined. */
  take<T>(result: Result<T>): T | undefined {
    if (result.ok) {
      this.warnings.push(...result.warnings);
      return result.value;
    }
    this.issues.push(...result.issues);
    return undefined;
  }

  refuse(code: string, path: Path, message: string, hint: string, value?: unknown): void {
    this.issues.push(issueOf(code, path, message, hint, value));
  }

  warn(code: string, path: Path, message: string, hint: string, value?: unknown): void {
    this.warnings.push(issueOf(code, path, message, hint, value));
  }

  /** Looks a name up in what the contract declares; refuses with "did you mean". */
  find<T>(what: string, name: string, known: ReadonlyMap<string, T>, path: Path): T | undefined {
    const found = known.get(name);
    if (found !== undefined) return found;
    const names = [...known.keys()];
    const near = suggest(name, names);
    const list =
      names.length === 0
        ? `the contract declares no ${what}`
        : `declared: ${names.slice(0, 20).join(", ")}`;
    this.refuse(
      `contract.unknown-${what}`,
      path,
      `there is no ${what} ${shown(name)}`,
      near === undefined ? list : `did you mean ${shown(near)}?`,
      name,
    );
    return undefined;
  }
}

function issueOf(code: string, path: Path, message: string, hint: string, value: unknown): Issue {
  return value === undefined
    ? { code, path, message, hint }
    : { code, path, message, hint, value: shown(value) };
}
