import { clockText, type Load, type PeerMaker } from "./peer.ts";

interface OpeningHours {
  getOpenDuration(from: Date, until: Date): readonly [openMs: number, unknownMs: number];
  getIterator(at: Date): { getState(): boolean; getDate(): Date; advance(): boolean };
}

const dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/** It knows no zones: hours are those of the host, which the bench sets to the zone. */
export async function openingHours(load: Load): Promise<PeerMaker> {
  const Parsed = (await load("opening_hours")) as new (text: string, place: null) => OpeningHours;
  return ({ days, ranges }) => {
    const times = ranges.map(([opens, closes]) => `${clockText(opens)}-${clockText(closes)}`);
    const hours = new Parsed(
      `${days.map((day) => dayNames[day - 1]).join()} ${times.join()}`,
      null,
    );
    return {
      elapsedMs: (from, until) => hours.getOpenDuration(new Date(from), new Date(until))[0],
      dueAt(from, openMs) {
        const walk = hours.getIterator(new Date(from));
        let [at, left] = [from, openMs];
        for (;;) {
          const isOpen = walk.getState();
          // Hours without an end do not advance.
          if (!walk.advance()) return isOpen ? at + left : Number.NaN;
          const next = walk.getDate().getTime();
          if (isOpen && left <= next - at) return at + left;
          if (isOpen) left -= next - at;
          at = next;
        }
      },
    };
  };
}
