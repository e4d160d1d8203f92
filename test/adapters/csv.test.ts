import { describe, expect, it } from "vitest";
import { csvReader, readCsv } from "../../src/adapters/csv.ts";
import { parseMap } from "../../src/adapters/map.ts";
import type { Issue } from "../../src/base/result.ts";

const ticketMap = {
  makegood: "map/1",
  record: "ticket",
  form: "wide",
  columns: {
    id: "id",
    openedAt: "opened",
    severity: { column: "prio", values: { "1": "P1", "2": "P2", none: "" } },
    attributes: { queue: "queue" },
    events: [
      { event: "replied", by: "agent", at: "answered" },
      { event: "resolved", at: "closed", when: { status: ["Closed", "Done"] } },
    ],
  },
  constants: { service: "desk" },
};
const head = "id,opened,answered,closed,status,prio,queue\n";

function read(text: string, map: object = ticketMap) {
  return readCsv(text, { map: parseMap(map), file: "t.csv" });
}

function rowsOf(text: string, map?: object): readonly unknown[] {
  const result = read(text, map);
  if (!result.ok) expect(result.issues).toEqual([]);
  return result.ok ? result.value : [];
}

/** `code line`, or the whole issue where a test names more of it. */
function issuesOf(text: string, map?: object): readonly Issue[] {
  const result = read(text, map);
  return result.ok ? [] : result.issues;
}
const codesOf = (text: string, map?: object) =>
  issuesOf(text, map).map(({ code, line }) => `${code} ${line}`);

describe("wide: one row a ticket", () => {
  it("fills fields, attributes and events; the source is the file and line", () => {
    const text = `${head}T-1,2026-10-01T09:00:00Z,2026-10-01T09:10:00Z,2026-10-01T12:00:00+02:00,Closed,1,net\n`;
    expect(rowsOf(text)).toEqual([
      {
        type: "ticket",
        id: "T-1",
        service: "desk",
        openedAt: "2026-10-01T09:00:00Z",
        severity: "P1",
        attributes: { queue: "net" },
        events: [
          { event: "replied", by: "agent", at: "2026-10-01T09:10:00Z" },
          { event: "resolved", at: "2026-10-01T10:00:00Z" },
        ],
        source: { file: "t.csv", line: 2 },
      },
    ]);
  });

  it("an empty cell means that the field is absent, and its event did not happen", () => {
    expect(rowsOf(`${head}T-1,2026-10-01T09:00:00Z,, ,Closed,,\n`)).toEqual([
      expect.not.objectContaining({ severity: expect.anything(), events: expect.anything() }),
    ]);
  });

  it("an event whose condition does not hold did not happen", () => {
    const text = `${head}T-1,2026-10-01T09:00:00Z,,2026-10-01T10:00:00Z,Open,none,x\n`;
    const [row] = rowsOf(text);
    expect(row).not.toHaveProperty("events");
    // `none: ""` maps a word to an empty cell.
    expect(row).not.toHaveProperty("severity");
  });

  it("numbers stay the text that they are: no zero is lost, no id rounded", () => {
    const text = `${head}007,2026-10-01T09:00:00Z,,,,,10000000000000000001.50\n`;
    expect(rowsOf(text)).toMatchObject([
      { id: "007", attributes: { queue: "10000000000000000001.50" } },
    ]);
  });

  it("fills groups, lists and whole numbers", () => {
    const map = {
      makegood: "map/1",
      record: "outage",
      form: "wide",
      columns: {
        id: "id",
        service: "s",
        from: "f",
        affected: { units: "u" },
        tags: { column: "tags", separator: ";" },
      },
    };
    const text =
      'id|s|f|u|tags\nA|web|2026-10-01T00:00:00Z|12|"eu; ;us"\nB|web|2026-10-01T00:00:00Z||\n';
    expect(rowsOf(text, map)).toMatchObject([
      { affected: { units: 12 }, tags: ["eu", "us"] },
      expect.not.objectContaining({ affected: expect.anything(), tags: expect.anything() }),
    ]);
    expect(issuesOf(text.replace("|12|", "|1.5|"), map)).toMatchObject([
      { code: "csv.not-a-whole-number", path: [0, "affected", "units"], line: 2 },
    ]);
  });

  it("keeps or replaces values that are not listed, where the map says so", () => {
    const withOtherwise = (otherwise: string) => ({
      ...ticketMap,
      columns: {
        ...ticketMap.columns,
        severity: { column: "prio", values: { "1": "P1" }, otherwise },
      },
    });
    const text = `${head}T-1,2026-10-01T09:00:00Z,,,,7,\n`;
    expect(rowsOf(text, withOtherwise("keep"))).toMatchObject([{ severity: "7" }]);
    expect(rowsOf(text, withOtherwise("P4"))).toMatchObject([{ severity: "P4" }]);
  });

  it("passes over the rows that the map skips, and counts them", () => {
    const map = { ...ticketMap, skip: { where: { status: ["Duplicate", ""] } } };
    const text = `${head}T-1,2026-10-01T09:00:00Z,,,Open,,\nT-2,x,,,Duplicate,9,\nT-3,x,,,,9,\n`;
    const result = read(text, map);
    expect(result).toMatchObject({
      ok: true,
      value: [{ id: "T-1" }],
      warnings: [{ code: "csv.rows-skipped", message: expect.stringContaining("2 rows") }],
    });
  });
});

