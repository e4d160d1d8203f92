import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import type { Row } from "./report.ts";

const kB = 1000;

/** What is loaded, by the names that a program imports; none: the whole entry. Bars: docs/decisions/0029. */
const loads: readonly { entry: string; names: string; bar?: number }[] = [
  { entry: "index", names: "" },
  { entry: "index", names: "parseContract, parseRecords, settle" },
  { entry: "index", names: "parseContract, check, clockPolicy", bar: 80 },
  { entry: "clock", names: "", bar: 23 },
  { entry: "clock", names: "businessTime", bar: 15 },
  { entry: "adapters", names: "" },
];

/** What a program loads: bundled for browsers from the built files, minified, gzip -9. */
export function sizeRows(root: string): readonly Row[] {
  return loads.map(({ entry, names, bar }): Row => {
    const own = entry === "index" ? "makegood" : `makegood/${entry}`;
    return {
      what: names === "" ? own : `${own}: ${names}`,
      method: "esbuild --bundle --minify, gzip -9, dependencies inside",
      value: sizeOf(root, entry, names === "" ? "*" : `{ ${names} }`),
      unit: "kB",
      ...(bar === undefined ? {} : { bar }),
    };
  });
}

function sizeOf(root: string, entry: string, names: string): number {
  const from = JSON.stringify(`./${entry}.js`);
  const { outputFiles } = buildSync({
    stdin: { contents: `export ${names} from ${from};`, resolveDir: join(root, "dist") },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "error",
  });
  return (
    outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0) / kB
  );
}
