import type { ContractCalendar, PlacedCalendar } from "../model/business-calendar.ts";

/** A parsed contract, as far as its calendars are concerned. */
export interface CalendarContract {
  readonly terms: {
    readonly timeZone: string;
    readonly attributes?: Readonly<Record<string, string>> | undefined;
    readonly calendars: readonly ContractCalendar[];
  };
}

/** These calendars and all that they are made of, each once and with its zone. */
export function calendarsBelow(
  { terms }: CalendarContract,
  ids: readonly string[],
): readonly PlacedCalendar[] {
  const wanted = new Set(ids);
  for (const id of wanted) {
    const one = terms.calendars.find((calendar) => calendar.id === id);
    for (const name of [...(one?.union ?? []), ...(one?.intersection ?? [])]) wanted.add(name);
  }
  return terms.calendars
    .filter(({ id }) => wanted.has(id))
    .map((calendar) => ({ ...calendar, zone: zoneOf(calendar, terms) }));
}

/** Without a zone it is the contract's; an attribute that the customer has is put in its place. */
function zoneOf({ zone }: ContractCalendar, terms: CalendarContract["terms"]) {
  if (zone === undefined || typeof zone === "string") return zone ?? terms.timeZone;
  const { attributes = {} } = terms;
  const isKnown = Object.hasOwn(attributes, zone.attribute);
  return (isKnown ? attributes[zone.attribute] : undefined) ?? zone;
}
