const assert = require("node:assert/strict");
const { safeParseContract } = require("makegood");
const { adapters } = require("makegood/adapters");
const recordsSchema = require("makegood/records.schema.json");

assert.equal(safeParseContract({}).ok, false);
assert.deepEqual(Object.keys(adapters), ["github-status"]);
assert.equal(recordsSchema.title, "makegood records/1");
console.log("require: ok");
