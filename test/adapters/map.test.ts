import { describe, expect, it } from "vitest";
import { stampPattern } from "../../src/adapters/cell-stamp.ts";
import { parseMap, safeParseMap } from "../../src/adapters/map.ts";

const wide = {
  makegood: "map/1",
  record: "ticket",
  form: "wide",
  zone: "America/New_York",
  columns: {
    id: "case_id",
    openedAt: { column: "opened", format: "local" },
    severity: { column: "priority", values: { "1": "P1" }, otherwise: "keep" },
    attributes: { queue: "queue" },
    events: [{ event: "resolved", at: "closed", when: { status: ["Closed"] } }],
  },
  constants: { service: "desk" },
} as const;
const long = {
  makegood: "map/1",
  record: "ticket",
  form: "long",
  columns: {
    id: "ticket",
    at: "time",
    service: "product",
    events: [
      { event: "opened", when: { action: ["Created"] } },
      { event: "replied", by: "agent", when: { action: ["Reply"] } },
    ],
  },
} as const;

function issuesOf(map: unknown) {
  const result = safeParseMap(map);
  return result.ok
    ? []
    : result.issues.map(({ code, path, hint }) => ({ code, path: path.join("."), hint }));
}
const withColumns = (columns: object) => ({ ...wide, columns: { ...wide.columns, ...columns } });

describe("map/1", () => {
  it("is read, with the encoding that is left out", () => {
    expect(parseMap(wide)).toEqual({ ...wide, encoding: "utf-8" });
    expect(parseMap(long)).toEqual({ ...long, encoding: "utf-8", otherwise: "refuse" });
  });

  it.each([
    {
      record: "outage",
      columns: {
        id: "i",
        service: "s",
        from: "f",
        affected: { units: "u" },
        tags: { column: "t", separator: "," },
      },
    },
    {
      record: "maintenance",
      columns: { id: "i", service: "s", from: "f", announced: { from: "a", until: "b" } },
    },
    {
      record: "charge",
      columns: {
        id: "i",
        service: "s",
        charge: "c",
        amount: "a",
        currency: "u",
        from: "f",
        until: "t",
        invoice: "n",
      },
    },
    {
      record: "bucket",
      columns: { id: "i", service: "s", from: "f", until: "t", good: "g", total: "n" },
    },
    {
      record: "coverage",
      columns: { id: "i", from: "f", until: "t" },
      constants: { of: "outages" },
    },
  ])("knows the fields of every record: $record", (own) => {
    expect(issuesOf({ makegood: "map/1", form: "wide", ...own })).toEqual([]);
  });

  it("maps events of tickets that another file holds", () => {
    const events = [{ event: "resolved", when: { action: ["Done"] } }];
    const map = {
      makegood: "map/1",
      record: "event",
      form: "long",
      columns: { ticket: "t", at: "w", events },
    };
    expect(issuesOf(map)).toEqual([]);
  });
});

