import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, shorten, text } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";
import { probabilityOf } from "./epss.ts";
import type { Reported } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

/** An alert in neither API's spelling; its state in lower case. */
export type Alert = Omit<Reported, "source"> & { readonly state: string };

/** Of the REST API (`GET /repos/…/dependabot/alerts`); undefined without an advisory's id or a package. */
export function ofRest(alert: unknown): Alert | undefined {
  const advisory = field(alert, "security_advisory");
  const flaw = field(alert, "security_vulnerability");
  const ids = [text(advisory, "ghsa_id"), text(advisory, "cve_id"), ...identifiersOf(advisory)];
  const ref = packageOf(field(field(alert, "dependency"), "package") ?? field(flaw, "package"), undefined);
  const severities = field(advisory, "cvss_severities");
  const cvss = [field(advisory, "cvss"), field(severities, "cvss_v3"), field(severities, "cvss_v4")];
  return alertOf(ids, ref, {
    word: text(flaw, "severity") ?? text(advisory, "severity"),
    cvss: scoresOf(cvss, "vector_string"),
    cwes: list(advisory, "cwes").flatMap((cwe) => text(cwe, "cwe_id") ?? []),
    epss: epssOf(field(advisory, "epss")),
    fixedIn: fixOf(field(flaw, "first_patched_version")),
    title: text(advisory, "summary"),
    tool: "dependabot",
    state: text(alert, "state")?.toLowerCase() ?? "open",
    suppression: suppressionOf(text(alert, "state"), text(alert, "dismissed_reason"), text(alert, "dismissed_comment")),
  });
}

/** Of the GraphQL API (`RepositoryVulnerabilityAlert`), as far as the query asked for its members. */
export function ofGraph(alert: unknown): Alert | undefined {
  const flaw = field(alert, "securityVulnerability");
  const advisory = field(flaw, "advisory") ?? field(alert, "securityAdvisory");
  const ids = [text(advisory, "ghsaId"), ...identifiersOf(advisory)];
  const severities = field(advisory, "cvssSeverities");
  const cvss = [field(advisory, "cvss"), field(severities, "cvssV3"), field(severities, "cvssV4")];
  const state = text(alert, "state") ?? (text(alert, "dismissedAt") === undefined ? "OPEN" : "DISMISSED");
  return alertOf(ids, packageOf(field(flaw, "package"), text(alert, "vulnerableRequirements")), {
    word: text(flaw, "severity") ?? text(advisory, "severity"),
    cvss: scoresOf(cvss, "vectorString"),
    cwes: list(field(advisory, "cwes"), "nodes").flatMap((cwe) => text(cwe, "cweId") ?? []),
    epss: probabilityOf(at(advisory, "epss", "percentage")),
    fixedIn: fixOf(field(flaw, "firstPatchedVersion")),
    title: text(advisory, "summary") ?? text(advisory, "description"),
    tool: "dependabot",
    state: state.toLowerCase(),
    suppression: suppressionOf(state, text(alert, "dismissReason"), text(alert, "dismissComment")),
  });
}

function alertOf(
  given: readonly (string | undefined)[],
  ref: PackageRef | undefined,
  rest: Omit<Alert, "id" | "names" | "package">,
): Alert | undefined {
  const [id, ...names] = given.filter((one) => one !== undefined);
  return id === undefined || ref === undefined ? undefined : { id, names, package: ref, ...rest };
}

/** GitHub's own id first: it means this record, while a CVE beside it may mean one of several. */
function identifiersOf(advisory: unknown): readonly string[] {
  const all = list(advisory, "identifiers");
  const own = all.filter((entry) => text(entry, "type") === "GHSA");
  return [...own, ...all.filter((entry) => !own.includes(entry))].flatMap((entry) => text(entry, "value") ?? []);
}

/** Alerts tell what a manifest requires, and the version only when that is one: `= 1.2.3`. */
function packageOf(given: unknown, requirements: string | undefined): PackageRef | undefined {
  const name = text(given, "name");
  if (name === undefined) return undefined;
  const version = /^= ?([^\s,]{1,100})$/.exec(requirements ?? "")?.[1];
  const ecosystem = text(given, "ecosystem");
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(ecosystem, name, version)),
    ...optional("ecosystem", ecosystem),
  };
}

/** A score of 0 without a vector is how GitHub writes that there is none. */
function scoresOf(given: readonly unknown[], vectorKey: string): readonly Cvss[] {
  const seen = new Set<string>();
  return given.flatMap((entry) => {
    const vector = text(entry, vectorKey);
    if (vector === undefined || seen.has(vector)) return [];
    seen.add(vector);
    const score = number(entry, "score");
    return cvssOf({ score: score === 0 ? undefined : score, vector, scorer: "GitHub" }) ?? [];
  });
}

/** One entry, or a list of them. */
function epssOf(given: unknown): number | undefined {
  const entries = Array.isArray(given) ? given : [given];
  const known = entries.flatMap((entry) => probabilityOf(field(entry, "percentage")) ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

function fixOf(patched: unknown): readonly string[] {
  const version = text(patched, "identifier");
  return version === undefined ? [] : [version];
}

/** A person chose the reason from GitHub's list and may have added a comment; `auto_dismissed` is a rule's doing. */
function suppressionOf(state = "", reason?: string, comment?: string): Suppression | undefined {
  if (!state.toLowerCase().endsWith("dismissed")) return undefined;
  const words = [reason, comment].filter((part) => part !== undefined).join(": ");
  return {
    kind: "tool",
    ...optional("justification", words === "" ? undefined : shorten(words, maxLabel)),
    rule: `state ${state.toLowerCase()}`,
  };
}
