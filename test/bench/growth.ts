import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { processorMs } from "./measure.ts";
import type { Row } from "./report.ts";
import {
  type Counts,
  contractData,
  recordRows,
  type Settlement,
  seriesContractData,
  spans,
} from "./world.ts";

/** That time grows with the records and with nothing else: ten times as many, and over longer periods. */

/** From known records to a statement; reading the records is measured apart. */
function settling(counts: Counts, settlement: Settlement = "calendar-month"): () => unknown {
  const isSeries = (counts.buckets ?? 0) + (counts.states ?? 0) > 0;
  const contract = parseContract((isSeries ? seriesContractData : contractData)(settlement));
  const records = parseRecords(recordRows(counts, settlement), contract);
  const { period, until } = spans[settlement];
  return () => settle({ contract, records, period, asOf: until + 86_400_000 });
}

/** The time of ten times the records over the time of the records. */
function growth(kind: keyof Counts, few: number): Row {
  const works = { few: settling({ [kind]: few }), many: settling({ [kind]: 10 * few }) };
  const times = processorMs(works, 7);
  const method = `settle ${10 * few} ÷ settle ${few}, ${times.many.toFixed(0)} ms ÷ ${times.few.toFixed(1)} ms of processor`;
  return { what: `growth: ${kind}`, method, value: times.many / times.few, unit: "×", bar: 11 };
}

function reading(few: number): Row {
  const contract = parseContract(contractData("calendar-month"));
  const work = (tickets: number) => {
    const rows = recordRows({ tickets, outages: tickets }, "calendar-month");
    return () => parseRecords(rows, contract);
  };
  const times = processorMs({ few: work(few), many: work(10 * few) }, 5);
  const method = `parseRecords ${20 * few} ÷ ${2 * few} rows, ${times.many.toFixed(0)} ms ÷ ${times.few.toFixed(1)} ms of processor`;
  return { what: "growth: reading", method, value: times.many / times.few, unit: "×", bar: 11 };
}

/** As many records in a longer period as in a month: the time must hang on the records. */
function longOverMonth(counts: Counts, long: Settlement, what: string): Row {
  const works = { month: settling(counts), long: settling(counts, long) };
  const times = processorMs(works, 15);
  const length = long === "calendar-year" ? "a year" : "10 years";
  const method = `settle ${length} ÷ a month with as many records, ${times.long.toFixed(1)} ms ÷ ${times.month.toFixed(1)} ms of processor`;
  return {
    what: `a period of ${length}: ${what}`,
    method,
    value: times.long / times.month,
    unit: "×",
    bar: 1.2,
  };
}

const allThree: Counts = { outages: 5_000, maintenance: 500, tickets: 2_000 };

export function growthRows(): readonly Row[] {
  return [
    growth("outages", 5_000),
    growth("tickets", 2_000),
    growth("maintenance", 1_000),
    growth("buckets", 20_000),
    growth("states", 10_000),
    reading(1_000),
    longOverMonth({ outages: 5_000 }, "calendar-year", "outages"),
    longOverMonth({ tickets: 2_000 }, "calendar-year", "tickets"),
    longOverMonth(allThree, "calendar-year", "all three"),
    longOverMonth(allThree, "decade", "all three"),
    longOverMonth({ buckets: 50_000 }, "decade", "buckets"),
    longOverMonth({ states: 20_000 }, "decade", "states"),
  ];
}
