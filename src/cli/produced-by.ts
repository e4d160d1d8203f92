import { version } from "../../package.json";

/** What the engine ran on: outside its hashes, for a person who looks for a difference. */
export function producedBy(): Readonly<Record<string, string>> {
  const { node, tz = "unknown" } = process.versions;
  return { node, tz };
}

export { version };
