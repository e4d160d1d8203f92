import { readFileSync } from "node:fs";
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
  const loading: Plugin = {
    name: "instrument",
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path);
        const url = JSON.stringify(pathToFileURL(path).href);
        const text = readFileSync(path, "utf8").replaceAll("import.meta.url", url);
        if (!isInScope(file)) return { contents: text, loader: "ts" };
        const { code, mutants: found } = instrumented(file, text, mutants.length);
        mutants.push(...found);
        return { contents: code, loader: "ts" };
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
