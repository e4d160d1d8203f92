import { readGithubStatus } from "./github-status.ts";

/** Foreign formats by the name that the command line gives them. */
export const adapters = {
  "github-status": readGithubStatus,
} as const;

export type AdapterName = keyof typeof adapters;
