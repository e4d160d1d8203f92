import { describe, expect, it } from "vitest";
import {
  type Issue,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  safeSettle,
} from "../../src/index.ts";
import { at, drop, put, soundContract, soundRows } from "../support/sound.ts";

/**
 * What is wrong with an input is said all at once: code, path, value and hint of every problem. Each
 * row breaks one thing in an input that is sound otherwise.
 */

type Path = readonly (string | number)[];

interface Bad {
  readonly name: string;
  readonly input: unknown;
  readonly code: string;
  readonly path: Path;
  readonly hint?: RegExp;
}

const contract = parseContract(soundContract);
const parsing = (input: unknown) => safeParseContract(input);
const reading = (input: unknown) => safeParseRecords(input as Iterable<unknown>, contract);

function expectRefusal(issues: readonly Issue[], { code, path, hint }: Bad): void {
  const found = issues.map((issue) => ({ code: issue.code, path: issue.path }));
  expect(found).toContainEqual({ code, path });
  const issue = issues.find((one) => one.code === code);
  expect(issue?.hint).toMatch(hint ?? /\S/);
  expect(issue?.message).toMatch(/\S/);
}

const availability = ["commitments", 0];
const tiers = [...availability, "credits", 0, "tiers"];
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), "bottom");
const withKey = (json: string): unknown => JSON.parse(json);

/** Puts a value into the sound contract. */
const set = (path: Path, value: unknown) => put(soundContract, path, value);

