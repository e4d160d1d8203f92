export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

/** What every command takes. */
export interface OutputOptions {
  readonly format: Format;
  readonly output?: string;
}
