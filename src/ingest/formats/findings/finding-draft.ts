import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { shorten } from "../../../standards/wire.ts";
import { cweOf, vulnerabilityIdsIn } from "../../identifiers.ts";
import { maxLabel } from "../label.ts";
import type { Writable } from "../writable.ts";
import { maxMessage, noMessage, oneLine } from "./report-text.ts";
import { isAboutSecrets, withoutValues } from "./secret-words.ts";

/** What a report tells of one finding, in the report's own words. */
export type FindingDraft = {
  readonly ruleId: string;
  readonly tool: string;
  /** The tool's word. */
  readonly level: string | undefined;
  readonly severity: Severity;
  readonly message: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly resource?: string | undefined;
  /** As the tool spells them. */
  readonly cwes?: readonly string[];
  /** Ids besides those that the rule id names. */
  readonly vulnerabilityIds?: readonly string[];
  readonly toolFingerprint?: string | undefined;
  /** The flagged code; left out where it may be a secret. */
  readonly context?: string | undefined;
  readonly suppression?: Suppression | undefined;
  readonly source: Source;
};

/** Long enough for a statement; see `Finding.context`. */
const maxContext = 400;

/** A finding in the domain's terms: one line of message, a plain path, canonical ids, nothing of a secret. */
export function findingOf(draft: FindingDraft): Finding {
  const ruleId = shorten(draft.ruleId, maxLabel);
  const cwes = [...new Set((draft.cwes ?? []).flatMap((name) => cweOf(name) ?? []))];
  const message = draft.message ?? noMessage;
  const isSecret = isAboutSecrets({ tool: draft.tool, ruleId, cwes, message });
  const finding: Writable<Finding> = {
    ruleId,
    tool: draft.tool,
    level: shorten(draft.level ?? "", maxLabel),
    severity: draft.severity,
    message: oneLine(isSecret ? withoutValues(message) : message, maxMessage) ?? noMessage,
    location: locationOf(draft),
    cwes,
    vulnerabilityIds: [...new Set([...vulnerabilityIdsIn(ruleId), ...(draft.vulnerabilityIds ?? [])])],
    source: draft.source,
  };
  const context = isSecret ? undefined : contextOf([draft.context]);
  if (context !== undefined) finding.context = context;
  addOptional(finding, draft);
  return finding;
}

function addOptional(finding: Writable<Finding>, { resource, toolFingerprint, suppression }: FindingDraft): void {
  if (resource !== undefined) finding.resource = shorten(resource, maxMessage);
  if (toolFingerprint !== undefined) finding.toolFingerprint = shorten(toolFingerprint, maxMessage);
  if (suppression !== undefined) finding.suppression = suppression;
}

/** The parts in one line: indentation and line breaks are no part of what the code says. */
export function contextOf(parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined).map((part) => shorten(part, maxContext));
  return oneLine(known.join(" "), maxContext);
}

function locationOf({ file, line }: FindingDraft): Finding["location"] {
  const path = file === undefined ? undefined : plainPath(file);
  return { ...(path !== undefined && { file: path }), ...(line !== undefined && { line }) };
}

/** Slashes forward, and no `./` before the path: one file has one name. */
function plainPath(given: string): string | undefined {
  const path = given.trim().replaceAll("\\", "/");
  const plain = path.startsWith("./") ? path.slice("./".length) : path;
  return plain === "" ? undefined : plain;
}
