import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

/** What is shipped, built anew in a folder of its own. */

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "makegood-package-"));
const parts = ["src", "package.json", "tsconfig.json", "tsup.config.ts"];
const texts = ["README.md", "LICENSE", "CHANGELOG.md"];

interface Packed {
  readonly files: readonly { readonly path: string }[];
}
let paths: readonly string[] = [];

beforeAll(() => {
  for (const part of [...parts, ...texts])
    cpSync(root + part, join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  const tsup = join(root, "node_modules/tsup/dist/cli-default.js");
  execFileSync(process.execPath, [tsup, "--silent"], { cwd: folder });
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [only] = JSON.parse(packed) as readonly Packed[];
  paths = only?.files.map(({ path }) => path) ?? [];
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed files", () => {
  it("are these, and pieces that the build names by their content", () => {
    const named = paths.map((path) => path.replace(/-[\w-]{8}(?=\.)/, "-*"));
    expect([...new Set(named)].filter((path) => !isPiece(path)).sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist/adapters.cjs",
      "dist/adapters.d.cts",
      "dist/adapters.d.ts",
      "dist/adapters.js",
      "dist/cli/main.js",
      "dist/clock.cjs",
      "dist/clock.d.cts",
      "dist/clock.d.ts",
      "dist/clock.js",
      "dist/contract.schema.json",
      "dist/index.cjs",
      "dist/index.d.cts",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/map.schema.json",
      "dist/node.cjs",
      "dist/node.d.cts",
      "dist/node.d.ts",
      "dist/node.js",
      "dist/parts/fields.cjs",
      "dist/parts/fields.js",
      "dist/parts/records.cjs",
      "dist/parts/records.js",
      "dist/parts/sha256-node.cjs",
      "dist/parts/sha256-node.js",
      "dist/parts/sha256.cjs",
      "dist/parts/sha256.js",
      "dist/parts/statement.cjs",
      "dist/parts/statement.js",
      "dist/records.schema.json",
      "package.json",
    ]);
  });

  it("hold every file that the manifest points to", () => {
    const { exports, imports, bin, main, types } = manifest;
    const pointed = JSON.stringify([exports, imports, bin, main, types]);
    const targets = [...pointed.matchAll(/"\.\/([^"]+\.[a-z]+)"/g)].map(([, path = ""]) => path);
    const built = targets.filter((path) => path.startsWith("dist/"));
    expect(built.length).toBeGreaterThan(10);
    expect(built.filter((path) => !paths.includes(path))).toEqual([]);
  });

  it("name no path of the machine that built them, and no map to sources", () => {
    const code = paths.filter((path) => path.startsWith("dist/"));
    const holding = code.filter((path) => {
      const text = readFileSync(join(folder, path), "utf8");
      return text.includes(folder) || text.includes(root) || text.includes("sourceMappingURL");
    });
    expect(holding).toEqual([]);
  });

  it("hash with Node's SHA-256 in Node, and with one of their own in a browser", () => {
    const loads = (platform: "browser" | "node") => {
      const { metafile } = buildSync({
        stdin: { contents: 'export * from "./dist/index.js"', resolveDir: folder },
        bundle: true,
        metafile: true,
        format: "esm",
        platform,
        write: false,
      });
      const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^.*\/dist\//, ""));
      return inputs.filter((path) => path.startsWith("parts/sha256"));
    };
    expect(loads("browser")).toEqual(["parts/sha256.js"]);
    expect(loads("node")).toEqual(["parts/sha256-node.js"]);
  });

  it.skipIf(process.platform === "win32")("the command can be run", () => {
    const main = join(folder, manifest.bin.makegood);
    expect(readFileSync(main, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
    expect(statSync(main).mode & 0o111).not.toBe(0);
    expect(execFileSync(main, ["--version"], { encoding: "utf8" })).toBe(`${manifest.version}\n`);
  });
});

/** A chunk that several entries share; of the command only the name of the entry is stable. */
function isPiece(path: string): boolean {
  return (
    path !== "dist/cli/main.js" &&
    /^dist\/(?:cli\/)?[a-z-]+-\*\.(?:js|cjs|d\.ts|d\.cts)$/.test(path)
  );
}

describe("the manifest", () => {
  it("runs nothing when it is installed", () => {
    const names = Object.keys(manifest.scripts);
    expect(names.filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  });

  it("asks for what the tool chain needs", () => {
    expect(manifest).toMatchObject({
      type: "module",
      license: "MIT",
      sideEffects: false,
      engines: { node: ">=20" },
    });
  });

  it("depends on these packages and no others", () => {
    expect(Object.keys(manifest.dependencies)).toEqual([
      "@noble/hashes",
      "commander",
      "yaml",
      "zod",
    ]);
  });

  it("is locked without the address of a registry", () => {
    expect(readFileSync(`${root}package-lock.json`, "utf8")).not.toMatch(
      /"resolved"|https?:\/\/[^"]*\.tgz/,
    );
  });
});

describe("README.md", () => {
  const readme = readFileSync(`${root}README.md`, "utf8");
  const blocks = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, , text = ""]) => text,
  );

  it("has two commands, each of which sets itself up, within one screen", () => {
    const commands = blocks.filter((block) => block.startsWith("npm"));
    expect(commands).toEqual(["npm ci && npm run example\n", "npm ci && npm test\n"]);
    expect(readme.split("\n").indexOf("npm ci && npm run example")).toBeLessThanOrEqual(46);
  });

  it("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((path) => !existsSync(root + path))).toEqual([]);
  });

  it("shows what the example prints", () => {
    const argv = manifest.scripts.example.split(" ").slice(2);
    const command = join(folder, manifest.bin.makegood);
    const printed = execFileSync(process.execPath, [command, ...argv], {
      cwd: root,
      encoding: "utf8",
    });
    const shown = blocks.find((block) => block.startsWith("$ makegood settle")) ?? "";
    // The hash also covers the zone rules of the machine, so it is not compared.
    const unhashed = (text: string) => text.replace(/sha256:\w+/g, "sha256:…");
    expect(unhashed(shown)).toContain(unhashed(printed));
  });
});
