import { type Deployment, pointingTo } from "../../domain/deployment.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../domain/resource.ts";
import { anyOf, passWhen, type Truth } from "./check.ts";
import { at, blocks, is } from "./values.ts";

/** A pass when a diagnostic setting of the plan sends some log of the resource somewhere. */
export function judgeDiagnostics(resource: Resource, deployment: Deployment): Judgement {
  const type = "azurerm_monitor_diagnostic_setting";
  const { found, uncertain } = pointingTo(deployment, resource, type, "target_resource_id");
  const logging = anyOf([...found.map(({ values }) => sendsLogs(values)), uncertain ? undefined : false]);
  const what = found.length === 0 ? "no diagnostic setting" : "a diagnostic setting without logs";
  return passWhen(logging, { ...(logging !== true && { found: what }) });
}

/** `enabled_log` is a log that is on; `log`, before azurerm 4, has a switch that is on unless it is turned off. */
export function sendsLogs(values: Value): Truth {
  if (isHidden(at(values, "enabled_log")) && isHidden(at(values, "log"))) return undefined;
  const enabled = blocks(values, "enabled_log");
  const switched = blocks(values, "log");
  const known = anyOf([
    (enabled ?? []).length > 0,
    ...(switched ?? []).map((log) => {
      const isOff = is(log, "enabled", false);
      return isOff === undefined ? undefined : !isOff;
    }),
  ]);
  return known === true || (enabled !== undefined && switched !== undefined) ? known : undefined;
}
