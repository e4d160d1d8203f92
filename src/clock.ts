export { formatIssue, type Issue, RefusedError } from "./base/result.ts";
export {
  type BusinessTime,
  type BusinessTimeOptions,
  businessTime,
  type InstantInput,
  type OpenInterval,
} from "./clock/business-time.ts";
export { calendarOf } from "./clock/calendar-of.ts";
export type { CalendarContract } from "./clock/calendars-below.ts";
export { clocksAt, openClocks } from "./clock/clocks-at.ts";
export type { Span } from "./clock/span.ts";
export type { TicketEventInput, TicketInput } from "./clock/ticket-input.ts";
export { byUrgency } from "./clock/urgency.ts";
export type {
  BusinessCalendar,
  ContractCalendar,
  HolidayTerms,
  PlacedCalendar,
  WeekdayName,
  WeekMoment,
} from "./model/business-calendar.ts";
export type { ClockPolicy } from "./model/clock-policy.ts";
export type { ClockReading, ClockState, ReadingRow, WhyPart } from "./model/clock-reading.ts";
