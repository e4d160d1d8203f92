import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { mapJsonSchema } from "./src/adapters/map-json-schema.ts";
import { contractJsonSchema, recordsJsonSchema } from "./src/json-schemas.ts";
import type { JsonSchema } from "./src/schema/editor-schema.ts";

const entry = {
  index: "src/index.ts",
  adapters: "src/adapters/index.ts",
  clock: "src/clock.ts",
  node: "src/node/index.ts",
};

/** The SHA-256 of each platform: package.json says which is loaded where (docs/decisions/0043). */
const sha256 = { everywhere: "src/base/sha256.ts", node: "src/node/sha256.ts" };

interface Build {
  onResolve(
    of: { readonly filter: RegExp },
    answer: (what: { readonly kind: string }) => { path: string; external?: true } | undefined,
  ): void;
}

/** Takes `to` wherever a file imports the SHA-256 that runs everywhere. */
const sha256From = (to: { readonly path: string; readonly external?: true }) => ({
  name: "sha256",
  setup(build: Build): void {
    build.onResolve({ filter: /\/sha256\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : to,
    );
  },
});

/**
 * A module imported as one object (`import * as rules`) is built as an empty object that a call fills:
 * whoever bundles the package would have to keep it, with all that it names. As the value of one
 * call that is marked as pure it goes where nothing asks for it.
 */
const pureNamespaces = {
  name: "pure-namespaces",
  renderChunk(code: string): { code: string } {
    const filled = "((all) => { const space = {}; __export(space, all); return space; })";
    return {
      code: code.replace(
        /var (\w+) = \{\};\n__export\(\1, /g,
        `var $1 = /* @__PURE__ */ ${filled}(`,
      ),
    };
  },
};

/** Not typed by tsup: its declarations do not compile without its optional peers. */
export default [
  {
    // Parts are files that nobody imports by name: whoever only checks contracts loads no schema of records.
    entry: {
      ...entry,
      "parts/fields": "src/schema/exclusions.ts",
      "parts/records": "src/schema/records.ts",
      "parts/statement": "src/schema/statement-input.ts",
      "parts/sha256": sha256.everywhere,
      "parts/sha256-node": sha256.node,
    },
    esbuildPlugins: [sha256From({ path: "#sha256", external: true })],
    plugins: [pureNamespaces],
    format: ["esm", "cjs"],
    // Entries share their modules in CommonJS too: a contract that one has parsed is known to the other.
    splitting: true,
    // The declaration step of tsup sets a base URL, which TypeScript 6 would report.
    dts: { entry, compilerOptions: { ignoreDeprecations: "6.0" } },
    target: "node20",
    // The command beside it is built at the same time, and cleans its own folder.
    clean: ["!cli/**"],
    onSuccess: async () => {
      write("contract", contractJsonSchema());
      write("records", recordsJsonSchema());
      write("map", mapJsonSchema());
    },
  },
  {
    entry: { main: "src/cli/main.ts" },
    outDir: "dist/cli",
    format: ["esm"],
    target: "node20",
    esbuildPlugins: [sha256From({ path: resolve(sha256.node) })],
    // Each command is loaded when it runs.
    splitting: true,
    clean: true,
  },
];

function write(name: string, schema: JsonSchema): void {
  writeFileSync(`dist/${name}.schema.json`, `${JSON.stringify(schema)}\n`);
}
