import type { Finding } from "../../../domain/finding.ts";
import { field, isObject, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/**
 * Gitleaks JSON: a list of leaks and nothing else. Version 8 writes `RuleID`, `File`; earlier ones `rule` (or
 * `reason`), `file`. `Secret`, `Match`, `offender` and `line` hold the secret itself and go nowhere.
 */
export const gitleaks: Format = {
  id: "gitleaks-json",
  title: "Gitleaks JSON",
  sign: "leaks with `RuleID`, `Secret` and `File`, or with `rule` or `reason`, `offender` and `commit`",
  versions: ["7", "8"],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const leaks = jsonValue(document);
  return Array.isArray(leaks) && leaks.some((leak) => isLeak8(leak) || isLeak7(leak));
}

function isLeak8(leak: unknown): boolean {
  return (
    text(leak, "RuleID") !== undefined && isObject(leak) && Object.hasOwn(leak, "Secret") && Object.hasOwn(leak, "File")
  );
}

function isLeak7(leak: unknown): boolean {
  const rule = text(leak, "rule") ?? text(leak, "reason");
  return rule !== undefined && isObject(leak) && Object.hasOwn(leak, "offender") && Object.hasOwn(leak, "commit");
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const leaks = Array.isArray(value) ? value : [];
  const sieve = siftAll(leaks, (leak, index) => toFinding(leak, { input: origin.name, pointer: `/${index}` }));
  return findingsReading(sieve, {
    items: "secrets",
    formatVersion: leaks.some(isLeak8) ? "8" : "7",
    coverage: { tool: "gitleaks", doubts: [] },
  });
}

/** Gitleaks rates nothing. */
function toFinding(leak: unknown, source: Finding["source"]): Finding | string {
  const ruleId = text(leak, "RuleID") ?? text(leak, "rule") ?? text(leak, "reason");
  if (ruleId === undefined) return unreadable;
  return findingOf({
    ruleId,
    tool: "gitleaks",
    level: undefined,
    severity: "unknown",
    message: text(leak, "Description") ?? `a leak that the rule ${ruleId} finds`,
    file: text(leak, "File") ?? text(leak, "file"),
    line: lineNumber(field(leak, "StartLine") ?? field(leak, "lineNumber")),
    toolFingerprint: fingerprintOf(leak),
    source,
  });
}

/** `commit:file:rule:line`. Without a commit the line is that of today and moves. */
function fingerprintOf(leak: unknown): string | undefined {
  const print = text(leak, "Fingerprint");
  return print === undefined || text(leak, "Commit") === undefined ? undefined : `Fingerprint=${print}`;
}
