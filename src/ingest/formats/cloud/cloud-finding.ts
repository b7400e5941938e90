import type { Finding, Location } from "../../../domain/finding.ts";
import type { RawItems } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { listText } from "../../../domain/words.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import { maxLabel } from "../label.ts";
import { keepFinding, type PostureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut, lose } from "../vulnerabilities/vulnerability-sink.ts";

/** What a report tells of one finding about a resource, in the report's own words. */
export type CloudFinding = {
  readonly ruleId: string;
  readonly tool: string;
  /** The tool's word; it gives the severity when `severity` does not. */
  readonly level?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly message?: string | undefined;
  readonly resource?: string | undefined;
  readonly location?: Location;
  readonly cwes?: readonly string[];
  readonly vulnerabilityIds?: readonly string[];
  /** `name=value` of an id that the tool keeps from report to report. */
  readonly fingerprint?: string | undefined;
  readonly suppression?: Suppression | undefined;
  readonly source: Source;
};

/** Resource ids of the large clouds stay below this; a longer text is no id. */
const maxResource = 1024;

/** A finding in the domain's terms: the message on one line, what is too long shortened. */
export function cloudFinding(given: CloudFinding): Finding {
  const level = given.level ?? "";
  return {
    ruleId: oneLine(given.ruleId, maxLabel) ?? "",
    tool: given.tool,
    level: shorten(level, maxLabel),
    severity: given.severity ?? severityOfWord(level),
    message: oneLine(given.message, maxMessage) ?? noMessage,
    location: given.location ?? {},
    ...optional("resource", given.resource === undefined ? undefined : shorten(given.resource, maxResource)),
    cwes: [...new Set(given.cwes ?? [])],
    vulnerabilityIds: given.vulnerabilityIds ?? [],
    ...optional("toolFingerprint", fingerprintOf(given.fingerprint)),
    ...optional("suppression", given.suppression),
    source: given.source,
  };
}

/** A longer text is no id, and cut off it would be the same for several. */
function fingerprintOf(given: string | undefined): string | undefined {
  return given === undefined || given.length > maxResource ? undefined : given;
}

/** Resources that a finding about many of them names. */
const maxNamed = 3;

/** Several resources as one text: the first few and the number of the others; undefined for none. */
export function resourcesText(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : listText(ids, maxNamed);
}

/** What a report says became of a finding. */
export type Standing =
  | { readonly is: "open"; readonly suppression?: Suppression }
  /** The check passed, the issue is no longer there: nothing is lost by leaving it out. */
  | { readonly is: "gone"; readonly reason: string }
  /** The check could not be made: what it would have found is unknown. */
  | { readonly is: "undecided"; readonly reason: string };

export const open: Standing = { is: "open" };

export function gone(reason: string): Standing {
  return { is: "gone", reason };
}

export function undecided(reason: string): Standing {
  return { is: "undecided", reason };
}

/** Set aside in the tool; `rule` is what did, `justification` the reason that somebody gave. */
export function setAside(rule: string, justification?: string): Standing {
  return { is: "open", suppression: { kind: "tool", ...reasonOf(justification), rule } };
}

function reasonOf(given: string | undefined): { readonly justification?: string } {
  return optional("justification", oneLine(given, maxLabel));
}

/** Why an item that names no check cannot be used. */
export const noRule = "it names no rule and has no title";

/** Counts one raw item, and keeps its finding when it stands; `make` gives undefined for what cannot be read. */
export function enter(
  sink: PostureSink,
  items: RawItems,
  standing: Standing,
  make: (suppression: Suppression | undefined) => Finding | undefined,
): void {
  if (standing.is === "gone") leaveOut(sink, items, standing.reason);
  else if (standing.is === "undecided") lose(sink, items, standing.reason);
  else enterFinding(sink, items, make(standing.suppression));
}

function enterFinding(sink: PostureSink, items: RawItems, finding: Finding | undefined): void {
  if (finding === undefined) lose(sink, items, noRule);
  else keepFinding(sink, items, finding);
}
