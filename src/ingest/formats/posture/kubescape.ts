import { FixopsError } from "../../../domain/error.ts";
import { hasList, isObject, list } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import { isFramework, readFrameworks } from "./kubescape-frameworks.ts";
import { formatVersionOf, readResults } from "./kubescape-results.ts";

/**
 * Kubescape JSON (`kubescape scan --format json`): results by resource (format version 2, of Kubescape 2 and later), or
 * reports by framework (version 1).
 */
export const kubescape: Format = {
  id: "kubescape-json",
  title: "Kubescape JSON",
  sign: "`summaryDetails` beside `results` or `resources`; or `controlReports` with a `controlID` or `ruleReports`",
  versions: ["v1", "v2"],
  kinds: ["cnapp", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const value = jsonValue(document);
  if (Array.isArray(value)) return value.some(isFramework);
  return isResults(value) || isFramework(value) || list(value, "frameworks").some(isFramework);
}

/** `summaryDetails` beside the resources or their results. */
function isResults(value: unknown): boolean {
  if (!isObject(value) || !isObject(value["summaryDetails"])) return false;
  return ["results", "resources"].some((key) => Object.hasOwn(value, key));
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  if (isResults(value)) {
    const version = formatVersionOf(value);
    if (version === "v2") return readResults(value, origin);
    const where = { file: origin.name, pointer: "/metadata/scanMetadata/formatVersion" };
    throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `formatVersion is ${shown(version)}; expected v2`, {
      where,
      hint: "write the report with --format-version v2",
    });
  }
  return readFrameworks(frameworksOf(value), origin);
}

type Framework = { readonly framework: unknown; readonly pointer: string };

function frameworksOf(value: unknown): readonly Framework[] {
  if (Array.isArray(value)) return value.map((framework, index) => ({ framework, pointer: `/${index}` }));
  if (hasList(value, "controlReports")) return [{ framework: value, pointer: "" }];
  return list(value, "frameworks").map((framework, index) => ({ framework, pointer: `/frameworks/${index}` }));
}
