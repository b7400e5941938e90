import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { isEffective, type Suppression } from "../../../domain/suppression.ts";
import { field, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { alertEntries, listDoubts } from "./alert-pages.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { lineNumber, oneLine } from "./report-text.ts";

/** GitHub secret scanning alerts (`GET /repos/{owner}/{repo}/secret-scanning/alerts`). Their `secret` goes nowhere. */
export const githubSecretScanning: Format = {
  id: "github-secret-scanning-json",
  title: "GitHub secret scanning alerts",
  sign: "alerts with `number`, `secret_type` and `state`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return alertEntries(document).some(({ entry }) => isAlert(entry));
}

function isAlert(entry: unknown): boolean {
  return (
    number(entry, "number") !== undefined &&
    text(entry, "secret_type") !== undefined &&
    text(entry, "state") !== undefined
  );
}

function read(document: Document, origin: Origin): Reading {
  const entries = alertEntries(document);
  const sieve = findingSieve();
  for (const { entry, pointer } of entries) sift(sieve, toFinding(entry, { input: origin.name, pointer }));
  const open = sieve.findings.filter(({ suppression }) => suppression === undefined || !isEffective(suppression));
  const coverage = { tool: "github secret scanning", doubts: listDoubts(entries, open.length) };
  return findingsReading(sieve, { items: "alerts", coverage });
}

/** GitHub rates no secret. A secret that was revoked opens nothing any more. */
function toFinding(alert: unknown, source: Source): Finding | string {
  const ruleId = text(alert, "secret_type");
  if (ruleId === undefined) return unreadable;
  if (text(alert, "state") === "resolved" && text(alert, "resolution") === "revoked") return "revoked";
  const url = text(alert, "html_url");
  const name = text(alert, "secret_type_display_name") ?? ruleId;
  const place = field(alert, "first_location_detected");
  return findingOf({
    ruleId,
    tool: "github secret scanning",
    level: text(alert, "validity"),
    severity: "unknown",
    message: `${name} in the repository`,
    file: text(place, "path"),
    line: lineNumber(field(place, "start_line")),
    toolFingerprint: url === undefined ? undefined : `html_url=${url}`,
    suppression: suppressionOf(alert),
    source,
  });
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

function suppressionOf(alert: unknown): Suppression | undefined {
  if (text(alert, "state") !== "resolved") return undefined;
  return {
    kind: "external",
    ...optional("justification", oneLine(text(alert, "resolution_comment"), maxJustification)),
    rule: `resolved as ${oneLine(text(alert, "resolution"), maxJustification) ?? "nothing in particular"}`,
  };
}
