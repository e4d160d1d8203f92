import assert from "node:assert/strict";
import contractSchema from "makegood/contract.schema.json" with { type: "json" };
import { adapters } from "makegood/adapters";
import { businessTime } from "makegood/clock";
import { formatIssue, safeParseContract } from "makegood";
import { readRecords } from "makegood/node";

const refused = safeParseContract({});
assert.equal(refused.ok, false);
assert.equal(typeof formatIssue(refused.issues[0]), "string");
assert.deepEqual(Object.keys(adapters), ["github-status"]);
assert.equal(contractSchema.title, "makegood contract/1");
assert.equal(readRecords("none.ndjson").source.name, "none.ndjson");
assert.equal(businessTime({ id: "all", zone: "UTC", weekly: { "mon-sun": ["00:00-24:00"] } }).elapsedMs(0, 60_000), 60_000);
console.log("import: ok");
