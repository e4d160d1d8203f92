import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  parseContract,
  parseRecords,
  type StatementResult,
  safeParseContract,
  settle,
} from "../../src/index.ts";
import { shared } from "../support/shared.ts";
import {
  type Asked,
  type CaseInput,
  contractOf,
  labelOf,
  nameOf,
  type Part,
  rowsOf,
  serviceOf,
  stampOf,
} from "./availability-world.ts";

/**
 * What the tests and papers of monitoring systems expect of availability, asked of the public calls:
 * each case becomes a contract and records by rote, and the statement is the answer.
 */

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly policy: string;
  readonly input: CaseInput & Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const file = new URL("../../fixtures/availability/cases.ndjson", import.meta.url);
const cases = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

describe("cases of monitoring systems, semantics 16 to 29", () => {
  it.each(cases.map((each) => [each.kind, each.id, each] as const))("%s %s", (_, __, each) => {
    check(each);
  });

  it("are all there", () => {
    expect(cases.length).toBe(131);
  });
});

/** Alerts and a source's own texts (docs/limitations.md); budgets are asked in budgets.test.ts. */
const notAsked = [
  "formatting",
  "burnRateFactor",
  "budgetConsumed",
  "budgetStatusSequence",
  "errorBudget",
  "burnRate",
];
/** Read otherwise, with the reason in `quirk`. */
const otherwise = ["ninja-33"];

const extra = shared("cases/availability.json");

describe(`the collection that they were taken from (${extra.note})`, () => {
  it.skipIf(extra.isAbsent)("has no other case, and expects the same", () => {
    const all = JSON.parse(readFileSync(extra.path, "utf8")) as {
      readonly cases: readonly (Case & {
        readonly expect: unknown;
        readonly preferred?: unknown;
      })[];
    };
    const asked = all.cases.filter(({ kind }) => !notAsked.includes(kind));
    const isSame = ({ id }: Case) => !otherwise.includes(id);
    expect(cases.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));
    expect(cases.filter(isSame).map(({ expected }) => expected)).toEqual(
      asked.filter(isSame).map((one) => one.preferred ?? one.expect),
    );
  });
});

function check(each: Case): void {
  switch (each.kind) {
    case "timeline":
      if (each.policy.startsWith("oneuptime")) checkRows(each);
      else checkStates(each);
      return;
    case "shortIntervals":
      checkShort(each);
      return;
    case "count":
      checkCount(each);
      return;
    case "rounding":
      checkRounding(each);
      return;
    case "creditTier":
      checkTier(each);
      return;
    case "composite":
    case "weighted":
      checkMembers(each);
      return;
    case "calendarWindow":
    case "dailyKey":
      checkWindow(each);
      return;
    default:
      throw new TypeError(`no translation of ${each.kind}`);
  }
}

interface Settled {
  readonly results: readonly StatementResult[];
  /** Codes of a span that is none. */
  readonly refused?: readonly string[];
}

/** No results of a span that does not begin before what is known. */
function settledCase(
  contract: ContractInput,
  rows: readonly object[],
  start: string,
  asOf: string,
): Settled {
  const parsed = safeParseContract(contract);
  if (!parsed.ok)
    return { results: [], refused: [...new Set(parsed.issues.map(({ code }) => code))] };
  const records = parseRecords(rows, parsed.value);
  if (Date.parse(asOf) <= Date.parse(start)) return { results: [] };
  return settle({ contract: parsed.value, records, period: labelOf(start), asOf });
}

/** Which part of the time is excluded, by policy of the source. */
function excludesOf({ policy, input }: Case): Asked["excludes"] {
  const own = input.policy?.maintenance ?? input.options?.maintenance;
  if (policy.startsWith("icinga") || own === "counted-as-up") return ["maintenance-as-up"];
  return policy === "zabbix" || own === "exclude" ? ["maintenance-left-out"] : [];
}

function scopeOf(aggregate: string, names: readonly string[]): Asked["scope"] {
  const [first = ""] = names;
  if (names.length === 1) return { service: first };
  const all = [...names];
  switch (aggregate) {
    case "worst":
    case "anyDown":
      return { anyDown: all };
    case "best":
      return { allDown: all };
    case "average":
      return { meanOfPercentages: all };
    case "monitorSecondsAverage":
      return { pooled: all };
    default:
      throw new TypeError(`no scope of ${aggregate}`);
  }
}

