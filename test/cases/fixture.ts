import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** One settled period, revision or refusal of a case: format in fixtures/cases/README.md. */
export interface Settled {
  readonly period: string;
  readonly asOf: string;
  /** Values set in the contract first, by path: what another reading of the clause would say. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Files of records; left out: records.ndjson. */
  readonly records?: readonly string[];
  /** Earlier entries of the list, by place, that were issued. */
  readonly issued?: readonly number[];
  /** Earlier entries that this one is a revision of. */
  readonly restates?: readonly number[];
  /** A partial statement; of a revision `null` where nothing changed. */
  readonly holds?: unknown;
  /** By record: texts that `explain` says of it. */
  readonly explains?: Readonly<Record<string, readonly string[]>>;
  /** Codes of the issues, each once, where contract, records or call are refused. */
  readonly refused?: readonly string[];
}

/** A ticket's clocks at an instant, by commitment; a list where one has several cycles. */
export interface Clocks {
  readonly ticket: string;
  readonly asOf: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly records?: readonly string[];
  readonly holds: Readonly<Record<string, unknown>>;
}

/** A question to a calendar of the contract: a function of `businessTime` and its arguments. */
export interface Asked {
  readonly calendar: string;
  readonly ask: readonly [string, ...unknown[]];
  readonly with?: Readonly<Record<string, unknown>>;
  readonly attributes?: Readonly<Record<string, string>>;
  /** What it returns; or `refused`: the codes of its issues. */
  readonly is?: unknown;
  readonly refused?: readonly string[];
}

export interface Expected {
  /** Vendor and clause. */
  readonly of: string;
  /** Ids of collected cases that it answers: vendor-cases.test.ts. */
  readonly cases?: readonly string[];
  /** Numbers of docs/semantics.md that the case rests on. */
  readonly semantics: readonly number[];
  /** How the values were worked out by hand. */
  readonly why: string;
  readonly statements?: readonly Settled[];
  readonly clocks?: readonly Clocks[];
  readonly calendars?: readonly Asked[];
}

const root = fileURLToPath(new URL("../../fixtures/cases/", import.meta.url));

export const caseNames: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

export const readme: string = readFileSync(`${root}README.md`, "utf8");

/** Whose clause a case is, where it was read and how well. */
export function readmeOf(name: string): string {
  return readFileSync(`${root}${name}/README.md`, "utf8");
}

export function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(`${root}${name}/expected.json`, "utf8")) as Expected;
}

/** The contract as plain data, with the values of `changes` set; `null` takes a field away. */
export function contractOf(name: string, changes: Settled["with"] = {}): unknown {
  const raw: unknown = parse(readFileSync(`${root}${name}/contract.yaml`, "utf8"));
  for (const [path, value] of Object.entries(changes)) set(raw, path.split("."), value);
  return raw;
}

function set(target: unknown, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== "object" || target === null) throw new Error(`nothing at ${key}`);
  const group = target as Record<string, unknown>;
  if (rest.length > 0) {
    if (group[key] === undefined) group[key] = {};
    set(group[key], rest, value);
  } else if (value === null) delete group[key];
  else group[key] = value;
}

/** The rows of the files, in order. */
export function rowsOf(name: string, files: Settled["records"]): readonly Row[] {
  const named = files ?? ["records.ndjson"].filter((file) => existsSync(`${root}${name}/${file}`));
  return named.flatMap((file) =>
    readFileSync(`${root}${name}/${file}`, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .flatMap((line) => copies(JSON.parse(line) as Row | Repeated)),
  );
}

/** A line that stands for many rows, each a step of time after the one before it. */
interface Repeated {
  readonly repeat: number;
  /** From row to row, in whole minutes: `PT5M`. */
  readonly every: string;
  readonly row: Row;
}

function copies(line: Row | Repeated): readonly Row[] {
  if (!("repeat" in line)) return [line];
  const stepMs = Number(/^PT(\d+)M$/.exec(line.every)?.[1]) * 60_000;
  return Array.from({ length: line.repeat }, (_, index) => {
    const row = moved(line.row, index * stepMs) as Row;
    return row.id === undefined ? row : { ...row, id: `${row.id}-${index + 1}` };
  });
}

/** The value with every stamp in it so much later. */
function moved(value: unknown, byMs: number): unknown {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value))
    return new Date(Date.parse(value) + byMs).toISOString();
  if (Array.isArray(value)) return value.map((element) => moved(element, byMs));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, moved(own, byMs)]));
}

export interface Row {
  readonly type: string;
  /** Bulk rows may leave it out. */
  readonly id?: string;
}
