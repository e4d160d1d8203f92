import fc from "fast-check";
import type { ContractInput } from "../../src/contract.ts";
import { dateText, dayMs } from "./local-time.ts";

/** The settlement period a world plays in: [from, until), and the local date it begins with. */
export interface Place {
  readonly zone: string;
  readonly period: "calendar-month" | "calendar-quarter";
  readonly label: string;
  readonly year: number;
  readonly month: number;
  readonly from: number;
  readonly until: number;
}

export interface ExclusionParts {
  readonly id: "planned" | "third-party" | "customer";
  readonly noticeHours: number | undefined;
  readonly quotaMinutes: number | undefined;
  readonly evidence: "required" | "not-required";
  readonly concurrent: "excluded" | "counts";
  readonly removes: "downtime" | "window";
}

export interface TargetParts {
  readonly form: "elapsed" | "business" | "businessDays";
  readonly minutes: number;
  readonly days: number;
  readonly by: string | undefined;
  readonly met: "at-most" | "less-than";
}

export interface CalendarParts {
  readonly week: readonly string[];
  readonly saturday: readonly string[];
  readonly holidays: readonly number[];
  readonly workday: { readonly day: number; readonly hours: string } | undefined;
}

export interface CreditParts {
  readonly how: "flat" | "tiers";
  readonly give: "percent" | "amount";
  readonly sizes: readonly number[];
}

/** Everything that varies in a contract, in the numbers that an oracle reads. */
export interface ContractParts {
  readonly services: number;
  readonly places: 0 | 2 | 3;
  readonly fees: readonly number[];
  readonly minimumSeconds: number | undefined;
  /** Weights in hundredths. Undefined: every outage counts in full. */
  readonly weights: { readonly major: number; readonly degraded: number } | undefined;
  readonly exclusions: readonly ExclusionParts[];
  readonly target: number;
  readonly credit: CreditParts;
  readonly calendar: CalendarParts;
  readonly tickets: boolean;
  readonly response: readonly TargetParts[];
  readonly resolution: readonly TargetParts[];
  readonly pausedBy: "default" | "all" | "none" | "customer";
  readonly replies: "default" | "all" | "substantive";
  readonly attainment: string;
  readonly missCredit: CreditParts;
  readonly cap: { readonly percent: number } | { readonly amount: number } | undefined;
  readonly roundEach: "line" | "statement";
  readonly claim: "automatic" | "request";
  readonly clawBack: "none" | "allowed";
}

export interface ContractShape {
  readonly windows: boolean;
  readonly tickets: boolean;
  readonly pausedDays: boolean;
}

export const currencyOf = { 0: "JPY", 2: "CNY", 3: "KWD" } as const;
/** Availability targets and the bounds of two tiers below each, in percent. */
export const bounds = [
  ["99.95", "99.5", "98"],
  ["99.9", "99", "95"],
  ["99", "97.5", "90"],
  ["100", "99.99", "99.5"],
] as const;

export function contractParts(shape: ContractShape): fc.Arbitrary<ContractParts> {
  const target = targetParts(["elapsed", "business"]);
  const credit = fc.record({
    how: fc.constantFrom("flat", "tiers"),
    give: fc.constantFrom("percent", "amount"),
    sizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }),
  } satisfies Record<keyof CreditParts, unknown>);
  return fc.record<ContractParts>({
    services: fc.constantFrom(1, 1, 1, 2, 3),
    places: fc.constantFrom(0, 2, 3),
    fees: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 3, maxLength: 3 }),
    minimumSeconds: fc.constantFrom(undefined, 60, 61, 300),
    weights: fc.option(
      fc.record({ major: fc.constantFrom(100, 50), degraded: fc.constantFrom(0, 30, 33) }),
      { nil: undefined },
    ),
    exclusions: fc
      .tuple(
        exclusionParts("planned", shape.windows),
        exclusionParts("third-party", shape.windows),
        exclusionParts("customer", shape.windows),
      )
      .chain((all) => fc.shuffledSubarray(all, { minLength: 1 })),
    target: fc.integer({ min: 0, max: bounds.length - 1 }),
    credit,
    calendar: calendarParts,
    tickets: fc.constant(shape.tickets),
    response: fc.tuple(target, target, targetParts(["elapsed", "business", "businessDays"])),
    resolution: fc.tuple(
      target,
      target,
      targetParts(
        shape.pausedDays ? ["elapsed", "business", "businessDays"] : ["elapsed", "business"],
      ),
    ),
    pausedBy: fc.constantFrom("default", "all", "none", "customer"),
    replies: fc.constantFrom("default", "all", "substantive"),
    attainment: fc.constantFrom("95", "80", "100", "50"),
    missCredit: credit,
    cap: fc.option(
      fc.oneof(
        fc.record({ percent: fc.constantFrom(50, 10, 3) }),
        fc.record({ amount: fc.integer({ min: 1, max: 500_000 }) }),
      ),
      { nil: undefined },
    ),
    roundEach: fc.constantFrom("line", "statement"),
    claim: fc.constantFrom("automatic", "request"),
    clawBack: fc.constantFrom("none", "allowed"),
  });
}

