import { businessTime, type Span } from "../../src/clock.ts";
import {
  type CivilDate,
  type DateParts,
  formatCivilDate,
  partsOf,
  startOfDate,
} from "../../src/time/civil.ts";
import { type Zone, zoneNamed } from "../../src/time/zone.ts";
import { lunch } from "./clock-cases.ts";
import { answerOf, faultsOf, type NamedPeer, peersOf } from "./clock-peers.ts";
import { clockText, type Peer } from "./peers/peer.ts";
import { megaRates, type Work } from "./rate.ts";
import type { Row } from "./report.ts";

/** The clock engine alone and beside its peers: the same questions, in one process. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 1_440 * minuteMs;
/** The hours of four rows of targets. */
const targets = [1, 4, 16, 40];
/** Questions of the engine, and the first of them, on which it is compared. */
const [many, few] = [16_384, 256];

/** What is asked: instants of 2026, each with one about three days and one a year later. */
const questions = draw(many);

function draw(count: number) {
  let seed = 20_261_122;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const column = () => new Float64Array(count);
  const [starts, days, years] = [column(), column(), column()];
  const dates = new Int32Array(count);
  const first = Date.UTC(2026, 0, 1);
  for (let i = 0; i < count; i += 1) {
    const start = first + Math.floor(next() * 365 * 1_440) * minuteMs;
    starts[i] = start;
    days[i] = start + Math.floor(next() * 6 * 1_440) * minuteMs;
    years[i] = start + 365 * dayMs;
    dates[i] = first / dayMs + Math.floor(next() * 365);
  }
  return { starts, days, years, dates };
}

const own = businessTime({
  id: "office",
  zone: lunch.zone,
  weekly: { "mon-fri": lunch.ranges.map((range) => range.map(clockText).join("-")) },
});

/** The rows; prints which peers took part, and in what they are wrong. */
export async function clockRows(root: string): Promise<readonly Row[]> {
  const before = process.env.TZ;
  // One peer tells time by the host's zone alone.
  process.env.TZ = lunch.zone;
  const peers = await peersOf(root);
  for (const { name, make } of peers) {
    const faults = faultsOf(make);
    console.log(`${name}: ${faults.length === 0 ? "right in every case" : "wrong in"}`);
    for (const line of faults) console.log(`  ${line}`);
  }
  const rows = [...elapsedRows(peers), ...dueRows(peers), ...dayStartRows(peers), compileRow()];
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
  return rows;
}

// The engine's own loops are written out: called through one more function they would not be the
// same code as in a program.

function elapsedRows(peers: readonly NamedPeer[]): readonly Row[] {
  const { starts, days, years } = questions;
  const over = (ends: Float64Array): Work => ({
    calls: many,
    run(until) {
      let sum = 0;
      for (let i = 0; i < until; i += 1)
        sum += own.elapsedMs(starts[i] as number, ends[i] as number);
      return sum;
    },
  });
  const what = "business time of about 3 days";
  const [year = 0, short = 0] = megaRates([over(years), over(days)]);
  return [
    ...comparisons(peers, {
      what,
      method: "elapsedMs of a compiled calendar",
      least: 20,
      ours: over(days),
      ask: (peer, i) => peer.elapsedMs(starts[i] as number, days[i] as number),
      answer: (i) => own.elapsedMs(starts[i] as number, days[i] as number),
      times: { "moment-business-time": 1_000, opening_hours: 300 },
    }),
    {
      what: "business time of a year",
      method: `÷ of about 3 days, ${year.toFixed(1)} M/s ÷ ${short.toFixed(1)} M/s`,
      value: year / short,
      unit: "×",
      least: 0.5,
    },
  ];
}

function dueRows(peers: readonly NamedPeer[]): readonly Row[] {
  const { starts } = questions;
  const asked = targets.map((hours) => ({ span: { business: `PT${hours}H` }, ms: hours * hourMs }));
  const spans = asked.map(({ span }) => span);
  const run = (until: number) => {
    let sum = 0;
    for (let i = 0; i < until; i += 1) sum += own.dueAt(starts[i] as number, spans[i & 3] as Span);
    return sum;
  };
  return comparisons(peers, {
    what: "due after 1, 4, 16, 40 business hours",
    method: "dueAt of a compiled calendar",
    least: 10,
    ours: { calls: many, run },
    ask: (peer, i) => peer.dueAt(starts[i] as number, asked[i & 3]?.ms ?? 0),
    answer: (i) => own.dueAt(starts[i] as number, spans[i & 3] as Span),
    times: { opening_hours: 200 },
  });
}

