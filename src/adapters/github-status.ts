import * as z from "zod/mini";
import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { issuesFromZod } from "../schema/issues.ts";
import type { RecordInput } from "../schema/records.ts";
import type { Instant } from "../time/instant.ts";
import { parseStamp } from "../time/stamp.ts";
import { fileIssues, isGroup, misused } from "./misused.ts";

/**
 * Incidents and maintenances of a status page, one object a line, as a crawler of
 * www.githubstatus.com (an Atlassian Statuspage) writes them.
 *
 * The traps of the format, and what becomes of them:
 * - `startedAt` and `resolvedAt` are when people posted. Where a post-mortem states the time of the
 *   impact, it is in `impactWindow` and mostly differs: `window: "impact"` reads it.
 * - An incident that was posted after the fact begins with `Resolved` and has no length by the
 *   page's times. It is kept, counts 0 (semantics 40), and is warned of.
 * - A maintenance is first posted when it is announced, often days before the work: it lasts from
 *   `In progress` to `Completed`, and `Scheduled` is its announcement (17).
 * - An incident may name several components, and then is one outage of each; or none, and then
 *   nobody can say whose downtime it is: it is listed in `unattributed`.
 * - Overlapping incidents of one component stay separate rows; merging is the engine's work (18).
 */
const rowSchema = z.object({
  id: z.string().check(z.minLength(1)),
  title: z.string().check(z.minLength(1)),
  impact: z.enum(["none", "minor", "major", "critical", "maintenance"]),
  components: z.array(z.string().check(z.minLength(1))),
  startedAt: z.string(),
  resolvedAt: z.string(),
  updates: z.array(z.object({ at: z.string(), status: z.string() })).check(z.minLength(1)),
  impactWindow: z.nullish(z.object({ startAt: z.string(), endAt: z.string() })),
});
type Row = z.output<typeof rowSchema>;

export interface GithubStatusOptions {
  /** The service of the contract that each component of the page stands for, by its title. */
  readonly services: Readonly<Record<string, string>>;
  /** Named in issues and in the `source` of each record. */
  readonly file?: string;
  /** Which times an incident lasts. `impact`: those of its post-mortem, where it has one. */
  readonly window?: "posted" | "impact";
  /** What a maintenance did to its services. The page does not say: `none` unless told (17). */
  readonly maintenanceImpact?: "none" | "degraded" | "down";
}

/** An incident that names no component: of no service, and for a person to judge. */
export interface Unattributed {
  readonly id: string;
  readonly title: string;
  readonly impact: Row["impact"];
  readonly from: string;
  /** Absent while it goes on. */
  readonly until?: string;
}

export interface GithubStatus {
  /** One outage or maintenance for each incident and service: its id is `incident:service`. */
  readonly rows: readonly RecordInput[];
  readonly unattributed: readonly Unattributed[];
}

/**
 * Reads parsed rows. Unknown fields are left alone, since the page's format is not ours.
 *
 * @param lines One value a line; issues count lines from 1 and rows, in their paths, from 0.
 * @returns All rows, with warnings; or every issue of every row.
 */
export function readGithubStatus(
  lines: Iterable<unknown>,
  options: GithubStatusOptions,
): Result<GithubStatus> {
  const misuses = misuseOf(lines, options);
  if (misuses.length > 0) return refused(misuses);
  const rows: RecordInput[] = [];
  const unattributed: Unattributed[] = [];
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  let index = 0;
  for (const line of lines) {
    const read = readLine(line, { index, options });
    if (read.ok) {
      rows.push(...read.value.rows);
      unattributed.push(...read.value.unattributed);
      warnings.push(...read.warnings);
    } else {
      issues.push(...read.issues);
    }
    index += 1;
  }
  return issues.length > 0 ? refused(issues) : accepted({ rows, unattributed }, warnings);
}

/** What a program that is not compiled may get wrong. */
function misuseOf(lines: unknown, options: unknown): readonly Issue[] {
  const lists =
    isGroup(lines) && Symbol.iterator in lines
      ? []
      : [misused("lines", lines, "give a list of parsed rows")];
  if (!isGroup(options)) return [...lists, misused("options", options, "give { services }")];
  const { services } = options;
  const tables = isGroup(services)
    ? []
    : [misused("services", services, "give the service of each component by its title")];
  return [...lists, ...tables, ...fileIssues(options)];
}

interface Place {
  /** Counted from 0. */
  readonly index: number;
  readonly options: GithubStatusOptions;
}

function readLine(line: unknown, place: Place): Result<GithubStatus> {
  const parsed = rowSchema.safeParse(line);
  if (!parsed.success) {
    const found = issuesFromZod(rowSchema, parsed.error, line, "github-status");
    return refused(found.map((issue) => placed(issue, place)));
  }
  const row = parsed.data;
  const services = servicesOf(row, place);
  const span = row.impact === "maintenance" ? workOf(row, place) : impactOf(row, place);
  if (!services.ok || !span.ok) return refused([services, span].flatMap(issuesUnlessOk));
  if (span.value === undefined) {
    return accepted({ rows: [], unattributed: [] }, span.warnings);
  }
  return accepted(recordsOf(row, services.value, span.value, place), span.warnings);
}

function issuesUnlessOk(result: Result<unknown>): readonly Issue[] {
  return result.ok ? [] : result.issues;
}

/** The services of the row's components, each once. */
function servicesOf({ components }: Row, place: Place): Result<readonly string[]> {
  const { services: table } = place.options;
  const services = new Set<string>();
  const issues: Issue[] = [];
  for (const [at, component] of components.entries()) {
    const service = Object.hasOwn(table, component) ? table[component] : undefined;
    if (service === undefined) issues.push(unknownComponent(component, at, place));
    else services.add(service);
  }
  return issues.length > 0 ? refused(issues) : accepted([...services]);
}

