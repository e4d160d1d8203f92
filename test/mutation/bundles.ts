import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { EMPTIED, instrumented, type Mutant } from "./instrument.ts";

export interface Bundle {
  /** All tests with all they import from `src` and `test`, as one script: `load(test)` runs a file's own lines. */
  readonly script: string;
  readonly mutants: readonly Mutant[];
  /** The packages that the script asks for. */
  readonly packages: readonly string[];
}

/** A table of the module's own that fills while the program runs: a mutant may leave its mark in it. */
const growing = /^const (\w+) = (new (?:Map|WeakMap|Set|WeakSet)(?:<.*>)?\(\));$/gm;

/**
 * Bundles all test files together, with the mutants of the files in scope asleep in them.
 *
 * @param tests Paths from `root`.
 */
export async function bundled(
  root: string,
  tests: readonly string[],
  isInScope: (file: string) => boolean,
  outdir: string,
): Promise<Bundle> {
  const mutants: Mutant[] = [];
  // Before the build and in their order: it loads files as they come, and a draw is by number.
  const asleep = new Map<string, string>();
  for (const file of sourcesIn(root).filter(isInScope)) {
    const text = readFileSync(join(root, file), "utf8");
    const { code, mutants: found } = instrumented(file, text, mutants.length);
    mutants.push(...found);
    asleep.set(file, code);
  }
  const loading: Plugin = {
    name: "instrument",
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path);
        const text = asleep.get(file) ?? readFileSync(path, "utf8");
        const url = JSON.stringify(pathToFileURL(path).href);
        const contents = emptied(file, text).replaceAll("import.meta.url", url);
        return { contents, loader: "ts" };
      });
    },
  };
  const script = join(outdir, "tests.js");
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: entryOf(tests), resolveDir: root, loader: "js" },
    outfile: script,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    legalComments: "none",
    metafile: true,
    logLevel: "error",
    plugins: [loading],
  });
  const outputs = Object.values(metafile.outputs);
  const packages = new Set(outputs.flatMap(({ imports }) => imports.map(({ path }) => path)));
  return { script, mutants, packages: [...packages] };
}

/** Each file is asked for when it is needed, so that a start loads no more. */
function entryOf(tests: readonly string[]): string {
  const cases = tests.map((test) => `${JSON.stringify(test)}: () => require("./${test}")`);
  return `const files = {${cases.join(",\n")}};\nmodule.exports.load = (file) => files[file]();`;
}

/** With each growing table of `src` told to the runner, which empties it. */
function emptied(file: string, text: string): string {
  if (!file.startsWith("src/")) return text;
  return text.replaceAll(growing, (_, name, made) => {
    const again = `() => { ${name} = ${made}; }`;
    return `let ${name} = ${made};\n${EMPTIED}(${JSON.stringify(file)}, ${again});`;
  });
}

function sourcesIn(root: string): readonly string[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`)
    .sort();
}
