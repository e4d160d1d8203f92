import { type Issue, RefusedError, shown } from "../base/result.ts";
import { instantMs } from "./formats.ts";

export type Path = Issue["path"];

/**
 * A check of untrusted input: adds its issues, changes nothing. By hand, because the schemas of the
 * main entry weigh more than this whole one.
 */
export type Check = (value: unknown, path: Path, issues: Issue[]) => void;

export type Fields = Readonly<Record<string, Check>>;

const issuesMax = 1000;

export function refuse(
  issues: Issue[],
  code: string,
  path: Path,
  value: unknown,
  hint: string,
): void {
  const found = shown(value);
  issues.push({ code, path, message: `cannot use ${found}`, hint, value: found });
}

/** @throws {RefusedError} When there is any issue. */
export function throwIssues(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new RefusedError(issues);
}

/** The hint says what is needed. */
export function must(
  isGood: (value: unknown) => boolean,
  hint: string,
  code = "clock.bad-value",
): Check {
  return (value, path, issues) => {
    if (!isGood(value)) refuse(issues, code, path, value, hint);
  };
}

/** One strict group of fields; a field that is undefined counts as left out. */
export function group(fields: Fields, ...required: readonly string[]): Check {
  const known = Object.keys(fields).join(", ");
  return (value, path, issues) => {
    if (!isGroup(value)) {
      refuse(issues, "clock.bad-value", path, value, `give a group of ${known}`);
      return;
    }
    for (const key of Object.keys(value)) {
      const at = [...path, key];
      const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (check === undefined) refuse(issues, "clock.unknown-key", at, key, `known here: ${known}`);
      else if (value[key] !== undefined) check(value[key], at, issues);
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key) || value[key] === undefined)
        refuse(issues, "clock.missing", [...path, key], undefined, "add it");
    }
  };
}

/** A map whose keys the author chose. */
export function mapOf(isKey: RegExp, inner: Check): Check {
  return (value, path, issues) => {
    if (!isGroup(value)) {
      refuse(issues, "clock.bad-value", path, value, "give a map");
      return;
    }
    for (const key of Object.keys(value)) {
      const at = [...path, key];
      if (isKey.test(key)) inner(value[key], at, issues);
      else refuse(issues, "clock.unknown-key", at, key, "it cannot be a key here");
    }
  };
}

export function listOf(inner: Check, fewest = 0): Check {
  return (value, path, issues) => {
    if (!Array.isArray(value) || value.length < fewest) {
      refuse(issues, "clock.bad-value", path, value, `give a list of ${fewest} or more`);
      return;
    }
    for (let index = 0; index < value.length && issues.length < issuesMax; index += 1)
      inner(value[index], [...path, index], issues);
  };
}

export function oneOf(...values: readonly string[]): Check {
  return must((value) => values.some((one) => one === value), `use one of: ${values.join(", ")}`);
}

export function textOf(form: RegExp, most = 200): Check {
  return must(
    (value) => typeof value === "string" && value.length <= most && form.test(value),
    `give text of at most ${most} characters, without control characters`,
  );
}

/** A name inside a contract: it begins with a letter or digit. */
export const nameForm = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
export const name = textOf(nameForm, 100);
export const words = textOf(/./s, 4000);
export const stamp = must(
  (value) => instantMs(value) >= 0,
  "give an RFC 3339 stamp like 2026-10-25T02:30:00+02:00, whole epoch ms or a Date, in 1970 to 2200",
  "instant.malformed",
);

/** True of plain objects: no list, no class. */
export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const parent = Object.getPrototypeOf(value);
  return parent === null || Object.getPrototypeOf(parent) === null;
}
