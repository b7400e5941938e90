import type { Finding } from "../../../domain/finding.ts";
import { at, field, optional, text } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { lineNumber, maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import type { TrivyPlace } from "./trivy-vulnerability.ts";

/** One entry of `Misconfigurations`; undefined when it names no check. */
export function toMisconfiguration(item: unknown, place: TrivyPlace): Finding | undefined {
  const message = text(item, "Message") ?? text(item, "Title");
  const line = at(item, "CauseMetadata", "StartLine");
  const resource = text(field(item, "CauseMetadata"), "Resource");
  return toFinding(item, place, { ruleId: text(item, "ID") ?? text(item, "AVDID"), message, line, resource });
}

/** One entry of `Secrets`. Its `Match` and `Code` may hold the secret itself and go nowhere. */
export function toSecret(item: unknown, place: TrivyPlace): Finding | undefined {
  return toFinding(item, place, {
    ruleId: text(item, "RuleID"),
    message: text(item, "Title") ?? text(item, "Category"),
    line: field(item, "StartLine"),
  });
}

type Parts = {
  readonly ruleId: string | undefined;
  readonly message: string | undefined;
  readonly line: unknown;
  readonly resource?: string | undefined;
};

function toFinding(item: unknown, place: TrivyPlace, parts: Parts): Finding | undefined {
  const { ruleId, message, line, resource } = parts;
  if (ruleId === undefined) return undefined;
  const level = text(item, "Severity") ?? "";
  return {
    ruleId,
    tool: "trivy",
    level,
    severity: severityOfWord(level),
    message: oneLine(message, maxMessage) ?? noMessage,
    location: { file: place.target, ...optional("line", lineNumber(line)) },
    ...optional("resource", resource),
    cwes: [],
    vulnerabilityIds: [],
    ...optional("suppression", place.suppression),
    source: place.source,
  };
}