describe("what is wrong with a map is told at its place", () => {
  it.each([
    {
      map: { ...wide, form: "wid" },
      code: "map.unknown-value",
      path: "form",
      hint: 'did you mean "wide"?',
    },
    {
      map: { ...wide, record: "tickt" },
      code: "map.unknown-value",
      path: "record",
      hint: 'did you mean "ticket"?',
    },
    {
      map: { ...wide, colums: {} },
      code: "map.unknown-key",
      path: "colums",
      hint: 'did you mean "columns"?',
    },
    {
      map: withColumns({ opendAt: "x" }),
      code: "map.unknown-key",
      path: "columns.opendAt",
      hint: 'did you mean "openedAt"?',
    },
    {
      map: withColumns({ severity: { column: "p", value: {} } }),
      code: "map.unknown-key",
      path: "columns.severity.value",
      hint: 'did you mean "values"?',
    },
    {
      map: withColumns({ events: [{ event: "reslved", at: "x" }] }),
      code: "map.unknown-value",
      path: "columns.events.0.event",
      hint: 'did you mean "resolved"?',
    },
    {
      map: withColumns({ events: [{ event: "replied", at: "x", by: "agnt" }] }),
      code: "map.unknown-value",
      path: "columns.events.0.by",
      hint: 'did you mean "agent"?',
    },
    {
      map: { ...wide, constants: { service: "x", openedBy: "agnt" } },
      code: "map.unknown-value",
      path: "constants.openedBy",
      hint: 'did you mean "agent"?',
    },
    {
      map: { ...wide, delimiter: "\t" },
      code: "map.unknown-value",
      path: "delimiter",
      hint: "use one of: ,, ;, |, tab",
    },
    {
      map: { ...wide, encoding: "gbk" },
      code: "map.unknown-value",
      path: "encoding",
      hint: "use one of: utf-8, gb18030",
    },
    {
      map: { ...wide, constants: {} },
      code: "map.field-not-given",
      path: "columns.service",
      hint: expect.stringContaining("`constants`"),
    },
    {
      map: { ...wide, constants: { service: "x", id: "y" } },
      code: "map.given-twice",
      path: "constants.id",
      hint: expect.any(String),
    },
    {
      map: { ...wide, zone: "EST" },
      code: "zone.abbreviation",
      path: "zone",
      hint: expect.any(String),
    },
    {
      map: withColumns({ openedAt: { column: "o", zone: "Mars/Base" } }),
      code: "zone.unknown",
      path: "columns.openedAt.zone",
      hint: expect.any(String),
    },
    {
      map: { ...wide, zone: undefined },
      code: "map.no-zone",
      path: "columns.openedAt",
      hint: expect.stringContaining("zone:"),
    },
    {
      map: withColumns({ openedAt: { column: "o", format: "DD.MM.YYYY" } }),
      code: "map.unknown-format",
      path: "columns.openedAt.format",
      hint: expect.stringContaining("local"),
    },
    {
      map: withColumns({ severity: { column: "p", otherwise: "P4" } }),
      code: "map.otherwise-without-values",
      path: "columns.severity.otherwise",
      hint: expect.any(String),
    },
    {
      map: { ...long, columns: { ...long.columns, service: undefined } },
      code: "map.field-not-given",
      path: "columns.service",
      hint: expect.any(String),
    },
    {
      map: JSON.parse('{"__proto__": 1}'),
      code: "map.unsafe-key",
      path: "__proto__",
      hint: expect.any(String),
    },
  ])("$code at $path", ({ map, code, path, hint }) => {
    expect(issuesOf(map)).toEqual([{ code, path, hint }]);
  });

  it("a file of further events opens no ticket", () => {
    const columns = { ticket: "t", at: "w", events: [{ event: "opened" }] };
    const map = { makegood: "map/1", record: "event", form: "long", columns };
    expect(issuesOf(map)).toMatchObject([{ path: "columns.events.0.event" }]);
  });
});

describe("patterns of stamps", () => {
  it.each([
    "DD.MM.YYYY HH:mm",
    "MM/DD/YYYY hh:mm:ss A",
    "YYYY年MM月DD日 HH:mm:ss",
    "YYYY-MM-DDTHH:mm:ss.SSS",
  ])("%s", (text) => {
    expect(stampPattern(text)).toBeDefined();
  });

  it.each([
    { text: "DD.MM.YYYY", why: "no time of day" },
    { text: "DD.MM.YY HH:mm", why: "two digits of a year" },
    { text: "DD.MM.YYYY hh:mm", why: "twelve hours without AM and PM" },
    { text: "DD.MM.YYYY HH:mm A", why: "AM and PM beside 24 hours" },
    { text: "DD.MM.YYYY HH:mm HH", why: "a part twice" },
    { text: "dd.MM.YYYY HH:mm", why: "a part that is none" },
  ])("refuses $text: $why", ({ text }) => {
    expect(stampPattern(text)).toBeUndefined();
  });
});
