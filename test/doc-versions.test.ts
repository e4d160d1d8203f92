import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { contractOf, HOUR, response, settled } from "./rules/world.ts";

/** The worked examples of docs/versions.md: each row of both tables is asked of `settle`. */

const text = readFileSync(new URL("../docs/versions.md", import.meta.url), "utf8");
const [, yaml = ""] = /^```yaml\n([\s\S]*?)^```/m.exec(text) ?? [];
const example = parse(yaml) as Pick<ContractInput, "commitments"> & { records: object[] };
const documents = [
  { id: "msa", title: "Master agreement" },
  { id: "amendment-1", title: "First amendment" },
];

/** The cells of the rows below a title that begins like this. */
function rowsBelow(title: string): readonly (readonly string[])[] {
  const lines = text.slice(text.indexOf(`| ${title}`)).split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

describe("docs/versions.md: semantics 37", () => {
  it.each(rowsBelow("`effective` of the second"))("%s: %s", (effective, id, down, of, credit) => {
    const [first, second] = example.commitments;
    const changed = { ...second, effective: parse(effective) } as typeof first;
    const commitments = [first, changed].flatMap((one) => one ?? []);
    const contract = contractOf({ documents, commitments });
    const { results, lines } = settled({ contract, rows: example.records });
    const result = results.find(({ commitment }) => commitment === id);
    const line = lines.find((one) => one.result === result?.id);
    const hours = (ms = "") => `${Number(ms) / HOUR} h`;
    expect([hours(result?.bad), hours(result?.whole), line?.amount]).toEqual([down, of, credit]);
    const listed = rowsBelow("`effective` of the second").filter(([other]) => other === effective);
    expect(results).toHaveLength(listed.length);
  });

  const clocks = rowsBelow("Clock of an hour").flatMap(([span = "", start = "", stop = ""]) => [
    { span, termsAt: "start" as const, said: start },
    { span, termsAt: "stop" as const, said: stop },
  ]);

  it.each(clocks)("a clock $span, $termsAt: $said", ({ span, termsAt, said }) => {
    const [opened = "", replied = ""] = span.split(" to ").map((time) => {
      const date = time < "12:00" ? "2026-10-15" : "2026-10-14";
      return `${date}T${time}:00Z`;
    });
    const effective = { from: "2026-10-15", continues: { commitment: "response", termsAt } };
    const half = { ...response, id: "r2", targets: [{ within: { elapsed: "PT30M" } }], effective };
    const events = [{ event: "replied", at: replied, by: "agent", kind: "substantive" }];
    const ticket = { type: "ticket", id: "T-1", service: "web", openedAt: opened, events };
    const contract = contractOf({ commitments: [response, half] });
    const { evidence } = settled({ contract, rows: [ticket] });
    const [late] = evidence.tickets;
    const breach = late?.breachedAt?.slice(11, 16);
    expect(breach === undefined ? "in time" : `late at ${breach}`).toBe(said.replace(/: .*/, ""));
  });
});
