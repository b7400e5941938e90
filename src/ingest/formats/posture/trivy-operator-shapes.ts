import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, text } from "../../../standards/wire.ts";
import type { Document } from "../../format.ts";
import { dataValue } from "../forms.ts";

/** The API group of Trivy Operator, and of its predecessor Starboard. */
export const group = "aquasecurity.github.io";

/** One custom resource and where it stands. */
export type ClusterReport = { readonly value: unknown; readonly pointer: string };

/** The reports of a document in any of the shapes that they are exported in; undefined when it holds anything else. */
export function clusterReports(document: Document): readonly ClusterReport[] | undefined {
  if (document.form === "stream") return streamed(document.values);
  const value = dataValue(document);
  if (Array.isArray(value)) return listed(value, "");
  return ofOne(value, "") ?? keyed(value);
}

function streamed(values: readonly unknown[]): readonly ClusterReport[] | undefined {
  const parts = values.map((value, index) => ofOne(value, `/${index}`));
  return parts.every((part) => part !== undefined) ? parts.flatMap((part) => part ?? []) : undefined;
}

/** A report, or a Kubernetes list of them. */
function ofOne(value: unknown, at: string): readonly ClusterReport[] | undefined {
  const kind = text(value, "kind");
  if (kind === undefined) return undefined;
  if (!kind.endsWith("List")) return isReport(value) ? [{ value, pointer: at }] : undefined;
  const isOwnList = isReport(value) || isCompanyList(value);
  const reports = listed(list(value, "items"), `${at}/items`);
  if (reports !== undefined) return reports;
  return isOwnList && list(value, "items").length === 0 ? [] : undefined;
}

/** `VulnerabilityReportList` and its like; a bare `List` without items may be of anything. */
function isCompanyList(value: unknown): boolean {
  return text(value, "apiVersion")?.startsWith(`${group}/`) ?? false;
}

/** Items of a typed list may leave out what the list says; those of anybody else do not get in. */
function listed(values: readonly unknown[], at: string): readonly ClusterReport[] | undefined {
  if (values.length === 0 || !values.every(isReport)) return undefined;
  return values.map((value, index) => ({ value, pointer: `${at}/${index}` }));
}

/** An export by resource name: `{"vulnerabilityreports.aquasecurity.github.io": [ … ]}`. */
function keyed(value: unknown): readonly ClusterReport[] | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 0 || !keys.every((key) => key.endsWith(`.${group}`) && hasList(value, key))) return undefined;
  return keys.flatMap((key) => {
    return list(value, key).map((report, index) => ({ value: report, pointer: pointer(key, index) }));
  });
}

function isReport(value: unknown): boolean {
  const version = field(value, "apiVersion");
  return typeof version === "string" && version.startsWith(`${group}/`) && text(value, "kind") !== undefined;
}
