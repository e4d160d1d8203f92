import { accepted, type Result, refused } from "../base/result.ts";
import { Collector, type Path } from "./collector.ts";
import type { Plan } from "./plan.ts";

/** Whether the contract has the service that a row names. */
export function checkService(service: string, path: Path, plan: Plan): Result<null> {
  const issues = new Collector();
  issues.find("service", service, plan.services, [...path, "service"]);
  return issues.issues.length === 0
    ? accepted(null)
    : refused(issues.issues.map((issue) => ({ ...issue, code: "record.unknown-service" })));
}
