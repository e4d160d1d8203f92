/** Any plain result as JSON for a file or a pipe: indented by two, keys as they stand, one newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
