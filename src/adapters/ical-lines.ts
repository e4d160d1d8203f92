import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";

/** One property of an event, `DTSTART;VALUE=DATE:20261001`; its parameters are passed over. */
export interface IcalProperty {
  readonly name: string;
  readonly value: string;
  /** Counted from 1; of the first line, where the property is folded over several. */
  readonly line: number;
}

export interface IcalEvent {
  readonly line: number;
  readonly properties: readonly IcalProperty[];
}

/** The most events that one file may hold. */
const eventsMax = 20_000;

/** Name, parameters and value; a parameter in quotes may hold a colon or a semicolon. */
const shape = /^([A-Za-z0-9-]+)(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*:(.*)$/s;

/**
 * The events of an iCalendar file (RFC 5545): its lines unfolded, other components and what is
 * inside an event, such as an alarm, passed over.
 */
export function icalEvents(text: string): Result<readonly IcalEvent[]> {
  const open: string[] = [];
  const events: IcalEvent[] = [];
  let properties: IcalProperty[] = [];
  const lines = unfolded(text);
  for (const { text: content, line } of lines) {
    const property = propertyOf(content, line);
    if (property === undefined)
      return refused([issue("ical.not-a-line", line, "this is no line of iCalendar", content)]);
    const { name, value } = property;
    const component = value.toUpperCase();
    if (open.length === 0 && (name !== "BEGIN" || component !== "VCALENDAR"))
      return refused([issue("ical.not-a-calendar", line, "no calendar begins here", content)]);
    if (name === "BEGIN") {
      open.push(component);
      if (component === "VEVENT") {
        properties = [];
        events.push({ line, properties });
      }
      if (events.length > eventsMax)
        return refused([issue("ical.too-many-events", line, "the file has too many events")]);
    } else if (name === "END") {
      if (open.pop() !== component)
        return refused([issue("ical.not-nested", line, "this ends what did not begin", content)]);
    } else if (open.at(-1) === "VEVENT") properties.push(property);
  }
  if (lines.length > 0 && open.length === 0) return accepted(events);
  const last = lines.at(-1)?.line ?? 1;
  return refused([issue("ical.cut-off", last, "the file ends before its calendar does")]);
}

const hints = {
  "ical.not-a-line": "export the calendar again as iCalendar (.ics)",
  "ical.not-a-calendar": "give an iCalendar file: it begins with BEGIN:VCALENDAR",
  "ical.not-nested": "export the calendar again",
  "ical.cut-off": "export the calendar again",
  "ical.too-many-events": `split the file: at most ${eventsMax} events`,
} as const;

function issue(code: keyof typeof hints, line: number, message: string, value?: string): Issue {
  const found = value === undefined ? {} : { value: shown(value) };
  return { code, path: [], message, hint: hints[code], line, ...found };
}

/** A line that begins with a space or a tab goes on with the line before it. */
function unfolded(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .forEach((content, index) => {
      const last = lines.at(-1);
      if (last !== undefined && /^[ \t]/.test(content)) last.text += content.slice(1);
      else if (content !== "") lines.push({ text: content, line: index + 1 });
    });
  return lines;
}

function propertyOf(text: string, line: number): IcalProperty | undefined {
  const [, name, value = ""] = shape.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toUpperCase(), value, line };
}
