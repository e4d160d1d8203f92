import { version } from "../../package.json";

/** What made the statement: outside its hashes, for a person who looks for a difference. */
export function producedBy(): Readonly<Record<string, string>> {
  const { node, tz = "unknown" } = process.versions;
  return { makegood: version, node, tz };
}

export { version };
