import { at, field, list, text, type WireObject } from "../../../standards/wire.ts";
import { cweOf } from "../../identifiers.ts";

/** Finds the CWE that a reference to a taxon means, in one run. */
export type CweTaxa = (reference: unknown) => string | undefined;

/**
 * CWE ids behind `reportingDescriptorReference`s (SARIF 2.1.0 §3.52): the taxonomy is the `toolComponent`, named by
 * name, guid or index into `run.taxonomies`; the taxon is named by id or by index into `taxa`.
 * References to other taxonomies are no CWE, unless their id itself spells one (`CWE-79`).
 */
export function cweTaxa(run: WireObject): CweTaxa {
  const taxonomies = list(run, "taxonomies");
  const guids = new Set(taxonomies.filter(isCwe).map((taxonomy) => text(taxonomy, "guid")));
  return (reference) => {
    const component = field(reference, "toolComponent");
    const taxonomy = elementAt(taxonomies, component);
    const guid = text(component, "guid");
    const meansCwe = isCwe(component) || isCwe(taxonomy) || (guid !== undefined && guids.has(guid));
    const id = text(reference, "id") ?? text(elementAt(list(taxonomy, "taxa"), reference), "id");
    return id === undefined || !(meansCwe || namesCwe(id)) ? undefined : cweOf(id);
  };
}

function isCwe(component: unknown): boolean {
  return text(component, "name")?.toUpperCase() === "CWE";
}

function elementAt(elements: readonly unknown[], reference: unknown): unknown {
  const index = field(reference, "index");
  return typeof index === "number" ? elements[index] : undefined;
}

/**
 * CWEs that properties name: `cwe` as text, number or list (Snyk, Black Duck, mobsfscan), and the tags
 * `external/cwe/cwe-079` of CodeQL and `CWE-79: …` of Semgrep. A tag that is a bare number is no CWE.
 */
export function cwesOfProperties(holder: unknown): readonly string[] {
  const properties = field(holder, "properties");
  const cwe = field(properties, "cwe");
  const given = (Array.isArray(cwe) ? cwe : [cwe]).flatMap(spellings);
  const tags = list(properties, "tags").filter((tag) => typeof tag === "string" && namesCwe(tag));
  return unique([...given, ...tags].map((name) => cweOf(String(name))));
}

function spellings(cwe: unknown): readonly string[] {
  if (typeof cwe === "string") return cwe.split(",").map((part) => part.trim());
  return typeof cwe === "number" ? [String(cwe)] : [];
}

function namesCwe(name: string): boolean {
  return name.toLowerCase().includes("cwe");
}

/** CWEs of a rule: its relationships (§3.49.15) and its properties. */
export function cwesOfRule(descriptor: WireObject, taxa: CweTaxa): readonly string[] {
  const related = list(descriptor, "relationships").map((relationship) => taxa(at(relationship, "target")));
  return unique([...related, ...cwesOfProperties(descriptor)]);
}

/** CWEs of a result: its own `taxa` (§3.27.8) and properties, then those of its rule. */
export function cwesOfResult(result: WireObject, ofRule: readonly string[], taxa: CweTaxa): readonly string[] {
  const own = list(result, "taxa");
  const named = at(result, "properties", "cwe") === undefined ? [] : cwesOfProperties(result);
  if (own.length === 0 && named.length === 0) return ofRule;
  return unique([...own.map(taxa), ...named, ...ofRule]);
}

function unique(cwes: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(cwes.filter((cwe) => cwe !== undefined))];
}
