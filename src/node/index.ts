export { type ReadContractOptions, readContract } from "./read-contract.ts";
export {
  type Chunks,
  type ReadRecordsOptions,
  type RecordStream,
  readRecords,
} from "./read-records.ts";
export { type SettleAllInput, settleAll } from "./settle-all.ts";
