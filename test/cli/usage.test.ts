import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ran, root } from "./support.ts";

const here = { cwd: root };

describe("usage", () => {
  it("prints help as data, with the exit statuses", async () => {
    const { status, out, err } = await ran(["--help"], here);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("$ makegood settle contract.yaml");
    expect(out).toContain("4    the output could not be written");
    expect((await ran(["settle", "--help"], here)).out).toContain("--fail-on <event>");
  });

  it("prints the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    expect(await ran(["--version"], here)).toEqual({ status: 0, out: `${version}\n`, err: "" });
  });

  it.each([
    { argv: [], says: "Usage: makegood", why: "no command" },
    { argv: ["setle"], says: "Did you mean settle?", why: "a command with a typo" },
    { argv: ["check"], says: "missing required argument 'contract'", why: "no contract" },
    { argv: ["settle", "c.yaml", "--records", "r.ndjson"], says: "--period", why: "no period" },
    { argv: ["settle", "c.yaml", "--period", "2026-10"], says: "--records", why: "no records" },
    { argv: ["check", "c.yaml", "--fromat", "x"], says: "Did you mean --format?", why: "a typo" },
    {
      argv: ["check", "c.yaml", "--format", "xml"],
      says: "Allowed choices are text, json",
      why: "no such format",
    },
    {
      argv: ["check", "c.yaml", "d.yaml"],
      says: "too many arguments",
      why: "an argument too many",
    },
    {
      argv: ["restate", "c.yaml", "--records", "r.ndjson", "--as-of", "x"],
      says: "--issued",
      why: "nothing issued",
    },
    {
      argv: ["settle", "-", "--records", "-", "--period", "2026-10"],
      says: "only one of the files can be -",
      why: "standard input twice",
    },
    {
      argv: ["check", "c.yaml", "-o", "./c.yaml"],
      says: "would replace an input",
      why: "output over input",
    },
  ])("exits with 2 and tells on standard error: $why", async ({ argv, says }) => {
    const { status, out, err } = await ran(argv, here);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(says);
  });

  it("escapes control characters of arguments", async () => {
    const { err } = await ran(["\u001b[31mred"], here);
    expect(err).toContain("\\u{1b}[31mred");
    expect(err).not.toContain("\u001b");
  });
});
