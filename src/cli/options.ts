export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

export const statementFormats = [...formats, "csv", "markdown"] as const;
export type StatementFormat = (typeof statementFormats)[number];

export const clockFormats = [...formats, "csv"] as const;
export type ClockFormat = (typeof clockFormats)[number];

/** What every command takes. */
export interface OutputOptions {
  readonly format: Format;
  readonly output?: string;
}
