import { runInNewContext } from "node:vm";
import { calendars, cases, dayStarts } from "./clock-cases.ts";
import { dateFns } from "./peers/date-fns.ts";
import { dayjs } from "./peers/dayjs.ts";
import { installPeers, versionOf } from "./peers/install.ts";
import { luxon } from "./peers/luxon.ts";
import { moment } from "./peers/moment.ts";
import { openingHours } from "./peers/opening-hours.ts";
import type { Hours, Load, Peer, PeerMaker } from "./peers/peer.ts";
import { temporal } from "./peers/temporal.ts";

/** The peers of the clock engine: which there are, and where their answers differ. */

export interface NamedPeer {
  readonly id: string;
  /** With the versions that are installed. */
  readonly name: string;
  readonly make: PeerMaker;
}

const known: readonly [id: string, load: (load: Load) => Promise<PeerMaker>, parts: string[]][] = [
  ["moment-business-time", moment, ["moment-business-time", "moment-timezone"]],
  ["opening_hours", openingHours, ["opening_hours"]],
  ["dayjs-business-time", dayjs, ["dayjs-business-time", "dayjs"]],
  ["luxon", luxon, ["luxon"]],
  ["TZDate", dateFns, ["date-fns", "@date-fns/tz"]],
  ["temporal-polyfill", temporal, ["temporal-polyfill"]],
];

/** None when they cannot be installed. */
export async function peersOf(root: string): Promise<readonly NamedPeer[]> {
  const load = installPeers(root);
  if (load === undefined) return [];
  const peers: NamedPeer[] = [];
  for (const [id, makerOf, parts] of known) {
    const name = parts.map((part) => versionOf(root, part)).join(" + ");
    peers.push({ id, name, make: await makerOf(load) });
  }
  return peers;
}

const hourMs = 3_600_000;
const patienceMs = 2_000;

/** The answer, or NaN where none comes: some walks never end. */
export function answerOf(call: () => number): number {
  try {
    return runInNewContext("call()", { call }, { timeout: patienceMs }) as number;
  } catch {
    return Number.NaN;
  }
}

/** One line for each case in which the answer is not the one worked out by hand. */
export function faultsOf(make: PeerMaker): readonly string[] {
  const business = calendars.flatMap((hours) => {
    const peer = make(hours);
    return cases.filter((one) => one.hours === hours).flatMap((one) => fault(one, peer));
  });
  return [...business, ...dayStarts.flatMap((one) => dayFault(one, make))];
}

function fault({ hours, what, from, until, answer }: (typeof cases)[number], peer: Peer): string[] {
  const start = Date.parse(from);
  const found =
    typeof until === "number"
      ? answerOf(() => peer.dueAt(start, until * hourMs))
      : answerOf(() => peer.elapsedMs(start, Date.parse(until)));
  const wanted = typeof answer === "number" ? answer * hourMs : Date.parse(answer);
  if (found === wanted) return [];
  const shown = typeof answer === "number" ? `${found / hourMs} h` : shownInstant(found);
  const right = typeof answer === "number" ? `${answer} h` : answer;
  return [`${hours.name}, ${what}: ${Number.isNaN(found) ? "no answer" : shown}, not ${right}`];
}

function dayFault({ zone, date, answer }: (typeof dayStarts)[number], make: PeerMaker): string[] {
  const { dayStart } = make({ name: zone, zone, days: [1], ranges: [[0, 24]] } satisfies Hours);
  if (dayStart === undefined) return [];
  const found = answerOf(() => dayStart(date[0], date[1], date[2]));
  if (found === Date.parse(answer)) return [];
  return [`start of ${date.join("-")} in ${zone}: ${shownInstant(found)}, not ${answer}`];
}

function shownInstant(at: number): string {
  return Number.isNaN(at) ? "no answer" : new Date(at).toISOString().replace(":00.000Z", "Z");
}
