import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleCli } from "../support/bundled-cli.ts";
import { contractYaml, folderWith, ran } from "./support.ts";

let folder = folderWith();
beforeEach(() => {
  folder = folderWith({ "contract.yaml": contractYaml });
});
afterEach(() => folder.remove());

const check = (...more: string[]) =>
  ran(["check", "contract.yaml", "--format", "json", ...more], { cwd: folder.path });
const at = (name: string) => join(folder.path, name);
const contentOf = (name: string) => readFileSync(at(name), "utf8");

describe("output to a file", () => {
  it("is what standard output would be, and nothing else is left in the folder", async () => {
    const { out } = await check();
    expect(await check("-o", "out.json")).toEqual({ status: 0, out: "", err: "" });
    expect(contentOf("out.json")).toBe(out);
    expect(folder.list()).toEqual(["contract.yaml", "out.json"]);
    expect((await check("-o", "-")).out).toBe(out);
  });

  it("replaces a file and keeps its mode", async () => {
    writeFileSync(at("out.json"), "old");
    chmodSync(at("out.json"), 0o640);
    expect((await check("-o", "out.json")).status).toBe(0);
    expect(contentOf("out.json")).toContain('"contract": "acme"');
    expect(statSync(at("out.json")).mode & 0o777).toBe(0o640);
  });

  it("writes through a link, also one that leads to no file yet", async () => {
    mkdirSync(at("there"));
    writeFileSync(at("there/old.json"), "old");
    symlinkSync("there/old.json", at("link.json"));
    symlinkSync("there/new.json", at("dangling.json"));
    for (const name of ["link.json", "dangling.json"]) {
      expect((await check("-o", name)).status).toBe(0);
      expect(lstatSync(at(name)).isSymbolicLink()).toBe(true);
    }
    expect(contentOf("there/old.json")).toBe(contentOf("there/new.json"));
  });

  it("does not pass by a link to an input", async () => {
    symlinkSync("contract.yaml", at("link.yaml"));
    expect((await check("-o", "link.yaml")).status).toBe(2);
    expect(contentOf("contract.yaml")).toBe(contractYaml);
  });

  // A file kept in memory is a file: only what stands at the path tells, not how the path begins.
  it.skipIf(!existsSync("/dev/shm"))("treats a regular file under /dev as any other", async () => {
    const shm = mkdtempSync("/dev/shm/makegood-test-");
    try {
      expect((await check("-o", join(shm, "new.json"))).status).toBe(0);
      writeFileSync(join(shm, "old.json"), "longer than nothing ".repeat(1000));
      expect((await check("-o", join(shm, "old.json"))).status).toBe(0);
      for (const name of ["new.json", "old.json"])
        expect(readFileSync(join(shm, name), "utf8")).toBe((await check()).out);
      writeFileSync(join(shm, "contract.yaml"), contractYaml);
      const path = join(shm, "contract.yaml");
      const { status, err } = await ran(["check", path, "-o", path], { cwd: folder.path });
      expect({ status, says: err.includes("would replace an input") }).toEqual({
        status: 2,
        says: true,
      });
      expect(readFileSync(path, "utf8")).toBe(contractYaml);
    } finally {
      rmSync(shm, { recursive: true });
    }
  });

  it("takes the device of standard output for standard output", async () => {
    expect((await check("-o", "/dev/stdout")).out).toBe((await check()).out);
  });

  it("writes to a pipe with a name", async () => {
    execFileSync("mkfifo", [at("fifo")]);
    const [{ status }, read] = await Promise.all([
      check("-o", "fifo"),
      import("node:fs/promises").then(({ readFile }) => readFile(at("fifo"), "utf8")),
    ]);
    expect(status).toBe(0);
    expect(read).toContain('"contract": "acme"');
    expect(lstatSync(at("fifo")).isFIFO()).toBe(true);
  });

  it.each([
    { path: "missing/out.json", says: "the folder does not exist" },
    { path: "contract.yaml/out.json", says: "a part of the path is not a folder" },
    { path: ".", says: "it is a folder" },
    { path: "/proc/makegood.json", says: "cannot write /proc/makegood.json" },
    { path: "/dev/full", says: "the disk is full" },
    { path: `${"n".repeat(300)}.json`, says: "the name is too long" },
  ])("exits with 4 and leaves nothing: $path", async ({ path, says }) => {
    const { status, out, err } = await check("-o", path);
    expect({ status, out }).toEqual({ status: 4, out: "" });
    expect(err).toContain(says);
    expect(folder.list()).toEqual(["contract.yaml"]);
  });

  it.skipIf(!existsSync("/sys/kernel"))("exits with 4 where even root may not write", async () => {
    expect((await check("-o", "/sys/makegood.json")).status).toBe(4);
  });

  it("exits with 4 when standard output cannot be written", async () => {
    const stdoutFails = Object.assign(new Error("full"), { code: "ENOSPC" });
    const { status, err } = await ran(["check", "contract.yaml"], {
      cwd: folder.path,
      stdoutFails,
    });
    expect({ status, err }).toEqual({
      status: 4,
      err: "makegood: cannot write standard output: the disk is full\n",
    });
  });
});

/**
 * Root writes everywhere: what protects a file does not stop it. Where the suite is root, the
 * command runs as nobody, in a folder of nobody's own.
 */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? { uid: nobody, gid: nobody } : {};
const canRun = spawnSync(process.execPath, ["-e", ""], { ...asUser, cwd: "/" }).status === 0;

describe.skipIf(!canRun)("output that is protected, for a user who is not root", () => {
  const program = folderWith();
  beforeAll(async () => {
    const file = await bundleCli(program.path);
    chmodSync(program.path, 0o755);
    chmodSync(file, 0o644);
  });
  afterAll(program.remove);
  beforeEach(() => {
    if (isRoot) for (const name of [".", "contract.yaml"]) chownSync(at(name), nobody, nobody);
  });

  const checkAsUser = (path: string) => {
    const argv = [join(program.path, "makegood.mjs"), "check", "contract.yaml", "-o", path];
    const child = spawnSync(process.execPath, argv, {
      ...asUser,
      cwd: folder.path,
      encoding: "utf8",
    });
    return { status: child.status, out: child.stdout, err: child.stderr };
  };
  const refusal = (path: string) => ({
    status: 4,
    out: "",
    err: `makegood: cannot write ${path}: it is not allowed to write there\n`,
  });

  it("writes where nothing is protected", () => {
    expect(checkAsUser("out.json")).toEqual({ status: 0, out: "", err: "" });
    expect(contentOf("out.json")).toContain("the contract can be used");
  });

  it("exits with 4 in a folder that can only be read", () => {
    mkdirSync(at("locked"));
    writeFileSync(at("locked/out.json"), "old");
    if (isRoot)
      for (const name of ["locked", "locked/out.json"]) chownSync(at(name), nobody, nobody);
    chmodSync(at("locked"), 0o555);
    expect(checkAsUser("locked/out.json")).toEqual(refusal("locked/out.json"));
    expect(checkAsUser("locked/new.json")).toEqual(refusal("locked/new.json"));
    chmodSync(at("locked"), 0o755);
    expect(contentOf("locked/out.json")).toBe("old");
    expect(existsSync(at("locked/new.json"))).toBe(false);
  });

  it("exits with 4 for a file that can only be read", () => {
    writeFileSync(at("out.json"), "old");
    if (isRoot) chownSync(at("out.json"), nobody, nobody);
    chmodSync(at("out.json"), 0o444);
    expect(checkAsUser("out.json")).toEqual(refusal("out.json"));
    expect(contentOf("out.json")).toBe("old");
  });
});
