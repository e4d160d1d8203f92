import * as z from "zod";
import { clauseSchema, dateSchema, hoursSchema, nameSchema, zoneSchema } from "./fields.ts";

/** Calendars, semantics 6 and 7. */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const dayKey = z
  .string()
  .regex(/^(?:mon|tue|wed|thu|fri|sat|sun)(?:-(?:mon|tue|wed|thu|fri|sat|sun))?$/)
  .meta({ description: "A weekday or a run of them: mon, mon-fri, sat-sun." });

/** Weekly hours: `{ mon-fri: ["09:00-12:00", "13:00-18:00"], sat: [] }`. */
export const weeklySchema = z.record(dayKey, z.array(hoursSchema));

const yearlySchema = z.strictObject({ yearly: z.string().regex(/^\d\d-\d\d$/) });
const nthSchema = z.strictObject({
  nth: z.strictObject({
    weekday: z.enum(weekdays),
    n: z.int().min(-5).max(5),
    month: z.int().min(1).max(12),
  }),
});

const holidaySchema = z.union([
  dateSchema,
  z.strictObject({ date: dateSchema, hours: z.array(hoursSchema).min(1) }),
  yearlySchema,
  nthSchema,
]);

export const calendarSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema.optional(),
  zone: z.union([zoneSchema, z.strictObject({ attribute: nameSchema })]).optional(),
  weekly: weeklySchema.optional(),
  holidays: z.array(holidaySchema).default([]),
  workdays: z
    .array(z.strictObject({ date: dateSchema, hours: z.array(hoursSchema).min(1) }))
    .default([]),
  breaks: z
    .array(z.strictObject({ on: z.array(z.enum(weekdays)).min(1), hours: hoursSchema }))
    .optional(),
  effective: z
    .strictObject({ from: dateSchema.optional(), until: dateSchema.optional() })
    .optional(),
  holidayShift: z.enum(["whole", "clip-at-midnight"]).optional(),
  /** Follow-the-sun: open when any, or when all, of the named calendars are open. */
  union: z.array(nameSchema).min(2).optional(),
  intersection: z.array(nameSchema).min(2).optional(),
  /** A boundary in two zones: "Friday 17:00 Pacific to Monday 10:00 Sydney". */
  between: z
    .array(
      z.strictObject({
        opens: z.strictObject({ on: z.enum(weekdays), at: z.string(), zone: zoneSchema }),
        closes: z.strictObject({ on: z.enum(weekdays), at: z.string(), zone: zoneSchema }),
      }),
    )
    .min(1)
    .optional(),
});
export type CalendarInput = z.output<typeof calendarSchema>;