const badContracts: readonly Bad[] = [
  { name: "no object", input: "contract", code: "contract.wrong-type", path: [] },
  { name: "nothing", input: null, code: "contract.wrong-type", path: [] },
  {
    name: "a list for text",
    input: set(["id"], ["sound"]),
    code: "contract.wrong-type",
    path: ["id"],
  },
  {
    name: "a missing field",
    input: drop(soundContract, ["currency"]),
    code: "contract.missing",
    path: ["currency"],
  },
  {
    name: "another version",
    input: set(["makegood"], "contract/2"),
    code: "contract.unknown-value",
    path: ["makegood"],
  },
  {
    name: "an unknown key with a near miss",
    input: put(drop(soundContract, ["settlement"]), ["setlement"], "calendar-month"),
    code: "contract.unknown-key",
    path: ["setlement"],
    hint: /settlement/,
  },
  {
    name: "an unknown key inside a one-of",
    input: set([...availability, "scope"], { servise: "messaging" }),
    code: "contract.unknown-key",
    path: [...availability, "scope", "servise"],
    hint: /service/,
  },
  {
    name: "a value of a closed list, misspelled",
    input: set(["exclusions", 0, "removes"], "windows"),
    code: "contract.unknown-value",
    path: ["exclusions", 0, "removes"],
    hint: /window/,
  },
  {
    name: "two forms of a give",
    input: set([...tiers, 0, "give"], { percent: "10", amount: "5" }),
    code: "value.exactly-one",
    path: [...tiers, 0, "give"],
    hint: /percent/,
  },
  {
    name: "a gap between tiers (29)",
    input: set([...tiers, 1, "below"], "98.0"),
    code: "tier.gap",
    path: [...tiers, 0],
    hint: /onGap/,
  },
  {
    name: "no tier for the lowest figures (29)",
    input: set([...tiers, 1, "from"], "90"),
    code: "tier.gap",
    path: tiers,
    hint: /onGap/,
  },
  {
    name: "an overlap of tiers (29)",
    input: set([...tiers, 1, "below"], "99.5"),
    code: "tier.overlap",
    path: [...tiers, 0],
    hint: /onOverlap/,
  },
  {
    name: "a tier in the met region (29)",
    input: set([...tiers, 0, "below"], "99.99"),
    code: "tier.in-met-region",
    path: [...tiers, 0],
    hint: /always/,
  },
  {
    name: "a tier upside down",
    input: set([...tiers, 0], { from: "99.95", below: "99.0", give: { percent: "10" } }),
    code: "tier.reversed",
    path: [...tiers, 0],
  },
  {
    name: "a duration as the bound of a percentage",
    input: set([...tiers, 0, "from"], "PT1H"),
    code: "credit.axis-mismatch",
    path: [...tiers, 0, "from"],
  },
  {
    name: "a credit on an axis that the figure does not have",
    input: set(["commitments", 1, "credits", 0, "on"], "measured"),
    code: "credit.axis-mismatch",
    path: ["commitments", 1, "credits", 0, "on"],
  },
  {
    name: "a part that is not built",
    input: set(["commitments", 0, "severalMatch"], "refuse"),
    code: "contract.not-supported-yet",
    path: ["commitments", 0, "severalMatch"],
  },
  {
    name: "terms that are not given",
    input: set(["terms"], "shared@1"),
    code: "terms.not-given",
    path: ["terms"],
  },
  {
    name: "an unknown zone (2)",
    input: set(["timeZone"], "Asia/Shangai"),
    code: "zone.unknown",
    path: ["timeZone"],
    hint: /Asia\/Shanghai/,
  },
  {
    name: "an abbreviation for a zone (2)",
    input: set(["timeZone"], "CST"),
    code: "zone.abbreviation",
    path: ["timeZone"],
  },
  {
    name: "an offset for a zone (2)",
    input: set(["timeZone"], "+08:00"),
    code: "zone.fixed-offset",
    path: ["timeZone"],
  },
  {
    name: "30 February",
    input: set(["effective", "from"], "2026-02-30"),
    code: "date.no-such-date",
    path: ["effective", "from"],
  },
  {
    name: "a holiday on 29 February of a common year",
    input: set(["calendars", 0, "holidays", 0], "2026-02-29"),
    code: "date.no-such-date",
    path: ["calendars", 0, "holidays", 0],
  },
  {
    name: "money as a number (34)",
    input: set(["services", 0, "charges", 0, "amount"], 50000),
    code: "contract.unquoted-number",
    path: ["services", 0, "charges", 0, "amount"],
    hint: /"50000"/,
  },
  {
    name: "a percentage as a number (34)",
    input: set([...availability, "targets", 0, "atLeast"], 99.95),
    code: "contract.unquoted-number",
    path: [...availability, "targets", 0, "atLeast"],
    hint: /"99.95"/,
  },
  {
    name: "an exponent (34)",
    input: set(["services", 0, "charges", 0, "amount"], "5e4"),
    code: "contract.malformed",
    path: ["services", 0, "charges", 0, "amount"],
  },
  {
    name: "a negative fee (31)",
    input: set(["services", 0, "charges", 0, "amount"], "-1.00"),
    code: "decimal.negative",
    path: ["services", 0, "charges", 0, "amount"],
  },
  {
    name: "a day as a duration (8)",
    input: set(["exclusions", 0, "notice"], "P2D"),
    code: "duration.calendar-part",
    path: ["exclusions", 0, "notice"],
    hint: /PT24H|PT48H/,
  },
  {
    name: "an unknown currency (33)",
    input: set(["currency"], "XYZ"),
    code: "currency.unknown",
    path: ["currency"],
  },
  {
    name: "a retired currency (33)",
    input: set(["currency"], "DEM"),
    code: "currency.not-in-force",
    path: ["currency"],
  },
  {
    name: "a calendar that is not declared",
    input: set(["commitments", 1, "targets", 1, "within", "calendar"], "offce"),
    code: "contract.unknown-calendar",
    path: ["commitments", 1, "targets", 1, "within", "calendar"],
    hint: /office/,
  },
  {
    name: "a base that is not declared",
    input: set([...availability, "credits", 0, "base"], "montly"),
    code: "contract.unknown-base",
    path: [...availability, "credits", 0, "base"],
    hint: /monthly/,
  },
  {
    name: "an exclusion that is not declared",
    input: set([...availability, "excludes", 1], "thirdparty"),
    code: "contract.unknown-exclusion",
    path: [...availability, "excludes", 1],
    hint: /third-party/,
  },
  {
    name: "a service that is not declared",
    input: set([...availability, "scope", "service"], "mesaging"),
    code: "contract.unknown-service",
    path: [...availability, "scope", "service"],
    hint: /messaging/,
  },
  {
    name: "a charge that is not declared",
    input: set(["bases", 0, "of", 0], "monthly-fees"),
    code: "contract.unknown-charge",
    path: ["bases", 0, "of", 0],
    hint: /monthly-fee/,
  },
  {
    name: "two commitments of one name",
    input: set(["commitments", 1, "id"], "availability"),
    code: "contract.duplicate-name",
    path: ["commitments", 1, "id"],
  },
  {
    name: "hours with equal ends (6)",
    input: set(["calendars", 0, "weekly", "mon-fri", 0], "09:00-09:00"),
    code: "day-range.empty",
    path: ["calendars", 0, "weekly", "mon-fri", 0],
  },
  {
    name: "an empty calendar (7)",
    input: set(["calendars", 0], { id: "office", weekly: { "mon-fri": [] } }),
    code: "calendar.empty",
    path: ["calendars", 0],
  },
  {
    name: "__proto__ as a key",
    input: withKey(JSON.stringify(soundContract).replace('"caps":', '"__proto__":{"a":1},"caps":')),
    code: "contract.unsafe-key",
    path: ["__proto__"],
  },
  {
    name: "NaN",
    input: set(["bases"], Number.NaN),
    code: "contract.not-a-number",
    path: ["bases"],
  },
  {
    name: "1e400",
    input: withKey('{"makegood":1e400}'),
    code: "contract.not-a-number",
    path: ["makegood"],
  },
  {
    name: "a function",
    input: set(["title"], () => "title"),
    code: "contract.not-json",
    path: ["title"],
  },
  {
    name: "a lone surrogate",
    input: set(["title"], "\ud800"),
    code: "contract.lone-surrogate",
    path: ["title"],
  },
  {
    name: "a hundred thousand levels",
    input: set(["title"], nested(100_000)),
    code: "contract.too-deep",
    path: ["title", ...Array.from({ length: 9 }, () => "inner")],
  },
];

