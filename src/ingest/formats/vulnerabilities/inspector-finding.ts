import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { cweOf } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { lineNumber, maxMessage, noMessage, oneLine } from "../findings/report-text.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf, type Reported } from "./observation.ts";
import { keepFinding, type PostureSink } from "./posture-sink.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, leaveOut, lose } from "./vulnerability-sink.ts";

/** What Amazon sets aside or has seen vanish (API reference, `Finding.status`). */
const closed = "CLOSED";
const suppressed = "SUPPRESSED";

/**
 * One `Finding` of the Inspector 2 API, which ECR repeats as `enhancedFindings`: a vulnerability in one or more
 * packages, or a finding about code or network. What is CLOSED is no longer there.
 */
export function readInspectorFinding(finding: unknown, source: Source, sink: PostureSink): void {
  const details = field(finding, "packageVulnerabilityDetails");
  if (details === undefined) readOther(finding, source, sink);
  else readPackages(finding, source, sink);
}

function readPackages(finding: unknown, source: Source, sink: PostureSink): void {
  const details = field(finding, "packageVulnerabilityDetails");
  const packages = list(details, "vulnerablePackages");
  const id = text(details, "vulnerabilityId");
  if (text(finding, "status") === closed) {
    leaveOut(sink, "matches", `status ${closed}`, Math.max(packages.length, 1));
    return;
  }
  if (id === undefined) {
    lose(sink, "matches", "no vulnerability id");
    return;
  }
  const record = recordOf(finding, id);
  for (const [index, entry] of packages.entries()) {
    const pointer = `${source.pointer}/packageVulnerabilityDetails/vulnerablePackages/${index}`;
    const ref = packageOf(entry);
    if (ref === undefined) lose(sink, "matches", "no package name");
    else
      keep(
        sink,
        "matches",
        observationOf({ ...record, ...fixOf(entry), package: ref, source: { ...source, pointer } }),
      );
  }
  if (packages.length === 0) keep(sink, "matches", observationOf({ ...record, package: unnamed(finding), source }));
}

type Flaw = Omit<Reported, "package" | "source">;

function recordOf(finding: unknown, id: string): Flaw {
  const details = field(finding, "packageVulnerabilityDetails");
  return {
    id,
    names: texts(details, "relatedVulnerabilities"),
    word: text(finding, "severity"),
    cvss: list(details, "cvss").flatMap((entry) => scoreOf(entry) ?? []),
    epss: probabilityOf(at(finding, "epss", "score")),
    title: text(finding, "description") ?? text(finding, "title"),
    tool: "aws-inspector2",
    suppression: suppressionOf(finding),
  };
}

function scoreOf(entry: unknown): Cvss | undefined {
  return cvssOf({
    version: text(entry, "version"),
    score: number(entry, "baseScore"),
    vector: text(entry, "scoringVector"),
    scorer: text(entry, "source"),
  });
}

/** Epoch, version and release are apart; `packageManager` is `OS` for the distribution's own packages. */
function packageOf(entry: unknown): PackageRef | undefined {
  const name = text(entry, "name");
  if (name === undefined) return undefined;
  const manager = text(entry, "packageManager");
  const version = versionOf(entry);
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(manager, name, version)),
    ...optional("ecosystem", manager),
  };
}

function versionOf(entry: unknown): string | undefined {
  const version = text(entry, "version");
  if (version === undefined) return undefined;
  const epoch = number(entry, "epoch") ?? 0;
  const release = text(entry, "release");
  return `${epoch > 0 ? `${epoch}:` : ""}${version}${release === undefined ? "" : `-${release}`}`;
}

/** A record without a package: the resource is what is known. */
function unnamed(finding: unknown): PackageRef {
  return { name: resourceOf(finding) ?? "unnamed package" };
}

/** `NotAvailable` is how Inspector writes that there is no fix. */
function fixOf(entry: unknown): Pick<Reported, "fixedIn"> {
  const fix = text(entry, "fixedInVersion");
  return { fixedIn: fix === undefined || fix === "NotAvailable" ? [] : fix.split(/, ?/) };
}

function suppressionOf(finding: unknown): Suppression | undefined {
  return text(finding, "status") === suppressed ? { kind: "tool", rule: `status ${suppressed}` } : undefined;
}

/** CODE_VULNERABILITY and NETWORK_REACHABILITY, and types that are still to come. */
function readOther(finding: unknown, source: Source, sink: PostureSink): void {
  const found = toFinding(finding, source);
  if (found === undefined) lose(sink, "findings", "neither a type nor a title");
  else if (text(finding, "status") === closed) leaveOut(sink, "findings", `status ${closed}`);
  else keepFinding(sink, "findings", found);
}

function toFinding(finding: unknown, source: Source): Finding | undefined {
  const code = field(finding, "codeVulnerabilityDetails");
  const ruleId = text(code, "ruleId") ?? text(code, "detectorId") ?? text(finding, "type") ?? text(finding, "title");
  if (ruleId === undefined) return undefined;
  const level = text(finding, "severity") ?? "";
  const arn = text(finding, "findingArn");
  return {
    ruleId,
    tool: "aws-inspector2",
    level,
    severity: severityOfWord(level),
    message: oneLine(text(finding, "title") ?? text(finding, "description"), maxMessage) ?? noMessage,
    location: {
      ...optional("file", text(field(code, "filePath"), "filePath")),
      ...optional("line", lineNumber(at(code, "filePath", "startLine"))),
    },
    ...optional("resource", resourceOf(finding)),
    cwes: [...new Set(texts(code, "cwes").flatMap((name) => cweOf(name) ?? []))],
    vulnerabilityIds: [],
    ...optional("toolFingerprint", arn === undefined ? undefined : `findingArn=${arn}`),
    ...optional("suppression", suppressionOf(finding)),
    source,
  };
}

/** The first resource that the finding is about. */
export function resourceOf(finding: unknown): string | undefined {
  return text(list(finding, "resources")[0], "id");
}
