import { at, field, list, number, text, type WireObject } from "../../../standards/wire.ts";
import { contextOf } from "./finding-draft.ts";

/**
 * What tells the place of a result apart besides its line: the qualified name of what it is in (SARIF 2.1.0 §3.33.5;
 * the location may be cached in the run, §3.33.3), and the flagged code, else the code around it (§3.29.4, §3.29.5).
 */
export function contextOfResult(result: WireObject, run: WireObject): string | undefined {
  const location = list(result, "locations")[0];
  const physical = field(location, "physicalLocation");
  const snippet =
    text(at(physical, "region", "snippet"), "text") ?? text(at(physical, "contextRegion", "snippet"), "text");
  const name = nameOf(list(location, "logicalLocations")[0], run);
  return snippet === undefined && name === undefined ? undefined : contextOf([name, snippet]);
}

function nameOf(logical: unknown, run: WireObject): string | undefined {
  const own = text(logical, "fullyQualifiedName");
  const index = own === undefined ? number(logical, "index") : undefined;
  return index === undefined ? own : text(list(run, "logicalLocations")[index], "fullyQualifiedName");
}
