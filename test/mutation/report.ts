import type { Mutant } from "./instrument.ts";

/**
 * `killed`: a test failed. `timeout`: it never ended. `survived`: every test that meets it passed.
 * `unfinished`: so far they passed, and patience ended. `unmet`: no test comes by.
 */
export type Fate = "killed" | "timeout" | "survived" | "unfinished" | "unmet";

export interface Judged {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** "src/core/" of "src/core/tiers.ts". */
const folderOf = ({ file }: Mutant) => `${file.split("/").slice(0, 2).join("/")}/`;

export const isDead = ({ fate }: Judged) => fate === "killed" || fate === "timeout";

/** "93.4 %", rounded down: 89.99 is not 90. */
export function scoreOf(judged: readonly Judged[]): string {
  const dead = judged.filter(isDead).length;
  return `${(Math.floor((1_000 * dead) / judged.length) / 10).toFixed(1)} %`;
}

/** One row a folder, and one a file that has survivors; then each survivor. */
export function reportOf(judged: readonly Judged[]): string {
  const folders = [...grouped(judged, ({ mutant }) => folderOf(mutant))];
  const files = [...grouped(judged, ({ mutant }) => mutant.file)].filter(
    ([, list]) => !list.every(isDead),
  );
  const rows = [...folders, ...files].map(([name, list]) => row(name, list));
  const survivors = judged.filter((one) => !isDead(one)).map(lineOf);
  return [...rows, "", ...survivors].join("\n");
}

export function lineOf({ mutant: { file, line, kind, from, to }, fate }: Judged): string {
  const notes: Partial<Record<Fate, string>> = {
    unfinished: " (not all tests asked)",
    unmet: " (no test comes by)",
  };
  const note = notes[fate] ?? "";
  return `${file}:${line} ${kind}: ${from} → ${to}${note}`;
}

function grouped(
  judged: readonly Judged[],
  nameOf: (one: Judged) => string,
): ReadonlyMap<string, readonly Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const name = nameOf(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}

function row(name: string, list: readonly Judged[]): string {
  const count = (fate: Fate) => list.filter((one) => one.fate === fate).length;
  const parts = (["killed", "timeout", "survived", "unfinished", "unmet"] as const).map(
    (fate) => `${fate} ${count(fate)}`,
  );
  return `${name.padEnd(40)} ${scoreOf(list).padStart(8)} of ${list.length}: ${parts.join(", ")}`;
}