function dayStartRows(peers: readonly NamedPeer[]): readonly Row[] {
  const zone = zoneNamed(lunch.zone) as Zone;
  const parts = Array.from(questions.dates, (date) => partsOf(date as CivilDate));
  const texts = Array.from(
    questions.dates,
    (date) => `${formatCivilDate(date as CivilDate)}T00:00`,
  );
  const run = (until: number) => {
    let sum = 0;
    for (let i = 0; i < until; i += 1) sum += startOfDate(zone, questions.dates[i] as CivilDate);
    return sum;
  };
  const runTexts = (until: number) => {
    let sum = 0;
    for (let i = 0; i < until; i += 1) sum += own.localToInstant(texts[i] as string);
    return sum;
  };
  const what = "start of a local day";
  const [fromText = 0] = megaRates([{ calls: many, run: runTexts }]);
  return [
    { what, method: 'localToInstant("2026-10-25T00:00")', value: fromText, unit: "M/s" },
    ...comparisons(
      peers.filter(({ make }) => make(lunch).dayStart !== undefined),
      {
        what,
        method: "startOfDate, which calendars use",
        least: 10,
        ours: { calls: many, run },
        ask: ({ dayStart }, i) => {
          const { year, month, day } = parts[i] as DateParts;
          return dayStart?.(year, month, day) ?? Number.NaN;
        },
        answer: (i) => startOfDate(zone, questions.dates[i] as CivilDate),
        times: { TZDate: 100 },
      },
    ),
  ];
}

interface Comparison {
  readonly what: string;
  readonly method: string;
  /** Millions a second that the engine must reach. */
  readonly least: number;
  readonly ours: Work;
  readonly ask: (peer: Peer, question: number) => number;
  readonly answer: (question: number) => number;
  /** By peer: how many times as fast as it the engine must be. */
  readonly times: Readonly<Record<string, number>>;
}

/** Ours alone, then ours ÷ theirs, each on those of the questions that the peer answers. */
function comparisons(peers: readonly NamedPeer[], comparison: Comparison): readonly Row[] {
  const { what, method, least, ours, times } = comparison;
  const theirs = peers.map((peer) => askedOf(peer, comparison));
  const [rate = 0, ...rates] = megaRates([ours, ...theirs.map(({ work }) => work)]);
  const compared = theirs.map(({ id, remark }, index): Row => {
    const peerRate = rates[index] ?? Number.NaN;
    const bar = times[id];
    return {
      what: `${what} ÷ ${id}`,
      method: `${rate.toFixed(1)} M/s ÷ ${(peerRate * 1000).toFixed(2)} k/s; ${remark}`,
      value: rate / peerRate,
      unit: "×",
      ...(bar === undefined ? {} : { least: bar }),
    };
  });
  return [{ what, method, value: rate, unit: "M/s", least }, ...compared];
}

/** The questions that a peer answers, and whether it answers them as the engine does. */
function askedOf({ id, name, make }: NamedPeer, { ask, answer }: Comparison) {
  const peer = make(lunch);
  const answers = Array.from({ length: few }, (_, i) => answerOf(() => ask(peer, i)));
  const answered = answers.flatMap((found, i) => (Number.isNaN(found) ? [] : [i]));
  const wrong = answered.filter((i) => answers[i] !== answer(i)).length;
  const doubts = [
    ...(answered.length < few ? [`${few - answered.length} without an answer`] : []),
    ...(wrong > 0 ? [`${wrong} wrong`] : []),
  ];
  const run = (until: number) => {
    let sum = 0;
    for (let i = 0; i < until; i += 1) sum += ask(peer, answered[i] as number);
    return sum;
  };
  const agreement = doubts.length === 0 ? `equal in ${few}` : `of ${few} ${doubts.join(", ")}`;
  return { id, work: { calls: answered.length, run }, remark: `${name}, ${agreement}` };
}

/** In zones that nothing else here asks for: their offsets are read from Intl first. */
function compileRow(): Row {
  const zones = ["America/New_York", "Asia/Tokyo", "Australia/Sydney", "Africa/Johannesburg"];
  const more = ["America/Sao_Paulo", "Asia/Kolkata", "Europe/Lisbon", "Pacific/Auckland"];
  const times = [...zones, ...more, "America/Chicago"].map((zone) => {
    const start = performance.now();
    const weekly = { "mon-fri": ["09:00-12:00", "13:00-18:00"] };
    const hours = businessTime({ id: "cold", zone, weekly, holidays: ["2026-12-25"] });
    hours.elapsedMs(Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1));
    return performance.now() - start;
  });
  const value = times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  const method = "read, compiled and asked once, in a zone that was not asked for before";
  return { what: "a calendar of two years, cold", method, value, unit: "ms", bar: 5 };
}