describe("long: one row an event", () => {
  const map = {
    makegood: "map/1",
    record: "ticket",
    form: "long",
    columns: {
      id: "ticket",
      at: "time",
      service: "product",
      customer: "who",
      severity: "to",
      events: [
        { event: "opened", when: { action: ["Created"] } },
        { event: "replied", by: "agent", when: { action: ["Reply"] } },
        {
          event: "waiting-started",
          reason: "customer",
          when: { action: ["Status"], to: ["Pending"] },
        },
        { event: "waiting-ended", when: { action: ["Status"], to: ["Open"] } },
        {
          event: "priority-changed",
          severity: { column: "to", values: { High: "P1" } },
          when: { action: ["Priority"] },
        },
      ],
    },
  };
  const longHead = "ticket,time,product,who,action,to\n";

  it("a row that opens a ticket gives the ticket, the others its events", () => {
    const text = `${longHead}T-1,2026-10-01T09:00:00Z,desk,acme,Created,P2
T-1,2026-10-01T09:30:00Z,,acme,Status,Pending
T-1,2026-10-01T10:00:00Z,,acme,Priority,High
`;
    expect(rowsOf(text, map)).toMatchObject([
      {
        type: "ticket",
        id: "T-1",
        service: "desk",
        openedAt: "2026-10-01T09:00:00Z",
        severity: "P2",
      },
      {
        type: "event",
        id: "T-1 2026-10-01T09:30:00Z waiting-started customer",
        ticket: "T-1",
        customer: "acme",
        happened: { event: "waiting-started", reason: "customer", at: "2026-10-01T09:30:00Z" },
      },
      {
        type: "event",
        happened: { event: "priority-changed", severity: "P1" },
        source: { line: 4 },
      },
    ]);
  });

  it("refuses a row that no event fits, or counts it", () => {
    const text = `${longHead}T-1,2026-10-01T09:00:00Z,desk,acme,Viewed,\n`;
    expect(codesOf(text, map)).toEqual(["csv.no-event 2"]);
    expect(read(text, map)).toMatchObject({
      issues: [
        { message: 'no event of the map fits this row: "action" is "Viewed", "to" is empty' },
      ],
    });
    expect(read(text, { ...map, otherwise: "skip" })).toMatchObject({
      ok: true,
      value: [],
      warnings: [{ code: "csv.rows-without-event" }],
    });
  });

  it("rows of further events name the ticket of another file", () => {
    const events = [{ event: "resolved", when: { action: ["Done"] } }];
    const own = {
      makegood: "map/1",
      record: "event",
      form: "long",
      columns: { ticket: "ticket", at: "time", events },
    };
    const text = `${longHead}T-1,2026-10-01T09:00:00Z,,,Done,\n`;
    expect(rowsOf(text, own)).toMatchObject([
      { type: "event", ticket: "T-1", happened: { event: "resolved" } },
    ]);
  });
});

