import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { at, field, isObject, number, optional, text } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { registryPurl } from "../vulnerabilities/registry-purl.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { keep } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, setAside } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** What one document is read into. */
export type SccDesk = { readonly sink: PostureSink; readonly found: Survey };

/** `organizations/1/sources/2/findings/3`, with `/locations/global` before `findings` since version 2. */
const findingName =
  /^(?:organizations|folders|projects)\/[^/]{1,100}\/sources\/[^/]{1,100}\/(?:locations\/[^/]{1,100}\/)?findings\//;

/** The finding of a list entry or a notification, or the item itself. */
function findingOf(item: unknown): unknown {
  return isObject(field(item, "finding")) ? field(item, "finding") : item;
}

export function isSccFinding(item: unknown): boolean {
  const finding = findingOf(item);
  return findingName.test(text(finding, "name") ?? "") && text(finding, "category") !== undefined;
}

/** True for an open finding about Security Command Center itself: what it could not look at. */
export function isOwnError(item: unknown): boolean {
  const finding = findingOf(item);
  return text(finding, "findingClass") === "SCC_ERROR" && standingOf(finding).is === "open";
}

/** Reads one finding; gives true when it is about a known vulnerability. */
export function readSccFinding(item: unknown, source: Source, { sink, found }: SccDesk): boolean {
  const finding = findingOf(item);
  const rule = text(finding, "category");
  const resource = resourceOf(item);
  note(found, { tool: "Security Command Center", rule, resources: resource === undefined ? [] : [resource] });
  const cve = at(finding, "vulnerability", "cve");
  const id = text(cve, "id");
  const standing = standingOf(finding);
  if (id === undefined || standing.is !== "open") {
    enter(sink, "findings", standing, (suppression) =>
      rule === undefined ? undefined : toFinding(item, { rule, suppression, source }),
    );
    return id !== undefined;
  }
  keep(sink, "findings", toObservation(item, { id, suppression: standing.suppression, source }));
  return true;
}

type Parts = { readonly rule: string; readonly suppression: Suppression | undefined; readonly source: Source };

function toFinding(item: unknown, { rule, suppression, source }: Parts): Finding {
  const finding = findingOf(item);
  const name = text(finding, "name");
  return cloudFinding({
    ruleId: rule,
    tool: "Security Command Center",
    level: text(finding, "severity"),
    message: text(finding, "description") ?? rule,
    resource: resourceOf(item),
    fingerprint: name === undefined ? undefined : `name=${name}`,
    suppression,
    source,
  });
}

function resourceOf(item: unknown): string | undefined {
  return text(findingOf(item), "resourceName") ?? text(field(item, "resource"), "name");
}

/** `state` INACTIVE: no longer there; `mute` MUTED: set aside by somebody or by a rule. */
function standingOf(finding: unknown): Standing {
  if (text(finding, "state") === "INACTIVE") return gone("state INACTIVE");
  return text(finding, "mute") === "MUTED" ? setAside("mute MUTED") : open;
}

type Flaw = { readonly id: string; readonly suppression: Suppression | undefined; readonly source: Source };

/** The base score of CVSS 3 comes without a vector. */
function toObservation(item: unknown, { id, suppression, source }: Flaw): Observation {
  const finding = findingOf(item);
  const vulnerability = field(finding, "vulnerability");
  const score = number(at(vulnerability, "cve", "cvssv3"), "baseScore");
  const cvss = cvssOf({ version: "3.1", score, scorer: "Google" });
  const fix = text(field(vulnerability, "fixedPackage"), "packageVersion");
  const word = text(finding, "severity");
  return observationOf({
    id,
    package: packageOf(item),
    word: severityOfWord(word) === "unknown" ? undefined : word,
    cvss: cvss === undefined || score === undefined ? [] : [cvss],
    fixedIn: fix === undefined ? [] : [fix],
    title: text(finding, "description"),
    tool: "Security Command Center",
    suppression,
    source,
  });
}

function packageOf(item: unknown) {
  const entry = at(findingOf(item), "vulnerability", "offendingPackage");
  const name = text(entry, "packageName");
  if (name === undefined) return { name: resourceOf(item) ?? "unnamed package" };
  const version = text(entry, "packageVersion");
  const type = text(entry, "packageType");
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(type, name, version)),
    ...optional("ecosystem", type),
  };
}