function exclusionParts(id: ExclusionParts["id"], windows: boolean): fc.Arbitrary<ExclusionParts> {
  return fc.record<ExclusionParts>({
    id: fc.constant(id),
    noticeHours: id === "planned" ? fc.constantFrom(undefined, 48, 24) : fc.constant(undefined),
    quotaMinutes: fc.constantFrom(undefined, undefined, 30, 90, 240),
    evidence:
      id === "planned" ? fc.constant("not-required") : fc.constantFrom("required", "not-required"),
    concurrent: fc.constantFrom("excluded", "counts"),
    removes: windows ? fc.constantFrom("downtime", "window") : fc.constant("downtime"),
  });
}

function targetParts(forms: TargetParts["form"][]): fc.Arbitrary<TargetParts> {
  return fc.record<TargetParts>({
    form: fc.constantFrom(...forms),
    minutes: fc.constantFrom(15, 30, 60, 240, 480, 541, 1440),
    days: fc.integer({ min: 1, max: 3 }),
    by: fc.constantFrom(undefined, "18:00", "12:00"),
    met: fc.constantFrom("at-most", "at-most", "less-than"),
  });
}

const calendarParts: fc.Arbitrary<CalendarParts> = fc.record({
  week: fc.constantFrom(
    ["09:00-18:00"],
    ["09:00-12:00", "13:00-18:00"],
    ["22:00-06:00"],
    ["00:00-24:00"],
    ["02:30-04:00", "08:00-20:00"],
  ),
  saturday: fc.constantFrom([], [], ["10:00-14:00"]),
  holidays: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }),
  workday: fc.option(
    fc.record({
      day: fc.integer({ min: 0, max: 30 }),
      hours: fc.constantFrom("09:00-18:00", "10:00-12:00"),
    }),
    { nil: undefined },
  ),
});

/** The contract as a user would write it. */
export function contractOf(place: Place, parts: ContractParts): ContractInput {
  const { places } = parts;
  const money = (minor: number) => amountText(minor, places);
  const cap = parts.cap;
  return {
    makegood: "contract/1",
    id: "world",
    documents: [{ id: "msa", title: "Master services agreement" }],
    parties: { provider: "provider", customer: "customer" },
    currency: currencyOf[places],
    timeZone: place.zone,
    settlement: place.period,
    effective: { from: "2011-01-01" },
    calendars: [calendarOf(place, parts.calendar)],
    services: serviceNames(parts).map((id, i) => ({
      id,
      charges: [
        {
          id: `fee-${id}`,
          amount: money(parts.fees[i] ?? 1),
          per: place.period === "calendar-month" ? ("month" as const) : ("quarter" as const),
        },
      ],
    })),
    bases: [{ id: "fees", of: serviceNames(parts).map((id) => `fee-${id}`) }],
    exclusions: parts.exclusions.map((rule, i) => ({
      id: rule.id,
      clause: `4.${i + 1}`,
      matches: rule.id === "planned" ? { kind: "maintenance" as const } : { cause: rule.id },
      ...(rule.noticeHours === undefined ? {} : { notice: `PT${rule.noticeHours}H` }),
      ...(rule.quotaMinutes === undefined
        ? {}
        : { quota: { atMost: `PT${rule.quotaMinutes}M`, per: place.period } }),
      evidence: rule.evidence,
      concurrent: rule.concurrent,
      removes: rule.removes,
    })),
    commitments: [
      availability(place, parts),
      ...(parts.tickets ? ticketCommitments(place, parts) : []),
    ],
    caps:
      cap === undefined
        ? []
        : [
            {
              id: "cap",
              clause: "6.9",
              covers: "all" as const,
              per: place.period,
              limit:
                "percent" in cap
                  ? { percent: String(cap.percent), base: "fees" }
                  : { amount: money(cap.amount) },
              excess: "lost" as const,
            },
          ],
    clawBack: parts.clawBack,
    rounding: { each: parts.roundEach, mode: "half-up" },
    claim:
      parts.claim === "automatic"
        ? { on: "automatic" }
        : {
            on: "request",
            stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
          },
  };
}

export const serviceNames = (parts: Pick<ContractParts, "services">): readonly string[] =>
  ["alpha", "beta", "gamma"].slice(0, parts.services);

