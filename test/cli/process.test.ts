import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contractYaml, folderWith, root } from "./support.ts";

// Inside the package, so that its dependencies are found; made anew, so that no old build is tested.
const built = join(root, "node_modules/.cache/makegood-cli-test");
const main = join(built, "main.js");
const outages = Array.from({ length: 3_000 }, (_, index) => {
  const at = Date.UTC(2026, 10, 2) + index * 600_000;
  const stamp = (ms: number) => new Date(ms).toISOString();
  return JSON.stringify({
    type: "outage",
    id: `INC-${index}`,
    service: "web",
    from: stamp(at),
    until: stamp(at + 60_000),
  });
});
const folder = folderWith({
  "contract.yaml": contractYaml,
  "records.ndjson": `${outages.join("\n")}\n`,
});
const settling = `"${process.execPath}" "${main}" settle contract.yaml --records records.ndjson --period 2026-11 --format json`;
const out = join(folder.path, "out.json");
const filesBeside = () => readdirSync(folder.path).filter((name) => name.startsWith(".makegood"));
let whole = "";

const shell = (command: string) =>
  spawnSync("bash", ["-c", command], { cwd: folder.path, encoding: "utf8", maxBuffer: 1 << 28 });

beforeAll(() => {
  const entry = join(root, "src/cli/main.ts");
  const options = ["--format", "esm", "--target", "node20", "--no-config", "--silent", "--clean"];
  const tsup = join(root, "node_modules/tsup/dist/cli-default.js");
  execFileSync(process.execPath, [tsup, entry, ...options, "-d", built], { cwd: root });
  whole = execFileSync("bash", ["-c", settling], {
    cwd: folder.path,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
});
beforeEach(() => writeFileSync(out, "old"));
afterAll(folder.remove);

describe("the command as a process", () => {
  it("writes more than a pipe holds, whole", () => {
    expect(whole.length).toBeGreaterThan(1 << 17);
    expect(JSON.parse(whole).makegood).toBe("statement/1");
  });

  it("is quiet when the reader of a pipe stops early", () => {
    const { stdout, stderr } = shell(`${settling} | head -1; echo "status \${PIPESTATUS[0]}"`);
    expect({ stdout, stderr }).toEqual({ stdout: "{\nstatus 0\n", stderr: "" });
  });

  it.skipIf(!existsSync("/dev/full"))("exits with 4 when standard output is a full disk", () => {
    const { status, stderr } = shell(`${settling} > /dev/full`);
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: "makegood: cannot write standard output: the disk is full\n",
    });
  });

  it("keeps the old file and removes the new one when the disk takes no more", () => {
    // One block of 1,024 bytes; the write after it fails.
    const { status, stderr } = shell(`ulimit -f 1; ${settling} -o out.json`);
    expect(stderr).toBe("makegood: cannot write out.json: the file would be too large\n");
    expect(status).toBe(4);
    expect(readFileSync(out, "utf8")).toBe("old");
    expect(filesBeside()).toEqual([]);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "leaves the old file or the whole new one, and nothing beside, on %s",
    async (signal) => {
      const { code, signal: died } = await killedWhileWriting(signal);
      // It was too late, or the shell shows 128 and the number of the signal.
      expect([0, signal]).toContain(died ?? code);
      expect(["old", whole]).toContain(readFileSync(out, "utf8"));
      expect(filesBeside()).toEqual([]);
    },
  );

  it("leaves the old file or the whole new one on kill -9", async () => {
    await killedWhileWriting("SIGKILL");
    expect(["old", whole]).toContain(readFileSync(out, "utf8"));
  });

  it("is seen by a shell as 143 when it is terminated while it reads", () => {
    const checking = `"${process.execPath}" "${main}" check -`;
    const { stdout } = shell(`sleep 5 | timeout --preserve-status 1 ${checking}; echo $?`);
    expect(stdout).toBe("143\n");
  });

  it("reads standard input", () => {
    const { status, stdout } = shell(`cat contract.yaml | "${process.execPath}" "${main}" check -`);
    expect(status).toBe(0);
    expect(stdout).toContain("≥ 99.9 %");
  });
});

/** Sends the signal as soon as the new file stands beside the old one. */
function killedWhileWriting(
  signal: NodeJS.Signals,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const argv = ["settle", "contract.yaml", "--records", "records.ndjson", "--period", "2026-11"];
  const child = spawn(process.execPath, [main, ...argv, "--format", "json", "-o", "out.json"], {
    cwd: folder.path,
    stdio: "ignore",
  });
  const look = setInterval(() => {
    if (filesBeside().length > 0) child.kill(signal);
  }, 1);
  return new Promise((resolve) => {
    child.on("close", (code, died) => {
      clearInterval(look);
      resolve({ code, signal: died });
    });
  });
}
