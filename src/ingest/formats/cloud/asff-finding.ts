import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { at, field, list, number, text, texts } from "../../../standards/wire.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { keep } from "../vulnerabilities/vulnerability-sink.ts";
import { flawsOf, readFlaw } from "./asff-vulnerabilities.ts";
import { cloudFinding, enter, gone, open, resourcesText, type Standing, setAside, undecided } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** What one document is read into. */
type Desk = { readonly sink: PostureSink; readonly found: Survey };

/**
 * One finding: of known vulnerabilities, which become observations, or of a resource. Gives true when somebody looked
 * for known vulnerabilities.
 */
export function readAsffFinding(item: unknown, source: Source, { sink, found }: Desk): boolean {
  const tool = toolOf(item);
  const resources = resourcesOf(item);
  const ruleId = ruleIdOf(item);
  note(found, { tool, version: text(field(item, "ProductFields"), "ProviderVersion"), resources, rule: ruleId });
  const standing = standingOf(item);
  const flaws = flawsOf(item, source);
  const title = text(item, "Description");
  const context = { tool, word: severityOf(item).level, title, resource: resourcesText(resources), standing };
  const kept = flaws.filter((flaw) => readFlaw(flaw, context, sink));
  if (kept.length > 0) keep(sink, "findings");
  else {
    enter(sink, "findings", standing, (suppression) =>
      ruleId === undefined ? undefined : toFinding(item, { ruleId, tool, suppression, source }),
    );
  }
  return flaws.length > 0;
}

type Parts = {
  readonly ruleId: string;
  readonly tool: string;
  readonly suppression: Suppression | undefined;
  readonly source: Source;
};

function toFinding(item: unknown, { ruleId, tool, suppression, source }: Parts): Finding {
  const title = text(item, "Title");
  const isVulnerability = texts(item, "Types").some((type) => type.endsWith("Vulnerabilities/CVE"));
  const id = text(item, "Id");
  return cloudFinding({
    ruleId,
    tool,
    ...severityOf(item),
    message: title ?? text(item, "Description"),
    resource: resourcesText(resourcesOf(item)),
    vulnerabilityIds: vulnerabilityIdsIn(isVulnerability && title !== undefined ? `${ruleId} ${title}` : ruleId),
    fingerprint: id === undefined ? undefined : `Id=${id}`,
    suppression,
    source,
  });
}

/** Tools of third parties name themselves in fields of their own; else the last part of the product's ARN does. */
function toolOf(item: unknown): string {
  const fields = field(item, "ProductFields");
  const own = text(fields, "Product Name") ?? text(fields, "ProviderName") ?? text(item, "ProductName");
  const named = own ?? text(fields, "aws/securityhub/ProductName");
  return named ?? text(item, "ProductArn")?.split("product/")[1] ?? "AWS Security Hub";
}

/**
 * The control when there is one, else the generator. A generator that is a GuardDuty detector finds everything; what it
 * found is the type.
 */
function ruleIdOf(item: unknown): string | undefined {
  const control =
    text(field(item, "Compliance"), "SecurityControlId") ?? text(field(item, "ProductFields"), "ControlId");
  const generator = text(item, "GeneratorId");
  const type = texts(item, "Types")[0];
  const isDetector = generator?.includes(":detector/") === true;
  return control ?? (isDetector ? (type ?? generator) : generator) ?? type ?? text(item, "Title");
}

function resourcesOf(item: unknown): readonly string[] {
  return list(item, "Resources").flatMap((resource) => text(resource, "Id") ?? []);
}

/** ASFF, `Severity`: the label, else the number from 0 to 100 in the bands that the format gives it. */
function severityOf(item: unknown): { readonly level: string; readonly severity: Severity } {
  const given = field(item, "Severity");
  const label = text(given, "Label") ?? text(at(item, "FindingProviderFields", "Severity"), "Label");
  const normalized = number(given, "Normalized");
  const level = label ?? (normalized === undefined ? undefined : labelOf(normalized)) ?? "";
  return { level, severity: severityOfWord(level) };
}

function labelOf(normalized: number): string | undefined {
  if (normalized < 0 || normalized > 100) return undefined;
  if (normalized >= 90) return "CRITICAL";
  if (normalized >= 70) return "HIGH";
  if (normalized >= 40) return "MEDIUM";
  return normalized >= 1 ? "LOW" : "INFORMATIONAL";
}

function standingOf(item: unknown): Standing {
  if (text(item, "RecordState") === "ARCHIVED") return gone("record state ARCHIVED");
  const compliance = complianceOf(field(item, "Compliance"));
  if (compliance !== undefined) return compliance;
  const status = text(field(item, "Workflow"), "Status");
  if (status === "RESOLVED") return gone("workflow status RESOLVED");
  if (status !== "SUPPRESSED") return open;
  return setAside("workflow status SUPPRESSED", text(field(item, "Note"), "Text"));
}

/** Reasons of Security Hub for NOT_AVAILABLE and WARNING that say that there was nothing to check. */
const nothingToCheck: ReadonlySet<unknown> = new Set(["CONFIG_RETURNS_NOT_APPLICABLE", "CONFIG_EVALUATIONS_EMPTY"]);

/** Undefined when the status leaves the finding open, as FAILED and a missing one do. */
function complianceOf(compliance: unknown): Standing | undefined {
  const status = text(compliance, "Status");
  if (status === "PASSED") return gone("the check passed");
  if (status !== "NOT_AVAILABLE" && status !== "WARNING") return undefined;
  const reasons = list(compliance, "StatusReasons").map((reason) => field(reason, "ReasonCode"));
  const isEmpty = reasons.length > 0 && reasons.every((reason) => nothingToCheck.has(reason));
  return isEmpty ? gone("there was nothing to check") : undecided(`the check gave no result: status ${status}`);
}
