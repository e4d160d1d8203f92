import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { contractOf, MINUTE, resultOf, settled } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
export type Measure = Extract<Commitment["measure"], { facts: "outages" }>;

export type Changes = Omit<Partial<ContractInput>, "commitments"> & {
  readonly commitment?: Partial<Commitment>;
};

const percent = [{ atLeast: "99.9" }];
/** A target that any figure of its unit may be held against. */
const targets: Readonly<Partial<Record<Measure["figure"], Commitment["targets"]>>> = {
  count: [{ atMost: "3" }],
  downtime: [{ atMost: "PT4H" }],
  longest: [{ atMost: "PT4H" }],
  "mean-to-restore": [{ atMost: "PT4H" }],
  "mean-operating-between": [{ atLeast: "PT240H" }],
  "mean-between-starts": [{ atLeast: "PT240H" }],
};

/** One commitment on outages of `web` by the month, in UTC, without credits. */
export function outagesContract(
  measure: Partial<Measure>,
  { commitment, ...changes }: Changes = {},
): ContractInput {
  return contractOf({
    ...changes,
    commitments: [
      {
        id: "availability",
        clause: "3.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { facts: "outages", figure: "uptime-percent", ...measure },
        excludes: [],
        targets: targets[measure.figure ?? "uptime-percent"] ?? percent,
        credits: [],
        ...commitment,
      },
    ],
  });
}

export function judged(
  measure: Partial<Measure>,
  rows: readonly object[],
  changes: Changes = {},
  asOf?: string,
): Statement["results"][number] {
  return resultOf(stated(measure, rows, changes, asOf));
}

export function stated(
  measure: Partial<Measure>,
  rows: readonly object[],
  changes: Changes = {},
  asOf?: string,
  period?: string,
): Statement {
  const contract = outagesContract(measure, changes);
  return settled({
    contract,
    rows,
    ...(asOf === undefined ? {} : { asOf }),
    ...(period === undefined ? {} : { period }),
  });
}

export const minutes = (count: number): string => String(count * MINUTE);
