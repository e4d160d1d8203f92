import { defineConfig } from "vitest/config";

const everything = { branches: 100, functions: 100, lines: 100, statements: 100 };

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Properties by one seed; MAKEGOOD_SEED=random looks further.
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary"],
      thresholds: {
        // What time, money, clocks and terms rest on: every branch has its test.
        "src/base/**": everything,
        "src/time/**": everything,
        "src/core/**": everything,
        "src/rules/**": { ...everything, functions: 99, lines: 99, statements: 99 },
      },
    },
  },
});