describe("stamps, semantics 1 and 3", () => {
  const opened = (column: object, zone?: string) => ({
    ...ticketMap,
    ...(zone !== undefined && { zone }),
    columns: { id: "id", openedAt: { column: "opened", ...column } },
  });
  const at = (cell: string, column: object, zone?: string) => {
    const result = read(`id,opened\nT-1,"${cell}"\n`, opened(column, zone));
    return result.ok
      ? (result.value[0] as { openedAt: string }).openedAt
      : result.issues.map(({ code }) => code).join();
  };

  it.each([
    {
      cell: "2026-10-01T09:00:00+02:00",
      column: {},
      is: "2026-10-01T07:00:00Z",
      why: "with its offset",
    },
    {
      cell: "2026-10-01 09:00:00+02:00",
      column: {},
      is: "2026-10-01T07:00:00Z",
      why: "a blank for the T",
    },
    {
      cell: "2026-10-01T09:00:00",
      column: {},
      is: "stamp.no-offset",
      why: "no offset and no zone",
    },
    {
      cell: "2026-10-01T09:00:00",
      column: {},
      zone: "Europe/Berlin",
      is: "2026-10-01T07:00:00Z",
      why: "the map's zone",
    },
    {
      cell: "2026-10-01T09:00Z",
      column: { zone: "Europe/Berlin" },
      is: "stamp.malformed",
      why: "RFC 3339 has seconds",
    },
    {
      cell: "2026-10-01T09:00:00Z",
      column: {},
      zone: "Europe/Berlin",
      is: "2026-10-01T09:00:00Z",
      why: "the offset wins over the zone",
    },
    {
      cell: "2026-01-01 09:00",
      column: { format: "local", zone: "Asia/Shanghai" },
      is: "2026-01-01T01:00:00Z",
      why: "a zone of its own",
    },
    {
      cell: "2026-10-01T09:00:00Z",
      column: { format: "local", zone: "Asia/Shanghai" },
      is: "stamp.offset-beside-zone",
      why: "local has no offset",
    },
    {
      cell: "2026-02-30T09:00:00",
      column: { format: "local", zone: "Asia/Shanghai" },
      is: "stamp.no-such-date",
      why: "30 February",
    },
    {
      cell: "1.9.2026 7:05",
      column: { format: "DD.MM.YYYY HH:mm", zone: "Europe/Berlin" },
      is: "2026-09-01T05:05:00Z",
      why: "a pattern; zeros may be missing",
    },
    {
      cell: "09/01/2026 12:05:30 AM",
      column: { format: "MM/DD/YYYY hh:mm:ss A", zone: "America/New_York" },
      is: "2026-09-01T04:05:30Z",
      why: "12 AM is midnight",
    },
    {
      cell: "09/01/2026 12:05:30 p.m.",
      column: { format: "MM/DD/YYYY hh:mm:ss A", zone: "America/New_York" },
      is: "2026-09-01T16:05:30Z",
      why: "12 PM is noon",
    },
    {
      cell: "09/01/2026 13:05:30 PM",
      column: { format: "MM/DD/YYYY hh:mm:ss A", zone: "America/New_York" },
      is: "stamp.malformed",
      why: "13 PM is none",
    },
    {
      cell: "2026年9月1日 08:00:00.250",
      column: { format: "YYYY年MM月DD日 HH:mm:ss.SSS", zone: "Asia/Shanghai" },
      is: "2026-09-01T00:00:00.250Z",
      why: "words between, and milliseconds",
    },
    {
      cell: "13/01/2026 08:00",
      column: { format: "MM/DD/YYYY HH:mm", zone: "Europe/Berlin" },
      is: "stamp.no-such-date",
      why: "month 13",
    },
    {
      cell: "2026-09-01",
      column: { format: "DD.MM.YYYY HH:mm", zone: "Europe/Berlin" },
      is: "stamp.malformed",
      why: "another form",
    },
    {
      cell: "1791000000",
      column: { format: "epoch-s" },
      is: "2026-10-03T04:00:00Z",
      why: "seconds since 1970: 1,791,000,000 is 20,729 days and 4 hours",
    },
    {
      cell: "1791000000250",
      column: { format: "epoch-ms" },
      is: "2026-10-03T04:00:00.250Z",
      why: "milliseconds",
    },
    { cell: "1.79e9", column: { format: "epoch-s" }, is: "stamp.malformed", why: "digits only" },
    {
      cell: "999999999999999",
      column: { format: "epoch-s" },
      is: "stamp.malformed",
      why: "beyond the calendar",
    },
    {
      cell: "99999999999999",
      column: { format: "epoch-ms" },
      is: "stamp.malformed",
      why: "beyond 2200",
    },
  ])("$cell: $why", ({ cell, column, zone, is }) => {
    expect(at(cell, column, zone)).toBe(is);
  });

  it("a time that never was moves forward, one that came twice is the first; both are counted", () => {
    const text = "id,opened\nA,2026-03-29T02:30:00\nB,2026-10-25T02:30:00\nC,2026-10-25T02:59:59\n";
    expect(read(text, opened({ format: "local" }, "Europe/Berlin"))).toMatchObject({
      ok: true,
      value: [
        { openedAt: "2026-03-29T01:30:00Z" },
        { openedAt: "2026-10-25T00:30:00Z" },
        { openedAt: "2026-10-25T00:59:59Z" },
      ],
      warnings: [
        { code: "csv.time-in-gap", message: expect.stringContaining("1 "), file: "t.csv", line: 2 },
        { code: "csv.time-twice", message: expect.stringContaining("2 "), file: "t.csv", line: 3 },
      ],
    });
  });

  it("names the column of a stamp that cannot be used", () => {
    const [issue] = issuesOf("id,opened\nT-1,soon\n", opened({}));
    expect(issue).toMatchObject({ path: [0, "openedAt"], file: "t.csv", line: 2 });
    expect(issue?.message).toBe('cannot use the time "soon" (column "opened")');
  });
});

