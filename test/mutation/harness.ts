import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import * as chai from "chai";

/**
 * The few functions of vitest that the tests use, in one process: thousands of mutants cannot wait
 * for a new worker each. What a matcher means is vitest's own.
 */

type Body = (...args: unknown[]) => unknown;

interface Suite {
  readonly above: Suite | undefined;
  readonly skipped: boolean;
  readonly hooks: Record<"beforeAll" | "afterAll" | "beforeEach" | "afterEach", Body[]>;
}

export interface Test {
  readonly suite: Suite;
  readonly run: () => unknown;
}

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  { assertions: () => undefined },
);

/** What `import … from "vitest"` yields, and the list that its calls fill. */
export function harness(): { readonly vitest: object; readonly tests: readonly Test[] } {
  const tests: Test[] = [];
  let suite = suiteIn(undefined, false);

  const describing =
    (isSkipped: boolean) =>
    (_name: string, ...rest: unknown[]) => {
      const outer = suite;
      suite = suiteIn(outer, isSkipped || outer.skipped);
      bodyOf(rest)();
      suite = outer;
    };
  const testing =
    (isSkipped: boolean) =>
    (_name: string, ...rest: unknown[]) => {
      const run = bodyOf(rest);
      if (!isSkipped && !suite.skipped) tests.push({ suite, run });
    };
  const hook = (name: keyof Suite["hooks"]) => (body: Body) => {
    suite.hooks[name].push(body);
  };

  const describe = withEach(describing);
  const it = withEach(testing);
  const hooks = {
    beforeAll: hook("beforeAll"),
    afterAll: hook("afterAll"),
    beforeEach: hook("beforeEach"),
    afterEach: hook("afterEach"),
  };
  return { vitest: { describe, it, test: it, expect, ...hooks }, tests };
}

/** Runs one test as if it were the only one of its file. @returns Why it fails; null when it passes. */
export async function failureOf({ suite, run }: Test): Promise<string | null> {
  const suites = suitesOf(suite);
  try {
    for (const one of suites) for (const body of one.hooks.beforeAll) await body();
    for (const one of suites) for (const body of one.hooks.beforeEach) await body();
    await run();
    for (const one of suites) for (const body of one.hooks.afterEach) await body();
    return null;
  } catch (error) {
    return String(error).split("\n", 1)[0] ?? "";
  } finally {
    for (const one of suites) for (const body of one.hooks.afterAll) await body();
  }
}

type Registering = (isSkipped: boolean) => (name: string, ...rest: unknown[]) => void;

function withEach(registering: Registering): object {
  const make = (isSkipped: boolean) =>
    Object.assign(registering(isSkipped), {
      each:
        (rows: readonly unknown[]) =>
        (name: string, ...rest: unknown[]) => {
          const body = bodyOf(rest);
          for (const row of rows) {
            const args = Array.isArray(row) ? row : [row];
            registering(isSkipped)(name, () => body(...args));
          }
        },
    });
  const skipIf = (condition: unknown) => make(Boolean(condition));
  return Object.assign(make(false), { skip: make(true), skipIf });
}

function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((one) => typeof one === "function");
  if (body === undefined) throw new Error("a test without a function");
  return body as Body;
}

function suiteIn(above: Suite | undefined, skipped: boolean): Suite {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  return { above, skipped, hooks };
}

/** The outermost first. */
function suitesOf(suite: Suite): readonly Suite[] {
  return suite.above === undefined ? [suite] : [...suitesOf(suite.above), suite];
}
