/**
 * Exclusions slot by slot, from semantics 17 and 23 to 25 alone: each slot of ten minutes asks every
 * rule in turn for the record that covers it, for what its conditions say and what is left of its
 * quota. Slow on purpose, and without a line of the library. Slots are counted from the first day,
 * a Thursday; a day has 144.
 */
export const DAY = 144;

export interface WorkFact {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly kind: "maintenance" | "emergency-maintenance";
  readonly isDown: boolean;
  readonly isTagged: boolean;
  readonly announcedAt: number | undefined;
  readonly announced: readonly [number, number] | undefined;
  readonly approvedBy: string | undefined;
  readonly approvedAt: number | undefined;
}

export interface OutageFact {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly cause: string | undefined;
  readonly isTagged: boolean;
  readonly claim:
    | {
        readonly cause: string;
        readonly from: number | undefined;
        readonly until: number | undefined;
        readonly evidence: readonly string[];
      }
    | undefined;
}

export interface RuleFact {
  readonly id: string;
  readonly matches: { readonly by: "kind" | "cause" | "tag"; readonly value: string };
  readonly notice:
    | { readonly slots: number }
    | { readonly days: number }
    | { readonly businessDays: number; readonly countsStart: boolean }
    | undefined;
  /** Only from 22:00 to 06:00. */
  readonly isNightly: boolean;
  readonly quota: QuotaFact | undefined;
  readonly maximum: { readonly slots: number; readonly isCliff: boolean } | undefined;
  readonly evidence: "required" | "not-required" | readonly string[];
  readonly needsApproval: boolean;
  readonly concurrentCounts: boolean;
  readonly removes: "nothing" | "downtime" | "downtime-and-its-time" | "window" | "incident";
}

export interface QuotaFact {
  /** The rule that it stands at. */
  readonly pool: string;
  readonly most: { readonly slots: number } | { readonly records: number };
  readonly per: "calendar-day" | "calendar-week" | "calendar-month";
}

export interface Facts {
  readonly days: number;
  readonly works: readonly WorkFact[];
  readonly outages: readonly OutageFact[];
  readonly rules: readonly RuleFact[];
}

/** One slot: which rule took it for which record, whether it was down, and what was withheld. */
export interface Slot {
  readonly isDown: boolean;
  readonly rule?: RuleFact;
  readonly record?: string;
  readonly withheld: readonly string[];
}

interface Stretch {
  readonly record: string;
  readonly from: number;
  readonly until: number;
}

interface Fault {
  readonly id: string;
  readonly from: number;
  readonly until: number;
}

export function slotsOf(given: Facts): readonly Slot[] {
  const { rules, days } = given;
  // It is asked at the end of the last day: what goes on is as long as it was by then.
  const known = <Row extends Fault>(rows: readonly Row[]) =>
    rows
      .filter(({ from }) => from < days * DAY)
      .map((row) => ({ ...row, until: Math.min(row.until, days * DAY) }));
  const facts = { ...given, works: known(given.works), outages: known(given.outages) };
  const faults: readonly Fault[] = [...facts.outages, ...facts.works.filter((one) => one.isDown)];
  const isDownAt = (slot: number) => faults.some((one) => one.from <= slot && slot < one.until);
  const stretches = new Map(rules.map((rule) => [rule.id, stretchesOf(rule, facts)]));
  const of = (rule: RuleFact) => stretches.get(rule.id) ?? [];
  const isExcused = (fault: Fault, slot: number) =>
    rules.some(
      (rule) =>
        rule.removes !== "nothing" &&
        of(rule).some((one) => one.record === fault.id && one.from <= slot && slot < one.until),
    );
  const isBarred = (rule: RuleFact, slot: number) =>
    rule.concurrentCounts &&
    faults.some((one) => one.from <= slot && slot < one.until && !isExcused(one, slot));
  const used = new Map<string, Map<string, number>>();

  return Array.from({ length: days * DAY }, (_, slot): Slot => {
    const isDown = isDownAt(slot);
    const withheld: string[] = [];
    for (const turn of turnsOf(rules)) {
      for (const rule of turn) {
        const record = recordFor(rule, of(rule), slot, isDown, isDownAt);
        if (record === undefined) continue;
        if (isBarred(rule, slot)) {
          withheld.push(`${rule.id} ${record} concurrent-fault`);
          continue;
        }
        if (mayUse(rule.quota, record, slot, used)) return { isDown, rule, record, withheld };
        withheld.push(`${rule.id} ${record} quota-used-up`);
        break;
      }
    }
    return { isDown, withheld };
  });
}

/** Rules that draw on one quota act together, where the first of them stands. */
function turnsOf(rules: readonly RuleFact[]): readonly (readonly RuleFact[])[] {
  const active = rules.filter(({ removes }) => removes !== "nothing");
  const poolOf = (rule: RuleFact) => rule.quota?.pool ?? `alone ${rule.id}`;
  return [...new Set(active.map(poolOf))].map((pool) =>
    active.filter((rule) => poolOf(rule) === pool),
  );
}