describe("the file", () => {
  const row = "T-1,2026-10-01T09:00:00Z,,,,1,net";

  it("may begin with a byte order mark, end lines with CRLF, quote cells and have empty lines", () => {
    const text = `\uFEFF${head}\n"T-1",2026-10-01T09:00:00Z,,,,1,"a ""b""\nc"\n \n${row.replace("T-1", "T-2")}`;
    expect(rowsOf(text.replaceAll("\n", "\r\n"))).toMatchObject([
      { id: "T-1", attributes: { queue: 'a "b"\r\nc' }, source: { line: 3 } },
      { id: "T-2", source: { line: 6 } },
    ]);
  });

  it.each([
    { delimiter: ";", character: ";" },
    { delimiter: "|", character: "|" },
    { delimiter: "tab", character: "\t" },
  ])("finds the delimiter $delimiter by the columns it yields, and says so", (own) => {
    const text = `${head}${row}\n`.replaceAll(",", own.character);
    const found = read(text);
    expect(found).toMatchObject({
      value: [{ id: "T-1" }],
      warnings: [{ code: "csv.delimiter-found" }],
    });
    const told = read(text, { ...ticketMap, delimiter: own.delimiter });
    expect(told).toMatchObject({ value: [{ id: "T-1" }], warnings: [] });
  });

  it("is not led astray by more commas than semicolons in the first row", () => {
    const map = { ...ticketMap, columns: { id: "id", openedAt: "opened, UTC, RFC 3339" } };
    const text = "id;opened, UTC, RFC 3339\nT-1;2026-10-01T09:00:00Z\n";
    expect(rowsOf(text, map)).toMatchObject([{ id: "T-1" }]);
  });

  it.each([
    {
      text: `${head}${row},x\n${row.slice(0, -4)}\n`,
      codes: ["csv.ragged-row 2", "csv.ragged-row 3"],
      why: "ragged rows",
    },
    {
      text: `${head}"T-1,x\n${row}\n`,
      codes: ["csv.quote-not-closed 2"],
      why: "a quote that is not closed",
    },
    { text: `${head}${row}\nT-2"x\n`, codes: ["csv.quote-inside 3"], why: "a quote inside a cell" },
    {
      text: `${head}${row.replace("1,net", "9,net")}\n`,
      codes: ["csv.unknown-value 2"],
      why: "a value that the map lacks",
    },
    { text: "", codes: ["csv.no-header 1"], why: "nothing at all" },
    { text: "\uFEFF", codes: ["csv.no-header 1"], why: "only a byte order mark" },
    { text: '"id\n', codes: ["csv.quote-not-closed 1"], why: "a first row that cannot be read" },
    { text: 'i"d,x\n1,2\n', codes: ["csv.quote-inside 1"], why: "and nothing below it is" },
  ])("refuses $why with the line", ({ text, codes }) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it("names the columns that the map names and the file lacks, with near ones", () => {
    const text = `${head.replace("opened", "Opened ").replace("queue", "team").replace("prio", "pri")}`;
    expect(issuesOf(text)).toMatchObject([
      {
        code: "csv.no-column",
        path: ["columns", "openedAt"],
        hint: 'did you mean "Opened"?',
        line: 1,
      },
      { code: "csv.no-column", path: ["columns", "severity"], hint: 'did you mean "pri"?' },
      {
        code: "csv.no-column",
        path: ["columns", "attributes", "queue"],
        hint: expect.stringContaining('"team"'),
      },
    ]);
  });

  it("tells what is wrong with the form of rows beside what is wrong with the first one", () => {
    const text = `${head.replace("opened", "begun")}${row}\n${row},x\nT-2"x\n${row}\n"T-3\n`;
    const found = issuesOf(text).map(({ code, line, path }) => `${code} ${line} ${path.join(".")}`);
    expect(found).toEqual([
      "csv.no-column 1 columns.openedAt",
      "csv.ragged-row 3 1",
      "csv.quote-inside 4 2",
      "csv.quote-not-closed 6 4",
    ]);
  });

  it("refuses a column that stands twice only where the map names it", () => {
    const twice = (name: string) => `${head.trimEnd()},${name}\n${row},x\n`;
    expect(codesOf(twice("status"))).toEqual(["csv.column-twice 1"]);
    expect(codesOf(`${head.trimEnd()},note,note\n${row},x,y\n`)).toEqual([]);
  });

  it("lists at most 1,000 problems and counts the others", () => {
    const issues = issuesOf(head + "x\n".repeat(1_500));
    expect(issues).toHaveLength(1_001);
    expect(issues.at(-1)).toMatchObject({
      code: "issues.more",
      message: "500 more problems are not listed",
    });
  });

  it("warns of a file without rows", () => {
    expect(read(head)).toMatchObject({ ok: true, value: [], warnings: [{ code: "csv.no-rows" }] });
  });

  it("gives the same in pieces of any size", () => {
    const text = `${head}"T-1",2026-10-01T09:00:00Z,,,,1,"a\nb"\r\n${row.replace("T-1", "T-2")}`;
    const whole = read(text);
    for (const size of [1, 2, 7, 30]) {
      const reader = csvReader({ map: parseMap(ticketMap), file: "t.csv" });
      const rows = [];
      for (let start = 0; start < text.length; start += size)
        rows.push(...reader.take(text.slice(start, start + size)));
      rows.push(...reader.finish().rows);
      expect({ ok: true, value: rows, warnings: [] }).toEqual(whole);
    }
  });

  it("a name such as __proto__ or constructor is a column like any other", () => {
    const map = { ...ticketMap, columns: { id: "__proto__", openedAt: "constructor" } };
    expect(rowsOf("__proto__,constructor\nT-1,2026-10-01T09:00:00Z\n", map)).toMatchObject([
      { id: "T-1" },
    ]);
    const values = {
      ...ticketMap,
      columns: { ...ticketMap.columns, severity: { column: "prio", values: { "1": "P1" } } },
    };
    expect(codesOf(`${head}T-1,2026-10-01T09:00:00Z,,,,constructor,x\n`, values)).toEqual([
      "csv.unknown-value 2",
    ]);
  });
});
