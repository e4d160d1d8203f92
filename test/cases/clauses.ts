import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { unwrap } from "../../src/base/result.ts";
import { parseDuration } from "../../src/time/duration.ts";

/** The inventory of published agreements: fixtures/clauses, whose README.md says how it is written. */

const root = fileURLToPath(new URL("../../fixtures/clauses/", import.meta.url));

export const sources = ["cloud", "saas"] as const;
export type Source = (typeof sources)[number];

/** One agreement of a collection: the clauses that say it, or why there is none. */
export interface Entry {
  readonly entry: string;
  readonly none?: string;
  readonly clauses?: readonly Clause[];
}

/** One clause: terms of this folder, a worked case of fixtures/cases, or terms of another entry. */
export interface Clause {
  readonly terms?: string;
  readonly case?: string;
  readonly same?: string;
  /** Which order of fixtures/clauses/orders includes the terms; left out: month. */
  readonly order?: string;
  /** By commitment: the bound of its figure. */
  readonly targets?: Readonly<Record<string, string>>;
  /** By commitment: the downtime that the bound allows in thirty days. */
  readonly allowed?: Readonly<Record<string, string>>;
  readonly edges?: readonly Edge[];
  readonly dues?: readonly Due[];
}

/** What happened in one period, and what that comes to. README.md explains each field. */
export interface Edge {
  readonly period?: string;
  readonly down?: string;
  readonly times?: number;
  readonly on?: readonly string[];
  readonly share?: string;
  readonly tags?: readonly string[];
  readonly of?: number;
  readonly bad?: number;
  readonly failed?: number;
  readonly rate?: string;
  readonly at?: number;
  readonly bucket?: string;
  readonly total?: number;
  readonly values?: string;
  readonly fact?: readonly [event: string, answer: string];
  readonly after?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tickets?: number;
  readonly late?: number;
  readonly severity?: string;
  /** The verdict; by commitment where there are several. */
  readonly is: string | Readonly<Record<string, string>>;
  readonly gives?: string;
}

/** When a ticket that is opened then is due. */
export interface Due {
  readonly clock: string;
  readonly severity?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly opened: string;
  readonly due: string;
}

const textOf = (path: string) => readFileSync(`${root}${path}`, "utf8");

export const readme = textOf("README.md");

export function inventoryOf(source: Source): readonly Entry[] {
  return parse(textOf(`${source}.yaml`)) as Entry[];
}

export const orderNames: readonly string[] = readdirSync(`${root}orders`).map((file) =>
  file.replace(/\.yaml$/, ""),
);

export function orderText(name: string): string {
  return textOf(`orders/${name}.yaml`);
}

/** The names of the terms in the folder of a source. */
export function termsNames(source: Source): readonly string[] {
  return readdirSync(`${root}${source}`).map((file) => file.replace(/\.yaml$/, ""));
}

export function termsText(source: Source, name: string): string {
  return textOf(`${source}/${name}.yaml`);
}

export function hasTerms(path: string): boolean {
  return existsSync(`${root}${path}.yaml`);
}

/** The order that includes the terms, and the terms: what `parseContract` takes. */
export function documentsOf(source: Source, { terms = "", order = "month" }: Clause) {
  const included = parse(termsText(source, terms)) as Readonly<Record<string, unknown>>;
  const raw = parse(orderText(order)) as Readonly<Record<string, unknown>>;
  const name = `${String(included.id)}@${String(included.version)}`;
  return { contract: { ...raw, terms: name }, terms: [included] };
}

// ---------------------------------------------------------------------------------------------
// Records of an edge
// ---------------------------------------------------------------------------------------------

const whole = { from: "2019-01-01T00:00:00Z", until: "2031-01-01T00:00:00Z" };
const DAY_MS = 86_400_000;

export function msOf(text: string): number {
  return unwrap(parseDuration(text, []));
}