function checkStates(each: Case): void {
  const { input, expected, policy } = each;
  const { window = { start: 0, end: 0 } } = input;
  const unitMs = policy === "icingadb" ? 1 : 1000;
  const span = { start: stampOf(window.start, unitMs), end: stampOf(window.end, unitMs) };
  const parts: readonly Part[] = input.components ?? [
    { id: "service", events: eventsOf(input), maintenance: input.maintenance ?? [] },
  ];
  const kind = input.policy?.objectKind ?? input.objectKind ?? "service";
  const names = parts.map(({ id }) => nameOf(id));
  const services = names.map((name) => serviceOf(name, kind));
  const softCount = input.policy?.softStates === "count";
  const rows = parts.flatMap((part, at) => rowsOf(names[at] ?? "", part, unitMs, softCount));
  const hours = hoursOf(each, unitMs);
  const scope = scopeOf(input.policy?.aggregate ?? "anyDown", names);
  const asked = { scope, excludes: excludesOf(each), ...(hours === undefined ? {} : { hours }) };
  const contract = contractOf(span, services, {
    figure: asked,
    split: { ...asked, excludes: ["maintenance-left-out"] },
  });
  const statement = settledCase(contract, rows, span.start, asOfOf(each, parts, unitMs));
  expectTimeline(expected, statement, {
    unitMs,
    isSingle: names.length === 1,
    count: names.length,
    scope,
  });
}

/** The state at the beginning, where a source assumes one, is a state of then. */
function eventsOf({ events = [], initialState, createdAt, policy, window }: CaseInput) {
  const initial = initialState ?? policy?.initialState;
  if (initial === undefined || initial === "unspecified") return events;
  const at = createdAt ?? Number(window?.start);
  return events.some(({ t }) => t <= at) ? events : [{ t: at, state: initial }, ...events];
}

/** A source that takes no service hours into account is asked around the clock. */
function hoursOf({ input, policy }: Case, unitMs: number): Asked["hours"] {
  const { serviceHours, window } = input;
  const isWhole =
    serviceHours?.length === 1 &&
    serviceHours[0]?.start === window?.start &&
    serviceHours[0]?.end === window?.end;
  if (serviceHours === undefined || isWhole || policy === "checkmk") return undefined;
  return serviceHours.map(({ start, end }) => ({
    start: stampOf(start, unitMs),
    end: stampOf(end, unitMs),
  }));
}

/** Everything in the case is known; where it says what now is, nothing after that second. */
function asOfOf({ input }: Case, parts: readonly Part[], unitMs: number): string {
  if (typeof input.now === "number") return stampOf(input.now + 1, unitMs);
  const times = parts.flatMap(({ events }) => events.map(({ t }) => t + 1));
  return stampOf(Math.max(Number(input.window?.end), ...times), unitMs);
}

function ledgerMs(result: StatementResult | undefined, has: (row: Row) => boolean): number {
  const rows = result?.ledger?.classes ?? [];
  return rows.filter(has).reduce((sum, { ms }) => sum + Number(ms), 0);
}
type Row = NonNullable<StatementResult["ledger"]>["classes"][number];

function percentOf(text: string | undefined): number {
  const [numerator = "", denominator = "1"] = (text ?? "").split("/");
  return Number(numerator) / Number(denominator);
}

const upNames = ["up", "ok"];
const noNames = ["inactive", "noData", "unmonitored", "undetermined"];

interface Shape {
  readonly unitMs: number;
  readonly isSingle: boolean;
  readonly count: number;
  readonly scope: Asked["scope"];
}

