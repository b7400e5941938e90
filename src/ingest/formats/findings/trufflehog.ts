import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { field, isObject, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValues } from "../forms.ts";
import { label } from "../label.ts";
import { findingsReading, siftAll } from "./finding-sieve.ts";
import { quoted } from "./report-text.ts";
import { isLegacyLeak, isSecret, secretOf } from "./trufflehog-secret.ts";

/**
 * TruffleHog JSON (`--json`): a value for each secret, one on a line. Version 3 also logs in JSON, to standard error,
 * and both end in one file when a job joins them; only that log tells what was scanned.
 */
export const trufflehog: Format = {
  id: "trufflehog-json",
  title: "TruffleHog JSON",
  sign: "secrets with `SourceMetadata` and `DetectorName`, or with `stringsFound` and `reason`; or log lines of the `logger` trufflehog",
  versions: ["2", "3"],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return entriesOf(document).some((entry) => isSecret(entry) || isLegacyLeak(entry) || isLogLine(entry));
}

/** The values of the stream, or of the one list that people make of it. */
function entriesOf(document: Document): readonly unknown[] {
  const values = jsonValues(document);
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? only : values;
}

function isLogLine(entry: unknown): boolean {
  return text(entry, "logger") === "trufflehog" && text(entry, "msg") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document);
  const isOne = document.form === "json" && !Array.isArray(document.value);
  const sieve = siftAll(entries, (entry, index) => {
    if (isLogLine(entry)) return "line of the log";
    return secretOf(entry, { input: origin.name, pointer: isOne ? "" : `/${index}` });
  });
  const isLegacy = entries.some(isLegacyLeak) && !entries.some(isSecret);
  return findingsReading(sieve, {
    items: "secrets",
    formatVersion: isLegacy ? "2" : "3",
    coverage: coverageOf(entries.filter(isLogLine), sieve.findings.length),
  });
}

/** The last line of the log: `finished scanning`, with the number of chunks. */
function coverageOf(log: readonly unknown[], secrets: number): Coverage {
  const end = log.find((line) => field(line, "msg") === "finished scanning");
  return {
    tool: "trufflehog",
    ...optional("toolVersion", label(end, "trufflehog_version")),
    ...optional("targets", number(end, "chunks")),
    ...optional("generatedAt", label(end, "ts")),
    doubts: [...endDoubts(end, secrets), ...errorDoubts(log)],
  };
}

function endDoubts(end: unknown, secrets: number): readonly string[] {
  if (isObject(end)) return number(end, "chunks") === 0 ? ["the log says that nothing was scanned"] : [];
  return secrets > 0 ? [] : ["the log does not say that the scan came to its end"];
}

function errorDoubts(log: readonly unknown[]): readonly string[] {
  const errors = log.filter((line) => text(line, "level")?.startsWith("error") === true);
  if (errors.length === 0) return [];
  const first = quoted(text(errors[0], "msg"));
  return [`the scan met ${counted(errors.length, "error")}, the first: ${first}`];
}