/** Outages begin at 00:00 on the 10th, 11th, … of the period's last month; the rest on its first. */
export function rowsOf(edge: Edge): readonly object[] {
  const firstMs = Date.parse(`${monthOf(edge)}-01T00:00:00Z`);
  const rows = [
    ...outagesOf(edge, firstMs + 9 * DAY_MS),
    ...bucketsOf(edge, firstMs),
    ...valuesOf(edge, firstMs),
    ...factsOf(edge, firstMs + 9 * DAY_MS),
    ...ticketsOf(edge, firstMs + DAY_MS),
  ];
  // Where nothing else is known, or outages are told, their list is complete.
  const isComplete = edge.down !== undefined || rows.length === 0;
  return isComplete ? [{ type: "coverage", id: "COV", of: "outages", ...whole }, ...rows] : rows;
}

const monthOf = ({ period = "2026-11" }: Edge) => period.slice(0, 7);
const stamp = (ms: number) => new Date(ms).toISOString();

/** The same outage on so many days in a row, of each service or resource that is named. */
function outagesOf({ down, times = 1, on = ["service"], share, tags }: Edge, firstMs: number) {
  if (down === undefined) return [];
  return Array.from({ length: times }, (_, day) => firstMs + day * DAY_MS).flatMap((fromMs) =>
    on.map((name) => {
      const [service, resource] = name.split(":");
      const from = stamp(fromMs);
      const until = stamp(fromMs + msOf(down));
      return {
        type: "outage",
        id: `${name}-${from}`,
        service,
        ...(resource === undefined ? {} : { resource }),
        from,
        until,
        // Seen, reported and recorded at once: where the clock starts makes no difference.
        detectedAt: from,
        reportedAt: from,
        ticketOpenedAt: from,
        ...(share === undefined ? {} : { affected: { share } }),
        ...(tags === undefined ? {} : { tags }),
      };
    }),
  );
}

/** So many buckets, of which the first are bad; without a length one bucket of so many attempts. */
function bucketsOf({ of, bad, failed, rate = "1/1", at, bucket, total }: Edge, firstMs: number) {
  if (of === undefined) return [];
  if (bucket === undefined) return [bucketRow(firstMs, DAY_MS, of, failed ?? 0)];
  const [share = 1, attempts = 1] = rate.split("/").map(Number);
  const each = total ?? (rate === "1/1" ? 100 : attempts);
  const lost = rate === "1/1" ? each : share;
  return Array.from({ length: of }, (_, index) => {
    const isBad = index < (bad ?? at ?? 0);
    return bucketRow(firstMs + index * msOf(bucket), msOf(bucket), each, isBad ? lost : 0);
  });
}

function bucketRow(fromMs: number, lengthMs: number, total: number, failed: number): object {
  const [from, until] = [stamp(fromMs), stamp(fromMs + lengthMs)];
  return {
    type: "bucket",
    service: "service",
    of: "requests",
    from,
    until,
    good: total - failed,
    total,
  };
}

/** One sample under each name that a clause of this folder measures. */
function valuesOf({ values }: Edge, firstMs: number): readonly object[] {
  if (values === undefined) return [];
  const at = stamp(firstMs + 3_600_000);
  return ["latency", "mos"].map((of) => ({
    type: "sample",
    service: "service",
    of,
    at,
    value: values,
  }));
}

function factsOf({ fact, after, from, to }: Edge, firstMs: number): readonly object[] {
  if (fact === undefined) return [];
  const [event, answer] = fact;
  const begun = from ?? stamp(firstMs);
  const done = to ?? stamp(firstMs + msOf(after ?? "PT0S"));
  return [
    { type: "fact", id: "F-1", fact: event, at: begun, subject: "S-1" },
    { type: "fact", id: "F-2", fact: answer, at: done, subject: "S-1" },
  ];
}

/** So many tickets: all are answered after a minute, but for the late ones; repaired at once. */
function ticketsOf({ tickets = 0, late = 0, severity, after = "PT0S" }: Edge, firstMs: number) {
  return Array.from({ length: tickets }, (_, index) => {
    const openedMs = firstMs + index * 60_000;
    const at = stamp(openedMs + (index < late ? msOf(after) + 1 : 60_000));
    return {
      type: "ticket",
      id: `T-${index + 1}`,
      service: "service",
      openedAt: stamp(openedMs),
      severity,
      events: [
        { event: "replied", at, by: "agent" },
        { event: "resolved", at },
      ],
    };
  });
}
