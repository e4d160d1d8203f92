import { describe, expect, it } from "vitest";
import {
  type GithubStatus,
  type GithubStatusOptions,
  readGithubStatus,
} from "../../src/adapters/github-status.ts";
import { adapters } from "../../src/adapters/index.ts";
import { issuesOf, unwrap } from "../../src/base/result.ts";
import { recordSchema } from "../../src/schema/records.ts";

const services = { Actions: "actions", "Git Operations": "git-operations", Pages: "pages" };

/** An incident with Actions from 10:00 to 11:30, with what the case changes. */
function incident(changes: object = {}): object {
  return {
    id: "100",
    title: "Incident with Actions",
    impact: "minor",
    components: ["Actions"],
    startedAt: "2025-03-07T10:00:00Z",
    resolvedAt: "2025-03-07T11:30:00Z",
    updates: [
      { at: "2025-03-07T10:00:00Z", status: "Investigating" },
      { at: "2025-03-07T11:30:00Z", status: "Resolved" },
    ],
    impactWindow: null,
    ...changes,
  };
}

/** Work announced on the 5th and done on the 8th, from 22:00 to 23:00, with what changes. */
function maintenance(changes: object = {}): object {
  return incident({
    id: "200",
    title: "Planned maintenance",
    impact: "maintenance",
    startedAt: "2025-03-05T09:00:00Z",
    resolvedAt: "2025-03-08T23:00:00Z",
    updates: [
      { at: "2025-03-05T09:00:00Z", status: "Scheduled" },
      { at: "2025-03-05T10:00:00Z", status: "Update" },
      { at: "2025-03-08T22:00:00Z", status: "In progress" },
      { at: "2025-03-08T23:00:00Z", status: "Completed" },
    ],
    ...changes,
  });
}

function read(
  lines: readonly unknown[],
  options: Partial<GithubStatusOptions> = {},
): GithubStatus & { readonly warnings: readonly string[] } {
  const result = readGithubStatus(lines, { services, ...options });
  const warnings = result.ok ? result.warnings.map(({ code }) => code) : [];
  return { ...unwrap(result), warnings };
}

/** The issues as "code path". */
function problems(lines: readonly unknown[], options: Partial<GithubStatusOptions> = {}) {
  const result = readGithubStatus(lines, { services, ...options });
  expect(result.ok).toBe(false);
  return issuesOf(result).map(({ code, path }) => `${code} ${path.join(".")}`);
}

describe("semantics 17, incidents of a status page", () => {
  it("are one outage of each component, with the page's own stamps", () => {
    const { rows, unattributed, warnings } = read([
      incident({ components: ["Actions", "Pages"], impact: "major" }),
    ]);
    const common = {
      type: "outage",
      title: "Incident with Actions",
      from: "2025-03-07T10:00:00Z",
      until: "2025-03-07T11:30:00Z",
      impact: "major",
      source: { system: "github-status", line: 1 },
    };
    expect(rows).toEqual([
      { ...common, id: "100:actions", service: "actions" },
      { ...common, id: "100:pages", service: "pages" },
    ]);
    expect({ unattributed, warnings }).toEqual({ unattributed: [], warnings: [] });
  });

  it("are one outage of a service that two of their components stand for", () => {
    const table = { Actions: "build", Pages: "build" };
    const { rows } = read([incident({ components: ["Actions", "Pages"] })], { services: table });
    expect(rows.map(({ id }) => id)).toEqual(["100:build"]);
  });

  it("go on where no update says Resolved, whatever their last update was", () => {
    const updates = [
      { at: "2025-03-07T10:00:00Z", status: "Investigating" },
      { at: "2025-03-07T11:30:00Z", status: "Update" },
    ];
    expect(read([incident({ updates })]).rows[0]).not.toHaveProperty("until");
  });

  it("overlap where the page overlaps: merging is not the reader's work (18)", () => {
    const { rows } = read([incident(), incident({ id: "101" })]);
    expect(rows.map(({ id }) => id)).toEqual(["100:actions", "101:actions"]);
  });

  it("of length 0 are kept, and those posted after the fact are warned of (40)", () => {
    const at = "2025-03-07T10:00:00Z";
    const { rows, warnings } = read([
      incident({ resolvedAt: at, updates: [{ at, status: "Resolved" }] }),
    ]);
    expect(rows).toMatchObject([{ from: at, until: at }]);
    expect(warnings).toEqual(["github-status.posted-afterwards"]);
  });

  it("that name no component are listed, not dropped and not given to anyone", () => {
    const { rows, unattributed } = read([
      incident({ components: [] }),
      maintenance({ components: [] }),
    ]);
    expect(rows).toEqual([]);
    expect(unattributed).toEqual([
      {
        id: "100",
        title: "Incident with Actions",
        impact: "minor",
        from: "2025-03-07T10:00:00Z",
        until: "2025-03-07T11:30:00Z",
      },
      {
        id: "200",
        title: "Planned maintenance",
        impact: "maintenance",
        from: "2025-03-08T22:00:00Z",
        until: "2025-03-08T23:00:00Z",
      },
    ]);
  });
});