describe("semantics 2, 29 to 40: contracts that are refused", () => {
  it("the sound contract is accepted without a warning", () => {
    expect(parsing(soundContract)).toMatchObject({ ok: true, warnings: [] });
  });

  it.each(badContracts)("$name: $code", (bad) => {
    const result = parsing(bad.input);
    expect(result.ok).toBe(false);
    if (!result.ok) expectRefusal(result.issues, bad);
  });

  it("a list of a hundred million holes is refused at once", () => {
    const holes: unknown[] = [];
    holes.length = 100_000_000;
    const result = parsing(set(["calendars"], holes));
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toContain("contract.too-large");
  }, 2_000);

  it("bases that double at each of twenty steps are settled or refused at once", () => {
    const doubling = Array.from({ length: 20 }, (_, i) => ({
      id: `b${i}`,
      of: i === 19 ? ["monthly-fee"] : [`b${i + 1}`, `c${i + 1}`],
    }));
    const twins = doubling.map(({ id, of }) => ({ id: id.replace("b", "c"), of }));
    const bases = [{ id: "monthly", of: ["monthly-fee"] }, ...doubling, ...twins];
    const raw = put(set(["bases"], bases), ["caps", 0, "limit", "base"], "b0");
    const parsed = safeParseContract(raw);
    if (!parsed.ok) return;
    const records = parseRecords(soundRows, parsed.value);
    const asOf = "2026-11-05T00:00:00Z";
    safeSettle({ contract: parsed.value, records, period: "2026-10", asOf });
  }, 2_000);

  it("a chain of twenty thousand bases is parsed or refused", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({
      id: `b${i}`,
      of: [i === 19_999 ? "monthly-fee" : `b${i + 1}`],
    }));
    const result = parsing(set(["bases"], [{ id: "monthly", of: ["monthly-fee"] }, ...chain]));
    expect(typeof result.ok).toBe("boolean");
  });

  it("a cycle of objects is refused", () => {
    const loop: Record<string, unknown> = { ...soundContract };
    loop.title = loop;
    const result = parsing(loop);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toContain("contract.cycle");
  });

  it.each([
    { name: "two of shape", one: 1, two: 8, what: "unquoted-number" },
    { name: "two of meaning", one: "CST", two: "2026-02-30", what: "date.no-such-date" },
  ])("all problems at once: $name", ({ one, two, what }) => {
    const first = typeof one === "string" ? ["timeZone"] : ["services", 0, "charges", 0, "amount"];
    const second =
      typeof one === "string" ? ["effective", "from"] : [...availability, "targets", 0, "atLeast"];
    const result = parsing(put(set(first, one), second, two));
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.issues.map(({ path }) => path)).toEqual(expect.arrayContaining([first, second]));
    expect(result.issues.some(({ code }) => code.endsWith(what))).toBe(true);
  });
});

