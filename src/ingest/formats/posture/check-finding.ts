import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { optional } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { lineNumber, maxMessage, noMessage, oneLine } from "../findings/report-text.ts";

/** What a posture scanner tells of one check that failed, in its own words. */
export type FailedCheck = {
  readonly ruleId: string | undefined;
  readonly tool: string;
  /** The tool's word for how bad it is. */
  readonly level?: string | undefined;
  /** For tools whose words are not those that scanners share. */
  readonly severity?: Severity;
  readonly message: string | undefined;
  readonly file?: string | undefined;
  readonly line?: unknown;
  readonly resource?: string | undefined;
  readonly cwes?: readonly string[];
  readonly toolFingerprint?: string | undefined;
  readonly suppression?: Suppression | undefined;
  readonly source: Source;
};

/** A finding in the domain's terms; undefined when no rule is named. */
export function findingOf(check: FailedCheck): Finding | undefined {
  const { ruleId, tool, level = "", resource, source } = check;
  if (ruleId === undefined) return undefined;
  const file = filePath(check.file);
  const line = lineNumber(check.line);
  return {
    ruleId,
    tool,
    level,
    severity: check.severity ?? severityOfWord(level),
    message: oneLine(check.message, maxMessage) ?? noMessage,
    location: { ...optional("file", file), ...optional("line", line) },
    ...optional("resource", resource),
    cwes: check.cwes ?? [],
    vulnerabilityIds: [],
    ...optional("toolFingerprint", check.toolFingerprint),
    ...optional("suppression", check.suppression),
    source,
  };
}

/** Forward slashes, and no `./` before it; undefined for nothing. */
export function filePath(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const path = given.replaceAll("\\", "/");
  const plain = path.startsWith("./") ? path.slice(2) : path;
  return plain === "" ? undefined : plain;
}

/** `kind/namespace/name` of what is known of a Kubernetes object; undefined without a name. */
export function objectName(parts: {
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name: string | undefined;
}): string | undefined {
  const { kind, namespace, name } = parts;
  if (name === undefined) return undefined;
  return [kind, namespace, name].filter((part) => part !== undefined).join("/");
}

/** The Terraform address of a resource whose type and name are told apart, `type/name` for anything else. */
export function resourceName(type: string | undefined, name: string | undefined): string | undefined {
  if (name === undefined || type === undefined) return name;
  if (name === type || name.startsWith(`${type}.`)) return name;
  return /^[a-z0-9]{1,40}_[a-z0-9_]{1,100}$/.test(type) ? `${type}.${name}` : `${type}/${name}`;
}
