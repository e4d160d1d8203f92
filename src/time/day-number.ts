const daysToMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The days of a month, 1 to 12; 0 for any other number. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return monthLengths[month - 1] ?? 0;
}

/** Whole days since 1970-01-01 of a date that exists. Plain arithmetic: stamps are read with it. */
export function dayNumber(year: number, month: number, day: number): number {
  const past = year - 1;
  const centuries = Math.floor(past / 100);
  const leapDays = (past >> 2) - centuries + (centuries >> 2) - 477;
  const thisLeapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return (
    (year - 1970) * 365 + leapDays + (daysToMonth[month - 1] as number) + thisLeapDay + day - 1
  );
}
