import { describe, expect, it } from "vitest";
import { present } from "../../src/base/invariant.ts";
import { logWords } from "../../src/core/log-words.ts";
import { pauseIssues } from "../../src/core/ticket-clock.ts";
import { ticketOf } from "./ticket-clock-support.ts";

/** Instants are told in UTC: 11:00 in Shanghai is 03:00. */
describe("semantics 10: what is wrong with a log, in words", () => {
  it.each([
    {
      log: "10-12 11:00 priority P1, 10-12 11:00 priority P3",
      code: "ticket.event-clash",
      message:
        'priority-changed at 2026-10-12T03:00:00Z: two of that instant say "P1" and "P3", and only one can hold',
      hint: /leave out the one .* or give each the instant/,
    },
    {
      log: "10-12 11:00 wait a, 10-12 11:00 go a",
      code: "ticket.resume-without-pause",
      message: "waiting-ended at 2026-10-12T03:00:00Z: waiting ends that never began",
      hint: /leave out both events/,
    },
    {
      log: "10-12 11:00 reopened",
      code: "ticket.reopen-without-stop",
      message:
        "reopened at 2026-10-12T03:00:00Z: it is reopened without having been resolved or closed",
      hint: /^correct the log/,
    },
  ])("$log: $code", ({ log, code, message, hint }) => {
    const ticket = ticketOf("10-12 10:00", log);
    const found = present(pauseIssues(ticket)[0], "the log is bad", log);
    const event = present(ticket.events[found.index], "the issue is at an event", log);
    const words = logWords(found, ticket, event);
    expect(words).toEqual({
      code,
      message: `ticket "${ticket.id}", ${message}`,
      hint: expect.stringMatching(hint),
    });
  });
});