/** Puts a value into the sound rows. */
const row = (path: Path, value: unknown) => put(soundRows, path, value);

const badRecords: readonly Bad[] = [
  { name: "no list", input: 7, code: "records.not-a-list", path: [] },
  { name: "no object", input: ["INC-1"], code: "record.wrong-type", path: [0] },
  { name: "no type", input: [{ id: "INC-1" }], code: "record.missing", path: [0, "type"] },
  {
    name: "an unknown type with a near miss",
    input: row([0, "type"], "outtage"),
    code: "record.unknown-type",
    path: [0, "type"],
    hint: /outage/,
  },
  {
    name: "an unknown key with a near miss",
    input: row([0, "untill"], "2026-10-03T02:00:00Z"),
    code: "record.unknown-key",
    path: [0, "untill"],
    hint: /until/,
  },
  {
    name: "a number as a stamp",
    input: row([0, "from"], 1),
    code: "record.unquoted-number",
    path: [0, "from"],
  },
  {
    name: "a stamp without offset (1)",
    input: row([0, "from"], "2026-10-03T01:00:00"),
    code: "stamp.no-offset",
    path: [0, "from"],
    hint: /Z|\+08:00/,
  },
  {
    name: "30 February (1)",
    input: row([0, "from"], "2026-02-30T01:00:00Z"),
    code: "stamp.no-such-date",
    path: [0, "from"],
  },
  {
    name: "24:00 (1)",
    input: row([0, "until"], "2026-10-03T24:00:00Z"),
    code: "stamp.hour-24",
    path: [0, "until"],
  },
  {
    name: "second 60 (1)",
    input: row([0, "until"], "2026-10-03T01:59:60Z"),
    code: "stamp.leap-second",
    path: [0, "until"],
  },
  {
    name: "microseconds (1)",
    input: row([0, "until"], "2026-10-03T01:59:59.1234Z"),
    code: "stamp.too-precise",
    path: [0, "until"],
  },
  {
    name: "the year 1969 (1)",
    input: row([0, "from"], "1969-12-31T23:59:59Z"),
    code: "stamp.out-of-range",
    path: [0, "from"],
  },
  {
    name: "a reversed interval (9)",
    input: row([0, "until"], "2026-10-03T00:00:00Z"),
    code: "record.until-before-from",
    path: [0, "until"],
  },
  {
    name: "a reversed announcement (9)",
    input: row([1, "announced", "until"], "2026-10-05T15:00:00Z"),
    code: "record.until-before-from",
    path: [1, "announced", "until"],
  },
  {
    name: "an unknown service",
    input: row([0, "service"], "mesaging"),
    code: "record.unknown-service",
    path: [0, "service"],
    hint: /messaging/,
  },
  {
    name: "an impact without a weight (18)",
    input: row([0, "impact"], "partial"),
    code: "record.impact-without-weight",
    path: [0, "impact"],
  },
  {
    name: "an attribution of an outage that is not there (25)",
    input: row([2, "outage"], "INC-2"),
    code: "record.unknown-outage",
    path: [2, "outage"],
    hint: /INC-1/,
  },
  {
    name: "an unknown ticket event",
    input: row([3, "events", 0, "event"], "replyed"),
    code: "record.unknown-value",
    path: [3, "events", 0, "event"],
    hint: /replied/,
  },
  {
    name: "a resume without a pause (10)",
    input: row([3, "events", 0], { event: "waiting-ended", at: "2026-10-09T02:00:00Z" }),
    code: "ticket.resume-without-pause",
    path: [3, "events", 0],
  },
  {
    name: "an event before the opening (10)",
    input: row([3, "events", 0, "at"], "2026-10-09T00:59:59Z"),
    code: "ticket.event-before-opening",
    path: [3, "events", 0],
  },
  {
    name: "__proto__ as a key (40)",
    input: [withKey('{"type":"outage","__proto__":{"id":"INC-1"}}')],
    code: "record.unsafe-key",
    path: [0, "__proto__"],
  },
  {
    name: "Infinity",
    input: row([0, "impact"], Number.POSITIVE_INFINITY),
    code: "record.not-a-number",
    path: [0, "impact"],
  },
  {
    name: "a lone surrogate",
    input: row([0, "id"], "INC-\udfff"),
    code: "record.lone-surrogate",
    path: [0, "id"],
  },
  {
    name: "a control character in an id",
    input: row([0, "id"], "INC-\u001b[31m"),
    code: "record.malformed",
    path: [0, "id"],
  },
  {
    name: "a hundred thousand levels",
    input: row([0, "title"], nested(100_000)),
    code: "record.too-deep",
    path: [0, "title", ...Array.from({ length: 9 }, () => "inner")],
  },
  {
    name: "different rows of one id (40)",
    input: [...soundRows, { ...soundRows[0], until: "2026-10-03T03:00:00Z" }],
    code: "record.duplicate-differs",
    path: [4, "id"],
  },
];

