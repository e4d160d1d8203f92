const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** "2026-11-30" is "30 November 2026"; any other text stays as it is. */
export function dateText(date: string): string {
  const [, year = "", month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** The label of a period: "2026-10" is "October 2026", "2026-10-05" a date; others stay. */
export function periodText(label: string): string {
  const [, year = "", month] = /^(\d{4})-(\d\d)$/.exec(label) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? dateText(label) : `${name} ${year}`;
}