describe("the time of the impact", () => {
  const impactWindow = { startAt: "2025-03-07T09:30:00Z", endAt: "2025-03-07T11:07:00Z" };

  it.each([
    {
      window: "posted",
      stated: impactWindow,
      from: "10:00",
      until: "11:30",
      why: "the page's times",
    },
    { window: "impact", stated: impactWindow, from: "09:30", until: "11:07", why: "post-mortem" },
    { window: "impact", stated: null, from: "10:00", until: "11:30", why: "no post-mortem" },
    { window: "impact", stated: undefined, from: "10:00", until: "11:30", why: "field left out" },
  ] as const)("window $window lasts $from to $until: $why", ({ window, stated, from, until }) => {
    const { rows } = read([incident({ impactWindow: stated })], { window });
    expect(rows).toMatchObject([
      { from: `2025-03-07T${from}:00Z`, until: `2025-03-07T${until}:00Z` },
    ]);
  });

  it("gives a length to what was posted after the fact, without a warning", () => {
    const at = "2025-03-08T00:00:00Z";
    const late = incident({
      startedAt: at,
      resolvedAt: at,
      updates: [{ at, status: "Resolved" }],
      impactWindow,
    });
    expect(read([late], { window: "impact" })).toMatchObject({
      rows: [{ from: impactWindow.startAt, until: impactWindow.endAt }],
      warnings: [],
    });
  });
});

describe("semantics 17, maintenances of a status page", () => {
  it("last from In progress to Completed; Scheduled is their announcement", () => {
    expect(read([maintenance()]).rows).toEqual([
      {
        type: "maintenance",
        id: "200:actions",
        service: "actions",
        title: "Planned maintenance",
        from: "2025-03-08T22:00:00Z",
        until: "2025-03-08T23:00:00Z",
        announcedAt: "2025-03-05T09:00:00Z",
        impact: "none",
        source: { system: "github-status", line: 1 },
      },
    ]);
  });

  it("were down only if the reader is told so", () => {
    const { rows } = read([maintenance()], { maintenanceImpact: "down" });
    expect(rows).toMatchObject([{ impact: "down" }]);
  });

  it("go on without Completed, and are unannounced without Scheduled", () => {
    const updates = [{ at: "2025-03-08T22:00:00Z", status: "In progress" }];
    const [row] = read([maintenance({ updates })]).rows;
    expect(row).not.toHaveProperty("until");
    expect(row).not.toHaveProperty("announcedAt");
  });

  it("that have not begun are no record, and are warned of", () => {
    const updates = [{ at: "2025-03-05T09:00:00Z", status: "Scheduled" }];
    expect(read([maintenance({ updates })])).toEqual({
      rows: [],
      unattributed: [],
      warnings: ["github-status.maintenance-not-begun"],
    });
  });
});

describe("what cannot be read", () => {
  it("is refused with every problem of every row", () => {
    const lines = [
      incident({ components: ["Action", "Pages", "__proto__"] }),
      incident(),
      incident({ impact: "huge", startedAt: 7 }),
      incident({ startedAt: "2025-03-07", resolvedAt: "2025-02-30T00:00:00Z" }),
      incident({ resolvedAt: "2025-03-07T09:59:00Z" }),
      "not an object",
      incident({ startedAt: "soon", updates: [{ at: "soon", status: "Investigating" }] }),
    ];
    expect(problems(lines)).toEqual([
      "github-status.unknown-component 0.components.0",
      "github-status.unknown-component 0.components.2",
      "github-status.unknown-value 2.impact",
      "github-status.unquoted-number 2.startedAt",
      "stamp.malformed 3.startedAt",
      "stamp.no-such-date 3.resolvedAt",
      "github-status.until-before-from 4.resolvedAt",
      "github-status.wrong-type 5",
      "stamp.malformed 6.startedAt",
    ]);
  });

  it("includes the stamps of a post-mortem and of a maintenance", () => {
    const reversed = { startAt: "2025-03-07T12:00:00Z", endAt: "2025-03-07T11:00:00Z" };
    const updates = [
      { at: "2025-03-05", status: "Scheduled" },
      { at: "2025-03-08T22:00:00Z", status: "In progress" },
      { at: "2025-03-08T21:00:00Z", status: "Completed" },
    ];
    expect(
      problems([incident({ impactWindow: reversed }), maintenance({ updates })], {
        window: "impact",
      }),
    ).toEqual([
      "github-status.until-before-from 0.impactWindow.endAt",
      "stamp.malformed 1.updates.0.at",
      "github-status.until-before-from 1.updates.2.at",
    ]);
  });

  it("says where it stands, and which component was meant", () => {
    const lines = [incident(), incident({ components: ["Action"] })];
    const result = readGithubStatus(lines, { services, file: "incidents.ndjson" });
    expect(issuesOf(result)).toMatchObject([
      {
        file: "incidents.ndjson",
        line: 2,
        value: '"Action"',
        hint: 'did you mean "Actions"? If not, add it to the table of services',
      },
    ]);
  });

  it("has no suggestion for a component that resembles none", () => {
    const result = readGithubStatus([incident({ components: ["Visit www"] })], { services });
    expect(issuesOf(result)).toMatchObject([{ hint: "add it to the table of services" }]);
  });
});

it("names the file in the source of each record", () => {
  const { rows } = read([incident()], { file: "incidents.ndjson" });
  expect(rows).toMatchObject([
    { source: { system: "github-status", file: "incidents.ndjson", line: 1 } },
  ]);
});

it("makes rows of records/1", () => {
  const { rows } = read([incident(), maintenance(), incident({ id: "3", components: ["Pages"] })]);
  for (const row of rows) expect(recordSchema.safeParse(row).error).toBeUndefined();
});

it("stands in the table of adapters under its name", () => {
  expect(adapters["github-status"]).toBe(readGithubStatus);
});