/** Minor units as the currency writes them: 1234 with two places is "12.34". */
export function amountText(minor: number, places: 0 | 2 | 3): string {
  const digits = String(minor).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

type CommitmentInput = ContractInput["commitments"][number];
type CreditInput = NonNullable<CommitmentInput["credits"]>[number];

function availability(place: Place, parts: ContractParts): CommitmentInput {
  const { weights, minimumSeconds } = parts;
  const services = serviceNames(parts);
  const [target, second, third] = bounds[parts.target] ?? bounds[0];
  return {
    id: "availability",
    clause: "3.1",
    scope: services.length === 1 ? { service: "alpha" } : { each: { services: [...services] } },
    period: place.period,
    measure: {
      facts: "outages",
      figure: "uptime-percent",
      ...(minimumSeconds === undefined ? {} : { minimumOutage: `PT${minimumSeconds}S` }),
      ...(weights === undefined
        ? {}
        : {
            weights: {
              major: hundredths(weights.major),
              degraded: hundredths(weights.degraded),
            },
          }),
    },
    excludes: parts.exclusions.map(({ id }) => id),
    targets: [{ atLeast: target }],
    credits: [
      creditOf("uptime", parts.credit, parts.places, [
        [second, target],
        [third, second],
        ["0", third],
      ]),
    ],
  };
}

export const hundredths = (value: number) => (value === 100 ? "1" : `0.${value}`.padEnd(4, "0"));

function ticketCommitments(place: Place, parts: ContractParts): CommitmentInput[] {
  const replies = {
    default: {},
    all: { replies: ["automated" as const, "acknowledgement" as const, "substantive" as const] },
    substantive: { replies: ["substantive" as const] },
  }[parts.replies];
  const pausedBy = {
    default: {},
    all: { pausedBy: "all" as const },
    none: { pausedBy: [] },
    customer: { pausedBy: ["customer"] },
  }[parts.pausedBy];
  return [
    {
      id: "first-response",
      clause: "2.1",
      scope: { service: "alpha" },
      period: place.period,
      measure: { facts: "cycles", clock: "first-response", figure: "each", ...replies },
      excludes: [],
      targets: parts.response.map(targetOf),
      credits: [
        {
          ...creditOf("late", { ...parts.missCredit, how: "flat" }, parts.places, []),
          on: "each-miss",
          where: { severity: ["P1", "P2"] },
        },
      ],
    },
    {
      id: "resolution",
      clause: "2.2",
      scope: { service: "alpha" },
      period: place.period,
      measure: { facts: "cycles", clock: "resolution", figure: "percent-within", ...pausedBy },
      excludes: [],
      targets: parts.resolution.map(targetOf),
      attainment: { atLeast: parts.attainment },
      credits: [
        creditOf("share", parts.missCredit, parts.places, [
          ["40", parts.attainment],
          ["10", "40"],
          ["0", "10"],
        ]),
      ],
    },
  ];
}

const severities = ["P1", "P2"];

function targetOf(row: TargetParts, index: number): CommitmentInput["targets"][number] {
  const severity = severities[index];
  const calendar = "office";
  const form = {
    elapsed: { elapsed: `PT${row.minutes}M` },
    business: { business: `PT${row.minutes}M`, calendar },
    businessDays: {
      businessDays: row.days,
      calendar,
      ...(row.by === undefined ? {} : { by: row.by }),
    },
  }[row.form];
  return {
    ...(severity === undefined ? {} : { where: { severity: [severity] } }),
    within: { ...form, met: row.met },
  };
}

/** Sizes are sorted so that a worse figure never pays less. */
function creditOf(
  id: string,
  credit: CreditParts,
  places: 0 | 2 | 3,
  rows: readonly (readonly [from: string, below: string])[],
): CreditInput {
  const sizes = creditSizes(credit);
  const give = (size: number) =>
    credit.give === "percent"
      ? { percent: percentOfSize(size) }
      : { amount: amountText(size * 100, places) };
  const common = {
    id,
    clause: "6.1",
    on: "measured" as const,
    ...(credit.give === "percent" ? { base: "fees" } : {}),
  };
  return credit.how === "flat" || rows.length === 0
    ? { ...common, how: "flat", give: give(sizes[0] ?? 1) }
    : {
        ...common,
        how: "tiers",
        tiers: rows.map(([from, below], i) => ({ from, below, give: give(sizes[i] ?? 1) })),
      };
}

export const creditSizes = ({ sizes }: CreditParts) => sizes.toSorted((a, b) => a - b);
/** 1 to 400 tenths of a percent: "12.5". */
export const percentOfSize = (size: number) => `${Math.floor(size / 10)}.${size % 10}`;

function calendarOf(
  place: Place,
  parts: CalendarParts,
): NonNullable<ContractInput["calendars"]>[number] {
  const date = (day: number) => dateText(Date.UTC(place.year, place.month - 1, 1) + day * dayMs);
  return {
    id: "office",
    weekly: {
      "mon-fri": [...parts.week],
      ...(parts.saturday.length === 0 ? {} : { sat: [...parts.saturday] }),
    },
    holidays: parts.holidays.map(date),
    ...(parts.workday === undefined
      ? {}
      : { workdays: [{ date: date(parts.workday.day), hours: [parts.workday.hours] }] }),
  };
}
