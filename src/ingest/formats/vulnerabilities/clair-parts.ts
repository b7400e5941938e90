import { FixopsError } from "../../../domain/error.ts";
import type { PackageRef } from "../../../domain/vulnerability.ts";
import { field, isObject, list, optional, text } from "../../../standards/wire.ts";
import { label } from "../label.ts";
import { shown } from "../refusals.ts";
import { registryPurl } from "./registry-purl.ts";

/** What Clair's index and vulnerability reports have in common: maps by id. */

/** The names of a map; none of what is no map. */
export function keysOf(report: unknown, key: string): readonly string[] {
  const map = field(report, key);
  return isObject(map) ? Object.keys(map) : [];
}

/** Throws INPUT_MALFORMED for a member that is there and no map; `null` passes, as Go writes an empty one. */
export function requireMap(report: unknown, key: string, file: string): void {
  const found = field(report, key);
  if (found === undefined || found === null || isObject(found)) return;
  throw new FixopsError("INPUT_MALFORMED", `"${key}" of the Clair document is ${shown(found)}; expected an object`, {
    where: { file, pointer: `/${key}` },
    hint: "ask Clair for the report again and keep its answer as it is",
  });
}

/** The package of an id; undefined when the report has none, or none with a name. */
export function clairPackageOf(report: unknown, id: string): PackageRef | undefined {
  const entry = field(field(report, "packages"), id);
  const name = text(entry, "name");
  if (name === undefined) return undefined;
  const version = text(entry, "version");
  const ecosystem = ecosystemOf(report, id);
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(ecosystem, name, version)),
    ...optional("ecosystem", ecosystem),
  };
}

/** The language registry or the distribution where the first environment of the package says that it comes from. */
function ecosystemOf(report: unknown, id: string): string | undefined {
  const environment = list(field(report, "environments"), id)[0];
  const [repository] = list(environment, "repository_ids");
  const registry = typeof repository === "string" ? field(field(report, "repository"), repository) : undefined;
  const distribution = field(field(report, "distributions"), text(environment, "distribution_id") ?? "");
  const registryName = label(registry, "name");
  if (registryPurl(registryName, "group:name", undefined) !== undefined) return registryName;
  return label(distribution, "did") ?? registryName;
}

/** States that end well; older reports have none. */
const finished: ReadonlySet<string> = new Set(["IndexFinished", "ScanFinished"]);

/** Why the report may not tell of the whole image. */
export function clairDoubts(report: unknown): readonly string[] {
  const state = label(report, "state");
  const error = label(report, "err");
  return [
    ...(state === undefined || finished.has(state) ? [] : [`Clair's state is ${state}, not finished`]),
    ...(field(report, "success") === false ? ["Clair tells of no success"] : []),
    ...(error === undefined ? [] : [`Clair met an error: ${error}`]),
  ];
}
