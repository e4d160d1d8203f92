/** "+08:00", "-03:30"; with seconds where a zone had them: "-00:44:30". */
export function offsetText(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1000;
  const parts = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    ...(seconds % 60 === 0 ? [] : [seconds % 60]),
  ];
  return `${offsetMs < 0 ? "-" : "+"}${parts.map((part) => String(part).padStart(2, "0")).join(":")}`;
}
