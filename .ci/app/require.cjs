const assert = require("node:assert/strict");
const { RefusedError, safeParseContract } = require("makegood");
const { readContract } = require("makegood/node");
const { businessTime } = require("makegood/clock");
const { adapters } = require("makegood/adapters");
const recordsSchema = require("makegood/records.schema.json");

assert.equal(safeParseContract({}).ok, false);
assert.deepEqual(Object.keys(adapters), ["github-status"]);
assert.equal(recordsSchema.title, "makegood records/1");
// One class of errors for all entries: their modules are shared.
assert.equal(
  businessTime({ id: "all", zone: "UTC", weekly: { "mon-sun": ["00:00-24:00"] } }).isOpen(0),
  true,
);
assert.rejects(readContract("none.yaml"), RefusedError).then(() => console.log("require: ok"));