function expectTimeline(expected: Case["expected"], statement: Settled, shape: Shape): void {
  if ("error" in expected) {
    expect(statement).toMatchObject({ refused: ["period.not-ascending"] });
    return;
  }
  expect(statement).not.toHaveProperty("refused");
  const figure = statement.results.find(({ commitment }) => commitment === "figure");
  const split = statement.results.find(({ commitment }) => commitment === "split");
  const times = shape.scope.meanOfPercentages === undefined ? 1 : shape.count;
  const seconds = (ms: number) => ms / shape.unitMs / times;
  const isUp = ({ class: name, removes }: Row) =>
    name === "up" || (name === "excluded" && removes === "downtime");
  const upMs = ledgerMs(figure, isUp);
  const downMs = ledgerMs(figure, ({ class: name }) => name === "down");
  for (const [key, value] of Object.entries(expected)) {
    switch (key) {
      case "percent":
      case "percentUpOfActive":
      case "percentOfKnownTime":
        if (value === null) expect(figure?.figure ?? null).toBeNull();
        else
          expect(percentOf(figure?.figure?.exact)).toBeCloseTo(
            Number(value),
            "decimals" in expected ? 4 : 8,
          );
        break;
      case "percentOfWindow":
      case "percentOk":
        expect(percentOf((figure?.figure?.ofPeriod ?? figure?.figure)?.exact)).toBeCloseTo(
          Number(value),
          8,
        );
        break;
      case "percentExact":
        expect(String(value).startsWith(figure?.figure?.shown ?? "?")).toBe(true);
        break;
      case "mustNotDisplayAs":
        expect(figure?.figure?.shown).not.toBe(String(value));
        break;
      case "percentFloor2":
        expect(Math.floor(percentOf(figure?.figure?.exact) * 100) / 100).toBe(value);
        break;
      case "upSeconds":
        expect(seconds(upMs)).toBe(value);
        break;
      case "downSeconds":
        expect(seconds(downMs)).toBe(value);
        break;
      case "totalSeconds":
        expect(seconds(upMs + downMs)).toBe(value);
        break;
      case "consideredSeconds":
        expect(
          seconds(upMs + downMs + ledgerMs(figure, ({ class: name }) => name === "unknown")),
        ).toBe(value);
        break;
      case "seconds":
        expectSeconds(value as Readonly<Record<string, number>>, figure, split, {
          ...shape,
          times,
          upMs,
          downMs,
        });
        break;
      // Said again in other words, or of the source's own engine.
      case "decimals":
      case "reason":
      case "scheduledSubset":
      case "breakdownByDay":
      case "errorBudgetSecondsEngine":
      case "engineValue":
        break;
      default:
        throw new TypeError(`nothing answers ${key}`);
    }
  }
}

