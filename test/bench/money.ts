import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ParsedContract, Records } from "../../src/index.ts";
import { medianMs, processorMs, processorNow } from "./measure.ts";
import type { Row } from "./report.ts";
import { contractData, recordRows, spans } from "./world.ts";

/**
 * What settling costs beside nothing but parsing the JSON of contract and records. The built package
 * is measured: only that has the SHA-256 of Node (docs/decisions/0043).
 */

type Library = Pick<
  typeof import("../../src/index.ts"),
  "parseContract" | "parseRecords" | "settle"
>;

const { period, until } = spans["calendar-month"];
const asOf = until + 86_400_000;

export async function moneyRows(root: string): Promise<readonly Row[]> {
  const library: Library = await import(pathToFileURL(join(root, "dist/index.js")).href);
  return [...oneMonth(library), ...manyContracts(library)];
}

function oneMonth({ parseContract, parseRecords, settle }: Library): readonly Row[] {
  const rows = recordRows({ outages: 100, tickets: 1_000 }, "calendar-month");
  const json = JSON.stringify(rows);
  const contract = parseContract(contractData("calendar-month"));
  const records = parseRecords(rows, contract);
  const works = {
    settle: () => settle({ contract, records, period, asOf }),
    parse: () => JSON.parse(json),
  };
  // V8 has made what it runs fast after some two hundred months.
  const warm = medianMs(works, 101, 200);
  const times = processorMs(works, 61);
  const what = "one month: 100 outages, 1,000 tickets on two clocks";
  return [
    {
      what,
      method: "settle, from parsed records, the median of 101 behind 200 to warm up",
      value: warm.settle,
      unit: "ms",
      bar: 5,
    },
    {
      what,
      method: "the same in time of the processor, collecting garbage beside it included",
      value: times.settle,
      unit: "ms",
    },
    {
      what,
      method: "settle ÷ JSON.parse of the records, time of the processor",
      value: times.settle / times.parse,
      unit: "×",
    },
  ];
}

interface Parsed {
  readonly contract: ParsedContract;
  readonly records: Records;
}

const contracts = 5_000;
/** Enough of them that one is left alone by others on the machine. */
const rounds = 12;
const wholeRounds = 2;

/** Contracts of their own, each with an availability and two clocks, a base, tiers and late fees. */
function manyContracts(library: Library): readonly Row[] {
  const { settle } = library;
  const texts = Array.from({ length: contracts }, (_, index) => textsOf(index));
  const parsed = texts.map((text) => parsedOf(text, library));
  const least = { parse: Infinity, settle: Infinity, whole: Infinity };
  const timed = (name: keyof typeof least, work: () => void) => {
    const start = processorNow();
    work();
    least[name] = Math.min(least[name], processorNow() - start);
  };
  for (let round = 0; round < rounds; round += 1) {
    timed("parse", () => {
      for (const { contract, records } of texts) {
        JSON.parse(contract);
        JSON.parse(records);
      }
    });
    timed("settle", () => {
      for (const { contract, records } of parsed) settle({ contract, records, period, asOf });
    });
    if (round >= wholeRounds) continue;
    timed("whole", () => {
      for (const text of texts) settle({ ...parsedOf(text, library), period, asOf });
    });
  }
  const what = "5,000 contracts, a month with 20 outages each";
  const row = (name: "settle" | "whole", from: string): Row => ({
    what,
    method: `${from} ÷ JSON.parse of contracts and records, time of the processor, the least of ${name === "whole" ? wholeRounds : rounds}, ${least[name].toFixed(0)} ms ÷ ${least.parse.toFixed(0)} ms`,
    value: least[name] / least.parse,
    unit: "×",
    ...(name === "settle" ? { bar: 10 } : {}),
  });
  return [
    row("settle", "settle, from parsed contracts and records"),
    row("whole", "JSON.parse, parseContract, parseRecords and settle"),
  ];
}

function textsOf(index: number) {
  const data = contractData("calendar-month") as Record<string, unknown>;
  const rows = recordRows({ outages: 20 }, "calendar-month");
  return {
    contract: JSON.stringify({ ...data, id: `contract-${index}` }),
    records: JSON.stringify(rows),
  };
}

function parsedOf(
  { contract: text, records }: ReturnType<typeof textsOf>,
  { parseContract, parseRecords }: Library,
): Parsed {
  const contract = parseContract(JSON.parse(text));
  return { contract, records: parseRecords(JSON.parse(records), contract) };
}
