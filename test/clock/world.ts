import type { TicketInput } from "../../src/clock.ts";
import { clockPolicy, parseContract } from "../../src/index.ts";

/** A contract with a clock of each kind of time, and readable tickets: Shanghai, October 2026. */

/** "10-12 16:00" is that minute of 2026 in Shanghai, +08:00 all year. */
export function on(text: string): string {
  return `2026-${text.replace(" ", "T")}:00+08:00`;
}

export function wall(at: number | undefined): string | undefined {
  if (at === undefined) return undefined;
  const text = new Date(at + 28_800_000).toISOString().slice(5, 23).replace("T", " ");
  return text.endsWith(":00.000") ? text.slice(0, 11) : text;
}

const commitment = (id: string, measure: object, targets: readonly object[]) => ({
  id,
  clause: "2.1",
  scope: { service: "messaging" },
  period: "calendar-month",
  measure: { facts: "cycles", figure: "each", ...measure },
  excludes: [],
  targets,
});

export const clockContract = {
  makegood: "contract/1",
  id: "clocks",
  documents: [{ id: "msa", title: "Master services agreement" }],
  parties: { provider: "Example RTC", customer: "acme" },
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  settlement: "calendar-month",
  effective: { from: "2026-01-01" },
  calendars: [
    { id: "office", weekly: { "mon-fri": ["09:00-18:00"] } },
    { id: "unused", weekly: { sun: ["09:00-18:00"] } },
    { id: "field", zone: { attribute: "tz" }, weekly: { "mon-fri": ["09:00-18:00"] } },
  ],
  services: [
    { id: "messaging", charges: [{ id: "fee", amount: "1.00", per: "month" }] },
    { id: "field", charges: [{ id: "field-fee", amount: "1.00", per: "month" }] },
  ],
  commitments: [
    commitment("first-response", { clock: "first-response" }, [
      { where: { severity: ["P1"] }, within: { elapsed: "PT15M" } },
      {
        clause: "2.2",
        where: { severity: ["P2"] },
        within: { business: "PT4H", calendar: "office" },
      },
    ]),
    commitment(
      "resolution",
      {
        clock: "resolution",
        atRisk: [{ used: "75" }, { left: "PT1H" }],
        where: { plan: ["gold"] },
      },
      [
        { where: { severity: ["P1"] }, within: { elapsed: "PT8H" } },
        { where: { severity: ["P2"] }, within: { business: "PT9H", calendar: "office" } },
        { within: { businessDays: 2, by: "18:00", calendar: "office" } },
      ],
    ),
    {
      ...commitment("visit", { clock: "resolution" }, [
        { within: { business: "PT9H", calendar: "field" } },
      ]),
      scope: { service: "field" },
    },
  ],
  claim: { on: "automatic" },
};

export const contract = parseContract(clockContract);
export const policy = clockPolicy(contract);

export function ticket(openedAt: string, rest: Partial<TicketInput> = {}): TicketInput {
  return {
    type: "ticket",
    id: "T-1",
    service: "messaging",
    openedAt: on(openedAt),
    severity: "P2",
    attributes: { plan: "gold" },
    ...rest,
  };
}

/** Events as "10-12 10:00 waiting-started customer", the word after the name being its reason. */
export function log(...lines: readonly string[]): NonNullable<TicketInput["events"]> {
  return lines.map((line) => {
    const [date, time, event = "", word] = line.split(" ");
    const at = on(`${date} ${time}`);
    switch (event) {
      case "replied":
        return { event, at, by: word };
      case "priority-changed":
        return { event, at, severity: word };
      case "waiting-started":
        return { event, at, reason: word };
      case "waiting-ended":
      case "resolved":
      case "reopened":
      case "cancelled":
        return { event, at };
    }
    throw new RangeError(line);
  });
}
