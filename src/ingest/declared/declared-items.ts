import type { Component } from "../../domain/component.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Items } from "../../domain/items.ts";
import { present } from "../../domain/present.ts";
import type { Severity } from "../../domain/severity.ts";
import type { Source } from "../../domain/source.ts";
import type { Observation, PackageRef } from "../../domain/vulnerability.ts";
import { resolvePointer } from "../../standards/json-pointer.ts";
import { canonicalPurl } from "../../standards/purl.ts";
import { count, type Tally } from "../account.ts";
import type { Origin } from "../format.ts";
import { firstLine, noMessage, oneLine } from "../formats/findings/report-text.ts";
import { filePath } from "../formats/posture/check-finding.ts";
import { cvssOf, worstBand } from "../formats/vulnerabilities/scores.ts";
import { canonicalVulnerabilityId, cweOf, vulnerabilityIdsIn } from "../identifiers.ts";
import { severityOfWord } from "../severity-words.ts";
import type { Declaration } from "./declaration.ts";

type Job = {
  readonly declaration: Declaration;
  readonly tool: string;
  readonly origin: Origin;
  /** Where the item of an index stands. */
  readonly place: (index: number) => string;
  /** Why the item of an index is not read; undefined when it is. */
  readonly skip: (index: number) => string | undefined;
  readonly notUsed: Tally;
};

/** A message is one line for people; some tools put pages there. */
const maxMessage = 400;

type Field = keyof Declaration["fields"];

/** Items by the pointers of a declaration. One without what makes it an item is counted in `notUsed`, with the reason. */
export function readItems(
  list: readonly unknown[],
  job: Job,
): { readonly items: Partial<Items>; readonly kept: number } {
  const source = (index: number): Source => ({ input: job.origin.name, pointer: job.place(index) });
  switch (job.declaration.gives) {
    case "findings": {
      const findings = kept(list, job, "no rule", (item, index) => toFinding(item, source(index), job));
      return { items: { findings }, kept: findings.length };
    }
    case "vulnerabilities": {
      const why = "no id or no package";
      const observations = kept(list, job, why, (item, index) => toObservation(item, source(index), job));
      return { items: { observations }, kept: observations.length };
    }
    case "components": {
      const components = kept(list, job, "no name", (item, index) => toComponent(item, source(index), job));
      return { items: { components }, kept: components.length };
    }
  }
}

function kept<T>(
  list: readonly unknown[],
  { notUsed, skip }: Job,
  why: string,
  read: (item: unknown, index: number) => T | undefined,
): readonly T[] {
  return list.flatMap((item, index) => {
    const skipped = skip(index);
    const found = skipped === undefined ? read(item, index) : undefined;
    if (found === undefined) count(notUsed, skipped ?? why);
    return found === undefined ? [] : [found];
  });
}

function toFinding(item: unknown, source: Source, { declaration, tool }: Job): Finding | undefined {
  const get = (field: Field) => textOf(item, declaration.fields[field]);
  const ruleId = get("rule");
  if (ruleId === undefined) return undefined;
  const fingerprint = get("fingerprint");
  return present({
    ruleId,
    tool,
    level: get("severity") ?? "",
    severity: severityOf(get("severity"), declaration),
    message: oneLine(get("message") ?? ruleId, maxMessage) ?? noMessage,
    location: present({ file: filePath(get("file")), line: firstLine(get("line")) }),
    resource: get("resource"),
    cwes: textsOf(item, declaration.fields.cwe).flatMap((cwe) => cweOf(cwe) ?? []),
    vulnerabilityIds: vulnerabilityIdsIn(ruleId),
    toolFingerprint: fingerprint === undefined ? undefined : `fingerprint=${fingerprint}`,
    source,
  });
}

function toObservation(item: unknown, source: Source, { declaration, tool }: Job): Observation | undefined {
  const get = (field: Field) => textOf(item, declaration.fields[field]);
  const [id, ref] = [get("id"), packageOf(get)];
  if (id === undefined || ref === undefined) return undefined;
  const cvss = [cvssOf({ vector: get("cvss") })].filter((one) => one !== undefined);
  const severity = severityOf(get("severity"), declaration);
  return present({
    id: canonicalVulnerabilityId(id),
    aliases: [],
    package: ref,
    severity: severity === "unknown" ? worstBand(cvss) : severity,
    cvss,
    cwes: textsOf(item, declaration.fields.cwe).flatMap((cwe) => cweOf(cwe) ?? []),
    fixedIn: textsOf(item, declaration.fields.fixed_in),
    title: oneLine(get("message"), maxMessage),
    tool,
    source,
  });
}

function toComponent(item: unknown, source: Source, { declaration }: Job): Component | undefined {
  const ref = packageOf((field) => textOf(item, declaration.fields[field]));
  return ref === undefined ? undefined : { ...ref, licenses: [], hashes: [], source };
}

/** A package has a name; of one with a purl alone, the purl is the name. */
function packageOf(get: (field: Field) => string | undefined): PackageRef | undefined {
  const purl = canonicalPurl(get("purl") ?? "");
  const name = get("package") ?? purl;
  return name === undefined ? undefined : present({ name, version: get("version"), purl });
}

function severityOf(word: string | undefined, { severities }: Declaration): Severity {
  const lower = word?.toLowerCase();
  const own = Object.entries(severities).find(([known]) => known.toLowerCase() === lower);
  return own?.[1] ?? severityOfWord(word);
}

/** A text or a number, as text. */
function textOf(item: unknown, at: string | undefined): string | undefined {
  const found = at === undefined ? undefined : resolvePointer(item, at);
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found.trim() !== "" ? found.trim() : undefined;
}

/** A text, or the texts of a list. */
function textsOf(item: unknown, at: string | undefined): readonly string[] {
  const found = at === undefined ? undefined : resolvePointer(item, at);
  if (Array.isArray(found)) return found.flatMap((one) => textOf(one, "") ?? []);
  return [textOf(found, "")].filter((one) => one !== undefined);
}