/** "up.scheduled", "critical", "total.down": by state, and inside or outside maintenance. */
function expectSeconds(
  expected: Readonly<Record<string, number>>,
  figure: StatementResult | undefined,
  split: StatementResult | undefined,
  {
    unitMs,
    isSingle,
    times,
    upMs,
    downMs,
  }: Shape & { readonly times: number; readonly upMs: number; readonly downMs: number },
): void {
  const rows = Object.entries(expected).map(([key, value]) => {
    const words = key.split(".");
    const name = words[0] === "total" ? (words[1] ?? "") : (words[0] ?? "");
    return { key, name, value, isScheduled: words[1] === "scheduled" };
  });
  const isUp = (name: string) => upNames.includes(name);
  const total = (has: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(has).reduce((sum, { value }) => sum + value, 0);
  const knownNames = rows.filter(({ name }) => !noNames.includes(name) && name !== "maintenance");
  if (knownNames.some(({ name }) => isUp(name)))
    expect(total(({ name }) => isUp(name))).toBe(upMs / unitMs / times);
  if (knownNames.some(({ name }) => !isUp(name)))
    expect(total(({ name }) => !isUp(name) && !noNames.includes(name))).toBe(
      downMs / unitMs / times,
    );
  for (const { name, value, isScheduled } of rows) {
    if (name === "inactive")
      expect(ledgerMs(figure, ({ class: one }) => one === "out-of-hours") / unitMs).toBe(value);
    if (name === "noData" || name === "unmonitored")
      expect(ledgerMs(figure, ({ class: one }) => one === "unknown") / unitMs).toBe(value);
    if (name === "maintenance")
      expect(ledgerMs(split, ({ state }) => state === "down") / unitMs).toBe(value);
    const keepsState = !(figure?.ledger?.classes ?? []).some(
      ({ removes }) => removes === "downtime",
    );
    if (isScheduled && isSingle && keepsState)
      expect(
        ledgerMs(
          split,
          ({ class: one, state }) => one === "excluded" && (state === "up") === isUp(name),
        ) / unitMs,
      ).toBe(value);
  }
}

function checkRows(each: Case): void {
  const { input, expected, policy } = each;
  const { rows = [], now } = input;
  const isSite = policy === "oneuptime-site";
  const first = rows.map(({ startsAt }) => startsAt).sort()[0];
  const end = String(input.window?.end ?? now);
  const span = { start: String(input.window?.start ?? first), end };
  const asOf = isSite ? end : String(now);
  const monitors = [...new Set(rows.map(({ monitor = "monitor" }) => monitor))];
  const names = monitors.length === 0 ? ["monitor"] : monitors;
  const scope = scopeOf(input.aggregate ?? "anyDown", names);
  const contract = contractOf(
    span,
    names.map((id) => ({ id })),
    { figure: { scope, excludes: [] } },
  );
  const own = (name: string) => rows.filter(({ monitor = "monitor" }) => monitor === name);
  const records = names.flatMap((name) => [
    ...own(name).flatMap(({ status, startsAt, endsAt }, index) =>
      status === "up"
        ? []
        : [
            {
              type: "outage",
              id: `${name}-${index}`,
              service: name,
              from: startsAt,
              // An open row ends at the next one of its monitor.
              until: endsAt ?? own(name)[index + 1]?.startsAt ?? asOf,
            },
          ],
    ),
    ...coverageOf(name, isSite ? span.start : own(name)[0]?.startsAt, asOf),
  ]);
  const statement = settledCase(contract, records, span.start, asOf);
  expectTimeline(expected, statement, {
    unitMs: 1000,
    isSingle: names.length === 1,
    count: names.length,
    scope,
  });
}

/** A monitor is known from its first row on. */
function coverageOf(service: string, from: string | undefined, until: string): object[] {
  if (from === undefined) return [];
  return [{ type: "coverage", id: `${service}-coverage`, service, of: "outages", from, until }];
}

const second = (at: number) => new Date(at * 1000).toISOString();
const day = { start: second(0), end: second(86_400) };

/** Rows of states that follow each other: too short ones are no outage of their own. */
function checkShort({ input, expected }: Case): void {
  const given = input as unknown as {
    readonly thresholdSeconds: number;
    readonly rows: readonly {
      readonly state: string;
      readonly start: number;
      readonly end: number;
    }[];
  };
  const events = given.rows.map(({ state, start }) => ({ t: start, state }));
  const end = Math.max(...given.rows.map((row) => row.end));
  const span = { start: second(0), end: second(end) };
  const scope = { service: "service" };
  const minimumOutage = `PT${given.thresholdSeconds}S`;
  const ask = (figure: string): Asked => ({
    scope,
    excludes: [],
    measure: { minimumOutage, figure },
  });
  const contract = contractOf(span, [serviceOf("service", "service")], {
    figure: ask("uptime-percent"),
    outages: { ...ask("count"), targets: [{ atMost: "0" }] },
  });
  const statement = settledCase(
    contract,
    rowsOf("service", { events }, 1000, true),
    span.start,
    span.end,
  );
  const [figure, outages] = statement.results;
  expect(Number(outages?.figure?.exact)).toBe(expected.outages);
  const seconds = expected.seconds as Readonly<Record<string, number>>;
  const down = Object.entries(seconds).reduce(
    (sum, [name, ms]) => sum + (name === "ok" ? 0 : ms),
    0,
  );
  expect(Number(figure?.bad) / 1000).toBe(down);
}

/** Counts of checks as one bucket; `excluded` ones are of no side. */
function tallyContract(more: object): ContractInput {
  const base = contractOf(day, [{ id: "service" }], {
    figure: { scope: { service: "service" }, excludes: [] },
  });
  const measure = {
    facts: "tally",
    figure: "ratio",
    of: "checks",
    zeroTraffic: "left-out",
    ...more,
  };
  return {
    ...base,
    commitments: base.commitments.map((one) => ({ ...one, measure })),
  } as ContractInput;
}

function bucketOf(
  counts: { readonly good: number; readonly total: number; readonly excluded?: number },
  index = 0,
) {
  const [from, until] = [second(index * 60), second(index * 60 + 60)];
  return { type: "bucket", service: "service", of: "checks", from, until, ...counts };
}

function checkCount({ input, expected }: Case): void {
  const { checks, failures, successes, good, bad, total, minimumValidEvents } = input as {
    readonly checks?: Readonly<Record<string, number>>;
    readonly failures?: number;
    readonly successes?: number;
    readonly good?: number | null;
    readonly bad?: number;
    readonly total?: number;
    readonly minimumValidEvents?: number;
  };
  const { up = 0, down = 0, pending = 0, maintenance = 0 } = checks ?? {};
  const kept = checks === undefined ? (successes ?? good ?? 0) : up;
  const lost = checks === undefined ? (failures ?? bad ?? (total ?? 0) - kept) : down + pending;
  const isNothing = kept + lost + maintenance === 0;
  const bucket = bucketOf({ good: kept, total: kept + lost + maintenance, excluded: maintenance });
  const least = { requests: minimumValidEvents ?? 1, under: "not-measured" };
  const contract = tallyContract(minimumValidEvents === undefined ? {} : { minimumTraffic: least });
  const [result] = settledCase(contract, isNothing ? [] : [bucket], day.start, day.end).results;
  if (expected.ratio === null)
    expect(result).toMatchObject({ verdict: "not-measured", figure: null });
  else {
    const percent = Number(expected.percent ?? Number(expected.ratio) * 100);
    expect(percentOf(result?.figure?.exact)).toBeCloseTo(percent, "percent" in expected ? 4 : 8);
  }
}

/** A percentage as counts, in as many buckets as safe numbers need. */
function bucketsOf(percent: string): object[] {
  const [whole = "", decimals = ""] = percent.split(".");
  const parts = 10 ** Math.max(0, decimals.length - 6);
  const good = BigInt(whole + decimals);
  const total = 100n * 10n ** BigInt(decimals.length);
  const share = (of: bigint, index: number) =>
    Number(of / BigInt(parts) + (BigInt(index) < of % BigInt(parts) ? 1n : 0n));
  const count = Math.min(parts, 1000);
  if (count < parts) return bucketsOf(percent.slice(0, -1));
  return Array.from({ length: parts }, (_, index) =>
    bucketOf({ good: share(good, index), total: share(total, index) }, index),
  );
}

function checkRounding({ input, expected }: Case): void {
  const { value, decimals, mode, downSeconds, totalSeconds } = input as Readonly<
    Record<string, string | number>
  >;
  const calculatedTo = {
    decimals,
    round: (expected.mode ?? mode) === "floor" ? "down" : "half-up",
  };
  const text = String(expected.text ?? expected.percentText).replace("%", "");
  if (value !== undefined) {
    const contract = tallyContract({ calculatedTo });
    const [result] = settledCase(contract, bucketsOf(String(value)), day.start, day.end).results;
    expect(percentOf(result?.figure?.exact)).toBe(Number(text));
    return;
  }
  const span = { start: second(0), end: second(Number(totalSeconds)) };
  const scope = { service: "service" };
  const contract = contractOf(span, [{ id: "service" }], {
    figure: { scope, excludes: [], measure: { calculatedTo } },
  });
  const outage = {
    type: "outage",
    id: "INC-1",
    service: "service",
    from: second(0),
    until: second(Number(downSeconds)),
  };
  const [result] = settledCase(contract, [outage], span.start, span.end).results;
  expect(percentOf(result?.figure?.exact)).toBe(Number(text));
}

/** Steps of a penalty on an invoice of 100.00. */
function checkTier({ input, expected }: Case): void {
  const { value, objectiveAtLeast, tiers } = input as unknown as {
    readonly value: string;
    readonly objectiveAtLeast: number;
    readonly tiers: readonly {
      readonly min: number;
      readonly maxExclusive: number;
      readonly percentOfInvoice: number;
    }[];
  };
  const base = tallyContract({});
  const [commitment] = base.commitments;
  const month = { start: "2026-10-01T00:00:00Z", end: "2026-11-01T00:00:00Z" };
  const contract = {
    ...base,
    settlement: "calendar-month",
    services: [{ id: "service", charges: [{ id: "invoice", amount: "100.00", per: "month" }] }],
    bases: [{ id: "monthly", of: ["invoice"] }],
    commitments: [
      {
        ...commitment,
        period: "calendar-month",
        targets: [{ atLeast: String(objectiveAtLeast) }],
        credits: [
          {
            id: "penalty",
            clause: "penalty",
            on: "measured",
            how: "tiers",
            base: "monthly",
            tiers: tiers.map(({ min, maxExclusive, percentOfInvoice }) => ({
              from: String(min),
              below: String(maxExclusive),
              give: { percent: String(percentOfInvoice).replace("-", "") },
            })),
          },
        ],
      },
    ],
  } as ContractInput;
  const rows = bucketsOf(value).map((row, index) => ({
    ...row,
    from: new Date(Date.parse(month.start) + index * 60_000).toISOString(),
    until: new Date(Date.parse(month.start) + (index + 1) * 60_000).toISOString(),
  }));
  const parsed = parseContract(contract);
  const statement = settle({
    contract: parsed,
    records: parseRecords(rows, parsed),
    period: "2026-10",
    asOf: month.end,
  });
  expect(statement.results[0]?.verdict).toBe(expected.met === true ? "met" : "breached");
  const [line] = statement.lines;
  expect(line === undefined ? null : -Number(line.amount)).toBe(expected.percentOfInvoice);
}

/** Members by what each lacks of 100 seconds; outages by impact. */
function checkMembers({ kind, input, expected }: Case): void {
  if (kind === "composite") {
    const { members } = input as unknown as {
      readonly members: readonly { readonly percent: number }[];
    };
    const names = members.map((_, index) => `member-${index}`);
    const span = { start: second(0), end: second(100) };
    const contract = contractOf(
      span,
      names.map((id) => ({ id })),
      {
        figure: { scope: { sumOfShortfalls: names }, excludes: [] },
      },
    );
    const rows = members.map(({ percent }, index) => ({
      type: "outage",
      id: `INC-${index}`,
      service: names[index],
      from: second(0),
      until: second(100 - percent),
    }));
    const [result] = settledCase(contract, rows, span.start, span.end).results;
    expect(percentOf(result?.figure?.exact)).toBe(expected.percent);
    return;
  }
  const {
    majorMinutes = 0,
    partialMinutes = 0,
    partialWeight = 0,
    totalMinutes = 0,
  } = input as Readonly<Record<string, number>>;
  const span = { start: second(0), end: second(totalMinutes * 60) };
  const weights = { major: "1", partial: String(partialWeight) };
  const contract = contractOf(span, [{ id: "service" }], {
    figure: { scope: { service: "service" }, excludes: [], measure: { weights } },
  });
  const outage = (impact: string, from: number, minutes: number) => ({
    type: "outage",
    id: impact,
    service: "service",
    impact,
    from: second(from * 60),
    until: second((from + minutes) * 60),
  });
  const rows = [outage("major", 0, majorMinutes), outage("partial", majorMinutes, partialMinutes)];
  const [result] = settledCase(contract, rows, span.start, span.end).results;
  expect(Number(result?.bad) / 60_000).toBe(expected.weightedDownMinutes);
  expect(percentOf(result?.figure?.exact)).toBeCloseTo(Number(expected.percent), 8);
}

/** In which day or month an instant lies: told by the period that counts an outage of then. */
function checkWindow({ input, expected, kind }: Case): void {
  const { at, timeZone = "UTC" } = input as unknown as {
    readonly at: string;
    readonly timeZone?: string;
  };
  const span = { start: "2020-01-01T00:00:00Z", end: "2030-01-01T00:00:00Z" };
  const base = contractOf(span, [{ id: "service" }], {
    figure: { scope: { service: "service" }, excludes: [] },
  });
  const period = kind === "dailyKey" ? "calendar-day" : "calendar-month";
  const contract = {
    ...base,
    timeZone,
    settlement: "calendar-year",
    commitments: base.commitments.map((one) => ({ ...one, period })),
  } as ContractInput;
  const until = new Date(Date.parse(at) + 1000).toISOString();
  const parsed = parseContract(contract);
  const records = parseRecords(
    [{ type: "outage", id: "INC-1", service: "service", from: at, until }],
    parsed,
  );
  const { results } = settle({ contract: parsed, records, period: at.slice(0, 4), asOf: span.end });
  const found = results.filter(({ misses }) => misses.count > 0);
  expect(found).toHaveLength(1);
  const { from = "", until: end = "" } = found[0]?.period ?? {};
  expect(from).toBe(expected.start ?? expected.bucketStart);
  if (expected.end === undefined) return;
  expect(end).toBe(expected.end);
  expect((Date.parse(end) - Date.parse(from)) / 1000).toBe(expected.seconds);
}
