import * as z from "zod/mini";
import { clauseSchema, dateSchema, hoursSchema, nameSchema, zoneSchema } from "./fields.ts";

/** Calendars, semantics 6 and 7. */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const dayKey = z
  .string()
  .check(z.regex(/^(?:mon|tue|wed|thu|fri|sat|sun)(?:-(?:mon|tue|wed|thu|fri|sat|sun))?$/))
  .register(z.globalRegistry, {
    description: "A weekday or a run of them: mon, mon-fri, sat-sun.",
  });

/** Weekly hours: `{ mon-fri: ["09:00-12:00", "13:00-18:00"], sat: [] }`. */
export const weeklySchema = z.record(dayKey, z.array(hoursSchema));

/** Hours that are off on the date; left out with a recurring one: all of them. */
const partSchema = z.array(hoursSchema).check(z.minLength(1));

const yearlySchema = z.strictObject({
  yearly: z.string().check(z.regex(/^\d\d-\d\d$/)),
  hours: z.optional(partSchema),
});
const nthSchema = z.strictObject({
  hours: z.optional(partSchema),
  nth: z.strictObject({
    weekday: z.enum(weekdays),
    n: z.int().check(z.minimum(-5), z.maximum(5)),
    month: z.int().check(z.minimum(1), z.maximum(12)),
  }),
});

const holidaySchema = z.union([
  dateSchema,
  z.strictObject({ date: dateSchema, hours: partSchema }),
  yearlySchema,
  nthSchema,
]);

export const calendarSchema = z.strictObject({
  id: nameSchema,
  clause: z.optional(clauseSchema),
  zone: z.optional(z.union([zoneSchema, z.strictObject({ attribute: nameSchema })])),
  weekly: z.optional(weeklySchema),
  holidays: z._default(z.array(holidaySchema), []),
  workdays: z._default(
    z.array(
      z.strictObject({ date: dateSchema, hours: z.array(hoursSchema).check(z.minLength(1)) }),
    ),
    [],
  ),
  breaks: z.optional(
    z.array(
      z.strictObject({ on: z.array(z.enum(weekdays)).check(z.minLength(1)), hours: hoursSchema }),
    ),
  ),
  effective: z.optional(
    z.strictObject({ from: z.optional(dateSchema), until: z.optional(dateSchema) }),
  ),
  holidayShift: z.optional(z.enum(["whole", "clip-at-midnight"])),
  /** Follow-the-sun: open when any, or when all, of the named calendars are open. */
  union: z.optional(z.array(nameSchema).check(z.minLength(2))),
  intersection: z.optional(z.array(nameSchema).check(z.minLength(2))),
  /** A boundary in two zones: "Friday 17:00 Pacific to Monday 10:00 Sydney". */
  between: z.optional(
    z
      .array(
        z.strictObject({
          opens: z.strictObject({ on: z.enum(weekdays), at: z.string(), zone: zoneSchema }),
          closes: z.strictObject({ on: z.enum(weekdays), at: z.string(), zone: zoneSchema }),
        }),
      )
      .check(z.minLength(1)),
  ),
});
export type CalendarInput = z.output<typeof calendarSchema>;
