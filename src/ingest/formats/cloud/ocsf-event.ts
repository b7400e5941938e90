import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { at, field, list, number, text } from "../../../standards/wire.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { keep, leaveOut, lose } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter, resourcesText } from "./cloud-finding.ts";
import { ocsfStanding } from "./ocsf-standing.ts";
import { ocsfFlaws, readOcsfFlaw } from "./ocsf-vulnerabilities.ts";
import { note, type Survey } from "./survey.ts";

/** What one document is read into. */
type Desk = { readonly sink: PostureSink; readonly found: Survey };

/** One event: of vulnerabilities, which become observations, or of a resource. Gives true when it is about the former. */
export function readOcsfEvent(item: unknown, source: Source, { sink, found }: Desk): boolean {
  const category = categoryOf(item);
  if (category !== findings) {
    if (otherCategories.has(category)) leaveOut(sink, "findings", "an event of another category");
    else lose(sink, "findings", "its class_uid is of no category");
    return false;
  }
  const product = at(item, "metadata", "product");
  const tool = text(product, "name") ?? text(product, "vendor_name") ?? "OCSF";
  const resources = resourcesOf(item);
  const ruleId = ruleIdOf(item);
  note(found, { tool, version: text(product, "version"), resources, rule: ruleId, date: text(item, "time_dt") });
  const standing = ocsfStanding(item);
  const flaws = ocsfFlaws(item, source);
  const context = { tool, word: severityOf(item).level, resource: resourcesText(resources), standing };
  const kept = flaws.filter((flaw) => readOcsfFlaw(flaw, context, sink));
  if (kept.length > 0) keep(sink, "findings");
  else {
    enter(sink, "findings", standing, (suppression) =>
      ruleId === undefined ? undefined : toFinding(item, { ruleId, tool, suppression, source }),
    );
  }
  return flaws.length > 0;
}

const findings = 2;

/** System, identity, network, discovery, application, remediation, unmanned systems (OCSF 1.6). */
const otherCategories: ReadonlySet<number> = new Set([1, 3, 4, 5, 6, 7, 8]);

/** Logs of events mix categories; the thousands of the class are the category. What tells none is a finding. */
function categoryOf(item: unknown): number {
  const uid = number(item, "class_uid");
  return uid === undefined ? findings : Math.floor(uid / 1000);
}

type Parts = {
  readonly ruleId: string;
  readonly tool: string;
  readonly suppression: Suppression | undefined;
  readonly source: Source;
};

function toFinding(item: unknown, { ruleId, tool, suppression, source }: Parts): Finding {
  const uid = text(infoOf(item), "uid");
  return cloudFinding({
    ruleId,
    tool,
    ...severityOf(item),
    message: messageOf(item),
    resource: resourcesText(resourcesOf(item)),
    vulnerabilityIds: vulnerabilityIdsIn(ruleId),
    fingerprint: uid === undefined ? undefined : `uid=${uid}`,
    suppression,
    source,
  });
}

/** `finding_info`; `finding` of class 2001 and of the release candidates; the first of an incident (2005). */
function infoOf(item: unknown): unknown {
  return field(item, "finding_info") ?? field(item, "finding") ?? list(item, "finding_info_list")[0];
}

/** Prowler's check stands in `event_code`; else the control, the analytic or, as the last resort, the title. */
function ruleIdOf(item: unknown): string | undefined {
  const info = infoOf(item);
  const analytic = field(info, "analytic");
  const code = text(field(item, "metadata"), "event_code") ?? text(field(item, "compliance"), "control");
  return code ?? text(analytic, "uid") ?? text(analytic, "name") ?? text(info, "title") ?? text(item, "message");
}

/** Prowler before 4.3 writes no `message` and says in `status_detail` what it found. */
function messageOf(item: unknown): string | undefined {
  const info = infoOf(item);
  const detail = text(item, "status_code") === undefined ? undefined : text(item, "status_detail");
  return text(item, "message") ?? detail ?? text(info, "title") ?? text(info, "desc") ?? text(item, "desc");
}

/** `resources` is a list; version 1.0 has one `resource` in some classes. */
function resourcesOf(item: unknown): readonly string[] {
  return [field(item, "resource"), ...list(item, "resources")].flatMap((resource) => nameOf(resource) ?? []);
}

/** An id that is a path or an ARN; else the name with its namespace, for an id such as a UUID tells people nothing. */
function nameOf(resource: unknown): string | undefined {
  const uid = text(resource, "uid");
  if (uid !== undefined && /[:/]/.test(uid)) return uid;
  const name = text(resource, "name");
  const namespace = text(resource, "namespace");
  const full = name === undefined || namespace === undefined ? name : `${namespace}/${name}`;
  return full ?? uid ?? text(resource, "type");
}

/** OCSF `severity_id`: 6 is Fatal, "unable to operate"; 0 is unknown and 99 is the tool's own word. */
const severityIds: readonly (Severity | undefined)[] = [
  undefined,
  "info",
  "low",
  "medium",
  "high",
  "critical",
  "critical",
];

function severityOf(item: unknown): { readonly level: string; readonly severity: Severity } {
  const id = number(item, "severity_id");
  const word = text(item, "severity") ?? text(item, "severity_name");
  const severity = (id === undefined ? undefined : severityIds[id]) ?? severityOfWord(word);
  return { level: word ?? (severity === "unknown" ? "" : severity), severity };
}
