import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { instrumented, type Mutant } from "./instrument.ts";

/** A test file with all it imports from `src` and `test`, as one script. */
export interface Bundle {
  /** "test/core/tiers.test.ts" */
  readonly test: string;
  readonly script: string;
}

export interface Bundles {
  readonly bundles: readonly Bundle[];
  readonly mutants: readonly Mutant[];
  /** The packages that the scripts ask for. */
  readonly packages: readonly string[];
}

/**
 * Bundles every test file by itself, with the mutants of the files in scope asleep in it.
 *
 * @param tests Paths from `root`, each in one bundle.
 */
export async function bundled(
  root: string,
  tests: readonly string[],
  isInScope: (file: string) => boolean,
  outdir: string,
): Promise<Bundles> {
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
        const known = asleep.get(file);
        if (known !== undefined) return { contents: known, loader: "ts" };
        const url = JSON.stringify(pathToFileURL(path).href);
        const text = readFileSync(path, "utf8").replaceAll("import.meta.url", url);
        return { contents: text, loader: "ts" };
      });
    },
  };
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...tests],
    outdir,
    outbase: root,
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
  const outputs = Object.entries(metafile.outputs);
  const packages = new Set(outputs.flatMap(([, { imports }]) => imports.map(({ path }) => path)));
  const bundles = outputs.flatMap(([script, { entryPoint }]) =>
    entryPoint === undefined ? [] : [{ test: entryPoint, script: join(root, script) }],
  );
  return { bundles, mutants, packages: [...packages] };
}

function sourcesIn(root: string): readonly string[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`)
    .sort();
}