describe("semantics 1, 9, 10, 40: records that are refused", () => {
  it("the sound rows are accepted without a warning", () => {
    expect(reading(soundRows)).toMatchObject({ ok: true, warnings: [] });
  });

  it.each(badRecords)("$name: $code", (bad) => {
    const result = reading(bad.input);
    expect(result.ok).toBe(false);
    if (!result.ok) expectRefusal(result.issues, bad);
  });

  it("different rows of one id are refused naming both places (40)", () => {
    const rows = [soundRows[0], { ...soundRows[0], until: "2026-10-03T03:00:00Z" }].map(
      (held, i) => ({ ...held, source: { file: `file-${i}.ndjson`, line: 7 + i } }),
    );
    const result = reading(rows);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    const [issue] = result.issues;
    expect(issue?.message).toContain("file-0.ndjson:7");
    expect(issue).toMatchObject({ file: "file-1.ndjson", line: 8 });
  });

  it("equal rows of one id merge with a warning (40)", () => {
    const result = reading([...soundRows, soundRows[0]]);
    expect(result).toMatchObject({
      ok: true,
      warnings: [{ code: "record.duplicate", path: [4, "id"] }],
    });
  });

  it("__proto__ works as an id (40)", () => {
    const rows = put(row([0, "id"], "__proto__"), [2, "outage"], "__proto__");
    expect(reading(rows)).toMatchObject({ ok: true });
  });

  it("thousands of rows that name unknown outages are refused at once", () => {
    const outages = Array.from({ length: 2_000 }, (_, i) => ({ ...soundRows[0], id: `INC-X${i}` }));
    const claims = Array.from({ length: 1_000 }, (_, i) => ({
      ...soundRows[2],
      id: `ATT-X${i}`,
      outage: `NOPE-${i}`,
    }));
    expect(reading([...outages, ...claims]).ok).toBe(false);
  }, 2_000);

  it("all problems of all rows at once", () => {
    const rows = put(row([0, "from"], "2026-10-03T01:00:00"), [3, "service"], "chat");
    const result = reading(put(rows, [1, "announcedat"], "2026-10-01T00:00:00Z"));
    const issues = result.ok ? [] : result.issues;
    expect(issues.map(({ code, path }) => ({ code, path }))).toEqual(
      expect.arrayContaining([
        { code: "stamp.no-offset", path: [0, "from"] },
        { code: "record.unknown-key", path: [1, "announcedat"] },
        { code: "record.unknown-service", path: [3, "service"] },
      ]),
    );
    expect(at(rows, [0, "from"])).toBe("2026-10-03T01:00:00");
  });
});
