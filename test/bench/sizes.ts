import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import type { Row } from "./report.ts";

const kB = 1000;

/** What a program loads that imports an entry whole: bundled for browsers, minified, gzip -9. */
export function sizeRows(root: string): readonly Row[] {
  const method = "esbuild --bundle --minify, gzip -9, dependencies inside";
  return [
    { what: "makegood", method, value: sizeOf(root, "index.js"), unit: "kB", bar: 80 },
    { what: "makegood/clock", method, value: sizeOf(root, "clock.js"), unit: "kB", bar: 15 },
    { what: "makegood/adapters", method, value: sizeOf(root, "adapters.js"), unit: "kB" },
  ];
}

function sizeOf(root: string, entry: string): number {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, "dist", entry)],
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
