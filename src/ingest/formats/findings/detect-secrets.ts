import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/** The baseline that detect-secrets writes: file → secrets, by their hashes. */
export const detectSecrets: Format = {
  id: "detect-secrets-json",
  title: "detect-secrets baseline",
  sign: "`plugins_used` and `results` by file",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const baseline = jsonValue(document);
  return hasList(baseline, "plugins_used") && isObject(field(baseline, "results"));
}

function read(document: Document, origin: Origin): Reading {
  const baseline = jsonValue(document);
  const results = field(baseline, "results");
  const files = isObject(results) ? Object.keys(results) : [];
  const sieve = findingSieve();
  for (const file of files) {
    for (const [index, secret] of list(results, file).entries()) {
      sift(sieve, toFinding(secret, file, { input: origin.name, pointer: pointer("results", file, index) }));
    }
  }
  return findingsReading(sieve, { items: "secrets", coverage: coverageOf(baseline, misshapen(results, files).length) });
}

/** detect-secrets rates nothing. Its hash of a secret stays when the line moves. */
function toFinding(secret: unknown, file: string, source: Source): Finding | string {
  const type = text(secret, "type");
  if (type === undefined) return unreadable;
  const hash = text(secret, "hashed_secret");
  const isVerified = field(secret, "is_verified") === true;
  return findingOf({
    ruleId: type,
    tool: "detect-secrets",
    level: isVerified ? "verified" : "unverified",
    severity: "unknown",
    message: `possible secret: ${type}`,
    file: text(secret, "filename") ?? file,
    line: lineNumber(field(secret, "line_number")),
    toolFingerprint: hash === undefined ? undefined : `hashed_secret=${hash}`,
    // `detect-secrets audit` records what a person decided.
    suppression: field(secret, "is_secret") === false ? { kind: "external", rule: "audited as no secret" } : undefined,
    source,
  });
}

/** It names no files without a secret; version and plugins tell that it ran and what it looked for. */
function coverageOf(baseline: unknown, odd: number): Coverage {
  const rules = list(baseline, "plugins_used").length;
  return {
    tool: "detect-secrets",
    ...optional("toolVersion", label(baseline, "version")),
    rules,
    ...optional("generatedAt", label(baseline, "generated_at")),
    doubts: [
      ...(rules === 0 ? ["the baseline was made without any plugin, so nothing was looked for"] : []),
      ...(odd > 0 ? [`the secrets of ${counted(odd, "file")} cannot be read`] : []),
    ],
  };
}
