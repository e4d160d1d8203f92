import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packages that were written as CommonJS ask for `require`, which a module does not have. */
const banner = {
  js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
};

/** The command line as one file with everything in it, so that it runs from any folder. */
export async function bundleCli(folder: string): Promise<string> {
  const outfile = join(folder, "makegood.mjs");
  await build({
    entryPoints: [join(root, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner,
    outfile,
    logLevel: "silent",
  });
  return outfile;
}
