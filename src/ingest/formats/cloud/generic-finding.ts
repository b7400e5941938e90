import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { optional } from "../../../standards/wire.ts";
import { canonicalVulnerabilityId, cweOf } from "../../identifiers.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, setAside } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** One finding of DefectDojo's generic import, in the terms that its CSV and its JSON share. */
export type GenericFinding = {
  readonly title: string | undefined;
  readonly severity: string | undefined;
  /** Id of the rule in the tool that found it. */
  readonly rule?: string | undefined;
  readonly uid?: string | undefined;
  readonly cwes: readonly string[];
  readonly ids: readonly string[];
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly url?: string | undefined;
  readonly component?: string | undefined;
  readonly date: string | undefined;
  readonly flags: GenericFlags;
  readonly tool: string;
  readonly source: Source;
};

/** What was decided about a finding before it was written down. */
export type GenericFlags = {
  readonly isDuplicate: boolean;
  readonly isMitigated: boolean;
  readonly isFalsePositive: boolean;
  readonly isAccepted?: boolean;
  readonly isOutOfScope?: boolean;
};

/** `active` alone takes nothing out: it says that nobody works on the finding, and not why. */
export function genericStanding(flags: GenericFlags): Standing {
  if (flags.isDuplicate) return gone("a duplicate of another finding");
  if (flags.isMitigated) return gone("mitigated");
  if (flags.isFalsePositive) return setAside("false positive");
  if (flags.isAccepted === true) return setAside("risk accepted");
  return flags.isOutOfScope === true ? setAside("out of scope") : open;
}

/** Reads one finding into the sink. */
export function readGeneric(given: GenericFinding, sink: PostureSink, found: Survey): void {
  const rule = given.rule ?? given.title;
  const resource = given.url ?? given.component;
  note(found, { rule, resources: [resource ?? given.file ?? ""].filter((name) => name !== ""), date: given.date });
  enter(sink, "findings", genericStanding(given.flags), (suppression) => {
    if (rule === undefined) return undefined;
    return toFinding(given, rule, resource, suppression);
  });
}

function toFinding(
  given: GenericFinding,
  ruleId: string,
  resource: string | undefined,
  suppression: Finding["suppression"],
): Finding {
  return cloudFinding({
    ruleId,
    tool: given.tool,
    level: given.severity,
    message: given.title,
    resource,
    location: { ...optional("file", given.file?.replaceAll("\\", "/")), ...optional("line", given.line) },
    cwes: given.cwes.flatMap((name) => cweOf(name) ?? []).filter((cwe) => cwe !== noCwe),
    vulnerabilityIds: [...new Set(given.ids.map(canonicalVulnerabilityId))],
    fingerprint: given.uid === undefined ? undefined : `unique_id_from_tool=${given.uid}`,
    suppression,
    source: given.source,
  });
}

/** 0 stands for none. */
const noCwe = "CWE-0";
