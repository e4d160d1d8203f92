import type { Issue } from "../base/result.ts";
import { RefusedError } from "../base/result.ts";
import type {
  BusinessCalendar,
  ContractCalendar,
  PlacedCalendar,
} from "../model/business-calendar.ts";
import { isGroup, refuse } from "./shape.ts";

/** A parsed contract, as far as its calendars are concerned. */
export interface CalendarContract {
  readonly terms: {
    readonly timeZone: string;
    readonly attributes?: Readonly<Record<string, string>> | undefined;
    readonly calendars: readonly ContractCalendar[];
  };
}

/**
 * A calendar of a parsed contract as plain JSON, with its zone and the calendars that it is made of.
 *
 * @throws {RefusedError} `contract.unknown-calendar` when the contract declares none of that id.
 * @example
 * const hours = businessTime(calendarOf(contract, "office"));
 */
export function calendarOf(contract: CalendarContract, id: string): BusinessCalendar {
  const issues: Issue[] = [];
  if (!isGroup(contract) || !isGroup(contract.terms) || !Array.isArray(contract.terms.calendars))
    refuse(
      issues,
      "contract.not-parsed",
      ["contract"],
      contract,
      "give what parseContract returns",
    );
  else {
    const list = calendarsBelow(contract as unknown as CalendarContract, [id]);
    const own = list.find((one) => one.id === id);
    const members = list.filter((one) => one.id !== id);
    if (own !== undefined) return members.length === 0 ? own : { ...own, members };
    const names = contract.terms.calendars.map((one) => one?.id).join(", ");
    refuse(issues, "contract.unknown-calendar", ["id"], id, `declared: ${names}`);
  }
  throw new RefusedError(issues);
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