function unknownComponent(component: string, at: number, place: Place): Issue {
  const near = suggest(component, Object.keys(place.options.services));
  return placed(
    {
      code: "github-status.unknown-component",
      path: ["components", at],
      message: `the component ${shown(component)} stands for no service`,
      hint:
        near === undefined
          ? "add it to the table of services"
          : `did you mean ${shown(near)}? If not, add it to the table of services`,
      value: shown(component),
    },
    place,
  );
}

/** When something lasted, in the page's own stamps; without `until` it goes on. */
interface Span {
  readonly from: string;
  readonly until?: string;
  readonly announcedAt?: string;
}

/** When an incident lasted: what its post-mortem says, where that is asked for, or the page. */
function impactOf(row: Row, place: Place): Result<Span> {
  const { impactWindow, updates } = row;
  if (place.options.window === "impact" && impactWindow !== null && impactWindow !== undefined) {
    const { startAt: from, endAt: until } = impactWindow;
    return inOrder(
      { from, until },
      [
        ["impactWindow", "startAt"],
        ["impactWindow", "endAt"],
      ],
      place,
    );
  }
  const isOver = updates.some(({ status }) => status === "Resolved");
  const span = { from: row.startedAt, ...(isOver && { until: row.resolvedAt }) };
  const checked = inOrder(span, [["startedAt"], ["resolvedAt"]], place);
  return checked.ok && updates[0]?.status === "Resolved"
    ? accepted(checked.value, [postedAfterwards(row, place)])
    : checked;
}

function postedAfterwards({ id, startedAt }: Row, place: Place): Issue {
  return placed(
    {
      code: "github-status.posted-afterwards",
      path: ["updates", 0, "status"],
      message: `incident ${id} was posted at ${startedAt}, after it was resolved: the page does not show how long it lasted`,
      hint: "look for the times in its post-mortem; the page's own times are used",
      value: shown("Resolved"),
    },
    place,
  );
}

/** When the work of a maintenance lasted; undefined, with a warning, if it has not begun. */
function workOf(row: Row, place: Place): Result<Span | undefined> {
  const at = (status: string) => row.updates.findIndex((update) => update.status === status);
  const begun = row.updates[at("In progress")];
  if (begun === undefined) return accepted(undefined, [notBegun(row, place)]);
  const completed = row.updates[at("Completed")];
  const scheduled = row.updates[at("Scheduled")];
  const announced = scheduled && parseStamp(scheduled.at, ["updates", at("Scheduled"), "at"]);
  const span = inOrder(
    {
      from: begun.at,
      ...(completed && { until: completed.at }),
      ...(scheduled && { announcedAt: scheduled.at }),
    },
    [
      ["updates", at("In progress"), "at"],
      ["updates", at("Completed"), "at"],
    ],
    place,
  );
  if (announced === undefined || announced.ok) return span;
  return refused([...announced.issues.map((one) => placed(one, place)), ...issuesUnlessOk(span)]);
}

function notBegun({ id }: Row, place: Place): Issue {
  return placed(
    {
      code: "github-status.maintenance-not-begun",
      path: ["updates"],
      message: `maintenance ${id} has no update "In progress": it has not begun, or was called off`,
      hint: "nothing to do: work that did not take place is no record",
    },
    place,
  );
}

type Paths = readonly [from: Issue["path"], until: Issue["path"]];

/** The span, once its stamps are read and its end is not before its start. */
function inOrder(span: Span, [fromPath, untilPath]: Paths, place: Place): Result<Span> {
  const from = parseStamp(span.from, fromPath);
  const until: Result<Instant> =
    span.until === undefined ? from : parseStamp(span.until, untilPath);
  if (!from.ok || !until.ok) {
    const found = until === from ? [from] : [from, until];
    return refused(found.flatMap(issuesUnlessOk).map((issue) => placed(issue, place)));
  }
  if (from.value <= until.value) return accepted(span);
  return refused([
    placed(
      {
        code: "github-status.until-before-from",
        path: untilPath,
        message: `it ends at ${shown(span.until)}, before its start ${shown(span.from)}`,
        hint: "correct the two stamps in the export",
        value: shown(span.until),
      },
      place,
    ),
  ]);
}

function recordsOf(
  { id, title, impact }: Row,
  services: readonly string[],
  span: Span,
  place: Place,
): GithubStatus {
  const { announcedAt, ...fromUntil } = span;
  if (services.length === 0) {
    return { rows: [], unattributed: [{ id, title, impact, ...fromUntil }] };
  }
  const { file, maintenanceImpact = "none" } = place.options;
  const source = {
    system: "github-status",
    ...(file !== undefined && { file }),
    line: place.index + 1,
  };
  const rows = services.map((service): RecordInput => {
    const common = { id: `${id}:${service}`, service, title, ...fromUntil, source };
    if (impact !== "maintenance") return { type: "outage", ...common, impact };
    const announced = announcedAt === undefined ? {} : { announcedAt };
    return { type: "maintenance", ...common, ...announced, impact: maintenanceImpact };
  });
  return { rows, unattributed: [] };
}

/** The issue with the row's number, and its file and line where a file is named. */
function placed(issue: Issue, { index, options }: Place): Issue {
  const path = [index, ...issue.path];
  return options.file === undefined
    ? { ...issue, path }
    : { ...issue, path, file: options.file, line: index + 1 };
}