/** Among the records that cover the slot, the one that came first. */
function recordFor(
  rule: RuleFact,
  stretches: readonly Stretch[],
  slot: number,
  isDown: boolean,
  isDownAt: (slot: number) => boolean,
): string | undefined {
  const inOrder = [...stretches].sort(
    (a, b) => a.from - b.from || (a.record < b.record ? -1 : a.record > b.record ? 1 : 0),
  );
  const covers = (at: number) => inOrder.find((one) => one.from <= at && at < one.until)?.record;
  if (rule.removes === "window") return covers(slot);
  if (!isDown) return undefined;
  if (rule.removes !== "incident") return covers(slot);
  let [first, last] = [slot, slot];
  while (isDownAt(first - 1)) first -= 1;
  while (isDownAt(last + 1)) last += 1;
  return inOrder.find((one) => one.from <= last && first < one.until)?.record;
}

function mayUse(
  quota: QuotaFact | undefined,
  record: string,
  slot: number,
  used: Map<string, Map<string, number>>,
): boolean {
  if (quota === undefined) return true;
  const day = Math.floor(slot / DAY);
  // The first day is a Thursday: the next ISO week begins with the fifth.
  const period = { "calendar-day": day, "calendar-week": day < 4 ? 0 : 1, "calendar-month": 0 }[
    quota.per
  ];
  const key = `${quota.pool} ${period}`;
  const own = used.get(key) ?? new Map<string, number>();
  used.set(key, own);
  const sum = [...own.values()].reduce((a, b) => a + b, 0);
  if (
    "slots" in quota.most
      ? sum >= quota.most.slots
      : !own.has(record) && own.size >= quota.most.records
  )
    return false;
  own.set(record, (own.get(record) ?? 0) + 1);
  return true;
}

function stretchesOf(rule: RuleFact, { works, outages, days }: Facts): readonly Stretch[] {
  const { by, value } = rule.matches;
  const found: Stretch[] = [];
  const add = (record: string, isIn: (slot: number) => boolean) => {
    let from: number | undefined;
    for (let slot = -DAY; slot <= (days + 1) * DAY; slot += 1) {
      const inside = isIn(slot) && (!rule.isNightly || isNight(slot));
      if (inside && from === undefined) from = slot;
      if (inside || from === undefined) continue;
      found.push({ record, from, until: slot });
      from = undefined;
    }
  };
  const isShort = (from: number, until: number) =>
    rule.maximum === undefined || !rule.maximum.isCliff || until - from <= rule.maximum.slots;
  const within = (from: number, until: number, slot: number) =>
    from <= slot &&
    slot < until &&
    (rule.maximum === undefined || slot < from + rule.maximum.slots);

  for (const work of works) {
    const isMatched = by === "kind" ? work.kind === value : by === "tag" ? work.isTagged : false;
    const isCause = by === "cause" && value === "maintenance" && work.isDown;
    if (!isMatched && !isCause) continue;
    if (rule.evidence !== "not-required") continue;
    if (!isShort(work.from, work.until)) continue;
    if (isCause) {
      add(work.id, (slot) => within(work.from, work.until, slot));
      continue;
    }
    if (rule.needsApproval && !isApproved(work)) continue;
    if (rule.notice !== undefined && !isInTime(work, rule.notice)) continue;
    const [first, beyond] = work.announced ?? [work.from, work.until];
    add(work.id, (slot) => within(work.from, work.until, slot) && first <= slot && slot < beyond);
  }
  for (const outage of outages) {
    const { claim } = outage;
    const isMatched =
      by === "cause"
        ? (claim === undefined ? outage.cause : claim.cause) === value
        : by === "tag" && outage.isTagged;
    if (!isMatched || rule.needsApproval || rule.notice !== undefined) continue;
    if (!isProven(rule.evidence, claim?.evidence)) continue;
    // By its tag an outage is meant whole; by its cause only the part that is attributed.
    const from = by === "cause" ? Math.max(outage.from, claim?.from ?? outage.from) : outage.from;
    const until =
      by === "cause" ? Math.min(outage.until, claim?.until ?? outage.until) : outage.until;
    if (isShort(from, until)) add(outage.id, (slot) => within(from, until, slot));
  }
  return found;
}

function isNight(slot: number): boolean {
  const ofDay = ((slot % DAY) + DAY) % DAY;
  return ofDay < 36 || ofDay >= 132;
}

function isApproved({ approvedBy, approvedAt, from }: WorkFact): boolean {
  return approvedBy !== undefined && approvedAt !== undefined && approvedAt <= from;
}

function isInTime(
  { announcedAt, announced, from }: WorkFact,
  notice: NonNullable<RuleFact["notice"]>,
): boolean {
  if (announcedAt === undefined) return false;
  const begins = announced?.[0] ?? from;
  if ("slots" in notice) return announcedAt + notice.slots <= begins;
  if ("days" in notice) return announcedAt + notice.days * DAY <= begins;
  // Day 0 is a Thursday: weekdays are those whose number, counted on from there, is no 2 and no 3.
  const isWeekday = (day: number) => ![2, 3].includes(((day % 7) + 7) % 7);
  let day = Math.floor(begins / DAY) + (notice.countsStart ? 1 : 0);
  for (let left = notice.businessDays; left > 0; ) {
    day -= 1;
    if (isWeekday(day)) left -= 1;
  }
  return announcedAt <= day * DAY + (begins - Math.floor(begins / DAY) * DAY);
}

function isProven(asked: RuleFact["evidence"], given: readonly string[] | undefined): boolean {
  if (asked === "not-required") return true;
  if (given === undefined || given.length === 0) return false;
  if (asked === "required") return true;
  return asked.every((kind) => given.some((one) => one === kind || one.startsWith(`${kind}:`)));
}
