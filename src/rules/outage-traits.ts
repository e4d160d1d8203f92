import type { Traits } from "../model/measured.ts";
import type { Maintenance, Outage } from "../model/records.ts";

/** What an outage says by fields of its own; an attribute of such a name is refused. */
export const outageFields = ["cause", "impact", "resource", "service", "tag"] as const;

/** What a credit may select an outage by: its own fields, and its attributes. */
export function traitsOf({
  service,
  resource,
  impact,
  cause,
  tags,
  attributes = {},
}: Outage): Traits {
  return traits({ service, resource, impact, cause, tags }, attributes);
}

/** Of work that was down itself. */
export function traitsOfWork({ service, resource, impact, tags }: Maintenance): Traits {
  return traits({ service, resource, impact, cause: "maintenance", tags }, {});
}

function traits(
  own: Pick<Outage, "service" | "tags"> & {
    readonly [Field in "resource" | "impact" | "cause"]: string | undefined;
  },
  attributes: Readonly<Record<string, string>>,
): Traits {
  const single = Object.entries({
    ...attributes,
    service: own.service,
    resource: own.resource,
    impact: own.impact,
    cause: own.cause,
  });
  return new Map([
    ...single.flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]] as const])),
    ["tag", own.tags],
  ]);
}
