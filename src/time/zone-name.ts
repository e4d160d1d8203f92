/** Short names of places in the tz database, and UTC: everything else this short is a time's. */
const placeNames = new Set(["utc", "gb", "nz", "prc", "roc", "rok"]);

const offset = /^(?:utc|gmt)?[+-]\d{1,2}(?::?[0-5]\d)?$/i;
const offsetNames = new Set(["gmt", "gmt0", "greenwich", "uct", "universal", "z", "zulu"]);
const capitals = /^[A-Z]{2,5}(?:\d[A-Z]{3})?$/;
const threeLetters = /^[a-z]{3}(?:\d[a-z]{3})?$/i;

/** Words of the tz database that are not written with one capital in front. */
const words = new Map(
  [
    ...["ACT", "CHAT", "GB", "IN", "LHI", "NSW", "NZ", "PRC", "ROC", "ROK", "SU", "US", "UTC"],
    ...["BajaNorte", "BajaSur", "ComodRivadavia", "DeNoronha", "DumontDUrville", "EasterIsland"],
    ...["McMurdo", "au", "es", "of"],
  ].map((word) => [word.toLowerCase(), word] as const),
);

/** "+08:00", "UTC+8", "GMT", "Etc/GMT-8": one offset for ever, which no place keeps. */
export function isFixedOffset(name: string): boolean {
  const lower = name.toLowerCase();
  if (offset.test(name) || offsetNames.has(lower)) return true;
  return lower.startsWith("etc/") && lower !== "etc/utc";
}

/** "CST", "est5edt": CST alone is the time of Chicago, of Shanghai and of Havana. */
export function isAbbreviation(name: string): boolean {
  if (placeNames.has(name.toLowerCase())) return false;
  return capitals.test(name) || threeLetters.test(name);
}

/** The tz database's spelling of a name of its own, whatever the case of its letters was. */
export function spelledZone(name: string): string {
  return name
    .toLowerCase()
    .replace(/[a-z]+/g, (word) => words.get(word) ?? word.charAt(0).toUpperCase() + word.slice(1));
}
