import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { harness, type Test } from "./harness.ts";
import { EMPTIED, SWITCH } from "./instrument.ts";

/** All the code, loaded as far as it was asked for. What is spoiled in it is spoiled in no other. */
export interface Instance {
  /** The tests of a file, which is loaded at the first call; null when its own lines fail. */
  readonly testsOf: (file: string) => readonly Test[] | null;
  /** From here on this mutant acts, for so many switches; then whatever runs is stopped. */
  readonly wake: (mutant: number | undefined, switches: number) => void;
  /** How many switches were passed since then. */
  readonly asked: () => number;
  /** Whether what ran was stopped. */
  readonly isEndless: () => boolean;
  /** Empties the growing tables of the modules below these. */
  readonly empty: (below: readonly string[]) => void;
  /** The mutants that were met since the last call; none without a list to note them in. */
  readonly takeSeen: () => Uint32Array;
}

type Wrapped = (
  require: (name: string) => unknown,
  module: { exports: { load?: (file: string) => unknown } },
  asks: (mutant: number) => boolean,
  emptied: (file: string, again: () => void) => void,
) => void;

/** The packages that the scripts import, which no mutant touches: one copy serves all instances. */
export async function packagesOf(names: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const loaded = new Map<string, unknown>();
  for (const name of names.filter((one) => one !== "vitest"))
    loaded.set(name, { __esModule: true, ...((await import(name)) as object) });
  return loaded;
}

/** @returns What makes an instance; `seen` has a place for every mutant. */
export function scriptOf(
  path: string,
  packages: ReadonlyMap<string, unknown>,
): (seen?: Uint8Array) => Instance {
  const names = `require, module, ${SWITCH}, ${EMPTIED}`;
  const text = `(function (${names}) {${readFileSync(path, "utf8")}\n})`;
  const wrapped = new Script(text, { filename: path }).runInThisContext() as Wrapped;
  return (seen) => instanceOf(wrapped, packages, seen);
}

function instanceOf(
  wrapped: Wrapped,
  packages: ReadonlyMap<string, unknown>,
  seen: Uint8Array | undefined,
): Instance {
  const { vitest, tests } = harness();
  const require = (name: string) => (name === "vitest" ? vitest : packages.get(name));
  const module: Parameters<Wrapped>[1] = { exports: {} };
  const tables: { file: string; again: () => void }[] = [];
  const loaded = new Map<string, readonly Test[] | null>();
  let active: number | undefined;
  let asked = 0;
  let limit = Infinity;

  const stopped = () => {
    asked += 1;
    if (asked > limit) throw new Error("without end");
  };
  const asks = (mutant: number) => {
    stopped();
    return mutant === active;
  };
  const noting = (mutant: number) => {
    stopped();
    if (seen !== undefined) seen[mutant] = 1;
    return false;
  };
  wrapped(require, module, seen === undefined ? asks : noting, (file, again) => {
    tables.push({ file, again });
  });

  const load = (file: string) => {
    const before = tests.length;
    try {
      module.exports.load?.(file);
    } catch {
      return null;
    }
    return tests.slice(before);
  };
  return {
    testsOf: (file) => {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const found = load(file);
      loaded.set(file, found);
      return found;
    },
    wake: (mutant, switches) => {
      active = mutant;
      asked = 0;
      limit = switches;
    },
    asked: () => asked,
    isEndless: () => asked > limit,
    empty: (below) => {
      for (const { file, again } of tables)
        if (below.some((start) => file.startsWith(start))) again();
    },
    takeSeen: () => {
      const ids = seen === undefined ? [] : [...seen.keys()].filter((id) => seen[id] === 1);
      seen?.fill(0);
      return Uint32Array.from(ids);
    },
  };
}
