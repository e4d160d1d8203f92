import { expect } from "vitest";

/**
 * What GitHub's clause gives for the incidents of its status page, by marking minutes in an array:
 * a second opinion that shares no code with the library.
 */

export const services = {
  Issues: "issues",
  "Pull Requests": "pull-requests",
  "Git Operations": "git-operations",
  "API Requests": "api-requests",
  Webhooks: "webhooks",
  Pages: "pages",
  Actions: "actions",
  Packages: "packages",
  Codespaces: "codespaces",
  Copilot: "copilot",
  "Visit www": "visit-www",
};
const componentOf = new Map(Object.entries(services).map(([title, id]) => [id, title]));

/** Fees of a month in cents, as the contracts have them. */
const feeMinorOf = new Map([
  ["issues", 120_000],
  ["pull-requests", 150_000],
  ["git-operations", 210_000],
  ["api-requests", 90_000],
  ["webhooks", 33_333],
  ["pages", 25_055],
  ["actions", 320_000],
  ["packages", 44_995],
  ["codespaces", 180_000],
  ["copilot", 190_000],
]);
const featuresOf2020 = [...feeMinorOf.keys()].slice(0, 8);

export type Window = "posted" | "impact";
export type ContractName = "quarterly" | "monthly";

export interface Incident {
  readonly impact: string;
  readonly components: readonly string[];
  readonly startedAt: string;
  readonly resolvedAt: string;
  readonly impactWindow: { readonly startAt: string; readonly endAt: string } | null;
}

export interface Period {
  readonly label: string;
  readonly from: string;
  readonly until: string;
  readonly months: number;
}

/** Every stamp of the export is a whole minute, which the count relies on. */
function minuteOf(stamp: string): number {
  const minute = Date.parse(stamp) / 60_000;
  expect(Number.isInteger(minute)).toBe(true);
  return minute;
}

function downMinutes(lines: readonly Incident[], service: string, window: Window, period: Period) {
  const [from, until] = [minuteOf(period.from), minuteOf(period.until)];
  const isDown = new Uint8Array(until - from);
  for (const { impact, components, startedAt, resolvedAt, impactWindow } of lines) {
    const isGraded = ["minor", "major", "critical"].includes(impact);
    if (!isGraded || !components.includes(componentOf.get(service) ?? "")) continue;
    const stated = window === "impact" ? impactWindow : null;
    const start = minuteOf(stated?.startAt ?? startedAt);
    const end = minuteOf(stated?.endAt ?? resolvedAt);
    for (let minute = Math.max(start, from); minute < Math.min(end, until); minute += 1) {
      isDown[minute - from] = 1;
    }
  }
  return { down: isDown.reduce((sum, flag) => sum + flag, 0), whole: until - from };
}

/** What the clause gives for so many minutes: in whole numbers, without the library. */
function owed(name: ContractName, { down, whole }: { down: number; whole: number }) {
  const up = whole - down;
  const isMet = up * 1000 >= whole * 999;
  const isAt999OrLess = up * 1000 <= whole * 999;
  const isAbove99 = name === "quarterly" ? up * 100 > whole * 99 : up * 100 >= whole * 99;
  const isPaid = name === "quarterly" ? isAt999OrLess : !isMet;
  const percent = !isPaid ? 0 : isAbove99 ? 10 : 25;
  return { verdict: isMet ? "met" : "breached", percent };
}

function creditMinor(service: string, months: number, percent: number): number {
  const exactHundredths = (feeMinorOf.get(service) ?? 0) * months * percent;
  return Math.floor((exactHundredths * 2 + 100) / 200);
}

/** The results of a period, in the order of the contract. */
export function expectedOf(
  lines: readonly Incident[],
  name: ContractName,
  window: Window,
  period: Period,
) {
  const features = name === "quarterly" ? featuresOf2020 : [...feeMinorOf.keys()];
  return features.map((service) => {
    const minutes = downMinutes(lines, service, window, period);
    const { verdict, percent } = owed(name, minutes);
    return {
      service,
      verdict,
      badMs: String(minutes.down * 60_000),
      wholeMs: String(minutes.whole * 60_000),
      exact: lowestTerms(BigInt(minutes.whole - minutes.down) * 100n, BigInt(minutes.whole)),
      minor: creditMinor(service, period.months, percent),
    };
  });
}

function lowestTerms(numerator: bigint, denominator: bigint): string {
  let [a, b] = [numerator, denominator];
  while (b > 0n) [a, b] = [b, a % b];
  return denominator === a ? String(numerator / a) : `${numerator / a}/${denominator / a}`;
}
