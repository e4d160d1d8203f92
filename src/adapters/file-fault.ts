import type { Issue } from "../base/result.ts";

const faults: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  ENOENT: [
    "file.missing",
    "there is no such file",
    "check the path; it is relative to this folder",
  ],
  ENOTDIR: ["file.missing", "there is no such file", "a part of the path is not a folder"],
  EACCES: ["file.unreadable", "the file may not be read", "ask for the right to read it"],
  EPERM: ["file.unreadable", "the file may not be read", "ask for the right to read it"],
  EISDIR: ["file.is-a-folder", "this is a folder", "name the file in it"],
  ELOOP: ["file.unreadable", "the link leads back to itself", "name the file itself"],
};

/** What an error of the system says about a file that is to be read. */
export function fileFault(file: string, error: unknown): Issue {
  const isCoded = error instanceof Error && "code" in error && typeof error.code === "string";
  const code = isCoded ? String(error.code) : "";
  const [name, message, hint] = faults[code] ?? [
    "file.unreadable",
    `the file cannot be read (${code === "" ? "unknown error" : code})`,
    "check the path and the disk",
  ];
  return { code: name, path: [], message, hint, file };
}

export function emptyFile(file: string): Issue {
  const hint = "check that the export has finished, and that it is the right file";
  return { code: "file.empty", path: [], message: "the file is empty", hint, file };
}
