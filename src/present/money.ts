/**
 * An exact amount for people: "CNY 5,000.00". The digits are those of the text; nothing is rounded,
 * and the grouping does not depend on a locale.
 */
export function money(currency: string, amount: string): string {
  return `${currency} ${grouped(amount)}`;
}

/** "-1234567.5" is "-1,234,567.5". */
export function grouped(amount: string): string {
  const [whole = "", decimals] = amount.split(".");
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}
