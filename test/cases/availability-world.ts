import type { ContractInput } from "../../src/contract.ts";

/** Cases of monitoring systems as contracts and records: by rote, nothing is computed here. */

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly scope?: string;
}

export interface StateEvent {
  readonly t: number;
  readonly state: string | number;
  readonly previous?: string | number;
  readonly hard?: boolean;
}

export interface Part {
  readonly id: string;
  readonly events: readonly StateEvent[];
  readonly maintenance?: readonly Span[];
}

/** What a case says, in the words of all its systems. */
export interface CaseInput {
  readonly window?: { readonly start: number | string; readonly end: number | string };
  readonly now?: number | string;
  readonly objectKind?: "host" | "service";
  readonly events?: readonly StateEvent[];
  readonly components?: readonly Part[];
  readonly maintenance?: readonly Span[];
  readonly serviceHours?: readonly Span[];
  readonly initialState?: string;
  readonly createdAt?: number;
  readonly aggregate?: string;
  readonly policy?: {
    readonly objectKind?: "host" | "service";
    readonly aggregate?: string;
    readonly maintenance?: string;
    readonly softStates?: string;
    readonly initialState?: string;
  };
  readonly options?: { readonly maintenance: string };
  readonly rows?: readonly {
    readonly monitor?: string;
    readonly status: string;
    readonly startsAt: string;
    readonly endsAt?: string;
  }[];
}

type Service = ContractInput["services"][number];
type Commitment = ContractInput["commitments"][number];
type Scope = Commitment["scope"];

/** Names of states that no SLA of the sources counts as up; the rest of the words is up. */
const downNames: Readonly<Record<string, readonly string[]>> = {
  // Icinga DB: of a host every state but 0, of a service critical and unknown (3).
  host: ["1", "2", "3", "down", "unreachable"],
  service: ["2", "3", "warning", "critical", "unknown", "crit", "warn", "down"],
};

function tableOf(kind: "host" | "service"): Service["states"] {
  const down = downNames[kind] ?? [];
  return [
    { is: "up", source: ["0", "1", "up", "ok"].filter((name) => !down.includes(name)) },
    { is: "down", source: [...down] },
    { is: "unknown", source: ["99", "unmonitored", "none"] },
  ];
}

/** Integers are ms in Icinga DB, else seconds; texts are stamps. */
export function stampOf(at: number | string, unitMs: number): string {
  return typeof at === "string" ? at : new Date(at * unitMs).toISOString();
}

/** The period [start, end) and nothing else, named by its start. */
export function labelOf(start: string): string {
  return start.replace(".000Z", "Z").replaceAll(":", "");
}

export interface Asked {
  readonly scope: Scope;
  readonly excludes: readonly (
    | "maintenance-as-up"
    | "maintenance-left-out"
    | "maintenance-noted"
  )[];
  readonly hours?: readonly { readonly start: string; readonly end: string }[];
  readonly measure?: object;
  readonly targets?: readonly object[];
}

/** A contract of one span with one commitment, or several over the same facts. */
export function contractOf(
  span: { readonly start: string; readonly end: string },
  services: readonly Service[],
  asked: Readonly<Record<string, Asked>>,
): ContractInput {
  const hours = Object.values(asked).find((one) => one.hours !== undefined)?.hours;
  return {
    makegood: "contract/1",
    id: "case",
    documents: [{ id: "source", title: "Case" }],
    parties: { provider: "provider", customer: "customer" },
    currency: "USD",
    timeZone: "UTC",
    settlement: { instants: [span.start, span.end] },
    effective: { from: "1970-01-01" },
    ...(hours === undefined ? {} : { calendars: [calendarOf(hours)] }),
    services: [...services],
    exclusions: (["downtime", "window", "nothing"] as const).map((removes, index) => ({
      id: ["maintenance-as-up", "maintenance-left-out", "maintenance-noted"][index] ?? "",
      clause: "maintenance",
      matches: { kind: "maintenance" },
      removes,
    })),
    commitments: Object.entries(asked).map(
      ([id, { scope, excludes, hours: own, measure, targets }]) => ({
        id,
        clause: id,
        scope,
        period: { instants: [span.start, span.end] },
        measure: {
          facts: "outages",
          figure: "uptime-percent",
          ...(own === undefined ? {} : { hours: "hours" }),
          ...measure,
        } as Commitment["measure"],
        excludes: [...excludes],
        targets: (targets ?? [{ atLeast: "99.9" }]) as Commitment["targets"],
      }),
    ),
    claim: { on: "automatic" },
  };
}

/** Spans of time as dated hours, split at midnight UTC. */
function calendarOf(spans: readonly { readonly start: string; readonly end: string }[]) {
  const byDate = new Map<string, string[]>();
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  for (const span of spans) {
    let start = Date.parse(span.start);
    const end = Date.parse(span.end);
    while (start < end) {
      const midnight = (Math.floor(start / 86_400_000) + 1) * 86_400_000;
      const until = Math.min(midnight, end);
      const time = (at: number) => new Date(at).toISOString().slice(11, 16);
      const close = until === midnight ? "24:00" : time(until);
      const date = dateOf(start);
      byDate.set(date, [...(byDate.get(date) ?? []), `${time(start)}-${close}`]);
      start = until;
    }
  }
  const dates = [...byDate.keys()].sort();
  const beyond = dateOf(Date.parse(dates.at(-1) ?? "") + 86_400_000);
  return {
    id: "hours",
    // An empty week is refused; every date on which the calendar is in force is listed below.
    weekly: { mon: ["00:00-00:01"] },
    effective: { from: dates[0] ?? "1970-01-01", until: beyond },
    workdays: [...byDate].map(([date, hours]) => ({ date, hours })),
  };
}

/** Changes of state of one component, its maintenance with it. */
export function rowsOf(
  service: string,
  { events, maintenance = [] }: Omit<Part, "id">,
  unitMs: number,
  softCount: boolean,
): object[] {
  return [
    ...events
      .filter(({ hard }) => softCount || hard !== false)
      .map(({ t, state, previous }) => ({
        type: "state",
        service,
        at: stampOf(t, unitMs),
        state: String(state),
        ...(previous === undefined ? {} : { left: leftOf(previous) }),
      })),
    ...maintenance.map(({ start, end }, index) => ({
      type: "maintenance",
      id: `${service}-work-${index}`,
      service,
      from: stampOf(start, unitMs),
      until: stampOf(end, unitMs),
    })),
  ];
}

/** What the source did not know; "unknown" is a result of a check there. */
function leftOf(previous: string | number): string {
  return previous === "unknown" ? "none" : String(previous);
}

export function serviceOf(id: string, kind: "host" | "service"): Service {
  return { id, states: tableOf(kind) };
}

/** Names of components as names of a contract. */
export function nameOf(id: string): string {
  return id.replaceAll(";", "-");
}
