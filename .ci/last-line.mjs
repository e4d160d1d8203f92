// Prints the counts of a vitest run as one plain line. usage: last-line.mjs <log>
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const log = stripVTControlCharacters(readFileSync(process.argv[2], "utf8"));
const summary = log.split("\n").findLast((line) => /^\s*Tests\s+\d/.test(line)) ?? "";
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);

const skipped = count("skipped") === 0 ? "" : `, ${count("skipped")} skipped`;
const expected = count("expected fail");
console.log(`${count("passed") + expected} passed, ${count("failed")} failed${skipped}`);
